"""Ask what is still open of the time that is to be closed: it can be finished afterwards, but on a later day only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.giving.donations import Donation, UnidentifiedTransfer
from tracker.models.helping.handouts import SheetStep, SheetStepKind
from tracker.queries.giving.donations import unidentified, unreceipted
from tracker.queries.proving.waiting_corrections import waiting_counts


@dataclass(frozen=True)
class OpenMatter:
    """Something of the time to be closed that is not finished: a msgid, where to finish it, its right, how many."""

    label: str
    path: str
    right: str
    count: int


def open_matters(session: Session, until: date) -> list[OpenMatter]:
    """List what of the days up to one is not finished, without what is at 0."""
    settled = select(SheetStep.sheet_id).where(SheetStep.kind == SheetStepKind.SETTLED)
    out = select(SheetStep).where(
        SheetStep.kind == SheetStepKind.SENT_OUT, SheetStep.happened_on <= until, SheetStep.sheet_id.not_in(settled)
    )
    gifts = unreceipted().where(Donation.received_on <= until)
    money = unidentified().where(UnidentifiedTransfer.received_on <= until)
    found = (
        (N_("Sheets out, not back yet"), "/sheets", "handouts.read", out),
        (N_("Gifts without a receipt"), "/donations?state=unreceipted", "donations.read", gifts),
        (N_("Bank money without a name"), "/donations/unidentified", "donations.name", money),
    )
    matters = [
        OpenMatter(label, path, right, int(session.scalar(select(func.count()).select_from(asked.subquery())) or 0))
        for label, path, right, asked in found
    ]
    waiting = sum(waiting_counts(session).values())
    matters.append(OpenMatter(N_("Corrections waiting for approval"), "/corrections", "corrections.read", waiting))
    return [matter for matter in matters if matter.count]
