"""Ask for the handwritten receipt books: their numbers, how each ended, and the gifts that stand on them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Subquery, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.models.giving.donations import Donation
from tracker.models.giving.receipt_books import BookLeaf, BookLeafState, ReceiptBook

#: A number as it is typed, with the label of its book before it or alone.
_TYPED = re.compile(r"(?P<label>.*?)[- ]*0*(?P<number>[0-9]{1,7})", re.ASCII)


@dataclass(frozen=True)
class BookRow:
    """A book with how many of its numbers ended how, and how many are open."""

    book: ReceiptBook
    used: int
    void: int
    unused: int

    @property
    def open(self) -> int:
        """Count the numbers of which nobody said what became of them."""
        return numbers_in(self.book) - self.used - self.void - self.unused


def numbers_in(book: ReceiptBook) -> int:
    """Count the numbers of a book."""
    return book.last_number - book.first_number + 1


def books_listed(text: str = "", *, only_open: bool = False) -> Select[Any]:
    """Ask for the books whose label or holder holds each word; `only_open`: those with open numbers."""
    asked = select(ReceiptBook)
    for word in text.split()[:8]:
        of_book = ReceiptBook.label.icontains(word, autoescape=True)
        asked = asked.where(of_book | ReceiptBook.holder.icontains(word, autoescape=True))
    return asked.where(_open_count() > 0) if only_open else asked


def _open_count() -> ColumnElement[int]:
    ended = select(func.count()).where(BookLeaf.book_id == ReceiptBook.id, BookLeaf.replaces_id.is_(None))
    return ReceiptBook.last_number - ReceiptBook.first_number + 1 - ended.correlate(ReceiptBook).scalar_subquery()


def stands() -> ColumnElement[bool]:
    """Ask, beside leaves, whether each is the last word on its number: no other replaces it."""
    other = aliased(BookLeaf)
    return ~exists(select(other.id).where(other.replaces_id == BookLeaf.id))


def rows_of_books(session: Session, books: Iterable[ReceiptBook]) -> list[BookRow]:
    """Count how the numbers of some books ended, in one question."""
    books = list(books)
    asked = (
        select(BookLeaf.book_id, BookLeaf.state, func.count())
        .where(BookLeaf.book_id.in_([book.id for book in books]), stands())
        .group_by(BookLeaf.book_id, BookLeaf.state)
    )
    counts = {(book_id, state): count for book_id, state, count in session.execute(asked)}
    states = (BookLeafState.USED, BookLeafState.VOID, BookLeafState.UNUSED)
    return [BookRow(book, *(counts.get((book.id, state.value), 0) for state in states)) for book in books]


def leaves_of(session: Session, book: ReceiptBook) -> dict[int, BookLeaf]:
    """Give how the numbers of a book ended, by number, with the gift of each; open ones are left out."""
    asked = select(BookLeaf).where(BookLeaf.book_id == book.id, stands()).order_by(BookLeaf.number)
    gift = joinedload(BookLeaf.donation)
    loads = (gift.joinedload(Donation.donor), gift.joinedload(Donation.campaign))
    return {leaf.number: leaf for leaf in session.scalars(asked.options(*loads))}


def leaf_of(session: Session, book: ReceiptBook, number: int) -> BookLeaf | None:
    """Give how a number of a book ended; None while it is open."""
    of_number = select(BookLeaf).where(BookLeaf.book_id == book.id, BookLeaf.number == number)
    return session.scalar(of_number.where(stands()))


def told_of(session: Session, book: ReceiptBook, number: int) -> list[BookLeaf]:
    """List all that was ever said of a number, oldest first; the last counts."""
    asked = select(BookLeaf).where(BookLeaf.book_id == book.id, BookLeaf.number == number).order_by(BookLeaf.id)
    return list(session.scalars(asked.options(joinedload(BookLeaf.donation).joinedload(Donation.donor))))


def books_with(session: Session, text: str, *, limit: int) -> list[tuple[ReceiptBook, int]]:
    """Find a handwritten number as it is typed: HT/18-0012, ht/18 12, or 12 in whatever book has it."""
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        return []
    number, label = int(typed["number"]), typed["label"].strip()
    asked = select(ReceiptBook).where(ReceiptBook.first_number <= number, ReceiptBook.last_number >= number)
    if label:
        asked = asked.where(ReceiptBook.label.icontains(label, autoescape=True))
    newest_first = asked.order_by(ReceiptBook.given_on.desc(), ReceiptBook.id.desc())
    return [(book, number) for book in session.scalars(newest_first.limit(limit))]


def overlapping(session: Session, label: str, first_number: int, last_number: int) -> ReceiptBook | None:
    """Find a book of the same label, in large or small letters, that shares a number with a range."""
    sharing = (
        select(ReceiptBook)
        .where(ReceiptBook.first_number <= last_number, ReceiptBook.last_number >= first_number)
        .order_by(ReceiptBook.first_number, ReceiptBook.id)
    )
    return next((book for book in session.scalars(sharing) if book.label.casefold() == label.casefold()), None)


def handwritten_of(session: Session, donation: Donation) -> BookLeaf | None:
    """Give the handwritten number of a gift; that of a wrong gift stays with the one that puts it right."""
    seen: Donation | None = donation
    while seen is not None:
        leaf = session.scalar(
            select(BookLeaf).where(BookLeaf.donation_id == seen.id, stands()).options(joinedload(BookLeaf.book))
        )
        if leaf is not None:
            return leaf
        seen = session.get(Donation, seen.corrects_id) if seen.corrects_id else None
    return None


def _handwritten() -> CTE:
    """Ask for the ids of all gifts with a handwritten number, put right ones included."""
    right = aliased(Donation)
    written = select(BookLeaf.donation_id.label("id")).where(BookLeaf.donation_id.is_not(None), stands())
    carried = written.cte("handwritten", recursive=True)
    return carried.union(select(right.id).join(carried, right.corrects_id == carried.c.id))


def is_handwritten() -> ColumnElement[bool]:
    """Ask, beside donations, whether each has a handwritten number."""
    return Donation.id.in_(select(_handwritten().c.id))


def handwritten_among(donation_ids: Iterable[int]) -> Subquery:
    """Ask for (donation_id, leaf_id) of those of some gifts that have a handwritten number, be it the wrong gift's.

    It goes from the gifts to what they put right, so it costs the same whatever the size of the books.
    """
    wrong = aliased(Donation)
    begin = select(Donation.id.label("donation_id"), Donation.id.label("at_id"), Donation.corrects_id)
    chain = begin.where(Donation.id.in_(list(donation_ids))).cte("corrected", recursive=True)
    back = select(chain.c.donation_id, wrong.id, wrong.corrects_id).join(wrong, wrong.id == chain.c.corrects_id)
    chain = chain.union_all(back)
    found = select(chain.c.donation_id, BookLeaf.id.label("leaf_id"))
    return found.join(BookLeaf, BookLeaf.donation_id == chain.c.at_id).where(stands()).subquery()


def handwritten_of_all(session: Session, donation_ids: Iterable[int]) -> dict[int, BookLeaf]:
    """Give the handwritten numbers of many gifts in one question, by gift."""
    written = handwritten_among(donation_ids)
    asked = select(written.c.donation_id, BookLeaf).join(BookLeaf, BookLeaf.id == written.c.leaf_id)
    return {gift: leaf for gift, leaf in session.execute(asked.options(joinedload(BookLeaf.book)))}


def open_numbers_of(until: date) -> Select[int, int, date]:
    """Ask for (books, open numbers, day of the first) of the books given out until a day with open numbers."""
    open_count = _open_count().label("open")
    books = select(ReceiptBook.given_on, open_count).where(ReceiptBook.given_on <= until, _open_count() > 0).subquery()
    return select(func.count(), func.sum(books.c.open), func.min(books.c.given_on)).select_from(books)
