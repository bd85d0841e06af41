"""Ask until which day the books are closed, and how proposals to close them ended."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.journal import Entry
from tracker.models.proving.closings import Closing, ClosingStep, ClosingStepKind


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


def steps_of_all(session: Session, proposals: Iterable[Closing]) -> dict[int, ClosingStep]:
    """Give how proposals ended, by proposal, in one question; one that waits is missing."""
    keys = [closing.id for closing in proposals]
    steps = session.scalars(select(ClosingStep).where(ClosingStep.closing_id.in_(keys)))
    return {step.closing_id: step for step in steps}


def entries_in(session: Session, until: date) -> int:
    """Count the entries that closing until a day would seal in time."""
    asked = select(func.count()).select_from(Entry).where(Entry.happened_on <= until)
    return int(session.scalar(asked) or 0)
