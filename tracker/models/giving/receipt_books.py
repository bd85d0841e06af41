"""Hold the handwritten receipt books that go along to ceremonies."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of
from tracker.models.giving.donations import Donation


class ReceiptBook(Base):
    """A printed book of receipts with a range of numbers, given to a person to fill by hand. Frozen."""

    __tablename__ = "receipt_books"
    __table_args__ = (
        UniqueConstraint("label", "first_number"),
        CheckConstraint("first_number > 0 AND last_number >= first_number", name="numbers_in_order"),
        CheckConstraint("last_number - first_number < 1000", name="numbers_few"),
        STRICT,
    )

    id: Mapped[Key]
    #: The series as printed on the book, such as “HT/18”.
    label: Mapped[str]
    first_number: Mapped[int]
    last_number: Mapped[int]
    #: Who takes it along and answers for each number.
    holder: Mapped[str]
    given_on: Mapped[date]
    given_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    def code(self, number: int) -> str:
        """Show a number as the paper bears it, such as HT/18-0012."""
        return f"{self.label}-{number:04d}"


class BookLeafState(Choice):
    """How a number ended."""

    USED = "used", N_("Used")
    VOID = "void", N_("Void")
    UNUSED = "unused", N_("Unused")


class BookLeaf(Base):
    """How one number of a book ended: with a gift, torn or spoilt, or never filled. Frozen.

    What was entered wrong is mended by a leaf that replaces it; the last one counts.
    """

    __tablename__ = "book_leaves"
    __table_args__ = (
        Index(
            "uq_book_leaves_book_id_number_first",
            "book_id",
            "number",
            unique=True,
            sqlite_where=text("replaces_id IS NULL"),
            postgresql_where=text("replaces_id IS NULL"),
        ),
        one_of("state", BookLeafState),
        CheckConstraint("(state = 'used') = (donation_id IS NOT NULL)", name="used_has_gift"),
        STRICT,
    )

    id: Mapped[Key]
    book_id: Mapped[int] = mapped_column(ForeignKey("receipt_books.id"), index=True)
    number: Mapped[int]
    state: Mapped[str]
    #: The gift that the number was written for: it has no other receipt for its money.
    donation_id: Mapped[int | None] = mapped_column(ForeignKey("donations.id"), index=True)
    note: Mapped[str]
    #: The wrong leaf of the same number that this one stands in place of.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("book_leaves.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]

    book: Mapped[ReceiptBook] = relationship()
    donation: Mapped[Donation | None] = relationship()

    @property
    def code(self) -> str:
        """Show the number as the paper bears it, such as HT/18-0012."""
        return self.book.code(self.number)
