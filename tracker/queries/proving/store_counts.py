"""Ask what was counted in the stores, how differences ended, and what the books say of a store on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.journal import Account, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.store_counts import StoreCount, StoreCountStep, StoreCountStepKind

#: Campaign's id and item.
Place = tuple[int, str]


class CountState(Choice):
    """How a count stands."""

    AGREES = "agrees", N_("As booked")
    WAITING = "waiting", N_("Waiting")
    APPROVED = "approved", N_("Approved")
    REJECTED = "rejected", N_("Sent back")


def state_of(count: StoreCount, step: StoreCountStep | None) -> CountState:
    """Say how a count stands, by the step that ended it, if any did."""
    if step is not None:
        return CountState(step.kind)
    return CountState.WAITING if count.difference else CountState.AGREES


def step_of(session: Session, count: StoreCount) -> StoreCountStep | None:
    """Give how a difference ended; None where it waits, or where there was none."""
    return session.scalar(select(StoreCountStep).where(StoreCountStep.count_id == count.id))


def steps_of_all(session: Session, counts: Iterable[StoreCount]) -> dict[int, StoreCountStep]:
    """Give how differences ended, by count, in one question; one that waits is missing."""
    keys = [count.id for count in counts]
    return {
        step.count_id: step for step in session.scalars(select(StoreCountStep).where(StoreCountStep.count_id.in_(keys)))
    }


def waiting_counts() -> Select[StoreCount]:
    """Ask for the counts whose difference nobody has answered yet."""
    return select(StoreCount).where(StoreCount.counted != StoreCount.booked, ~_ended())


def waiting_count(session: Session, store: Account, campaign: Campaign, item: str) -> StoreCount | None:
    """Give the difference of one kind of goods in a store that waits; there is one at most."""
    here = (StoreCount.store_id == store.id, StoreCount.campaign_id == campaign.id, StoreCount.item == item)
    return session.scalar(waiting_counts().where(*here).order_by(StoreCount.id))


def counts_listed(
    *, state: CountState | None = None, campaign: Campaign | None = None, item: str = ""
) -> Select[StoreCount]:
    """Ask for counts with their store and campaign; the caller orders and pages."""
    asked: Any = select(StoreCount).options(joinedload(StoreCount.campaign), joinedload(StoreCount.store))
    if campaign is not None:
        asked = asked.where(StoreCount.campaign_id == campaign.id)
    if item:
        asked = asked.where(StoreCount.item == item)
    return asked if state is None else asked.where(_is(state))


def last_counted(session: Session, places: Iterable[Place] | None = None) -> dict[Place, date]:
    """Give the latest day on which each kind of goods of a campaign was counted; what was sent back counts nothing."""
    asked = (
        select(StoreCount.campaign_id, StoreCount.item, func.max(StoreCount.counted_on))
        .where(~_ended(StoreCountStepKind.REJECTED))
        .group_by(StoreCount.campaign_id, StoreCount.item)
    )
    if places is not None:
        asked = asked.where(StoreCount.campaign_id.in_({key for key, _ in places}))
    return {(key, item): day for key, item, day in session.execute(asked)}


def booked_on(session: Session, store: Account, campaign: Campaign, item: str, day: date) -> int:
    """Sum what the books say lay in a store at the end of a day (pieces)."""
    asked = _moved_in(store, campaign, item).where(Entry.happened_on <= day)
    return int(session.scalar(asked) or 0)


def moved_after(session: Session, store: Account, campaign: Campaign, item: str, day: date) -> bool:
    """Tell whether anything is booked in a store after a day."""
    return bool(session.scalar(select(_lines_in(store, campaign, item).where(Entry.happened_on > day).exists())))


def _moved_in(store: Account, campaign: Campaign, item: str) -> Select[int]:
    return _lines_in(store, campaign, item).with_only_columns(func.coalesce(func.sum(Line.quantity), 0))


def _lines_in(store: Account, campaign: Campaign, item: str) -> Select[int]:
    asked = select(Line.id).join(Entry, Entry.id == Line.entry_id)
    return asked.where(Line.account_id == store.id, Line.campaign_id == campaign.id, Line.item == item)


def _ended(kind: StoreCountStepKind | None = None) -> ColumnElement[bool]:
    step = select(StoreCountStep.id).where(StoreCountStep.count_id == StoreCount.id)
    return exists(step if kind is None else step.where(StoreCountStep.kind == kind))


def _is(state: CountState) -> ColumnElement[bool]:
    if state in (CountState.APPROVED, CountState.REJECTED):
        return _ended(StoreCountStepKind(state.value))
    differs = StoreCount.counted != StoreCount.booked
    return and_(differs, ~_ended()) if state == CountState.WAITING else ~differs
