"""Suspend, resume and stop scholarships: what will not be paid is freed, what will be again is committed again."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.names import clean_remark
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.handouts import HandoutLine, HandoutPart
from tracker.models.helping.scholarships import LIVE, Award, AwardStep, AwardStepKind, StopReason
from tracker.models.journal import Entry, EntryKind
from tracker.models.users import User
from tracker.operations.helping.approvals import committed_drafts
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.operations.helping.scholarships import keep_award_steps, refuse_doubled
from tracker.operations.journal import open_entry, post
from tracker.operations.proving.campaigns import refuse_closed
from tracker.queries.helping.handouts import state_of
from tracker.queries.helping.scholarships import InstalmentState, award_state, steps_of_award, what_ends, what_resumes
from tracker.queries.journal import VND
from tracker.queries.same import kept


def suspend_award(
    session: Session, *, by: User, award: Award, why: StopReason, remark: str = "", suspended_on: date | None = None
) -> AwardStep:
    """Suspend a scholarship: its open months are freed until it is resumed; those on an approved list stay there."""
    return _end(session, by, award, AwardStepKind.SUSPENDED, why, remark, suspended_on or today(), LIVE)


def stop_award(
    session: Session, *, by: User, award: Award, why: StopReason, remark: str = "", stopped_on: date | None = None
) -> AwardStep:
    """Stop a scholarship for good and free what is open of it; a month on an approved list is given up there.

    Its sponsors get no further request and are to be told. Refuses one that is not awarded or stopped before.
    """
    states = (*LIVE, AwardStepKind.SUSPENDED)
    return _end(session, by, award, AwardStepKind.STOPPED, why, remark, stopped_on or today(), states)


def resume_award(
    session: Session, *, by: User, award: Award, make_up: bool, resumed_on: date | None = None, remark: str = ""
) -> AwardStep:
    """Resume a suspended scholarship and commit its coming months again; `make_up` also those that fell due meanwhile.

    Refuses one that is not suspended, a closed campaign, an anonymised child, one who has another of the
    campaign by now, and a day before it was suspended. A month that was given up on its sheet is not owed again.
    """
    day = resumed_on or today()
    _refuse_unless(session, award, (AwardStepKind.SUSPENDED,))
    refuse_closed(award.campaign, field=None)
    refuse_anonymised(kept(session, award.child))
    _refuse_before(session, award, day)
    again = what_resumes(session, award, day, make_up=make_up)
    if again:
        refuse_doubled(session, {award: again[0].due_on})
    for instalment in again:
        instalment.freed_on = None
    entry = _commit(session, by, award, EntryKind.AWARD_RESUMED, sum(each.amount for each in again), day)
    (step,) = keep_award_steps(session, by, [award], AwardStepKind.RESUMED, day, entries=[entry], remark=remark)
    return step


def _end(
    session: Session,
    by: User,
    award: Award,
    kind: AwardStepKind,
    why: StopReason,
    remark: str,
    day: date,
    states: Sequence[AwardStepKind],
) -> AwardStep:
    _refuse_unless(session, award, states)
    if why == StopReason.OTHER and not clean_remark(remark):
        raise Refused("remark", N_("Please say why."))
    _refuse_before(session, award, day)
    freed, _stays = what_ends(session, award)
    for state in freed:
        _take_off_draft(session, state)
        state.instalment.freed_on = day
    amount = -sum(state.instalment.amount for state in freed)
    entry = _commit(session, by, award, EntryKind.AWARD_FREED, amount, day)
    (step,) = keep_award_steps(session, by, [award], kind, day, entries=[entry], why=why, remark=remark)
    return step


def _take_off_draft(session: Session, state: InstalmentState) -> None:
    """Take a month off a list that is still a draft; one that was submitted is sent back by its approver."""
    if state.handout is None or state_of(session, state.handout) is not None:
        return
    lines = select(HandoutLine.id).where(HandoutLine.instalment_id == state.instalment.id)
    for line_id in session.scalars(lines).all():
        session.execute(delete(HandoutPart).where(HandoutPart.line_id == line_id))
        session.execute(delete(HandoutLine).where(HandoutLine.id == line_id))


def _commit(session: Session, by: User, award: Award, kind: EntryKind, amount: int, day: date) -> Entry | None:
    drafts = committed_drafts(session, award.campaign, {VND: amount})
    if not drafts:
        return None
    entry = open_entry(session, by=by, kind=kind, happened_on=day, memo=award.child.code)
    post(session, (entry, drafts))
    return entry


def _refuse_before(session: Session, award: Award, day: date) -> None:
    """Refuse a day before the last decision: on it nothing was committed yet that could be freed."""
    last = steps_of_award(session, award)[-1].happened_on
    if day < last:
        raise Refused("happened_on", N_("The last decision is of %(day)s."), day=show_day(last))


def _refuse_unless(session: Session, award: Award, states: Sequence[AwardStepKind]) -> None:
    state = award_state(session, award)
    if state in states:
        return
    if state is None:
        raise Refused(None, N_("This scholarship is only proposed."))
    raise Refused(None, N_("This cannot be done with a scholarship in its state."))
