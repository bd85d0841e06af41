"""Record what the bank wrote in a savings book: interest, withdrawals, renewals, the closing.

The money is the child's: none of it is posted, and none of it ever comes into a till of the fund.
"""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import add_months, show_day
from tracker.ground.money import show_dong, show_number
from tracker.ground.names import clean_reason, clean_remark
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.savings_books import BookEvent, BookEventKind, SavingsBook
from tracker.models.users import User
from tracker.operations.helping.savings_book_events import Said, keep_event, refuse_closed_book, refuse_lost_book
from tracker.operations.helping.savings_books import HIGHEST, LONGEST
from tracker.operations.journal import note
from tracker.queries.helping.savings_books import least_since


def record_interest(
    session: Session, *, by: User, book: SavingsBook, happened_on: date, amount: int, remark: str = ""
) -> BookEvent:
    """Record interest (whole đồng) that the bank wrote in a book."""
    said = Said(purpose=clean_remark(remark), amount=_at_least_one(amount))
    return keep_event(session, by=by, book=book, kind=BookEventKind.INTEREST, happened_on=happened_on, said=said)


def withdraw(
    session: Session, *, by: User, book: SavingsBook, happened_on: date, amount: int, purpose: str
) -> BookEvent:
    """Record that money (whole đồng) was taken out of a book, and for what.

    Refuses more than the bank had written in it by then and still has since, a lost book, and no purpose.
    """
    refuse_closed_book(book)
    refuse_lost_book(session, book)
    said = Said(purpose=clean_reason(purpose, field="purpose"), amount=_at_least_one(amount))
    _refuse_too_much(session, book, happened_on, amount)
    return keep_event(session, by=by, book=book, kind=BookEventKind.WITHDRAWN, happened_on=happened_on, said=said)


def renew_book(
    session: Session,
    *,
    by: User,
    book: SavingsBook,
    happened_on: date,
    term_months: int,
    rate: int,
    remark: str = "",
) -> BookEvent:
    """Begin a new term (months) at a rate (hundredths of a percent a year) on a day; refuses one before maturity."""
    if happened_on < book.matures_on:
        raise Refused("happened_on", N_("The book matures on %(day)s only."), day=show_day(book.matures_on))
    if not 1 <= term_months <= LONGEST:
        text = N_("“%(value)s”: a term has 1 to %(most)s months.")
        raise Refused("term_months", text, value=show_number(term_months), most=LONGEST)
    if not 0 <= rate <= HIGHEST:
        raise Refused("rate", N_("No bank pays so much: at most %(most)s percent a year."), most=HIGHEST // 100)
    said = Said(purpose=clean_remark(remark))
    event = keep_event(session, by=by, book=book, kind=BookEventKind.RENEWED, happened_on=happened_on, said=said)
    matures_on = add_months(happened_on, term_months)
    note(session, by=by, record=book, changes={"term_months": term_months, "rate": rate, "matures_on": matures_on})
    return event


def close_book(
    session: Session, *, by: User, book: SavingsBook, happened_on: date, amount: int, purpose: str
) -> BookEvent:
    """Record that the bank paid out (whole đồng) what was in a book, to whom and what for; nothing happens to it then.

    Refuses more than the bank wrote in it (its last interest is recorded first), a lost book, and a day
    before anything that happened to it.
    """
    refuse_closed_book(book)
    refuse_lost_book(session, book)
    last = session.scalar(select(func.max(BookEvent.happened_on)).where(BookEvent.book_id == book.id))
    if last is not None and happened_on < last:
        raise Refused("happened_on", N_("Something happened to the book on %(day)s."), day=show_day(last))
    said = Said(purpose=clean_reason(purpose, field="purpose"), amount=_at_least_one(amount))
    _refuse_too_much(session, book, happened_on, amount)
    event = keep_event(session, by=by, book=book, kind=BookEventKind.CLOSED, happened_on=happened_on, said=said)
    note(session, by=by, record=book, changes={"closed_on": happened_on})
    return event


def _at_least_one(amount: int) -> int:
    if amount < 1:
        raise Refused("amount", N_("“%(value)s”: the number must be at least 1."), value=amount)
    return amount


def _refuse_too_much(session: Session, book: SavingsBook, day: date, amount: int) -> None:
    left = least_since(session, book, day)
    if amount > left:
        text = N_("Only %(left)s stands in the book. Record the interest first that the bank wrote in.")
        raise Refused("amount", text, left=show_dong(left))
