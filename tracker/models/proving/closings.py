"""Hold until which day the books are closed (khóa sổ)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of
from tracker.models.users import User


class Closing(Base):
    """The accountant's proposal that nothing dated up to a day is taken any more. Frozen."""

    __tablename__ = "closings"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    #: The last day that is closed.
    closed_until: Mapped[date]
    note: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]

    proposer: Mapped[User] = relationship()


class ClosingStepKind(Choice):
    """How a proposal to close ended."""

    APPROVED = "approved", N_("Approved")
    REJECTED = "rejected", N_("Sent back")


class ClosingStep(Base):
    """The end of a proposal, by another person; one each. Frozen."""

    __tablename__ = "closing_steps"
    __table_args__ = (one_of("kind", ClosingStepKind), CheckConstraint("last_seq >= 0", name="last_seq_whole"), STRICT)

    id: Mapped[Key]
    closing_id: Mapped[int] = mapped_column(ForeignKey("closings.id"), unique=True)
    kind: Mapped[str]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    #: The last entry of the books when it was approved: no later one may be dated in the closed time.
    last_seq: Mapped[int]

    closing: Mapped[Closing] = relationship()
    by: Mapped[User] = relationship()
