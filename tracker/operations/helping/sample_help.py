"""Hand out the help of 2018: gifts at Tết, milk, cards, bicycles, a house in three stages, as steps.

One child is absent and gets the gift later, one is replaced by another of the same commune.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.models.helping.children import Child
from tracker.models.helping.handouts import HandoutLine, HelpKind, OutcomeKind
from tracker.operations.helping.handouts import add_children, draft_handout
from tracker.operations.helping.institutions import name_institution, settle_for_institution
from tracker.operations.helping.sample_children import Slices
from tracker.operations.helping.sample_lists import BANK, CASH, agreed, in_one, numbered, sent, sheet_out_and_back
from tracker.operations.helping.settlements import Outcome
from tracker.operations.helping.sheets import approve_replacement, make_sheets, replace_line
from tracker.operations.proving.tills import move_money
from tracker.operations.sample_steps import Book, Step
from tracker.queries.helping.handouts import line_states, lines_of
from tracker.queries.helping.places import Gazetteer

TET, CHILDREN_DAY = date(2018, 2, 6), date(2018, 6, 1)
ACTION_MONTH, MID_AUTUMN = date(2018, 6, 15), date(2018, 9, 24)
TEAM = "Đội thợ xây Bảy Lành"
#: Made-up schools, one for each district of 2018 in the order of their names.
SCHOOLS = tuple(
    f"Trường Tiểu học {name}"
    for name in (
        *("Hoa Sen", "Măng Non", "Họa Mi", "Vành Khuyên", "Sao Mai"),
        *("Bình Minh", "Hướng Dương", "Tuổi Thơ", "Ban Mai"),
    )
)
STAGES = ((date(2018, 8, 15), 20_000_000), (date(2018, 9, 20), 20_000_000), (date(2018, 10, 25), 10_000_000))


def help_out() -> list[Step]:
    """Give all steps of help, in the order of their days."""
    steps = [*_gifts(), *_milk(), *_cards(), *_bicycles(), *_house()]
    return sorted(steps, key=lambda step: step.on)


def _gifts() -> Iterator[Step]:
    """Give 400 children 1.000.000 đ and a parcel, district by district, with an advance each."""
    drawn = date(2018, 2, 2)
    yield Step(
        drawn,
        "accountant",
        move_money,
        lambda book: {
            "from_till": book[BANK],
            "to_till": book[CASH],
            "happened_on": drawn,
            "parts": [(book["QUA"], 400_000_000)],
            "memo": "Rút tiền mặt trao quà Tết",
        },
    )
    yield from _list(
        "quà Tết",
        {
            "name": "Quà cho học sinh nghèo học giỏi, Tết Mậu Tuất",
            "kind": HelpKind.GIFT,
            "planned_on": TET,
            "occasion": "TET",
            "shares": {"VND": 1_000_000, "PARCEL": 1},
        },
        "QUA",
        lambda book: Slices(book).gifts,
        date(2018, 1, 30),
    )
    yield Step(TET, "cashier", make_sheets, lambda book: _by_district(book, "quà Tết"))
    yield Step(TET, "cashier", replace_line, _replacement, "em thay")
    yield Step(TET, "approver", approve_replacement, lambda book: {"line": book["em thay"]})
    for number in range(1, 10):
        yield from sheet_out_and_back("quà Tết", number, TET, party="Lê Văn Hòa", outcomes=_tet_outcomes(number))
    later = date(2018, 2, 21)
    yield Step(later, "cashier", make_sheets, lambda book: _the_rest(book, "quà Tết", "Trao sau"))
    yield from sheet_out_and_back("quà Tết", 10, later)


def _milk() -> Iterator[Step]:
    """Deliver 90 cartons for each of 1.337 children to a made-up school a district, each signing once for its own."""
    facts = {
        "name": "Sữa học đường 90 ngày",
        "kind": HelpKind.MILK,
        "planned_on": CHILDREN_DAY,
        "occasion": "CHILDREN_DAY",
        "shares": {"MILK": 90},
    }
    yield from _list("sữa trao", facts, "SUA", lambda book: Slices(book).milk, date(2018, 5, 25))
    yield Step(CHILDREN_DAY, "cashier", make_sheets, lambda book: _by_district(book, "sữa trao"))
    for number, school in enumerate(SCHOOLS, 1):
        yield Step(CHILDREN_DAY, "cashier", name_institution, _taken_by("sữa trao", number, school))
        yield sent("sữa trao", number, CHILDREN_DAY)
        yield Step(CHILDREN_DAY, "cashier", settle_for_institution, _signed_by_school("sữa trao", number))


def _cards() -> Iterator[Step]:
    """Hand out 600 health-insurance cards that cost the fund nothing."""
    facts = {
        "name": "Thẻ bảo hiểm y tế",
        "kind": HelpKind.INSURANCE_CARD,
        "planned_on": ACTION_MONTH,
        "occasion": "ACTION_MONTH",
        "shares": {},
        "provider": "Bảo hiểm xã hội tỉnh",
    }
    yield from _draft("thẻ", facts, "BHYT", lambda book: Slices(book).cards, date(2018, 6, 11))
    yield Step(ACTION_MONTH, "cashier", make_sheets, lambda book: in_one(book, "thẻ", "Toàn tỉnh"))
    yield from sheet_out_and_back("thẻ", 1, ACTION_MONTH, from_places=False)


def _bicycles() -> Iterator[Step]:
    """Hand out 90 bicycles at Mid-Autumn."""
    facts = {
        "name": "Xe đạp đến trường",
        "kind": HelpKind.BICYCLE,
        "planned_on": MID_AUTUMN,
        "occasion": "MID_AUTUMN",
        "ceremony_on": date(2018, 9, 22),
        "shares": {"BICYCLE": 1},
    }
    yield from _list("xe trao", facts, "XEDAP", lambda book: Slices(book).bicycles, date(2018, 9, 17))
    yield Step(MID_AUTUMN, "cashier", make_sheets, lambda book: in_one(book, "xe trao", "Toàn tỉnh"))
    yield from sheet_out_and_back("xe trao", 1, MID_AUTUMN)


def _house() -> Iterator[Step]:
    """Pay a building team for one child's house in three stages, by bank, each against its minutes."""
    facts = {
        "name": "Nhà Cặp lá yêu thương",
        "kind": HelpKind.HOUSE,
        "planned_on": STAGES[0][0],
        "shares": {"VND": STAGES[0][1]},
    }
    day = date(2018, 8, 6)
    yield _drafted("nhà", facts, "CLYT", day)
    for _, amount in STAGES:
        yield Step(day, "clerk", add_children, _stage(amount))
    yield from agreed("nhà", day)
    for number, (paid_on, _) in enumerate(STAGES, 1):
        yield Step(paid_on, "cashier", make_sheets, _stage_sheet(number))
        yield from sheet_out_and_back("nhà", number, paid_on, till=BANK)


