"""Ask which corrections of help wait, and how the others ended."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from tracker.models.helping.disbursements import Disbursement, DisbursementPart
from tracker.models.helping.help_corrections import HelpCorrection, HelpCorrectionStep
from tracker.models.proving.corrections import CorrectionStepKind


def help_corrections(*, settled: bool) -> Select[HelpCorrection]:
    """Ask for the proposals that were answered, or those that nobody has answered yet."""
    answered = exists(select(HelpCorrectionStep.id).where(HelpCorrectionStep.correction_id == HelpCorrection.id))
    return select(HelpCorrection).where(answered if settled else ~answered)


def help_steps_of_all(session: Session, corrections: Iterable[HelpCorrection]) -> dict[int, HelpCorrectionStep]:
    """Give how proposals ended, by proposal, in one question; one that waits is missing."""
    keys = [correction.id for correction in corrections]
    steps = session.scalars(select(HelpCorrectionStep).where(HelpCorrectionStep.correction_id.in_(keys)))
    return {step.correction_id: step for step in steps}


def help_step_of(session: Session, correction: HelpCorrection) -> HelpCorrectionStep | None:
    """Give how a proposal ended; None while it waits."""
    return session.scalar(select(HelpCorrectionStep).where(HelpCorrectionStep.correction_id == correction.id))


def waiting_for_help(session: Session, disbursement: Disbursement) -> HelpCorrection | None:
    """Give the proposal that waits for help."""
    return session.scalar(help_corrections(settled=False).where(HelpCorrection.disbursement_id == disbursement.id))


def corrected_by(session: Session, disbursement: Disbursement) -> tuple[HelpCorrection, HelpCorrectionStep] | None:
    """Give the correction by which help went to another child; None where it stands."""
    return _approved(session, HelpCorrection.disbursement_id == disbursement.id)


def correction_behind(session: Session, disbursement: Disbursement) -> tuple[HelpCorrection, HelpCorrectionStep] | None:
    """Give the correction that the help came from; None where it was handed out."""
    return _approved(session, HelpCorrectionStep.disbursement_id == disbursement.id)


def parts_of_help(session: Session, disbursement: Disbursement) -> list[DisbursementPart]:
    """List the parts of help in their order; none for help of 0 đ."""
    asked = select(DisbursementPart).where(DisbursementPart.disbursement_id == disbursement.id)
    return list(session.scalars(asked.order_by(DisbursementPart.id)))


def _approved(session: Session, which: ColumnElement[bool]) -> tuple[HelpCorrection, HelpCorrectionStep] | None:
    asked = select(HelpCorrection, HelpCorrectionStep).join(
        HelpCorrectionStep, HelpCorrectionStep.correction_id == HelpCorrection.id
    )
    found = session.execute(asked.where(HelpCorrectionStep.kind == CorrectionStepKind.APPROVED, which)).first()
    return (found[0], found[1]) if found is not None else None
