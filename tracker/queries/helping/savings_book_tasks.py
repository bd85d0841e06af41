"""Ask what waits of savings books: a term that ends, a holder who comes of age, a safe that was not counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import add_months
from tracker.ground.refusals import N_
from tracker.models.helping.children import Child
from tracker.models.helping.savings_books import BookCount, BookEvent, BookEventKind, SavingsBook
from tracker.queries.helping.savings_books import in_safe
from tracker.queries.same import one_child
from tracker.queries.tasks import Task

#: So many days before maturity and before a birthday the office is told.
SOON = 30
#: At 16 a holder is no child any more (Luật Trẻ em 2016, article 1), at 18 of full age (Bộ luật Dân sự 2015, art. 20).
AGES = (16, 18)
#: What shows that somebody saw to a birthday; a closed book needs nothing.
_HANDLED = (BookEventKind.MOVED, BookEventKind.HANDED_OVER)


@dataclass(frozen=True)
class ComingOfAge:
    """A book whose holder turns 16 or 18 on a day, or did, and nobody saw to it yet."""

    book_id: int
    age: int
    on: date


def books_due(session: Session, day: date) -> Task:
    """Count the open books whose term ends within 30 days, or did, and sum their face value."""
    asked = select(func.count(), func.sum(SavingsBook.face_value), func.min(SavingsBook.matures_on)).where(
        SavingsBook.closed_on.is_(None), SavingsBook.matures_on <= day + timedelta(days=SOON)
    )
    count, amount, due = session.execute(asked).one()
    title, button = N_("Savings books mature"), N_("View")
    return Task(title, button, "/savings-books?state=due", count, int(amount) if amount else None, None, due)


def holders_of_age(session: Session, day: date) -> Task:
    """Count the books whose holder turns 16 or 18 within 30 days, or did, and nobody saw to it."""
    waiting = coming_of_age(session, day)
    due = min((each.on for each in waiting), default=None)
    title, button = N_("Holders of savings books turn 16 or 18"), N_("View")
    return Task(title, button, "/savings-books?state=age", len(waiting), None, None, due)


def safe_to_count(session: Session, day: date) -> Task:
    """Say how many books are in the safe where it was counted last more than a year ago."""
    there = in_safe().subquery()
    count = session.scalar(select(func.count()).select_from(there)) or 0
    since = not_counted_since(session) if count else None
    late = since is not None and add_months(since, 12) < day
    title, button = N_("Savings books to be counted"), N_("Count them")
    return Task(title, button, "/savings-books/count", count if late else 0, None, since)


def not_counted_since(session: Session) -> date | None:
    """Give the day of the last count of the safe, or on which the first of its books came in; None where none is."""
    counted = session.scalar(select(func.max(BookCount.counted_on)))
    if counted is not None:
        return counted
    there = in_safe().with_only_columns(SavingsBook.id)
    return session.scalar(select(func.min(BookEvent.happened_on)).where(BookEvent.book_id.in_(there)))


def coming_of_age(session: Session, day: date, book: SavingsBook | None = None) -> list[ComingOfAge]:
    """List the open books (or the one) whose holder turned 16 or 18, or will within 30 days, and nobody saw to it.

    A birthday before the book was opened says nothing; where only the year of birth is known it is the
    first day of that year. The later birthday of a book counts where both wait.
    """
    seen = select(func.max(BookEvent.happened_on)).where(
        BookEvent.book_id == SavingsBook.id, BookEvent.kind.in_(_HANDLED)
    )
    asked = (
        select(SavingsBook.id, SavingsBook.opened_on, Child.birth_on, Child.birth_year)
        .add_columns(seen.correlate(SavingsBook).scalar_subquery())
        .join(Child, Child.id == one_child(SavingsBook.child_id))
        .where(SavingsBook.closed_on.is_(None), Child.anonymised_on.is_(None))
        .where(Child.birth_year <= (day + timedelta(days=SOON)).year - AGES[0])
        .order_by(SavingsBook.id)
    )
    if book is not None:
        asked = asked.where(SavingsBook.id == book.id)
    found = []
    for key, opened_on, birth_on, birth_year, seen_on in session.execute(asked):
        born = birth_on or date(birth_year, 1, 1)
        days = [(age, add_months(born, 12 * age)) for age in AGES]
        waiting = [ComingOfAge(key, age, on) for age, on in days if opened_on < on and _waits(on, seen_on, day)]
        found += waiting[-1:]
    return found


def _waits(birthday: date, seen_on: date | None, day: date) -> bool:
    first = birthday - timedelta(days=SOON)
    return first <= day and (seen_on is None or seen_on < first)
