"""Tell help of 0 đ that was entered for the wrong child: it has no part that could come back."""

from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.help_corrections import HelpCorrection, HelpCorrectionStep
from tracker.models.proving.corrections import CorrectionStepKind

_Right = aliased(Disbursement)


def went_to_another(until: date | None = None) -> ColumnElement[bool]:
    """Tell, beside a row of `disbursements`, whether it was put under another child (by a day, where one is given)."""
    asked = (
        select(HelpCorrection.id)
        .join(HelpCorrectionStep, HelpCorrectionStep.correction_id == HelpCorrection.id)
        .where(
            HelpCorrection.disbursement_id == Disbursement.id,
            HelpCorrectionStep.kind == CorrectionStepKind.APPROVED,
        )
    )
    if until is not None:
        asked = asked.join(_Right, _Right.id == HelpCorrectionStep.disbursement_id).where(_Right.given_on <= until)
    return exists(asked.correlate(Disbursement))
