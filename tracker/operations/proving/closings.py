"""Close the books until a day: proposed by the accountant, approved by another."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.proving.closings import Closing, ClosingStep, ClosingStepKind
from tracker.models.users import User
from tracker.operations.proving.sealing import seal
from tracker.operations.writing import locked_head
from tracker.queries.proving.closings import closed_until, closing_step, waiting_closing


def propose_closing(session: Session, *, by: User, until: date, remark: str = "") -> Closing:
    """Propose to close the books until a day, that day included; nothing is closed yet.

    Refuses today and days to come, a day that is closed already, and a second proposal while one waits.
    """
    remark = clean_text(remark, field="remark", many_lines=True)
    if until >= today():
        raise Refused("until", N_("Only days that are over can be closed."))
    closed = closed_until(session)
    if closed is not None and until <= closed:
        raise Refused("until", N_("The books are closed until %(until)s already."), until=show_day(closed))
    if waiting_closing(session) is not None:
        raise Refused(None, N_("A proposal to close the books is already waiting."))
    closing = Closing(closed_until=until, note=remark, proposed_by=by.id, proposed_at=now())
    session.add(closing)
    session.flush()
    return closing


def approve_closing(session: Session, *, by: User, closing: Closing, remark: str = "") -> ClosingStep:
    """Close the books until the proposed day; refuses the person who proposed it, and one that is settled."""
    return _end(session, by, closing, ClosingStepKind.APPROVED, remark)


def reject_closing(session: Session, *, by: User, closing: Closing, remark: str) -> ClosingStep:
    """Send a proposal back with a reason; the books stay open."""
    if not remark.strip():
        raise Refused("remark", N_("Say why."))
    return _end(session, by, closing, ClosingStepKind.REJECTED, remark)


def _end(session: Session, by: User, closing: Closing, kind: ClosingStepKind, remark: str) -> ClosingStep:
    if closing_step(session, closing) is not None:
        raise Refused(None, N_("This proposal is already settled."))
    if closing.proposed_by == by.id:
        raise Refused(None, N_("Another person than who proposed it approves it."))
    step = ClosingStep(
        closing_id=closing.id,
        kind=kind,
        note=clean_text(remark, field="remark", many_lines=True),
        by_id=by.id,
        at=now(),
        last_seq=locked_head(session).last_seq,
    )
    session.add(step)
    session.flush()
    seal(session, "closing", step.id)
    return step
