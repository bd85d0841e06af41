"""Record what donors promise; change and write off what is still open of it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import add_months, now, show_day
from tracker.ground.money import show_dong
from tracker.ground.names import clean_reason, clean_remark, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, PledgeInstalment, PledgeStep, PledgeStepKind, Rhythm
from tracker.models.journal import Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.journal import Draft, note, open_entry, post
from tracker.operations.series import take_number
from tracker.queries.giving.pledges import open_parts, outstanding, parts_of
from tracker.queries.journal import VND, account
from tracker.queries.same import leading_id

#: Months between two parts.
MONTHS = {Rhythm.ONCE: 0, Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}
#: More parts than this are a slip of the keyboard.
MOST_PARTS = 120


def record_pledge(
    session: Session,
    *,
    by: User,
    donor: Donor,
    campaign: Campaign,
    amount: int,
    pledged_on: date,
    first_due_on: date,
    rhythm: Rhythm = Rhythm.ONCE,
    count: int = 1,
    agreement_number: str = "",
    remark: str = "",
) -> Pledge:
    """Record a promise to give `amount` whole đồng, in `count` parts from `first_due_on` on.

    The parts sum to the amount exactly: the last takes what does not divide. Refuses a campaign
    that is closed, a first part due before the promise, and fewer đồng than parts. What a merged
    record promises is recorded for the one that is kept.
    """
    _refuse_closed_or_early(campaign, pledged_on, first_due_on)
    schedule = plan(amount, first_due_on, rhythm, count)
    pledge = Pledge(
        year=pledged_on.year,
        number=take_number(session, SeriesCode.CK, pledged_on.year),
        donor_id=leading_id(donor),
        campaign_id=campaign.id,
        amount=amount,
        pledged_on=pledged_on,
        rhythm=rhythm,
        agreement_number=clean_text(agreement_number, field="agreement_number", at_most=60) or None,
        note=clean_remark(remark),
    )
    session.add(pledge)
    session.flush()
    for ordinal, (due_on, part) in enumerate(schedule, 1):
        session.add(PledgeInstalment(pledge_id=pledge.id, ordinal=ordinal, due_on=due_on, amount=part))
    _step(session, by, pledge, PledgeStepKind.RECORDED, amount, pledged_on, "")
    return pledge


def change_pledge(
    session: Session,
    *,
    by: User,
    pledge: Pledge,
    amount: int,
    changed_on: date,
    first_due_on: date,
    rhythm: Rhythm,
    count: int,
    reason: str,
) -> Pledge:
    """Promise `amount` whole đồng in all instead; what was paid stays, only what is open is planned anew.

    Refuses less than was already paid, days before the promise, and a change without a reason.
    """
    reason = clean_reason(reason)
    _refuse_before_the_promise(pledge, changed_on, "changed_on")
    _refuse_before_the_promise(pledge, first_due_on, "first_due_on")
    parts = parts_of(session, pledge)
    paid, promised = sum(part.paid for part in parts), sum(part.instalment.amount for part in parts)
    if amount <= paid:
        raise Refused("amount", N_("%(paid)s were already paid; write off the rest instead."), paid=show_dong(paid))
    _plan_anew(session, by, pledge, plan(amount - paid, first_due_on, rhythm, count))
    note(session, by=by, record=pledge, changes={"rhythm": rhythm})
    _step(session, by, pledge, PledgeStepKind.CHANGED, amount - promised, changed_on, reason)
    return pledge


def write_off_pledge(session: Session, *, by: User, pledge: Pledge, written_off_on: date, reason: str) -> Pledge:
    """Give up what is still open of a promise; paid parts stay as they are.

    Refuses a pledge of which nothing is open, a day before the promise, and a write-off without a
    reason.
    """
    reason = clean_reason(reason)
    _refuse_before_the_promise(pledge, written_off_on, "written_off_on")
    rest = outstanding(session, pledge)
    if not rest:
        raise Refused(None, N_("Nothing of %(pledge)s is outstanding."), pledge=pledge.code)
    for part in open_parts(session, pledge):
        note(session, by=by, record=part.instalment, changes={"amount": part.paid})
    _step(session, by, pledge, PledgeStepKind.WRITTEN_OFF, -rest, written_off_on, reason)
    return pledge


def plan(amount: int, first_due_on: date, rhythm: Rhythm, count: int) -> list[tuple[date, int]]:
    """Divide whole đồng into parts by day; month-ends are kept, the last part takes the remainder."""
    count = 1 if rhythm == Rhythm.ONCE else count
    if not 1 <= count <= MOST_PARTS:
        raise Refused("count", N_("A pledge has 1 to %(most)s parts."), most=MOST_PARTS)
    if amount < count:
        raise Refused("amount", N_("%(amount)s cannot be divided into %(count)s parts."), amount=amount, count=count)
    each = amount // count
    sums = [each] * (count - 1) + [amount - each * (count - 1)]
    return [(add_months(first_due_on, place * MONTHS[rhythm]), part) for place, part in enumerate(sums)]


def pledged_drafts(session: Session, campaign: Campaign, amount: int) -> list[Draft]:
    """Give the lines by which what is outstanding grows (+) or shrinks (−), in whole đồng."""
    return [
        Draft(account(session, "memo:pledged"), campaign, VND, amount),
        Draft(account(session, "memo:open:pledged"), campaign, VND, -amount),
    ]


def _refuse_closed_or_early(campaign: Campaign, pledged_on: date, first_due_on: date) -> None:
    if campaign.closed_on is not None:
        raise Refused("campaign", N_("“%(campaign)s” is closed."), campaign=campaign.name)
    if first_due_on < pledged_on:
        raise Refused("first_due_on", N_("The first part cannot be due before %(day)s."), day=show_day(pledged_on))


def _refuse_before_the_promise(pledge: Pledge, day: date, field: str) -> None:
    if day < pledge.pledged_on:
        raise Refused(field, N_("It was pledged on %(day)s only."), day=show_day(pledge.pledged_on))


def _plan_anew(session: Session, by: User, pledge: Pledge, schedule: Sequence[tuple[date, int]]) -> None:
    """Reuse the parts of which nothing was paid; lower a part-paid one to what was paid; add what is missing."""
    waiting = list(schedule)
    for part in open_parts(session, pledge):
        if part.paid or not waiting:
            note(session, by=by, record=part.instalment, changes={"amount": part.paid})
        else:
            due_on, amount = waiting.pop(0)
            note(session, by=by, record=part.instalment, changes={"due_on": due_on, "amount": amount})
    asked = select(func.max(PledgeInstalment.ordinal)).where(PledgeInstalment.pledge_id == pledge.id)
    last = session.scalar(asked) or 0
    for ordinal, (due_on, amount) in enumerate(waiting, last + 1):
        session.add(PledgeInstalment(pledge_id=pledge.id, ordinal=ordinal, due_on=due_on, amount=amount))


def _step(
    session: Session, by: User, pledge: Pledge, kind: PledgeStepKind, amount: int, day: date, reason: str
) -> None:
    entry = _entry(session, by, pledge, kind, amount, day) if amount else None
    session.add(
        PledgeStep(
            pledge_id=pledge.id,
            kind=kind,
            amount=amount,
            reason=reason,
            by_id=by.id,
            at=now(),
            entry_id=entry.id if entry else None,
        )
    )
    session.flush()


def _entry(session: Session, by: User, pledge: Pledge, kind: PledgeStepKind, amount: int, day: date) -> Entry:
    kinds = {
        PledgeStepKind.RECORDED: EntryKind.PLEDGE,
        PledgeStepKind.CHANGED: EntryKind.PLEDGE_CHANGE,
        PledgeStepKind.WRITTEN_OFF: EntryKind.PLEDGE_WRITE_OFF,
    }
    entry = open_entry(session, by=by, kind=kinds[kind], happened_on=day, memo=pledge.code)
    campaign = session.get_one(Campaign, pledge.campaign_id)
    post(session, (entry, pledged_drafts(session, campaign, amount)))
    return entry
