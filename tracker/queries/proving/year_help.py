"""Sum the help of a period: by campaign, kind, occasion and place, with the children it reached."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, distinct, exists, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.models.helping.children import Child, ChildGroup
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.queries.helping.moved_help import went_to_another
from tracker.queries.helping.places import Gazetteer
from tracker.queries.journal import VND
from tracker.queries.name_search import is_main
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


class HelpOfPeriod:
    """The help given from a day to a day (both included), less what came back in that time."""

    def __init__(self, session: Session, since: date, until: date) -> None:
        self.session, self.since, self.until = session, since, until
        self._flows = _flows(since, until)
        self._reached = _reached(since, until)

    def by(self, column: str) -> dict[Any, Helped]:
        """Sum by a column of the help: `campaign_id`, `kind`, `occasion` or `place_key`."""
        found: dict[Any, Helped] = defaultdict(Helped)
        key = self._flows.c[column]
        sums = select(key, self._flows.c.item, func.sum(self._flows.c.quantity)).group_by(key, self._flows.c.item)
        for value, item, quantity in self.session.execute(sums.order_by(key, self._flows.c.item)):
            found[value].add(item, int(quantity))
        reached = self._reached.c[column]
        counts = select(reached, func.count(distinct(self._who()))).group_by(reached)
        for value, count in self.session.execute(counts.order_by(reached)):
            found[value].children = count
        return dict(found)

    def children_helped(self) -> int:
        """Count the children reached, each once."""
        return self.session.scalar(select(func.count(distinct(self._who())))) or 0

    def special_helped(self) -> int:
        """Count the children reached who were in a group of article 10 on a day of the period."""
        asked = select(func.count(distinct(self._who())))
        return self.session.scalar(asked.where(self._who().in_(_special(self.since, self.until)))) or 0

    def _who(self) -> ColumnElement[int]:
        """Say whom a row reached: all records of a merged child are one."""
        return one_child(self._reached.c.child_id)

    def by_place_now(self, gazetteer: Gazetteer, day: date) -> dict[str | None, Helped]:
        """Sum by the places of a day; None gathers what nobody has decided.

        A commune that was split follows the child's own place, where the register has a newer one.
        """
        homes = dict(self.session.execute(select(Child.id, Child.place_key)).all())
        found: dict[str | None, Helped] = defaultdict(Helped)
        children: dict[str | None, set[int]] = defaultdict(set)
        for child_id, key in self.session.execute(select(self._who(), self._reached.c.place_key)):
            children[_place_now(gazetteer, key, homes[child_id], day)].add(child_id)
        for child_id, key, item, quantity in self.session.execute(self._per_child()):
            found[_place_now(gazetteer, key, homes[child_id], day)].add(item, int(quantity))
        for place, many in children.items():
            found[place].children = len(many)
        return dict(found)

    def _per_child(self) -> Select[Any]:
        columns = (self._flows.c.child_id, self._flows.c.place_key, self._flows.c.item)
        sums = select(*columns, func.sum(self._flows.c.quantity).label("quantity")).group_by(*columns).subquery()
        return select(one_child(sums.c.child_id), sums.c.place_key, sums.c.item, sums.c.quantity)


def special_children(session: Session, since: date, until: date) -> int:
    """Count the children of the register who were in a group of article 10 on a day of the period."""
    asked = select(func.count(Child.id)).where(Child.id.in_(_special(since, until)))
    return session.scalar(asked.where(*_in_register(until))) or 0


def registered_children(session: Session, until: date) -> int:
    """Count the children in the register at the end of a day."""
    return session.scalar(select(func.count(Child.id)).where(*_in_register(until))) or 0


def _in_register(until: date) -> tuple[ColumnElement[bool], ...]:
    """Tell who was in the register at the end of a day: a merged child once, from its first record on."""
    other = aliased(Child)
    since = exists(select(other.id).where(other.merged_into_id == Child.id, other.registered_on <= until))
    return is_main(Child), or_(Child.registered_on <= until, since)


def _place_now(gazetteer: Gazetteer, key: str, home: str, day: date) -> str | None:
    place = gazetteer.today(key, day) or gazetteer.today(home, day)
    return place.key if place is not None else None


def _special(since: date, until: date) -> Select[Any]:
    ended = or_(ChildGroup.until.is_(None), ChildGroup.until >= since)
    return select(one_child(ChildGroup.child_id)).where(ChildGroup.since <= until, ended)


def _columns(quantity: Any) -> Iterable[ColumnElement[Any]]:
    help_given = Disbursement
    return (
        help_given.child_id.label("child_id"),
        help_given.campaign_id.label("campaign_id"),
        help_given.kind.label("kind"),
        help_given.occasion.label("occasion"),
        help_given.place_key.label("place_key"),
        DisbursementPart.item.label("item"),
        quantity.label("quantity"),
    )


def _flows(since: date, until: date) -> CTE:
    """Say what went to whom (+), and what came back from whom (−), in the period."""
    joined = Disbursement.id == DisbursementPart.disbursement_id
    given = select(*_columns(DisbursementPart.quantity)).join(Disbursement, joined)
    back = select(*_columns(-DisbursementPart.quantity)).join(Disbursement, joined)
    back = back.join(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
    return union_all(
        given.where(Disbursement.given_on.between(since, until)),
        back.where(TakeBack.taken_back_on.between(since, until)),
    ).cte("flows")


def _reached(since: date, until: date) -> CTE:
    """Say which children were reached: by help of 0 đ, or by a part that did not come back."""
    parts = select(DisbursementPart.id).where(DisbursementPart.disbursement_id == Disbursement.id)
    came_back = exists(
        select(TakeBack.id).where(
            and_(TakeBack.disbursement_part_id == DisbursementPart.id, TakeBack.taken_back_on <= until)
        )
    )
    stays = or_(and_(~exists(parts), ~went_to_another(until)), exists(parts.where(~came_back)))
    columns = ("child_id", "campaign_id", "kind", "occasion", "place_key")
    asked = select(*(getattr(Disbursement, column).label(column) for column in columns)).distinct()
    return asked.where(Disbursement.given_on.between(since, until), stays).cte("reached")
