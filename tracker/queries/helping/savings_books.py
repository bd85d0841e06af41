"""Ask what is in savings books, who keeps them, what happened to them, and which came in a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import DisbursementPart, TakeBack
from tracker.models.helping.savings_books import BookEvent, BookEventKind, BookOrigin, Custody, SavingsBook
from tracker.queries.same import keys_of_one

#: The item that a given book is in the store.
BOOK = "BOOK"
#: What says where a book is: the last of these counts.
WHEREABOUTS = (
    BookEventKind.OPENED,
    BookEventKind.MOVED,
    BookEventKind.HANDED_OVER,
    BookEventKind.LOST,
    BookEventKind.REISSUED,
)
#: What brings money into a book, and what takes it out.
_IN, _OUT = (BookEventKind.INTEREST,), (BookEventKind.WITHDRAWN, BookEventKind.CLOSED)

_Later = aliased(BookEvent)


def year_books(session: Session, since: date, until: date) -> dict[str, Any]:
    """Count the books opened from a day to a day and sum their face value, in all and by face value (whole đồng)."""
    asked = (
        select(SavingsBook.face_value, func.count())
        .where(SavingsBook.opened_on.between(since, until))
        .group_by(SavingsBook.face_value)
        .order_by(SavingsBook.face_value.desc())
    )
    by_value = {int(value): int(count) for value, count in session.execute(asked)}
    return {
        "count": sum(by_value.values()),
        "face_value": sum(value * count for value, count in by_value.items()),
        "by_face_value": {str(value): count for value, count in by_value.items()},
    }


def events_of(session: Session, book: SavingsBook) -> list[BookEvent]:
    """List all that happened to a book, in the order of the days."""
    asked = select(BookEvent).where(BookEvent.book_id == book.id)
    return list(session.scalars(asked.order_by(BookEvent.happened_on, BookEvent.id)))


def moved_by(event: BookEvent) -> int:
    """Say by how much an event changes what is in the book (whole đồng, negative where it goes out)."""
    if event.amount is None:
        return 0
    return event.amount if event.kind in _IN else -event.amount if event.kind in _OUT else 0


@dataclass(frozen=True)
class BookMoney:
    """What the bank wrote in a book (whole đồng)."""

    face_value: int
    interest: int
    #: Withdrawals, and what was paid out at the closing.
    taken: int

    @property
    def left(self) -> int:
        """Give what is still in it."""
        return self.face_value + self.interest - self.taken


def money_of(session: Session, book: SavingsBook) -> BookMoney:
    """Sum what came into a book and what was taken out of it."""
    moves = [moved_by(event) for event in events_of(session, book)]
    taken = -sum(move for move in moves if move < 0)
    return BookMoney(book.face_value, sum(move for move in moves if move > 0), taken)


def least_since(session: Session, book: SavingsBook, day: date) -> int:
    """Give the least that is in a book at the end of a day or of any day since (whole đồng)."""
    left, at_ends = book.face_value, {day: book.face_value}
    for event in events_of(session, book):
        left += moved_by(event)
        at_ends[max(event.happened_on, day)] = left
    return min(at_ends.values())


def left_in() -> ColumnElement[int]:
    """Give, beside its row, what is still in a book (whole đồng)."""
    sign = case((BookEvent.kind.in_(_IN), BookEvent.amount), (BookEvent.kind.in_(_OUT), -BookEvent.amount), else_=0)
    moved = select(func.coalesce(func.sum(sign), 0)).where(BookEvent.book_id == SavingsBook.id)
    return SavingsBook.face_value + moved.correlate(SavingsBook).scalar_subquery()


def is_lost_column() -> ColumnElement[bool]:
    """Tell, beside its row, whether a book is lost: nobody found it and the bank gave no new one."""
    later = exists(
        select(_Later.id).where(
            _Later.book_id == BookEvent.book_id,
            _Later.kind.in_(WHEREABOUTS),
            _Later.custody.is_not(None),
            _Later.id > BookEvent.id,
        )
    )
    lost = select(BookEvent.id).where(BookEvent.book_id == SavingsBook.id, BookEvent.kind == BookEventKind.LOST)
    return exists(lost.where(~later))


def is_lost(session: Session, book: SavingsBook) -> bool:
    """Tell whether a book is lost."""
    return session.scalar(select(SavingsBook.id).where(SavingsBook.id == book.id, is_lost_column())) is not None


def in_safe() -> Select[SavingsBook]:
    """Ask for the books that must be in the fund's safe now."""
    return select(SavingsBook).where(
        SavingsBook.custody == Custody.SAFE, SavingsBook.closed_on.is_(None), ~is_lost_column()
    )


def came_back(disbursement_id: Any) -> ColumnElement[bool]:
    """Tell, beside a row with its help, whether any part of that help was taken back."""
    part = select(DisbursementPart.id).join(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
    return exists(part.where(DisbursementPart.disbursement_id == disbursement_id))


def hand_over_of(session: Session, book: SavingsBook) -> BookEvent | None:
    """Give how a book was handed over to the family, by help that stands; None where it was not, or came back."""
    asked = select(BookEvent).where(BookEvent.book_id == book.id, BookEvent.kind == BookEventKind.HANDED_OVER)
    asked = asked.where(~came_back(BookEvent.disbursement_id))
    return session.scalar(asked.order_by(BookEvent.id.desc()).limit(1))


def books_numbered(number: str) -> Select[SavingsBook]:
    """Ask for the books of any bank that have a number, or had it before they were lost; capitals do not matter."""
    before = select(BookEvent.book_id).where(func.lower(BookEvent.number) == number.lower())
    return select(SavingsBook).where(or_(func.lower(SavingsBook.number) == number.lower(), SavingsBook.id.in_(before)))


def books_of_child(session: Session, child: Child) -> list[SavingsBook]:
    """List the books of a child, of all its records, oldest first."""
    asked = select(SavingsBook).where(SavingsBook.child_id.in_(keys_of_one(child)))
    return list(session.scalars(asked.order_by(SavingsBook.opened_on, SavingsBook.id)))


def books_of_donor(session: Session, donor: Donor) -> list[SavingsBook]:
    """List the books that a donor gave, of all its records, with their holders, oldest first."""
    asked = select(SavingsBook).where(SavingsBook.donor_id.in_(keys_of_one(donor)))
    asked = asked.options(joinedload(SavingsBook.child))
    return list(session.scalars(asked.order_by(SavingsBook.opened_on, SavingsBook.id)))


def face_values(session: Session, campaign_id: int, child_ids: Iterable[int]) -> dict[int, int]:
    """Give the face value of the given book that waits for each of some children (whole đồng).

    A child for whom two books of a campaign wait, or none, is missing: nobody can say which one a line means.
    """
    handed = exists(
        select(BookEvent.id).where(BookEvent.book_id == SavingsBook.id, BookEvent.kind == BookEventKind.HANDED_OVER)
    )
    waiting = and_(SavingsBook.campaign_id == campaign_id, SavingsBook.origin == BookOrigin.GIVEN, ~handed)
    asked = (
        select(SavingsBook.child_id, func.min(SavingsBook.face_value))
        .where(waiting, SavingsBook.closed_on.is_(None), SavingsBook.child_id.in_(list(child_ids)))
        .group_by(SavingsBook.child_id)
        .having(func.count() == 1)
    )
    return {int(child_id): int(value) for child_id, value in session.execute(asked)}
