"""Report a savings book lost, and record the one that the bank gave in its place."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.names import clean_reason, clean_remark
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.savings_books import BookEvent, BookEventKind, Custody, SavingsBook
from tracker.models.users import User
from tracker.operations.helping.savings_book_events import Said, keep_event, keeper, refuse_closed_book
from tracker.operations.helping.savings_books import clean_number
from tracker.operations.journal import note
from tracker.queries.helping.savings_books import hand_over_of, is_lost


def report_lost(session: Session, *, by: User, book: SavingsBook, happened_on: date, remark: str) -> BookEvent:
    """Say that a book is lost or spoilt, and how; nothing is taken out until there is another. Refuses it twice."""
    refuse_closed_book(book)
    if is_lost(session, book):
        raise Refused(None, N_("The book was reported lost already."))
    said = Said(purpose=clean_reason(remark, field="remark"))
    return keep_event(session, by=by, book=book, kind=BookEventKind.LOST, happened_on=happened_on, said=said)


def reissue_book(
    session: Session,
    *,
    by: User,
    book: SavingsBook,
    happened_on: date,
    number: str,
    custody: str,
    held_by: str = "",
    remark: str = "",
) -> BookEvent:
    """Record the bank's new book in the place of a lost one, and who keeps it; the history stays with it.

    Refuses a book that is not lost, its old number or one that the bank gave another book, and the
    family before the book was handed over to it.
    """
    refuse_closed_book(book)
    if not is_lost(session, book):
        raise Refused(None, N_("Report the book lost first."))
    to = Custody(custody)
    if to == Custody.FAMILY and hand_over_of(session, book) is None:
        raise Refused("custody", N_("A book goes to the family by a settled list only: hand it over."))
    new = clean_number(session, book.bank, number, book)
    if new.casefold() == book.number.casefold():
        raise Refused("number", N_("This is the number of the lost book."))
    said = Said(purpose=clean_remark(remark), custody=to, held_by=keeper(to, held_by), number=new)
    event = keep_event(session, by=by, book=book, kind=BookEventKind.REISSUED, happened_on=happened_on, said=said)
    note(session, by=by, record=book, changes={"number": new})
    return event
