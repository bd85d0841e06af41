"""Ask for runs of scholarships: what is due and on no list, the runs there are, and what changed since the last one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.models.helping.children import Child, Payee
from tracker.models.helping.handouts import (
    Handout,
    HandoutLine,
    HandoutPart,
    HandoutStep,
    HandoutStepKind,
    LineOutcome,
)
from tracker.models.helping.scholarships import Award, AwardInstalment
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.handout_lists import state_told
from tracker.queries.helping.handouts import CLOSED, line_states, steps_of
from tracker.queries.helping.scholarship_warnings import payees_known
from tracker.queries.helping.scholarships import is_listed, is_paid, open_instalments
from tracker.queries.journal import VND
from tracker.queries.same import leading_ids


@dataclass(frozen=True)
class DueMonth:
    """What falls due in a month of a campaign and stands on no list: how many instalments, whole đồng."""

    campaign: Campaign
    #: Its first day.
    month: date
    count: int
    amount: int
    #: With what fell due before and stands on no list either: this is what a run of the month pays.
    run_count: int
    run_amount: int
    #: Runs of this month that are still drafts: they can be completed.
    drafts: tuple[Handout, ...] = ()


@dataclass(frozen=True)
class Unpaid:
    """How much of a run is open that was to be paid: lines, and whole đồng."""

    count: int
    amount: int


@dataclass
class RunChanges:
    """What differs between a run and the one before it: each scholarship once, by its first line, however many months.

    Lines of this run by id, of the other as they stood there; sums in whole đồng.
    """

    before: Handout
    #: Line → what its scholarship gets on this run.
    joined: dict[int, int] = field(default_factory=dict)
    left: list[HandoutLine] = field(default_factory=list)
    #: Line → what its scholarship gets on the run before and on this one.
    amounts: dict[int, tuple[int, int]] = field(default_factory=dict)
    #: Line → the account as it was known when the run before was submitted, and now.
    accounts: dict[int, tuple[Payee | None, Payee | None]] = field(default_factory=dict)
    same: int = 0
    #: The lines of this run that somebody should look at: every month of what joined or changed.
    line_ids: set[int] = field(default_factory=set)


def due_months(session: Session, until: date) -> list[DueMonth]:
    """List what falls due until a day and stands on no list, by campaign and month, in two questions."""
    asked = open_instalments().where(AwardInstalment.due_on <= until, ~is_listed())
    rows = asked.with_only_columns(Award.campaign_id, AwardInstalment.due_on, func.count(), _sum()).order_by(None)
    by_month: dict[int, dict[date, tuple[int, int]]] = {}
    for key, due_on, count, amount in session.execute(rows.group_by(Award.campaign_id, AwardInstalment.due_on)):
        months, month = by_month.setdefault(key, {}), due_on.replace(day=1)
        there = months.get(month, (0, 0))
        months[month] = (there[0] + count, there[1] + int(amount))
    campaigns = session.scalars(select(Campaign).where(Campaign.id.in_(by_month)).order_by(Campaign.code)).all()
    drafts = _drafts(session)
    return [each for campaign in campaigns for each in _with_earlier(campaign, by_month[campaign.id], drafts)]


def runs_listed(campaign_id: int | None = None) -> Select[Any]:
    """Ask for the runs with where each stands; the caller orders and pages. Nobody is named on them."""
    asked: Any = select(Handout, state_told().label("state")).where(Handout.run_month.is_not(None))
    asked = asked.options(joinedload(Handout.campaign))
    return asked if campaign_id is None else asked.where(Handout.campaign_id == campaign_id)


def unpaid_of(session: Session, keys: Collection[int]) -> dict[int, Unpaid]:
    """Say what is open of some runs, by the list's id: neither paid, nor freed, nor given up."""
    asked = (
        select(HandoutLine.handout_id, func.count(), _sum())
        .join(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
        .where(HandoutLine.handout_id.in_(keys), AwardInstalment.freed_on.is_(None), ~is_paid(), ~_given_up())
    )
    rows = session.execute(asked.group_by(HandoutLine.handout_id))
    return {key: Unpaid(count, int(amount)) for key, count, amount in rows}


def unpaid_before(session: Session, day: date) -> tuple[int, int, date | None]:
    """Count the open lines of runs that were planned before a day, sum them, and give the oldest day.

    A run that nobody submitted or approved counts, too: its months are on no other list, and nobody is paid.
    """
    asked = (
        select(func.count(), _sum(), func.min(Handout.planned_on))
        .select_from(HandoutLine)
        .join(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
        .join(Handout, Handout.id == HandoutLine.handout_id)
        .where(Handout.planned_on < day)
        .where(AwardInstalment.freed_on.is_(None), ~is_paid(), ~_given_up())
    )
    count, amount, oldest = session.execute(asked).one()
    return count, int(amount), oldest


def run_before(session: Session, handout: Handout) -> Handout | None:
    """Give the run of the campaign before one, if it was ever submitted."""
    submitted = select(HandoutStep.handout_id).where(HandoutStep.kind == HandoutStepKind.SUBMITTED)
    earlier = or_(
        Handout.run_month < handout.run_month, (Handout.run_month == handout.run_month) & (Handout.id < handout.id)
    )
    asked = select(Handout).where(Handout.campaign_id == handout.campaign_id, Handout.id.in_(submitted), earlier)
    return session.scalar(asked.order_by(Handout.run_month.desc(), Handout.id.desc()).limit(1))


def changes_since(session: Session, handout: Handout) -> RunChanges | None:
    """Say what changed since the run before: who joined, who left, other amounts, other accounts; None for the first.

    A scholarship is compared by what all its lines get; accounts as the register knew them when the run
    before was submitted, and knows them now.
    """
    before = run_before(session, handout)
    if before is None:
        return None
    now, then = _by_award(session, handout), _by_award(session, before)
    changes = RunChanges(before)
    changes.left = [lines[0][0] for key, lines in then.items() if key not in now]
    both = {key: lines for key, lines in now.items() if key in then}
    for key, lines in now.items():
        first, new = lines[0][0], sum(each for _line, each in lines)
        if key not in then:
            changes.joined[first.id] = new
        elif (old := sum(each for _line, each in then[key])) != new:
            changes.amounts[first.id] = (old, new)
    _compare_accounts(session, changes, [lines[0][0] for lines in both.values()])
    firsts = {*changes.joined, *changes.amounts, *changes.accounts}
    changed = [lines for lines in now.values() if lines[0][0].id in firsts]
    changes.line_ids = {line.id for lines in changed for line, _amount in lines}
    changes.same = len(now) - len(changed)
    return changes


def freed_lines(session: Session, handout: Handout) -> list[HandoutLine]:
    """List the lines of a run whose month is not owed any more: they are taken off a draft."""
    asked = select(HandoutLine).join(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
    asked = asked.where(HandoutLine.handout_id == handout.id, AwardInstalment.freed_on.is_not(None), ~_given_up())
    return list(session.scalars(asked.options(joinedload(HandoutLine.child)).order_by(HandoutLine.ordinal)))


def without_account(session: Session, handout: Handout) -> list[HandoutLine]:
    """List the open lines of a run whose child has no bank account in the register."""
    lines = [state.line for state in line_states(session, handout) if not state.settled]
    children = session.scalars(select(Child).where(Child.id.in_({line.child_id for line in lines}))).all()
    known, leads = payees_known(session, children), leading_ids(session, {line.child_id for line in lines})
    return [line for line in lines if leads.get(line.child_id, line.child_id) not in known]


def _sum() -> Any:
    return func.coalesce(func.sum(AwardInstalment.amount), 0)


def _given_up() -> Any:
    outcome = select(LineOutcome.id).where(LineOutcome.line_id == HandoutLine.id, LineOutcome.kind.in_(CLOSED))
    return outcome.exists()


def _drafts(session: Session) -> dict[tuple[int, date], list[Handout]]:
    asked = select(Handout).where(Handout.run_month.is_not(None), state_told() == "draft").order_by(Handout.id)
    found: dict[tuple[int, date], list[Handout]] = {}
    for handout in session.scalars(asked):
        if handout.run_month is not None:
            found.setdefault((handout.campaign_id, handout.run_month), []).append(handout)
    return found


def _with_earlier(
    campaign: Campaign, months: dict[date, tuple[int, int]], drafts: dict[tuple[int, date], list[Handout]]
) -> Sequence[DueMonth]:
    """Put the months of a campaign in order, each with what is still due of those before."""
    found, count, amount = [], 0, 0
    for month in sorted(months):
        of_month = months[month]
        count, amount = count + of_month[0], amount + of_month[1]
        mine = tuple(drafts.get((campaign.id, month), ()))
        found.append(DueMonth(campaign, month, *of_month, count, amount, mine))
    return found


def _by_award(session: Session, handout: Handout) -> dict[int, list[tuple[HandoutLine, int]]]:
    """Give the lines of a run with what each gets, by the scholarship's id."""
    asked = (
        select(AwardInstalment.award_id, HandoutLine, HandoutPart.quantity)
        .join(HandoutLine, HandoutLine.instalment_id == AwardInstalment.id)
        .join(HandoutPart, (HandoutPart.line_id == HandoutLine.id) & (HandoutPart.item == VND))
        .where(HandoutLine.handout_id == handout.id)
        .options(joinedload(HandoutLine.child))
        .order_by(HandoutLine.ordinal)
    )
    found: dict[int, list[tuple[HandoutLine, int]]] = {}
    for award_id, line, amount in session.execute(asked):
        found.setdefault(award_id, []).append((line, amount))
    return found


def _compare_accounts(session: Session, changes: RunChanges, lines: Sequence[HandoutLine]) -> None:
    submitted = [step.at for step in steps_of(session, changes.before) if step.kind == HandoutStepKind.SUBMITTED]
    children = list({line.child for line in lines})
    then, now = payees_known(session, children, submitted[-1]), payees_known(session, children)
    for line in lines:
        key = line.child.merged_into_id or line.child_id
        old, new = then.get(key), now.get(key)
        if _account(old) != _account(new):
            changes.accounts[line.id] = (old, new)


def _account(payee: Payee | None) -> tuple[str, str] | None:
    return (payee.bank, payee.account_number) if payee is not None else None
