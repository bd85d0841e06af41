"""Take lists of the sample through their steps: submitted, approved, on sheets, out and back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.operations.helping.approvals import approve, submit
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.helping.sheets import send_out
from tracker.operations.sample_steps import Book, Step
from tracker.queries.helping.handouts import lines_of, sheets_of

CASH, BANK, STORE = "assets:cash", "assets:bank:nhcsxh", "assets:goods"


def agreed(name: str, day: date) -> Iterator[Step]:
    """Submit a list and approve it on the same day."""
    yield Step(day, "clerk", submit, lambda book: {"handout": book[name]})
    yield Step(day, "approver", approve, lambda book: {"handout": book[name], "approved_on": day})


def sheet_out_and_back(
    name: str,
    number: int,
    day: date,
    *,
    till: str = CASH,
    party: str = "",
    outcomes: Any = None,
    from_places: bool = True,
) -> Iterator[Step]:
    """Send a sheet out and settle it on the same day."""

    def back(book: Book) -> dict[str, Any]:
        return {
            "sheet": numbered(book, name, number),
            "signed_on": day,
            "outcomes": outcomes(book) if outcomes else {},
        }

    yield sent(name, number, day, till=till, party=party, from_places=from_places)
    yield Step(day, "cashier", settle_sheet, back)


def sent(name: str, number: int, day: date, *, till: str = CASH, party: str = "", from_places: bool = True) -> Step:
    """Send a sheet out, with an advance to `party` or to be paid at the table or by bank."""

    def out(book: Book) -> dict[str, Any]:
        places = {"till": book[till], "store": book[STORE]} if from_places else {}
        return {"sheet": numbered(book, name, number), "sent_on": day, "party": party, **places}

    return Step(day, "cashier", send_out, out)


def numbered(book: Book, name: str, number: int) -> Any:
    """Give a list's sheet by its number."""
    return next(sheet for sheet in sheets_of(book.session, book[name]) if sheet.number == number)


def in_one(book: Book, name: str, sheet: str) -> dict[str, Any]:
    """Put all of a list on one sheet."""
    return {"handout": book[name], "lines": {sheet: [line.id for line in lines_of(book.session, book[name])]}}
