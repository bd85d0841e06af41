"""Sum the help of a period: by campaign, kind, occasion and place, with the children it reached."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.models.helping.children import Child, ChildGroup
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.places import Level
from tracker.queries.helping.places import Gazetteer
from tracker.queries.journal import VND
from tracker.queries.name_search import is_main
from tracker.queries.proving.year_flows import KEYS, flows, reached, reached_by, sums
from tracker.queries.same import one_child


@dataclass
class Helped:
    """What reached how many children: whole đồng, and pieces by item."""

    children: int = 0
    amount: int = 0
    goods: dict[str, int] = field(default_factory=dict)

    def add(self, item: str, quantity: int) -> None:
        """Add a quantity of an item."""
        if item == VND:
            self.amount += quantity
        elif quantity:
            self.goods[item] = self.goods.get(item, 0) + quantity


@dataclass(frozen=True)
class ChildHelp:
    """What one child got of one thing by one kind of help: whole đồng or pieces; "" and 0 where it cost nothing."""

    child_id: int
    campaign_id: int
    kind: str
    place_key: str
    item: str
    quantity: int


#: Child, campaign, kind, occasion, place of help.
Reached = tuple[int, int, str, str | None, str]


class HelpOfPeriod:
    """The help given from a day to a day (both included), less what came back in that time.

    It is read once, in two passes over the books, whatever it is summed by afterwards. `split` are the
    communes of which nobody has said what the whole of them became: there, children are told apart.
    """

    def __init__(self, session: Session, since: date, until: date, split: Iterable[str] = ()) -> None:
        self.session, self.since, self.until, self.split = session, since, until, tuple(split)

    @cached_property
    def _sums(self) -> list[Any]:
        return list(self.session.execute(sums(flows(self.since, self.until), self.split)))

    @cached_property
    def _reached(self) -> list[Reached]:
        """List whom help reached; all records of a merged child are one."""
        return [tuple(row) for row in self.session.execute(reached(self.since, self.until))]

    @cached_property
    def _leads(self) -> dict[int, int]:
        asked = select(Child.id, Child.merged_into_id).where(Child.merged_into_id.is_not(None))
        return {key: other for key, other in self.session.execute(asked) if other is not None}

    def by(self, column: str, under: Callable[[Any], Any] = lambda value: value) -> dict[Any, Helped]:
        """Sum by a column of the help: `campaign_id`, `kind`, `occasion` or `place_key`, or by what it lies `under`."""
        found: dict[Any, Helped] = defaultdict(Helped)
        at = KEYS.index(column)
        for row in self._sums:
            found[under(row[at])].add(row[-2], int(row[-1]))
        children: dict[Any, set[int]] = defaultdict(set)
        for row in self._reached:
            children[row[at + 1]].add(row[0])
        whole: dict[Any, set[int]] = defaultdict(set)
        for value, many in children.items():
            whole[under(value)] |= many
        for value, many in whole.items():
            found[value].children = len(many)
        return dict(sorted(found.items(), key=lambda each: (each[0] is None, each[0])))

    def children_helped(self) -> int:
        """Count the children reached, each once."""
        return len({row[0] for row in self._reached})

    def per_child(self) -> list[ChildHelp]:
        """List what each child got and kept, and the help that cost nothing; it is long."""
        flow = flows(self.since, self.until)
        columns = (flow.c.child_id, flow.c.campaign_id, flow.c.kind, flow.c.place_key, flow.c.item)
        asked = select(*columns, func.sum(flow.c.n)).group_by(*columns)
        found = [
            ChildHelp(self._leads.get(child, child), campaign, kind, place, item, int(n))
            for child, campaign, kind, place, item, n in self.session.execute(asked)
            if n
        ]
        paid = {(row.child_id, row.campaign_id, row.kind, row.place_key) for row in found}
        free = {(child, campaign, kind, place) for child, campaign, kind, _occasion, place in self._reached}
        return found + [ChildHelp(*keys, "", 0) for keys in sorted(free - paid)]

    def by_place_now(self, gazetteer: Gazetteer, day: date) -> dict[str | None, Helped]:
        """Sum by the places of a day, of which `split` must be; None gathers what nobody has decided.

        A commune that was split follows the child's own place, where the register has a newer one.
        """
        now = {key: place.key if (place := gazetteer.today(key, day)) else None for key in self._places}
        homes = self._homes_now(gazetteer, day) if None in now.values() else {}
        found: dict[str | None, Helped] = defaultdict(Helped)
        for *_keys, key, child_id, item, quantity in self._sums:
            found[now[key] or homes[child_id]].add(item, int(quantity))
        children: dict[str | None, set[int]] = defaultdict(set)
        for row in self._reached:
            children[now[row[-1]] or homes[row[0]]].add(row[0])
        for here, many in children.items():
            found[here].children = len(many)
        return dict(found)

    @property
    def _places(self) -> set[str]:
        return {row[KEYS.index("place_key")] for row in self._sums} | {row[-1] for row in self._reached}

    def _homes_now(self, gazetteer: Gazetteer, day: date) -> dict[int, str | None]:
        """Say in which place of a day each child of the register lives; None where nobody has decided."""
        known: dict[str, str | None] = {}
        homes: dict[int, str | None] = {}
        merged: dict[int, int] = {}
        for child_id, key, other in self.session.execute(select(Child.id, Child.place_key, Child.merged_into_id)):
            if key not in known:
                place = gazetteer.today(key, day)
                known[key] = place.key if place is not None else None
            homes[child_id] = known[key]
            if other is not None:
                merged[child_id] = other
        return homes | {child_id: homes[other] for child_id, other in merged.items()}


def split_on(gazetteer: Gazetteer, day: date) -> list[str]:
    """List the communes of which no one place of a day is the whole."""
    communes = [key for key, place in gazetteer.places.items() if place.level == Level.COMMUNE]
    return [key for key in communes if gazetteer.today(key, day) is None]


@dataclass(frozen=True)
class Register:
    """How many children are known, how many had a group of article 10 in a period, how many of these were helped."""

    children: int
    special: int
    helped: int


def register_of(session: Session, since: date, until: date) -> Register:
    """Count the children of the register at the end of a period, and those in a group of article 10, in one question.

    Whether help reached them is asked child by child: they are few beside the books.
    """
    who, there = func.coalesce(Child.merged_into_id, Child.id), _in_register(until)
    got = exists().where(Disbursement.child_id == Child.id, *reached_by(since, until))
    children = select(func.count(Child.id)).where(*there)
    special = children.where(Child.id.in_(_special(since, until)))
    helped = select(func.count(distinct(who))).where(who.in_(_special(since, until)), got)
    found = session.execute(select(*(each.scalar_subquery() for each in (children, special, helped)))).one()
    return Register(*(int(each or 0) for each in found))


def _in_register(until: date) -> tuple[ColumnElement[bool], ...]:
    """Tell who was in the register at the end of a day: a merged child once, from its first record on."""
    other = aliased(Child)
    since = exists(select(other.id).where(other.merged_into_id == Child.id, other.registered_on <= until))
    return is_main(Child), or_(Child.registered_on <= until, since)


def _special(since: date, until: date) -> Select[Any]:
    ended = or_(ChildGroup.until.is_(None), ChildGroup.until >= since)
    return select(one_child(ChildGroup.child_id)).where(ChildGroup.since <= until, ended)
