"""Ask which corrections wait, and how the others ended."""

from collections.abc import Iterable

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation
from tracker.models.proving.corrections import Correction, CorrectionStep
from tracker.models.proving.vouchers import Voucher


def waiting_corrections() -> Select[Correction]:
    """Ask for the proposals that nobody has settled yet."""
    settled = exists(select(CorrectionStep.id).where(CorrectionStep.correction_id == Correction.id))
    return select(Correction).where(~settled)


def settled_corrections() -> Select[Correction]:
    """Ask for the proposals that were approved or sent back."""
    settled = exists(select(CorrectionStep.id).where(CorrectionStep.correction_id == Correction.id))
    return select(Correction).where(settled)


def steps_of_all(session: Session, corrections: Iterable[Correction]) -> dict[int, CorrectionStep]:
    """Give how proposals ended, by proposal, in one question; one that waits is missing."""
    keys = [correction.id for correction in corrections]
    steps = session.scalars(select(CorrectionStep).where(CorrectionStep.correction_id.in_(keys)))
    return {step.correction_id: step for step in steps}


def step_of(session: Session, correction: Correction) -> CorrectionStep | None:
    """Give how a proposal ended; None while it waits."""
    return session.scalar(select(CorrectionStep).where(CorrectionStep.correction_id == correction.id))


def waiting_for(session: Session, donation: Donation) -> Correction | None:
    """Give the proposal that waits for a gift."""
    return session.scalar(waiting_corrections().where(Correction.donation_id == donation.id))


def correction_vouchers(session: Session, donation_ids: Iterable[int]) -> dict[int, str]:
    """Give of those of some gifts that were put right the number of the voucher that did it, by the wrong gift."""
    asked = (
        select(Donation.corrects_id, Voucher)
        .join(CorrectionStep, CorrectionStep.donation_id == Donation.id)
        .join(Voucher, Voucher.id == CorrectionStep.voucher_id)
        .where(Donation.corrects_id.in_(list(donation_ids)))
    )
    return {int(key or 0): voucher.code for key, voucher in session.execute(asked)}
