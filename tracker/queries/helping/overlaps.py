"""Ask which children of a list are on another list of the same occasion and year: a warning, never a refusal.

Without an occasion, lists of the same kind of help in the same month are compared. All records of a
merged child are one. Two questions, whatever the length of the lists.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutLine, HandoutRow, LineOutcome
from tracker.queries.helping.handout_lists import ListState, seen_by, state_told
from tracker.queries.helping.handouts import CLOSED


@dataclass(frozen=True)
class OtherList:
    """Another list that a child stands on, and whether who asks may open it."""

    id: int
    code: str
    name: str
    state: ListState
    seen: bool


#: The other lists of each child or line that has any, the oldest first, by its id.
Elsewhere = dict[int, list[OtherList]]


def lines_elsewhere(session: Session, handout: Handout, viewer_id: int) -> Elsewhere:
    """Give the lines of a list whose children are on others, by the line's id."""
    others = _others(session, handout, viewer_id)
    if not others:
        return {}
    mine, there = _who("mine", [handout.id]), _who("there", others)
    asked = select(mine.c.line_id, there.c.handout_id).join(there, there.c.who == mine.c.who).distinct()
    return _gathered(session, asked, others)


def children_elsewhere(session: Session, handout: Handout, viewer_id: int) -> Elsewhere:
    """Give all children on the others, by the key of the record that is kept."""
    others = _others(session, handout, viewer_id)
    if not others:
        return {}
    there = _who("there", others)
    return _gathered(session, select(there.c.who, there.c.handout_id).distinct(), others)


def rows_elsewhere(session: Session, handout: Handout, file: HandoutFile, viewer_id: int) -> Elsewhere:
    """Give the rows of a file whose children are on other lists, by the row's id."""
    found = children_elsewhere(session, handout, viewer_id)
    if not found:
        return {}
    asked = select(HandoutRow.id, func.coalesce(Child.merged_into_id, Child.id))
    asked = asked.join(Child, Child.id == HandoutRow.child_id).where(HandoutRow.file_id == file.id)
    return {key: found[who] for key, who in session.execute(asked) if who in found}


def counted(elsewhere: Elsewhere) -> list[tuple[OtherList, int]]:
    """Count the children by the list on which they are, too."""
    counts: dict[OtherList, int] = defaultdict(int)
    for lists in elsewhere.values():
        for each in lists:
            counts[each] += 1
    return sorted(counts.items(), key=lambda pair: pair[0].id)


def _others(session: Session, handout: Handout, viewer_id: int) -> dict[int, OtherList]:
    """List the others with which a list is compared."""
    asked: Any = select(Handout, state_told(), seen_by(viewer_id))
    found = session.execute(asked.where(Handout.id != handout.id, _compared(handout)).order_by(Handout.id))
    return {
        other.id: OtherList(other.id, other.code, other.name, ListState(state), bool(seen))
        for other, state, seen in found
    }


def _compared(handout: Handout) -> ColumnElement[bool]:
    """Say which lists are of the same time: its occasion in its year, or its kind in its month."""
    day = handout.planned_on
    last = day.replace(day=monthrange(day.year, day.month)[1])
    alike = and_(Handout.kind == handout.kind, Handout.planned_on.between(day.replace(day=1), last))
    if handout.run_month is not None:
        # Each month of an award is on one run alone, by a key of its own.
        alike = and_(alike, Handout.run_month.is_(None))
    if handout.occasion is None:
        return alike
    year = Handout.planned_on.between(date(day.year, 1, 1), date(day.year, 12, 31))
    return or_(and_(Handout.occasion == handout.occasion, year), and_(alike, Handout.occasion.is_(None)))


def _who(name: str, handout_ids: Collection[int]) -> CTE:
    """Ask who is on some lists: children that were replaced or given up are not on them any more."""
    closed = select(LineOutcome.id).where(LineOutcome.line_id == HandoutLine.id, LineOutcome.kind.in_(CLOSED))
    asked = select(
        HandoutLine.id.label("line_id"),
        HandoutLine.handout_id.label("handout_id"),
        func.coalesce(Child.merged_into_id, Child.id).label("who"),
    ).join(Child, Child.id == HandoutLine.child_id)
    return asked.where(HandoutLine.handout_id.in_(handout_ids), ~exists(closed)).cte(name)


def _gathered(session: Session, asked: Select[int, int], others: dict[int, OtherList]) -> Elsewhere:
    found: Elsewhere = {}
    for key, handout_id in session.execute(asked):
        found.setdefault(key, []).append(others[handout_id])
    return {key: sorted(lists, key=lambda each: each.id) for key, lists in found.items()}
