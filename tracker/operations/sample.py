"""Load the year 2018 of Tây Ninh through the operations, as the office would have typed it."""

from collections.abc import Callable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Entry
from tracker.models.users import User
from tracker.operations.giving.sample_gifts import gifts
from tracker.operations.helping.sample_books import books
from tracker.operations.helping.sample_children import children
from tracker.operations.helping.sample_help import help_out
from tracker.operations.helping.sample_scholarships import scholarships
from tracker.operations.proving.sample_figures import figures
from tracker.operations.proving.sample_store import store
from tracker.operations.sample_office import office, people
from tracker.operations.sample_steps import Book, Step
from tracker.operations.writing import writing

#: The password of all sample logins; it is refused on anything but loopback.
SAMPLE_PASSWORD = "cap-la-yeu-thuong"


def load_sample(session: Session, *, password_hash: str, progress: Callable[[int, int], None] | None = None) -> None:
    """Load the sample year into an empty database, step by step, each its own transaction.

    `progress` is told how many of how many steps are done. Refuses a database with users or entries.
    """
    refuse_used(session)
    book = Book(session)
    steps = list(_steps(password_hash))
    for done, step in enumerate(steps, 1):
        take(session, book, step)
        if progress is not None:
            progress(done, len(steps))


def refuse_used(session: Session) -> None:
    """Refuse a database in which anybody or anything is."""
    if session.scalar(select(func.count(User.id))) or session.scalar(select(func.count(Entry.id))):
        raise Refused(None, N_("The database is not empty: the sample needs one of its own."))


def _steps(password_hash: str) -> Iterator[Step]:
    yield from people(password_hash)
    yield from office()
    yield from children()
    yield from sorted([*gifts(), *help_out(), *scholarships(), *books(), *store()], key=lambda step: step.on)
    yield from figures()


def take(session: Session, book: Book, step: Step) -> None:
    """Take one step as one transaction."""
    with writing(session):
        by = book.user(step.by) if step.by else None
        record = step.operation(session, by=by, **step.values(book))
        if step.name:
            book.keep(step.name, record)
