"""Hold counts of the store: what the books say, what was found, and who agreed to the difference."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign


class StoreCount(Base):
    """One kind of goods of one campaign counted in a store (kiểm kê kho). Frozen."""

    __tablename__ = "store_counts"
    __table_args__ = (
        CheckConstraint("booked >= 0", name="booked_whole"),
        CheckConstraint("counted >= 0", name="counted_whole"),
        STRICT,
    )

    id: Mapped[Key]
    store_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"))
    counted_on: Mapped[date]
    #: Pieces by the books at the time.
    booked: Mapped[int]
    #: Pieces found.
    counted: Mapped[int]
    #: Why they differ; empty where they do not.
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]

    store: Mapped[Account] = relationship()
    campaign: Mapped[Campaign] = relationship()

    @property
    def difference(self) -> int:
        """Give pieces found beyond the books (negative: missing)."""
        return self.counted - self.booked


class StoreCountStepKind(Choice):
    """How a difference ended."""

    APPROVED = "approved", N_("Approved")
    REJECTED = "rejected", N_("Sent back")


class StoreCountStep(Base):
    """The end of a counted difference, by another person; one each, with its entry. Frozen."""

    __tablename__ = "store_count_steps"
    __table_args__ = (one_of("kind", StoreCountStepKind), STRICT)

    id: Mapped[Key]
    count_id: Mapped[int] = mapped_column(ForeignKey("store_counts.id"), unique=True)
    kind: Mapped[str]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), unique=True)

    count: Mapped[StoreCount] = relationship()
