"""Ask for the lines of a list: by name and commune, what differs from the register, which replacements wait."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.models.helping.children import Child
from tracker.models.helping.handouts import (
    Handout,
    HandoutLine,
    HandoutQuota,
    HandoutStep,
    HandoutStepKind,
    LineOutcome,
    Sheet,
    SheetStep,
    SheetStepKind,
)
from tracker.queries.helping.children import child_keys, children_named
from tracker.queries.helping.handouts import CLOSED, LineState, Quantities, sheets_of, sum_of
from tracker.queries.same import one_child


@dataclass
class SheetSum:
    """A sheet with its lines and sums, when it went out and came back, and what became of its lines."""

    sheet: Sheet
    count: int = 0
    quantities: Quantities = field(default_factory=dict)
    out: SheetStep | None = None
    settled: SheetStep | None = None
    outcomes: Counter[str] = field(default_factory=Counter)


def lines_listed(
    handout: Handout,
    *,
    text: str = "",
    place_key: str = "",
    by_name: bool = True,
    only: Collection[int] | None = None,
) -> Select[HandoutLine]:
    """Ask for the lines of a list, or for those with some ids (`only`).

    A text is a child's code or, for who may see names, words of the name.
    """
    asked = select(HandoutLine).where(HandoutLine.handout_id == handout.id).options(joinedload(HandoutLine.child))
    if only is not None:
        asked = asked.where(HandoutLine.id.in_(only))
    if place_key:
        asked = asked.where(HandoutLine.place_key == place_key)
    if text.strip():
        mine = select(HandoutLine.child_id).where(HandoutLine.handout_id == handout.id)
        asked = asked.where(HandoutLine.child_id.in_(child_keys(text, by_name=by_name).where(Child.id.in_(mine))))
    return asked


def lines_of_sheet(sheet: Sheet) -> Select[HandoutLine]:
    """Ask for the lines that are or were on a sheet."""
    was = select(LineOutcome.line_id).where(LineOutcome.sheet_id == sheet.id)
    on_it = or_(HandoutLine.sheet_id == sheet.id, HandoutLine.id.in_(was))
    asked = select(HandoutLine).where(HandoutLine.handout_id == sheet.handout_id, on_it)
    return asked.options(joinedload(HandoutLine.child))


def agreed_lines(session: Session, handout: Handout) -> set[int]:
    """Give the ids of the lines whose standing in for another child was approved."""
    asked = select(HandoutStep.line_id).where(
        HandoutStep.handout_id == handout.id, HandoutStep.kind == HandoutStepKind.REPLACEMENT_APPROVED
    )
    return {key for key in session.scalars(asked) if key is not None}


def children_to_stand_in(line: HandoutLine, text: str, *, by_name: bool) -> Select[Child]:
    """Ask for the children of a line's commune who are not on its list, by a text."""
    there = select(one_child(HandoutLine.child_id)).where(HandoutLine.handout_id == line.handout_id)
    asked = children_named(text, by_name=by_name).where(Child.place_key == line.place_key, Child.id.not_in(there))
    return asked.order_by(Child.name_sort, Child.id)


def places_of_lines(session: Session, handout: Handout) -> dict[str, int]:
    """Count the children of each commune of a list, by the commune's key."""
    asked = select(HandoutLine.place_key, func.count()).where(
        HandoutLine.handout_id == handout.id, HandoutLine.replaces_id.is_(None)
    )
    grouped = asked.group_by(HandoutLine.place_key).order_by(HandoutLine.place_key)
    return {key: count for key, count in session.execute(grouped)}


def quotas_of(session: Session, handout: Handout) -> dict[str, int]:
    """Give how many children of a place there is room for, by its key."""
    asked = select(HandoutQuota).where(HandoutQuota.handout_id == handout.id).order_by(HandoutQuota.place_key)
    return {quota.place_key: quota.children_count for quota in session.scalars(asked)}


def changed_lines(session: Session, handout: Handout) -> list[HandoutLine]:
    """List the lines whose child has another name or commune in the register by now; who was anonymised is left out."""
    differs = or_(Child.full_name != HandoutLine.full_name, Child.place_key != HandoutLine.place_key)
    asked = select(HandoutLine).join(Child, Child.id == HandoutLine.child_id)
    mine = asked.where(HandoutLine.handout_id == handout.id, differs, Child.anonymised_on.is_(None)).options(
        joinedload(HandoutLine.child)
    )
    return list(session.scalars(mine.order_by(HandoutLine.ordinal)))


def replacements_waiting() -> Select[HandoutLine]:
    """Ask for the lines that stand in for another and wait for the approver, while their sheet is not settled."""
    agreed = select(HandoutStep.id).where(
        HandoutStep.line_id == HandoutLine.id, HandoutStep.kind == HandoutStepKind.REPLACEMENT_APPROVED
    )
    settled = select(SheetStep.id).where(
        SheetStep.sheet_id == HandoutLine.sheet_id, SheetStep.kind == SheetStepKind.SETTLED
    )
    closed = aliased(LineOutcome)
    done = select(closed.id).where(closed.line_id == HandoutLine.id, closed.kind.in_(CLOSED))
    return select(HandoutLine).where(
        HandoutLine.replaces_id.is_not(None), ~exists(agreed), ~exists(settled), ~exists(done)
    )


def sheet_sums(session: Session, handout: Handout, states: Iterable[LineState]) -> list[SheetSum]:
    """Sum the sheets of a list by what `line_states` says of its lines; who stands in for another counts once."""
    sums = {sheet.id: SheetSum(sheet) for sheet in sheets_of(session, handout)}
    states = list(states)
    on = {state.line.id: sheets_of_line(state) for state in states}
    parts: dict[int, list[Quantities]] = {key: [] for key in sums}
    for state in states:
        for outcome in state.outcomes:
            sums[outcome.sheet_id].outcomes[outcome.kind] += 1
        for key in on[state.line.id] - on.get(state.line.replaces_id or 0, set()):
            sums[key].count += 1
            parts[key].append(state.parts)
    for key, each in sums.items():
        each.quantities = sum_of(parts[key])
    for step in session.scalars(select(SheetStep).where(SheetStep.sheet_id.in_(list(sums)))):
        setattr(sums[step.sheet_id], "out" if step.kind == SheetStepKind.SENT_OUT else "settled", step)
    return list(sums.values())


def sheets_of_line(state: LineState) -> set[int]:
    """Give the ids of the sheets on which a line is or was."""
    now = {state.line.sheet_id} if state.line.sheet_id is not None else set()
    return now | {outcome.sheet_id for outcome in state.outcomes}