def _stage(amount: int) -> Any:
    return lambda book: {
        "handout": book["nhà"],
        "children": [Slices(book).gifts_with_group[7]],
        "parts": {"VND": amount},
        "payee": TEAM,
    }


def _stage_sheet(number: int) -> Any:
    return lambda book: {
        "handout": book["nhà"],
        "lines": {f"Giai đoạn {number}": [lines_of(book.session, book["nhà"])[number - 1].id]},
    }


def _list(name: str, facts: dict[str, Any], campaign: str, who: Any, day: date) -> Iterator[Step]:
    yield from _draft(name, facts, campaign, who, day)
    yield from agreed(name, day)


def _draft(name: str, facts: dict[str, Any], campaign: str, who: Any, day: date) -> Iterator[Step]:
    yield _drafted(name, facts, campaign, day)
    yield Step(day, "clerk", add_children, lambda book: {"handout": book[name], "children": who(book)})


def _drafted(name: str, facts: dict[str, Any], campaign: str, day: date) -> Step:
    return Step(day, "clerk", draft_handout, lambda book: {"campaign": book[campaign], **facts}, name)


def _by_district(book: Book, name: str) -> dict[str, Any]:
    gazetteer = Gazetteer(book.session)
    lines: dict[str, list[int]] = {}
    for line in lines_of(book.session, book[name]):
        district = gazetteer.district(line.place_key)
        lines.setdefault(district.name if district else "", []).append(line.id)
    return {"handout": book[name], "lines": dict(sorted(lines.items()))}


def _the_rest(book: Book, name: str, sheet: str) -> dict[str, Any]:
    states = line_states(book.session, book[name])
    return {"handout": book[name], "lines": {sheet: [each.line.id for each in states if not each.settled]}}


def _replacement(book: Book) -> dict[str, Any]:
    """Find another child of the same commune, with a group too, who gets nothing else."""
    line = _replaced(book)
    other = next(child for child in Slices(book).not_helped if child.place_key == line.place_key)
    return {"line": line, "child": other}


def _replaced(book: Book) -> HandoutLine:
    return _first_of(book, Slices(book).gifts_with_group[11])


def _first_of(book: Book, child: Child) -> HandoutLine:
    return next(line for line in lines_of(book.session, book["quà Tết"]) if line.child_id == child.id)


def _tet_outcomes(number: int) -> Any:
    """Say on the sheets that have them: who was absent, who was replaced, for whom a grandmother signed."""

    def outcomes(book: Book) -> dict[int, Outcome]:
        cut = Slices(book).gifts_with_group
        said = {
            _first_of(book, cut[3]): Outcome(OutcomeKind.LATER),
            _replaced(book): Outcome(OutcomeKind.REPLACED),
            _first_of(book, cut[5]): Outcome(OutcomeKind.PROXY, "Phan Thị Sáu", "bà ngoại"),
        }
        sheet = numbered(book, "quà Tết", number)
        return {line.id: outcome for line, outcome in said.items() if line.sheet_id == sheet.id}

    return outcomes


def _taken_by(name: str, number: int, school: str) -> Any:
    return lambda book: {"sheet": numbered(book, name, number), "institution": school}


def _signed_by_school(name: str, number: int) -> Any:
    return lambda book: {"sheet": numbered(book, name, number), "signed_on": CHILDREN_DAY}
