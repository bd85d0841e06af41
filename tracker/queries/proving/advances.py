"""Ask which advances are open: with whom, since when, and how much of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.helping.handouts import Handout, Sheet, SheetStep, SheetStepKind
from tracker.models.journal import Line
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.campaigns import Campaign
from tracker.queries.proving.reversals import is_reversed

_Settled = aliased(SheetStep)


def settled_sum() -> ColumnElement[int]:
    """Sum what of an advance was spent or came back (whole đồng), beside its row; a step taken back does not count."""
    settled = select(func.coalesce(func.sum(AdvanceStep.amount), 0)).where(
        AdvanceStep.advance_id == Advance.id, ~is_reversed(AdvanceStep.entry_id)
    )
    return settled.correlate(Advance).scalar_subquery()


def left_of() -> ColumnElement[int]:
    """Give, beside its row, how much of an advance is still with its party (whole đồng); 0 where it was taken back."""
    return case((is_reversed(Advance.entry_id), 0), else_=Advance.amount - settled_sum())


def open_part(session: Session, advance: Advance) -> int:
    """Give how much of an advance is still with its party (whole đồng)."""
    return int(session.scalar(select(left_of()).where(Advance.id == advance.id)) or 0)


def steps_of(session: Session, advance: Advance) -> list[AdvanceStep]:
    """List how an advance was settled so far, oldest first."""
    return list(
        session.scalars(select(AdvanceStep).where(AdvanceStep.advance_id == advance.id).order_by(AdvanceStep.id))
    )


def open_advances() -> Select[Advance, int]:
    """Ask for the advances of which something is open, with how much (whole đồng); the caller orders and pages."""
    return select(Advance, left_of().label("left")).where(left_of() > 0)


def advanced_by_office(session: Session, campaign: Campaign) -> int:
    """Sum what of a campaign's money is out in advances that stand for no sheet (whole đồng)."""
    each = select(left_of().label("left")).where(Advance.campaign_id == campaign.id).subquery()
    return int(session.scalar(select(func.coalesce(func.sum(each.c.left), 0))) or 0)


class AdvanceState(Choice):
    """Which advances a list shows."""

    OPEN = "", N_("Not settled")
    OVERDUE = "overdue", N_("Overdue")
    SETTLED = "settled", N_("Settled in full")
    ALL = "all", N_("All")


@dataclass(frozen=True)
class SheetAdvance:
    """What somebody took along for a hand-out's sheet that is not back yet: whole đồng and pieces by item."""

    sheet: Sheet
    handout: Handout
    party: str
    since: date
    amounts: dict[str, int]


def advances_listed(state: AdvanceState, day: date, *, text: str = "", campaign_id: int | None = None) -> Select[Any]:
    """Ask for advances with what is open of each (whole đồng) and whether it was taken back, campaign loaded."""
    gone = is_reversed(Advance.entry_id)
    asked: Any = select(Advance, left_of().label("left"), gone.label("gone"))
    asked = asked.options(joinedload(Advance.campaign))
    for word in text.split():
        has = (column.icontains(word, autoescape=True) for column in (Advance.party, Advance.purpose))
        asked = asked.where(or_(*has))
    if campaign_id is not None:
        asked = asked.where(Advance.campaign_id == campaign_id)
    if state in (AdvanceState.OPEN, AdvanceState.OVERDUE):
        asked = asked.where(left_of() > 0)
    if state == AdvanceState.OVERDUE:
        asked = asked.where(Advance.due_on < day)
    return asked.where(left_of() == 0) if state == AdvanceState.SETTLED else asked


def overdue_advances(session: Session, day: date) -> tuple[int, int, date | None]:
    """Count the advances overdue on a day, sum what is open of them (whole đồng), give the earliest due day."""
    late = select(left_of().label("left"), Advance.due_on).where(left_of() > 0, Advance.due_on < day).subquery()
    asked = select(func.count(), func.coalesce(func.sum(late.c.left), 0), func.min(late.c.due_on))
    count, amount, since = session.execute(asked.select_from(late)).one()
    return int(count), int(amount), since


def sheet_advances(session: Session, *, campaign_id: int | None = None, text: str = "") -> list[SheetAdvance]:
    """List what people hold for sheets that are out, the longest first; at most 200 of them."""
    back = exists(
        select(_Settled.id).where(_Settled.sheet_id == SheetStep.sheet_id, _Settled.kind == SheetStepKind.SETTLED)
    )
    asked = (
        select(SheetStep, Sheet, Handout)
        .join(Sheet, Sheet.id == SheetStep.sheet_id)
        .join(Handout, Handout.id == Sheet.handout_id)
        .where(SheetStep.kind == SheetStepKind.SENT_OUT, SheetStep.advance_id.is_not(None), ~back)
        .order_by(SheetStep.happened_on, SheetStep.id)
        .limit(200)
    )
    for word in text.split():
        asked = asked.where(SheetStep.party.icontains(word, autoescape=True))
    if campaign_id is not None:
        asked = asked.where(Handout.campaign_id == campaign_id)
    rows = list(session.execute(asked))
    amounts = _taken_along(session, [step.id for step, _, _ in rows])
    return [
        SheetAdvance(sheet, handout, step.party, step.happened_on, amounts.get(step.id, {}))
        for step, sheet, handout in rows
    ]


def _taken_along(session: Session, step_ids: list[int]) -> dict[int, dict[str, int]]:
    asked = (
        select(SheetStep.id, Line.item, func.sum(Line.quantity))
        .join(Line, (Line.entry_id == SheetStep.entry_id) & (Line.account_id == SheetStep.advance_id))
        .where(SheetStep.id.in_(step_ids))
        .group_by(SheetStep.id, Line.item)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for key, item, quantity in session.execute(asked):
        found[key][item] = int(quantity)
    return found


def advance_of_step(session: Session, entry_id: int) -> Advance | None:
    """Give the advance out of which an entry was paid; None where it was paid from a till."""
    asked = select(Advance).join(AdvanceStep, AdvanceStep.advance_id == Advance.id)
    return session.scalar(asked.where(AdvanceStep.entry_id == entry_id))


def reversed_steps(session: Session, advance: Advance) -> set[int]:
    """Give the keys of the steps of an advance that were taken back."""
    asked = select(AdvanceStep.id).where(AdvanceStep.advance_id == advance.id, is_reversed(AdvanceStep.entry_id))
    return set(session.scalars(asked))


def sum_of_advances(
    session: Session, state: AdvanceState, day: date, *, text: str = "", campaign_id: int | None = None
) -> tuple[int, int]:
    """Count the advances of a list and sum what is open of them (whole đồng)."""
    listed = advances_listed(state, day, text=text, campaign_id=campaign_id).subquery()
    asked = select(func.count(), func.coalesce(func.sum(listed.c.left), 0)).select_from(listed)
    count, amount = session.execute(asked).one()
    return int(count), int(amount)
