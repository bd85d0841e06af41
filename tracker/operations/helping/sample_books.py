"""Give six savings books in 2018: 4 of 10.000.000 đ and 2 of 5.000.000 đ, as steps; two stay in the fund's custody.

Donors, guardians and numbers are made up. The holders get milk or a gift, too, and belong to a group of article 10.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import HelpKind
from tracker.models.helping.savings_books import BookOrigin, Custody
from tracker.models.settings import SeriesCode
from tracker.operations.giving.sample_gifts import gift_step, receipt_steps
from tracker.operations.helping.handouts import add_children, draft_handout
from tracker.operations.helping.sample_children import Slices
from tracker.operations.helping.sample_lists import agreed, in_one, sheet_out_and_back
from tracker.operations.helping.savings_book_counts import count_books
from tracker.operations.helping.savings_book_custody import hand_over_book
from tracker.operations.helping.savings_books import BookFacts, open_book
from tracker.operations.helping.sheets import make_sheets
from tracker.operations.proving.paper_copies import print_book_minutes
from tracker.operations.sample_steps import Book, Step
from tracker.queries.helping.savings_book_counts import books_to_count

OPENED, CAME, DRAFTED = date(2018, 8, 15), date(2018, 8, 20), date(2018, 8, 24)
GIVEN, COUNTED = date(2018, 9, 5), date(2018, 12, 28)
BANK = "Ngân hàng Chính sách xã hội"
TEN, FIVE = 10_000_000, 5_000_000
LIST = "sổ tiết kiệm"


class Given(NamedTuple):
    """A book of the sample: its donor, face value (whole đồng), the slice and place of its holder, the guardian."""

    donor: str
    face_value: int
    part: str
    place: int
    guardian: str
    handed_over: bool = True


BOOKS = (
    Given("Sương Mai", TEN, "milk", 210, "Nguyễn Thị Bé Tám"),
    Given("Sương Mai", TEN, "milk", 430, "Trần Văn Lượm"),
    Given("Khoa", TEN, "gifts_with_group", 40, "Phạm Thị Sáu"),
    Given("Cao su", TEN, "gifts_with_group", 80, "Lê Thị Út Em", handed_over=False),
    Given("Gạo Thơm", FIVE, "milk", 650, "Huỳnh Thị Chín"),
    Given("Gạo Thơm", FIVE, "gifts_with_group", 120, "Võ Văn Năm", handed_over=False),
)


def books() -> list[Step]:
    """Give all steps of savings books, in the order of their days."""
    steps = [*_gifts(), *_records(), *_help(), *_handed_over()]
    return sorted([*steps, Step(COUNTED, "cashier", count_books, _count)], key=lambda step: step.on)


def _gifts() -> Iterator[Step]:
    """Take the books in as gifts in kind, each worth its face value, with a goods receipt."""
    for donor in dict.fromkeys(book.donor for book in BOOKS):
        values = [book.face_value for book in BOOKS if book.donor == donor]
        name = f"sổ {donor}"
        yield gift_step(CAME, donor, "CLYT", [("assets:goods", "BOOK", len(values), sum(values))], name=name)
        yield from receipt_steps(CAME, name, SeriesCode.TN)


def _records() -> Iterator[Step]:
    for number in range(len(BOOKS)):
        yield Step(CAME, "clerk", open_book, _record(number), _name(number))


def _record(number: int) -> Any:
    each = BOOKS[number]
    facts = BookFacts(
        bank=BANK,
        branch="Chi nhánh tỉnh Tây Ninh",
        number=f"NHCS {180_401 + number}",
        face_value=each.face_value,
        opened_on=OPENED,
        term_months=12,
        rate=680,
        guardian=each.guardian,
    )
    how = {"facts": facts, "origin": BookOrigin.GIVEN, "custody": Custody.SAFE}
    return lambda book: {
        "child": _holder(book, each),
        "campaign": book["CLYT"],
        "donation": book[f"sổ {each.donor}"],
        **how,
    }


def _help() -> Iterator[Step]:
    """Approve the list of the six holders and settle its sheet: each gets its book, in kind."""
    facts = {
        "name": "Sổ tiết kiệm Cặp lá yêu thương",
        "kind": HelpKind.SAVINGS_BOOK,
        "planned_on": GIVEN,
        "shares": {"BOOK": 1},
    }
    yield Step(DRAFTED, "clerk", draft_handout, lambda book: {"campaign": book["CLYT"], **facts}, LIST)
    yield Step(DRAFTED, "clerk", add_children, _on_list)
    yield from agreed(LIST, DRAFTED)
    yield Step(GIVEN, "cashier", make_sheets, lambda book: in_one(book, LIST, "Toàn tỉnh"))
    yield from sheet_out_and_back(LIST, 1, GIVEN)


def _on_list(book: Book) -> dict[str, Any]:
    return {"handout": book[LIST], "children": [_holder(book, each) for each in BOOKS]}


def _handed_over() -> Iterator[Step]:
    """Hand four books over, with minutes; two families ask the fund to keep theirs."""
    for number, each in enumerate(BOOKS):
        if each.handed_over:
            yield Step(GIVEN, "cashier", hand_over_book, _hand_over(number))
            yield Step(GIVEN, "cashier", print_book_minutes, _minutes(number))


def _hand_over(number: int) -> Any:
    each = BOOKS[number]
    return lambda book: {
        "book": book[_name(number)],
        "disbursement": _help_of(book, _holder(book, each)),
        "happened_on": GIVEN,
        "held_by": each.guardian,
    }


def _minutes(number: int) -> Any:
    return lambda book: {"book": book[_name(number)]}


def _help_of(book: Book, child: Child) -> Disbursement:
    asked = select(Disbursement).where(Disbursement.kind == HelpKind.SAVINGS_BOOK, Disbursement.child_id == child.id)
    return book.session.scalars(asked).one()


def _holder(book: Book, each: Given) -> Child:
    children: list[Child] = getattr(Slices(book), each.part)
    return children[each.place]


def _name(number: int) -> str:
    return f"sổ tiết kiệm {number + 1}"


def _count(book: Book) -> dict[str, Any]:
    there = books_to_count(book.session)
    return {"counted_on": COUNTED, "books": there, "found": there}
