"""Hold purchases, costs, interest and advances that were entered wrongly, what is right instead, and who agreed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import STRICT, Base, Key, one_of
from tracker.models.journal import Entry
from tracker.models.proving.corrections import CorrectionStepKind
from tracker.models.users import User


class SpendingCorrection(Base):
    """A proposal to reverse a purchase, a cost, interest or an advance (chứng từ điều chỉnh). Frozen."""

    __tablename__ = "spending_corrections"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    #: The wrong entry.
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    #: JSON of what is right instead, records by their keys; empty where nothing takes its place.
    right: Mapped[str]
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]

    entry: Mapped[Entry] = relationship()
    proposer: Mapped[User] = relationship()


class SpendingCorrectionStep(Base):
    """The end of a proposal, by another person than its maker; one each. Frozen."""

    __tablename__ = "spending_correction_steps"
    __table_args__ = (one_of("kind", CorrectionStepKind), STRICT)

    id: Mapped[Key]
    correction_id: Mapped[int] = mapped_column(ForeignKey("spending_corrections.id"), unique=True)
    kind: Mapped[str]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"))
    #: The right entry that came of it; None where nothing took the wrong one's place.
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), unique=True)
