"""Ask until which day the books are closed."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.closings import Closing, ClosingStep, ClosingStepKind


def closed_until(session: Session) -> date | None:
    """Give the last day that is closed; None while no month is."""
    approved = select(ClosingStep.closing_id).where(ClosingStep.kind == ClosingStepKind.APPROVED)
    return session.scalar(select(func.max(Closing.closed_until)).where(Closing.id.in_(approved)))


def waiting_closing(session: Session) -> Closing | None:
    """Give the proposal that nobody has answered yet; there is one at most."""
    answered = select(ClosingStep.closing_id)
    return session.scalar(select(Closing).where(Closing.id.not_in(answered)).order_by(Closing.id))


def closing_step(session: Session, closing: Closing) -> ClosingStep | None:
    """Give how a proposal ended."""
    return session.scalar(select(ClosingStep).where(ClosingStep.closing_id == closing.id))


def closings(session: Session) -> list[tuple[Closing, ClosingStep | None]]:
    """List all proposals with how they ended, the newest first."""
    asked = select(Closing, ClosingStep).outerjoin(ClosingStep, ClosingStep.closing_id == Closing.id)
    return [(closing, step) for closing, step in session.execute(asked.order_by(Closing.id.desc()))]
