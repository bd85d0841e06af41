"""Hold what was found wrong, what is right instead, and who agreed."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of
from tracker.models.giving.donations import Donation
from tracker.models.users import User


class Correction(Base):
    """A proposal to put a wrong donation right (chứng từ điều chỉnh). Frozen."""

    __tablename__ = "corrections"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    donation_id: Mapped[int] = mapped_column(ForeignKey("donations.id"), index=True)
    #: JSON of the right gift: donor, via, campaign, day and parts by their keys.
    right: Mapped[str]
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]

    donation: Mapped[Donation] = relationship()
    proposer: Mapped[User] = relationship()


class CorrectionStepKind(Choice):
    """How a proposal ended."""

    APPROVED = "approved", N_("Approved")
    REJECTED = "rejected", N_("Sent back")


class CorrectionStep(Base):
    """The end of a proposal, by another person than its maker; one each. Frozen."""

    __tablename__ = "correction_steps"
    __table_args__ = (one_of("kind", CorrectionStepKind), UniqueConstraint("correction_id"), STRICT)

    id: Mapped[Key]
    correction_id: Mapped[int] = mapped_column(ForeignKey("corrections.id"))
    kind: Mapped[str]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"))
    #: The right donation that came of it.
    donation_id: Mapped[int | None] = mapped_column(ForeignKey("donations.id"))
