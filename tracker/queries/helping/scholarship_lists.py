"""List scholarships: who gets one, where each stands, and what was awarded, paid and is still owed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.helping.children import Child
from tracker.models.helping.scholarships import LIVE, OVER, Award, AwardInstalment, AwardStep, AwardStepKind
from tracker.queries.helping.children import child_keys
from tracker.queries.helping.scholarships import award_states, is_paid
from tracker.queries.same import keys_of_one, one_child


class AwardState(Choice):
    """Where a scholarship stands, as a page tells it."""

    PROPOSED = "proposed", N_("Proposed")
    RUNNING = "running", N_("Being paid")
    PAID = "paid", N_("Paid in full")
    SUSPENDED = "suspended", N_("Suspended")
    STOPPED = "stopped", N_("Stopped")
    REFUSED = "refused", N_("Not awarded")


class AwardsShown(Choice):
    """Which scholarships a list shows."""

    RUNNING = "", N_("Being paid")
    PROPOSED = "proposed", N_("Proposed")
    SUSPENDED = "suspended", N_("Suspended")
    ENDED = "ended", N_("Over")
    ALL = "all", N_("All")


@dataclass(frozen=True)
class WantedAwards:
    """What narrows the list of scholarships; what is empty narrows nothing."""

    shown: AwardsShown = AwardsShown.ALL
    text: str = ""
    #: A text may be a name; where it may not, it is a code only.
    by_name: bool = False
    campaign_id: int | None = None
    school_year: str = ""


@dataclass(frozen=True)
class AwardSums:
    """What some scholarships come to, in whole đồng, and how many children have one."""

    awarded: int = 0
    paid: int = 0
    owed: int = 0
    freed: int = 0
    children: int = 0
    count: int = 0


@dataclass(frozen=True)
class AwardRow:
    """A scholarship with the child as it is kept now, where it stands, and its sums."""

    award: Award
    child: Child
    state: AwardState
    sums: AwardSums


def awards_listed(wanted: WantedAwards) -> Select[Award]:
    """Ask for the scholarships that fit; the caller orders and pages."""
    asked = select(Award).options(joinedload(Award.campaign), joinedload(Award.child))
    return asked.where(*_clauses(wanted))


def award_rows(session: Session, awards: Collection[Award]) -> list[AwardRow]:
    """Say where some scholarships stand, in their order, in four questions."""
    if not awards:
        return []
    keys = [award.id for award in awards]
    states, sums = award_states(session, keys), _sums_by_award(session, keys)
    kept = _kept(session, {award.child_id for award in awards})
    found = []
    for award in awards:
        mine = sums.get(award.id, AwardSums(awarded=award.monthly_amount * award.months))
        found.append(AwardRow(award, kept[award.child_id], _state(states.get(award.id), mine), mine))
    return found


def sums_of_awards(session: Session, wanted: WantedAwards) -> AwardSums:
    """Sum the scholarships that fit; of those that are only proposed nothing is awarded yet."""
    keys = select(Award.id).where(*_clauses(wanted))
    count, children = session.execute(
        select(func.count(), func.count(distinct(one_child(Award.child_id)))).where(Award.id.in_(keys))
    ).one()
    row = session.execute(_sums(AwardInstalment.award_id.in_(keys))).one()
    awarded, paid, owed, freed = (int(each or 0) for each in row)
    return AwardSums(awarded, paid, owed, freed, children=children, count=count)


def awards_of_child(session: Session, child: Child) -> list[AwardRow]:
    """List the scholarships of a child, all its records looked at, the latest first."""
    asked = select(Award).where(Award.child_id.in_(keys_of_one(child))).options(joinedload(Award.campaign))
    return award_rows(session, session.scalars(asked.order_by(Award.first_due_on.desc(), Award.id.desc())).all())


def school_years(session: Session) -> list[str]:
    """List the school years of scholarships, the latest first."""
    asked = select(Award.school_year).where(Award.school_year != "").distinct()
    return list(session.scalars(asked.order_by(Award.school_year.desc())))


def last_step_of_award() -> Any:
    """Give the kind of the last decision about a scholarship, beside Award; NULL while it is proposed."""
    asked = select(AwardStep.kind).where(AwardStep.award_id == Award.id)
    return asked.order_by(AwardStep.id.desc()).limit(1).correlate(Award).scalar_subquery()


def _clauses(wanted: WantedAwards) -> list[ColumnElement[bool]]:
    clauses = _shown(wanted.shown)
    if wanted.text.strip():
        clauses.append(Award.child_id.in_(child_keys(wanted.text, by_name=wanted.by_name)))
    if wanted.campaign_id is not None:
        clauses.append(Award.campaign_id == wanted.campaign_id)
    if wanted.school_year:
        clauses.append(Award.school_year == wanted.school_year)
    return clauses


def _shown(shown: AwardsShown) -> list[ColumnElement[bool]]:
    last = last_step_of_award()
    owed = exists(
        select(AwardInstalment.id).where(
            AwardInstalment.award_id == Award.id, AwardInstalment.freed_on.is_(None), ~is_paid()
        )
    )
    live = last.in_(LIVE)
    ways: dict[AwardsShown, list[ColumnElement[bool]]] = {
        AwardsShown.RUNNING: [and_(live, owed)],
        AwardsShown.PROPOSED: [last.is_(None)],
        AwardsShown.SUSPENDED: [last == AwardStepKind.SUSPENDED],
        AwardsShown.ENDED: [or_(last.in_(OVER), and_(live, ~owed))],
        AwardsShown.ALL: [],
    }
    return ways[shown]


def _state(last: AwardStepKind | None, sums: AwardSums) -> AwardState:
    if last is None:
        return AwardState.PROPOSED
    if last in LIVE:
        return AwardState.RUNNING if sums.owed else AwardState.PAID
    return AwardState(last.value)


def _sums(*conditions: ColumnElement[bool]) -> Select[int, int, int, int]:
    freed, amount = AwardInstalment.freed_on.is_not(None), AwardInstalment.amount
    paid = is_paid()
    columns = (
        func.sum(amount),
        func.sum(case((paid, amount), else_=0)),
        func.sum(case((and_(~freed, ~paid), amount), else_=0)),
        func.sum(case((and_(freed, ~paid), amount), else_=0)),
    )
    return select(*columns).select_from(AwardInstalment).where(*conditions)


def _sums_by_award(session: Session, keys: Collection[int]) -> dict[int, AwardSums]:
    asked = _sums(AwardInstalment.award_id.in_(keys)).add_columns(AwardInstalment.award_id)
    rows = session.execute(asked.group_by(AwardInstalment.award_id))
    return {
        key: AwardSums(int(awarded or 0), int(paid or 0), int(owed or 0), int(freed or 0))
        for awarded, paid, owed, freed, key in rows
    }


def _kept(session: Session, child_ids: Iterable[int]) -> dict[int, Child]:
    """Give the record that is kept for each of some children."""
    keys = list(child_ids)
    asked = select(Child.id, func.coalesce(Child.merged_into_id, Child.id)).where(Child.id.in_(keys))
    leads = {key: lead for key, lead in session.execute(asked)}
    children = {child.id: child for child in session.scalars(select(Child).where(Child.id.in_(set(leads.values()))))}
    return {key: children[lead] for key, lead in leads.items()}
