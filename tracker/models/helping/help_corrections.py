"""Hold help that was entered for the wrong child, who is right instead, and who agreed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import STRICT, Base, Key, one_of
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement
from tracker.models.proving.corrections import CorrectionStepKind
from tracker.models.users import User


class HelpCorrection(Base):
    """A proposal to put help under the child that really received it (chứng từ điều chỉnh). Frozen."""

    __tablename__ = "help_corrections"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    disbursement_id: Mapped[int] = mapped_column(ForeignKey("disbursements.id"), index=True)
    right_child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]

    disbursement: Mapped[Disbursement] = relationship()
    right_child: Mapped[Child] = relationship()
    proposer: Mapped[User] = relationship()


class HelpCorrectionStep(Base):
    """The end of a proposal, by another person than its maker; one each. Frozen."""

    __tablename__ = "help_correction_steps"
    __table_args__ = (one_of("kind", CorrectionStepKind), STRICT)

    id: Mapped[Key]
    correction_id: Mapped[int] = mapped_column(ForeignKey("help_corrections.id"), unique=True)
    kind: Mapped[str]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"))
    #: The right help that came of it.
    disbursement_id: Mapped[int | None] = mapped_column(ForeignKey("disbursements.id"), unique=True)
