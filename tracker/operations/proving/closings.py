"""Close the books until a day: proposed by the accountant, approved by another."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_reason, clean_remark
from tracker.ground.refusals import N_, Refused
from tracker.models.proving.closings import Closing, ClosingStep, ClosingStepKind
from tracker.models.users import User
from tracker.operations.proposals import keep_end, refuse_ending
from tracker.operations.writing import locked_head
from tracker.queries.proving.closings import closed_until, closing_step, waiting_closing


def propose_closing(session: Session, *, by: User, until: date, remark: str = "") -> Closing:
    """Propose to close the books until a day, that day included; nothing is closed yet.

    Refuses today and days to come, a day that is closed already, and a second proposal while one waits.
    """
    remark = clean_remark(remark)
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
    return _end(session, by, closing, ClosingStepKind.REJECTED, clean_reason(remark, field="remark"))


def _end(session: Session, by: User, closing: Closing, kind: ClosingStepKind, remark: str) -> ClosingStep:
    refuse_ending(by, closing, closing_step(session, closing))
    step = ClosingStep(closing_id=closing.id, kind=kind, last_seq=locked_head(session).last_seq)
    return keep_end(session, step, by=by, remark=remark, sealed_as="closing")
