"""Award the scholarships of 2018: 40 pupils, 500.000 đ a month for a year, four months paid by bank, as steps."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.helping.scholarships import Award
from tracker.models.users import User
from tracker.operations.helping.child_records import set_payee
from tracker.operations.helping.sample_children import Slices
from tracker.operations.helping.sample_lists import BANK, agreed, in_one, sheet_out_and_back
from tracker.operations.helping.scholarship_runs import draft_run
from tracker.operations.helping.scholarships import award_scholarships, propose_awards
from tracker.operations.helping.sheets import make_sheets
from tracker.operations.helping.sponsorships import add_sponsor
from tracker.operations.sample_steps import Step

PROPOSED, AWARDED, FIRST_DUE = date(2018, 8, 22), date(2018, 8, 27), date(2018, 9, 5)
MONTHS, MONTHLY = 12, 500_000
#: Who stands behind how many of the pupils, in their order; the others have no sponsor.
SPONSORS = (("Mía Vàng", 12), ("Hội Đồng hương", 5), ("Sương Mai", 6), ("Lan", 2), ("Khoa", 1))


def scholarships() -> list[Step]:
    """Give all steps of scholarships, in the order of their days."""
    steps = [*_accounts(), *_awards(), *_sponsors(), *_runs()]
    return sorted(steps, key=lambda step: step.on)


def keep_accounts(session: Session, *, by: User, children: Sequence[Child]) -> None:
    """Keep the account of each pupil's family at the bank that pays."""
    for place, child in enumerate(children):
        set_payee(
            session,
            by=by,
            child=child,
            holder=child.full_name,
            bank="Ngân hàng Chính sách xã hội",
            account_number=f"7200{2018_000 + place:09d}",
            valid_from=PROPOSED,
        )


def stand_behind(session: Session, *, by: User, awards: Sequence[Award], donors: Sequence[Donor]) -> None:
    """Put a sponsor behind each of the first awards."""
    for award, donor in zip(awards, donors, strict=False):
        add_sponsor(session, by=by, award=award, donor=donor, since=AWARDED)


def _accounts() -> Iterator[Step]:
    yield Step(PROPOSED, "clerk", keep_accounts, lambda book: {"children": Slices(book).pupils})


def _awards() -> Iterator[Step]:
    facts = {"monthly_amount": MONTHLY, "months": MONTHS, "first_due_on": FIRST_DUE, "school_year": "2018-2019"}
    yield Step(
        PROPOSED,
        "clerk",
        propose_awards,
        lambda book: {"campaign": book["CLYT"], "children": Slices(book).pupils, **facts},
        "học bổng",
    )
    yield Step(
        AWARDED,
        "approver",
        award_scholarships,
        lambda book: {"awards": book.many("học bổng"), "awarded_on": AWARDED},
    )


def _sponsors() -> Iterator[Step]:
    donors = [donor for donor, count in SPONSORS for _ in range(count)]
    yield Step(
        AWARDED,
        "clerk",
        stand_behind,
        lambda book: {"awards": book.many("học bổng"), "donors": [book[donor] for donor in donors]},
    )


def _runs() -> Iterator[Step]:
    """Pay September to December on the 5th, each month as one list by one payment order."""
    for month in (9, 10, 11, 12):
        name, drafted, paid = f"học bổng {month}", date(2018, month, 3), date(2018, month, 5)
        yield Step(drafted, "clerk", draft_run, _run(paid), name)
        yield from agreed(name, drafted)
        yield Step(paid, "cashier", make_sheets, _on_one_sheet(name))
        yield from sheet_out_and_back(name, 1, paid, till=BANK)


def _run(paid: date) -> Any:
    return lambda book: {"campaign": book["CLYT"], "month": paid, "planned_on": paid}


def _on_one_sheet(name: str) -> Any:
    return lambda book: in_one(book, name, "Chuyển khoản")
