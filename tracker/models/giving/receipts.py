"""Hold the donors' receipts: numbered without a gap, voided and replaced, never changed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import STRICT, Base, Dong, Key


class Receipt(Base):
    """A receipt with what it said on its day. Frozen; one per gift and series, by the database."""

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        Index(
            "uq_receipts_donation_id_series_first",
            "donation_id",
            "series",
            unique=True,
            sqlite_where=text("replaces_id IS NULL"),
            postgresql_where=text("replaces_id IS NULL"),
        ),
        CheckConstraint("series IN ('BL', 'TN')", name="series_known"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("amount >= 0", name="amount_whole"),
        STRICT,
    )

    id: Mapped[Key]
    #: BL for money, TN for goods.
    series: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    donation_id: Mapped[int] = mapped_column(ForeignKey("donations.id"), index=True)
    issued_on: Mapped[date] = mapped_column(index=True)
    issued_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    issued_at: Mapped[datetime]
    #: Whole đồng of money; 0 on a goods receipt.
    amount: Mapped[Dong]
    #: JSON of everything the paper says (names, addresses, goods, letterhead, signatories).
    said: Mapped[str]
    #: 16 characters that open `/r/<token>`; they say nothing else.
    token: Mapped[str] = mapped_column(unique=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("receipts.id"), unique=True)

    @property
    def code(self) -> str:
        """Show the number as printed, such as BL-2018-0012."""
        return f"{self.series}-{self.year}-{self.number:04d}"


class ReceiptVoid(Base):
    """A receipt crossed out: by whom and why; its number stays used. Frozen."""

    __tablename__ = "receipt_voids"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"), unique=True)
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    voided_on: Mapped[date]


class ReceiptCopy(Base):
    """One print of a receipt: the first is copy 1, copy n + 1 says BẢN IN LẠI LẦN n. Frozen."""

    __tablename__ = "receipt_copies"
    __table_args__ = (UniqueConstraint("receipt_id", "number"), STRICT)

    id: Mapped[Key]
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"), index=True)
    number: Mapped[int]
    #: JSON list of the marks that this print carries (ĐÃ HỦY, ĐÃ HOÀN TRẢ …, BẢN IN LẠI LẦN n).
    marks: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
