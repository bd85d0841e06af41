"""Find whatever somebody typed at the top of a page: people, papers, campaigns, lists, sheets, savings books."""

import re
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.ground.names import fold
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.models.giving.receipt_books import ReceiptBook
from tracker.models.giving.receipts import Receipt
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, Sheet
from tracker.models.helping.savings_books import SavingsBook
from tracker.models.helping.scholarships import Award
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.donors import find_donors
from tracker.queries.giving.receipt_books import books_with
from tracker.queries.helping.children import find_children
from tracker.queries.helping.handout_lists import Wanted, handouts_listed
from tracker.queries.helping.savings_book_lists import find_books
from tracker.queries.helping.scholarship_lists import WantedAwards, awards_listed
from tracker.queries.helping.sheet_lists import find_sheet

#: So many of each kind are shown.
MOST = 12
_NUMBER = re.compile(r"(?:(?P<series>[a-z]{2})[- ]?)?(?:(?P<year>[0-9]{4})[- /])?0*(?P<number>[0-9]{1,7})")


@dataclass(frozen=True)
class Found:
    """What a search found; at most 12 of each."""

    donors: list[Donor] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    #: Handwritten books that have the number, each with it.
    books: list[tuple[ReceiptBook, int]] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    handouts: list[Handout] = field(default_factory=list)
    savings_books: list[SavingsBook] = field(default_factory=list)
    #: The scholarships of the child of this code.
    awards: list[Award] = field(default_factory=list)
    #: The one sheet of this number or code, with its hand-out.
    sheet: tuple[Sheet, Handout] | None = None

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        papers = (self.receipts, self.books, self.pledges)
        lists = (self.donors, self.campaigns, *papers, self.children, self.handouts, self.savings_books, self.awards)
        return any(lists) or self.sheet is not None


def search(session: Session, text: str, *, viewer_id: int, by_name: bool) -> Found:
    """Find by a name without diacritics, a phone number, a code, or a paper's number in any spelling.

    A child is found by its name only with `by_name` (for who may see names), by its code always. A
    draft that was never handed on is found by its maker alone (`viewer_id` is who asks).
    """
    folded = fold(text)[:120]
    if not folded:
        return Found()
    return Found(
        donors=find_donors(session, text, limit=MOST),
        campaigns=_campaigns(session, folded),
        receipts=_receipts(session, folded),
        books=books_with(session, text, limit=MOST),
        pledges=_pledges(session, folded),
        children=_children(session, text, by_name),
        handouts=_handouts(session, text, viewer_id),
        savings_books=find_books(session, text, limit=MOST),
        awards=_awards(session, text),
        sheet=_sheet(session, text),
    )


def _campaigns(session: Session, folded: str) -> list[Campaign]:
    coded = Campaign.code == folded.upper()
    found = select(Campaign).where(or_(Campaign.name_folded.contains(folded, autoescape=True), coded))
    return list(session.scalars(found.order_by(Campaign.code).limit(MOST)))


def _receipts(session: Session, folded: str) -> list[Receipt]:
    number = _number(folded, ("bl", "tn"))
    if number is None:
        return []
    found = select(Receipt).where(Receipt.number == int(number["number"]))
    if number["year"]:
        found = found.where(Receipt.year == int(number["year"]))
    if number["series"]:
        found = found.where(Receipt.series == number["series"].upper())
    newest_first = found.order_by(Receipt.year.desc(), Receipt.series)
    return list(session.scalars(newest_first.limit(MOST)))


def _pledges(session: Session, folded: str) -> list[Pledge]:
    number = _number(folded, ("ck",))
    if number is None:
        return []
    found = select(Pledge).where(Pledge.number == int(number["number"]))
    if number["year"]:
        found = found.where(Pledge.year == int(number["year"]))
    return list(session.scalars(found.order_by(Pledge.year.desc()).limit(MOST)))


def _children(session: Session, text: str, by_name: bool) -> list[Child]:
    return find_children(session, text, by_name=by_name, limit=MOST)


def _handouts(session: Session, text: str, viewer_id: int) -> list[Handout]:
    found = handouts_listed(session, Wanted(viewer_id, text=text))
    return list(session.scalars(found.order_by(Handout.planned_on.desc(), Handout.id.desc()).limit(MOST)))


def _awards(session: Session, text: str) -> list[Award]:
    found = awards_listed(WantedAwards(text=text)).order_by(Award.first_due_on.desc(), Award.id.desc())
    return list(session.scalars(found.limit(MOST)))


def _sheet(session: Session, text: str) -> tuple[Sheet, Handout] | None:
    sheet = find_sheet(session, text)
    return (sheet, session.get_one(Handout, sheet.handout_id)) if sheet is not None else None


def _number(folded: str, series: tuple[str, ...]) -> re.Match[str] | None:
    """Read a paper's number as typed: 12, bl-2018-0012, BL 12, 2018/12; None for another kind of paper."""
    parts = _NUMBER.fullmatch(folded)
    return parts if parts is not None and (not parts["series"] or parts["series"] in series) else None
