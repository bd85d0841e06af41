"""Narrow the book of disbursements to a place of today: where what was then a commune is now, or the child lives."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.places import Level
from tracker.queries.helping.places import Gazetteer
from tracker.queries.same import one_child

#: Stands for the help of which nobody has decided where it is today.
UNDECIDED = "-"


@dataclass(frozen=True)
class NowPlace:
    """A commune of today, or what nobody has decided: by which keys its help is known."""

    key: str
    #: Its name, empty where nobody has decided.
    name: str
    #: Communes that are wholly in it today, and those that were split.
    whole: tuple[str, ...]
    split: tuple[str, ...]

    def holds(self, place_key: ColumnElement[Any], disbursement_id: ColumnElement[Any]) -> ColumnElement[bool]:
        """Tell help by its place, or, where that was split, by the place in which the child is registered now."""
        child = select(Child.id).where(Child.id == one_child(Disbursement.child_id), Child.place_key.in_(self._homes))
        lives_here = exists().where(Disbursement.id == disbursement_id, child.correlate(Disbursement).exists())
        split = and_(place_key.in_(self.split), lives_here)
        return split if self.key == UNDECIDED else or_(place_key.in_(self.whole), split)

    @property
    def _homes(self) -> tuple[str, ...]:
        return self.split if self.key == UNDECIDED else self.whole


def places_now(gazetteer: Gazetteer, day: date) -> dict[str, NowPlace]:
    """Give each commune of a day by its key, by name, and at the end what nobody has decided."""
    whole: dict[str, list[str]] = {}
    for key, place in sorted(gazetteer.places.items()):
        if place.level == Level.COMMUNE:
            now = gazetteer.today(key, day)
            whole.setdefault(now.key if now is not None else UNDECIDED, []).append(key)
    split = tuple(whole.pop(UNDECIDED, []))
    named = sorted((gazetteer.places[key].name_folded, key) for key in whole)
    found = {key: NowPlace(key, gazetteer.places[key].name, tuple(whole[key]), split) for _, key in named}
    return found | {UNDECIDED: NowPlace(UNDECIDED, "", (), split)}
