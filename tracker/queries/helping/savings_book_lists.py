"""Ask for the list of savings books, narrowed by who keeps them, bank, maturity and words; and for the help to tie."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.names import fold
from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, DisbursementPart
from tracker.models.helping.handouts import HelpKind
from tracker.models.helping.savings_books import BookEvent, BookOrigin, SavingsBook
from tracker.queries.giving.donations import donations
from tracker.queries.helping.savings_book_tasks import SOON, coming_of_age
from tracker.queries.helping.savings_books import BOOK, came_back, is_lost_column, left_in
from tracker.queries.journal import VND
from tracker.queries.same import keys_of_one


class BookState(Choice):
    """Which books a list shows."""

    OPEN = "", N_("Deposited")
    DUE = "due", N_("Due within 30 days")
    COMING_OF_AGE = "age", N_("Holder turns 16 or 18")
    LOST = "lost", N_("Lost")
    CLOSED = "closed", N_("Paid out and closed")
    ALL = "all", N_("All")


@dataclass(frozen=True)
class WantedBooks:
    """What narrows the list of books; what is empty narrows nothing."""

    state: BookState = BookState.OPEN
    text: str = ""
    custody: str = ""
    bank: str = ""
    #: Matures up to this day.
    until: date | None = None
    #: Whether the text may be a child's name, too.
    by_name: bool = False


def books_listed(session: Session, wanted: WantedBooks, day: date) -> Select[Any]:
    """Ask for books with what is left in each (whole đồng) and whether it is lost; child and donor loaded."""
    asked: Any = select(SavingsBook, left_in().label("left"), is_lost_column().label("lost"))
    asked = asked.join(Child, Child.id == SavingsBook.child_id)
    asked = asked.options(joinedload(SavingsBook.child), joinedload(SavingsBook.donor))
    for word in wanted.text.split():
        asked = asked.where(_has(word, wanted.by_name))
    if wanted.custody:
        asked = asked.where(SavingsBook.custody == wanted.custody, SavingsBook.closed_on.is_(None))
    if wanted.bank:
        asked = asked.where(SavingsBook.bank == wanted.bank)
    if wanted.until is not None:
        asked = asked.where(SavingsBook.matures_on <= wanted.until, SavingsBook.closed_on.is_(None))
    return _in_state(session, asked, wanted.state, day)


def _has(word: str, by_name: bool) -> ColumnElement[bool]:
    columns = [SavingsBook.bank, SavingsBook.branch, Child.code]
    found = [_numbered(word), *(column.icontains(word, autoescape=True) for column in columns)]
    return or_(*found, Child.name_folded.contains(fold(word), autoescape=True)) if by_name else or_(*found)


def _numbered(part: str) -> ColumnElement[bool]:
    """Ask whether a book's number has this part, or one that it had before it was lost."""
    events = select(BookEvent.id).where(BookEvent.book_id == SavingsBook.id)
    former = exists(events.where(BookEvent.number.icontains(part, autoescape=True)))
    return or_(SavingsBook.number.icontains(part, autoescape=True), former)


def find_books(session: Session, text: str, *, limit: int) -> list[SavingsBook]:
    """Find books by three or more signs of their number, now or before, the last recorded first; the child loaded."""
    part = text.strip()
    if len(part) < 3:
        return []
    asked = select(SavingsBook).where(_numbered(part)).options(joinedload(SavingsBook.child))
    return list(session.scalars(asked.order_by(SavingsBook.id.desc()).limit(limit)))


def _in_state(session: Session, asked: Any, state: BookState, day: date) -> Select[Any]:
    if state == BookState.ALL:
        return asked
    if state == BookState.CLOSED:
        return asked.where(SavingsBook.closed_on.is_not(None))
    asked = asked.where(SavingsBook.closed_on.is_(None))
    if state == BookState.DUE:
        asked = asked.where(SavingsBook.matures_on <= day + timedelta(days=SOON))
    if state == BookState.COMING_OF_AGE:
        asked = asked.where(SavingsBook.id.in_([each.book_id for each in coming_of_age(session, day)]))
    return asked.where(is_lost_column()) if state == BookState.LOST else asked


def sum_of_books(session: Session, wanted: WantedBooks, day: date) -> tuple[int, int]:
    """Count the books of a list and sum what is left in them (whole đồng)."""
    listed = books_listed(session, wanted, day).subquery()
    asked = select(func.count(), func.coalesce(func.sum(listed.c.left), 0)).select_from(listed)
    count, amount = session.execute(asked).one()
    return int(count), int(amount)


def banks_of_books(session: Session) -> list[str]:
    """List the banks of which there are books, by name."""
    return list(session.scalars(select(SavingsBook.bank).distinct().order_by(SavingsBook.bank)))


def gifts_of_books(session: Session) -> list[tuple[Donation, int]]:
    """List the gifts of which a book is not recorded yet, the newest first, with how many; at most 100."""
    recorded = select(func.count(SavingsBook.id)).where(SavingsBook.donation_id == Donation.id)
    came = select(func.coalesce(func.sum(DonationPart.quantity), 0))
    came = came.where(DonationPart.donation_id == Donation.id, DonationPart.item == BOOK)
    left = came.correlate(Donation).scalar_subquery() - recorded.correlate(Donation).scalar_subquery()
    asked = donations().add_columns(left).where(left > 0)
    asked = asked.options(joinedload(Donation.donor), joinedload(Donation.campaign))
    ordered = asked.order_by(Donation.received_on.desc(), Donation.id.desc()).limit(100)
    return [(donation, int(count)) for donation, count in session.execute(ordered)]


def help_for(session: Session, book: SavingsBook) -> list[Disbursement]:
    """List the help by which a book may be handed over, the newest first: given for it, standing, used by no book."""
    used = exists(select(BookEvent.id).where(BookEvent.disbursement_id == Disbursement.id))
    item, quantity = (BOOK, 1) if book.origin == BookOrigin.GIVEN else (VND, book.face_value)
    part = select(DisbursementPart.id).where(DisbursementPart.disbursement_id == Disbursement.id)
    fits = exists(part.where(DisbursementPart.item == item, DisbursementPart.quantity == quantity))
    asked = select(Disbursement).where(
        Disbursement.kind == HelpKind.SAVINGS_BOOK,
        Disbursement.campaign_id == book.campaign_id,
        Disbursement.child_id.in_(keys_of_one(book.child)),
        ~used,
        ~came_back(Disbursement.id),
        fits,
    )
    return list(session.scalars(asked.order_by(Disbursement.given_on.desc(), Disbursement.id.desc())))
