"""Hold the vouchers on which every line of a till or store stands."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import STRICT, Base, Key, one_of
from tracker.models.settings import SeriesCode


class Voucher(Base):
    """A numbered accounting voucher (chứng từ kế toán). Frozen; its lines join it as they are posted."""

    __tablename__ = "vouchers"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        one_of("series", SeriesCode),
        CheckConstraint("number > 0", name="number_positive"),
        Index(
            "uq_vouchers_daily",
            "series",
            "account_id",
            "happened_on",
            unique=True,
            sqlite_where=text("account_id IS NOT NULL"),
            postgresql_where=text("account_id IS NOT NULL"),
        ),
        STRICT,
    )

    id: Mapped[Key]
    series: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    happened_on: Mapped[date] = mapped_column(index=True)
    #: Who paid or received, as written on the day.
    party: Mapped[str]
    reason: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    #: Set on the one voucher a day that covers that day's receipts of a till.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    @property
    def code(self) -> str:
        """Show the number as printed, such as PT-2018-0003."""
        return f"{self.series}-{self.year}-{self.number:04d}"


class VoucherLine(Base):
    """A line of the books on its voucher; each line stands on one. Frozen."""

    __tablename__ = "voucher_lines"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("lines.id"), unique=True)
