"""Ask for the counts of the safe: when, by whom, which books were found and which were not."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.models.helping.savings_books import BookCount, BookCountLine, SavingsBook
from tracker.models.users import User
from tracker.queries.helping.savings_books import in_safe


@dataclass(frozen=True)
class CountSeen:
    """A count of the safe with who counted, the books that were found and those that were not."""

    count: BookCount
    by: str
    found: list[SavingsBook]
    missing: list[SavingsBook]


def books_to_count(session: Session) -> list[SavingsBook]:
    """List the books that must be in the safe, by bank and number, with their holders."""
    asked = in_safe().options(joinedload(SavingsBook.child))
    return list(session.scalars(asked.order_by(SavingsBook.bank, SavingsBook.number, SavingsBook.id)))


def counts_of_safe(session: Session, *, at_most: int = 20) -> list[CountSeen]:
    """List the last counts of the safe, the newest first."""
    asked = select(BookCount, User.full_name).join(User, User.id == BookCount.by_id)
    newest = session.execute(asked.order_by(BookCount.counted_on.desc(), BookCount.id.desc()).limit(at_most)).all()
    lines = (
        select(BookCountLine, SavingsBook)
        .join(SavingsBook, SavingsBook.id == BookCountLine.book_id)
        .where(BookCountLine.count_id.in_([count.id for count, _ in newest]))
        .order_by(SavingsBook.bank, SavingsBook.number)
    )
    found: dict[tuple[int, bool], list[SavingsBook]] = {}
    for line, book in session.execute(lines):
        found.setdefault((line.count_id, bool(line.found)), []).append(book)
    return [
        CountSeen(count, name, found.get((count.id, True), []), found.get((count.id, False), []))
        for count, name in newest
    ]
