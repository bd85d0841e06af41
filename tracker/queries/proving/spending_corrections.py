"""Ask which corrections of what was spent wait, how the others ended, and what a wrong entry stands for."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from tracker.models.journal import Entry, EntryKind
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.corrections import CorrectionStepKind
from tracker.models.proving.costs import Cost, Interest
from tracker.models.proving.purchases import Purchase, PurchaseLine
from tracker.models.proving.spending_corrections import SpendingCorrection, SpendingCorrectionStep
from tracker.queries.proving.reversals import is_reversed

#: What an entry of money that is no help stands for.
Spending = Purchase | Cost | Interest | Advance | AdvanceStep
_TABLES: dict[str, Any] = {
    EntryKind.PURCHASE: Purchase,
    EntryKind.COST: Cost,
    EntryKind.INTEREST: Interest,
    EntryKind.ADVANCE: Advance,
    EntryKind.ADVANCE_BACK: AdvanceStep,
}


def spending_of(session: Session, entry: Entry) -> Spending | None:
    """Give the purchase, cost, interest, advance or rest of an advance that an entry stands for; None for another."""
    table = _TABLES.get(entry.kind)
    if table is None:
        return None
    found: Spending | None = session.scalar(select(table).where(table.entry_id == entry.id))
    return found


def advance_behind(session: Session, entry: Entry) -> Advance | None:
    """Give the advance of which an entry settled a part; None where the money came out of a till."""
    asked = select(Advance).join(AdvanceStep, AdvanceStep.advance_id == Advance.id)
    return session.scalar(asked.where(AdvanceStep.entry_id == entry.id))


def standing_steps(session: Session, advance: Advance) -> list[AdvanceStep]:
    """List the parts of an advance that were settled and not taken back, oldest first."""
    asked = select(AdvanceStep).where(AdvanceStep.advance_id == advance.id, ~is_reversed(AdvanceStep.entry_id))
    return list(session.scalars(asked.order_by(AdvanceStep.id)))


def lines_bought(session: Session, purchase: Purchase) -> list[PurchaseLine]:
    """List the goods of a purchase in their order."""
    asked = select(PurchaseLine).where(PurchaseLine.purchase_id == purchase.id)
    return list(session.scalars(asked.order_by(PurchaseLine.id)))


def spending_corrections(*, settled: bool) -> Select[SpendingCorrection]:
    """Ask for the proposals that were answered, or those that nobody has answered yet."""
    answered = exists(
        select(SpendingCorrectionStep.id).where(SpendingCorrectionStep.correction_id == SpendingCorrection.id)
    )
    return select(SpendingCorrection).where(answered if settled else ~answered)


def spending_steps_of_all(
    session: Session, corrections: Iterable[SpendingCorrection]
) -> dict[int, SpendingCorrectionStep]:
    """Give how proposals ended, by proposal, in one question; one that waits is missing."""
    keys = [correction.id for correction in corrections]
    steps = session.scalars(select(SpendingCorrectionStep).where(SpendingCorrectionStep.correction_id.in_(keys)))
    return {step.correction_id: step for step in steps}


def spending_step_of(session: Session, correction: SpendingCorrection) -> SpendingCorrectionStep | None:
    """Give how a proposal ended; None while it waits."""
    return session.scalar(select(SpendingCorrectionStep).where(SpendingCorrectionStep.correction_id == correction.id))


def waiting_for_entry(session: Session, entry_id: int) -> SpendingCorrection | None:
    """Give the proposal that waits for an entry."""
    return session.scalar(spending_corrections(settled=False).where(SpendingCorrection.entry_id == entry_id))


def correction_of_entry(session: Session, entry_id: int) -> tuple[SpendingCorrection, SpendingCorrectionStep] | None:
    """Give the correction that reversed an entry; None where it stands."""
    asked = select(SpendingCorrection, SpendingCorrectionStep).join(
        SpendingCorrectionStep, SpendingCorrectionStep.correction_id == SpendingCorrection.id
    )
    approved = asked.where(
        SpendingCorrection.entry_id == entry_id, SpendingCorrectionStep.kind == CorrectionStepKind.APPROVED
    )
    found = session.execute(approved).first()
    return (found[0], found[1]) if found is not None else None
