"""Hold savings books of children: what the bank wrote in them, who keeps them, and all that happened to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Dong, Key, one_of
from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.proving.campaigns import Campaign


class BookOrigin(Choice):
    """How a savings book came."""

    GIVEN = "given", N_("Given as a book")
    BOUGHT = "bought", N_("Opened with a campaign's money")


class Custody(Choice):
    """Who keeps a savings book now."""

    SAFE = "safe", N_("In custody of the fund")
    FAMILY = "family", N_("With the family")
    BANK = "bank", N_("At the bank")
    OTHER = "other", N_("With somebody else")


class SavingsBook(Base):
    """A savings book in a child's name. Its money is the child's, never the fund's (sổ tiết kiệm)."""

    __tablename__ = "savings_books"
    __table_args__ = (
        UniqueConstraint("bank", "number"),
        CheckConstraint("face_value > 0", name="face_value_positive"),
        CheckConstraint("term_months > 0", name="term_months_positive"),
        CheckConstraint("rate >= 0", name="rate_whole"),
        one_of("origin", BookOrigin),
        one_of("custody", Custody),
        STRICT,
    )

    id: Mapped[Key]
    bank: Mapped[str]
    branch: Mapped[str]
    #: As the bank numbers it now; a reissued book has a new one.
    number: Mapped[str]
    #: Whole đồng at the opening.
    face_value: Mapped[Dong]
    opened_on: Mapped[date]
    term_months: Mapped[int]
    #: Interest a year in hundredths of a percent: 650 is 6,50 %.
    rate: Mapped[int]
    matures_on: Mapped[date] = mapped_column(index=True)
    #: The holder.
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    #: Who acts for the holder at the bank, as written in the book.
    guardian: Mapped[str]
    donor_id: Mapped[int | None] = mapped_column(ForeignKey("donors.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    origin: Mapped[str]
    #: The gift in kind by which a given book came; None for a bought one.
    donation_id: Mapped[int | None] = mapped_column(ForeignKey("donations.id"), index=True)
    custody: Mapped[str]
    #: Name of who keeps it, where it is neither the fund nor the family.
    held_by: Mapped[str]
    closed_on: Mapped[date | None]
    note: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    child: Mapped[Child] = relationship()
    donor: Mapped[Donor | None] = relationship()
    campaign: Mapped[Campaign] = relationship()


class BookEventKind(Choice):
    """What happened to a savings book."""

    OPENED = "opened", N_("Recorded")
    MOVED = "moved", N_("Changed hands")
    HANDED_OVER = "handed_over", N_("Handed over to the family")
    INTEREST = "interest", N_("Interest")
    WITHDRAWN = "withdrawn", N_("Withdrawn")
    RENEWED = "renewed", N_("Renewed")
    LOST = "lost", N_("Lost")
    REISSUED = "reissued", N_("Reissued")
    CLOSED = "closed", N_("Paid out and closed")


class BookEvent(Base):
    """One thing that happened to a savings book, on a day. Frozen; the fund's money is in none of them."""

    __tablename__ = "savings_book_events"
    __table_args__ = (
        one_of("kind", BookEventKind),
        one_of("custody", Custody),
        CheckConstraint("amount IS NULL OR amount > 0", name="amount_positive"),
        STRICT,
    )

    id: Mapped[Key]
    book_id: Mapped[int] = mapped_column(ForeignKey("savings_books.id"), index=True)
    kind: Mapped[str]
    happened_on: Mapped[date]
    #: Whole đồng: the face value at first, interest, a withdrawal, what the closing paid out; None else.
    amount: Mapped[Dong | None]
    #: What a withdrawal is for, or why.
    purpose: Mapped[str]
    #: Who keeps it from then on; None where that did not change.
    custody: Mapped[str | None]
    held_by: Mapped[str]
    #: The bank's number as first recorded, and the new one of a reissued book; None else.
    number: Mapped[str | None]
    #: The help by which it was handed over; each hands one book over.
    disbursement_id: Mapped[int | None] = mapped_column(ForeignKey("disbursements.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class BookCount(Base):
    """A count of the savings books in the safe, as once a year (kiểm kê sổ). Frozen."""

    __tablename__ = "savings_book_counts"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    counted_on: Mapped[date]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class BookCountLine(Base):
    """Whether a book that should be in the safe was found there. Frozen."""

    __tablename__ = "savings_book_count_lines"
    __table_args__ = (UniqueConstraint("count_id", "book_id"), STRICT)

    id: Mapped[Key]
    count_id: Mapped[int] = mapped_column(ForeignKey("savings_book_counts.id"))
    book_id: Mapped[int] = mapped_column(ForeignKey("savings_books.id"), index=True)
    found: Mapped[bool]
