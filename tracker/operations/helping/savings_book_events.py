"""Keep what happened to a savings book, and refuse what cannot; no entry is posted, the money is the child's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day
from tracker.ground.names import clean_name, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.savings_books import BookEvent, BookEventKind, Custody, SavingsBook
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.operations.journal import note
from tracker.operations.proving.sealing import seal
from tracker.queries.helping.savings_books import is_lost


@dataclass(frozen=True)
class Said:
    """What an event says beside its kind and day."""

    purpose: str = ""
    #: Whole đồng.
    amount: int | None = None
    custody: Custody | None = None
    held_by: str = ""
    number: str | None = None
    disbursement_id: int | None = None


def keep_event(
    session: Session, *, by: User, book: SavingsBook, kind: BookEventKind, happened_on: date, said: Said
) -> BookEvent:
    """Keep an event of a book and seal it; where it says who keeps the book now, the book says so, too.

    Refuses a closed book, a day before the bank opened it or before the last move, and days to come.
    """
    refuse_closed_book(book)
    refuse_unlikely_day(happened_on, "happened_on")
    if happened_on < book.opened_on:
        raise Refused("happened_on", N_("The book was opened on %(day)s only."), day=show_day(book.opened_on))
    if said.custody is not None:
        _refuse_before_last_move(session, book, happened_on)
        note(session, by=by, record=book, changes={"custody": str(said.custody), "held_by": said.held_by})
    values = {name: str(value) if name == "custody" and value else value for name, value in vars(said).items()}
    event = BookEvent(book_id=book.id, kind=str(kind), happened_on=happened_on, by_id=by.id, at=now(), **values)
    session.add(event)
    session.flush()
    seal(session, "savings_book", event.id)
    return event


def refuse_closed_book(book: SavingsBook) -> None:
    """Refuse a book of which the bank paid everything out."""
    if book.closed_on is not None:
        raise Refused(None, N_("The book was closed on %(day)s."), day=show_day(book.closed_on))


def refuse_lost_book(session: Session, book: SavingsBook) -> None:
    """Refuse a book that is lost, for what needs the book itself."""
    if is_lost(session, book):
        raise Refused(None, N_("The book is lost. Record first that it was found, or its new number."))


def keeper(custody: Custody, held_by: str, *, field: str = "held_by") -> str:
    """Clean the name of who keeps a book; it is needed where that is somebody else, and nobody where it is the safe."""
    if custody == Custody.OTHER:
        return clean_name(held_by, field=field)
    return "" if custody == Custody.SAFE else clean_text(held_by, field=field, at_most=200)


def last_move(session: Session, *books: SavingsBook) -> date | None:
    """Give the last day on which it was said where some books are; None for no books."""
    asked = select(func.max(BookEvent.happened_on)).where(BookEvent.book_id.in_([book.id for book in books]))
    return session.scalar(asked.where(BookEvent.custody.is_not(None)))


def _refuse_before_last_move(session: Session, book: SavingsBook, day: date) -> None:
    last = last_move(session, book)
    if last is not None and day < last:
        raise Refused("happened_on", N_("The book changed hands on %(day)s already."), day=show_day(last))
