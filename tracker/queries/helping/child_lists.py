"""List children as the office looks for them: narrowed, in the Vietnamese order, paged by the key of a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.attributes import InstrumentedAttribute

from tracker.models.helping.children import Child, ChildGroup, ChildHousehold
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.places import Place
from tracker.queries.helping.children import children_named
from tracker.queries.helping.moved_help import went_to_another
from tracker.queries.name_search import is_main
from tracker.queries.same import one_child

SIZE = 50


@dataclass(frozen=True)
class WantedChildren:
    """What narrows the list; what is left out narrows nothing."""

    text: str = ""
    #: Keys of communes; None for all.
    places: frozenset[str] | None = None
    #: Class of the household in the latest year that is known.
    household: str = ""
    #: Group of article 10, now; only for who may see groups.
    group: str = ""
    #: Whether help reached the child and was not taken back whole.
    helped: bool | None = None
    #: Whether names may be searched and order the list; else only codes do.
    by_name: bool = True


@dataclass(frozen=True)
class ChildPage:
    """Some children, and whether there are more before and after them."""

    rows: Sequence[Child]
    before: bool
    after: bool


def children_listed(wanted: WantedChildren) -> Select[Child]:
    """Ask for the children that fit; `child_page` puts them in order."""
    asked = children_named(wanted.text, by_name=wanted.by_name)
    if wanted.places is not None:
        asked = asked.where(Child.place_key.in_(sorted(wanted.places)))
    if wanted.household:
        asked = asked.where(_latest_household() == wanted.household)
    if wanted.group:
        now = select(one_child(ChildGroup.child_id)).where(ChildGroup.group_code == wanted.group)
        asked = asked.where(Child.id.in_(now.where(ChildGroup.until.is_(None))))
    if wanted.helped is not None:
        helped = Child.id.in_(_standing_help(one_child(Disbursement.child_id)))
        asked = asked.where(helped if wanted.helped else ~helped)
    return asked


def _latest_household() -> Any:
    row, record = aliased(ChildHousehold), aliased(Child)
    records = select(record.id).where(or_(record.id == Child.id, record.merged_into_id == Child.id)).correlate(Child)
    latest = select(row.household).where(row.child_id.in_(records)).order_by(row.year.desc()).limit(1)
    return latest.correlate(Child).scalar_subquery()


def _standing_help(*columns: InstrumentedAttribute[Any] | ColumnElement[Any]) -> Select[Any]:
    """Ask for help of which not everything came back; help of 0 đ has no part and stands."""
    return (
        select(*columns)
        .outerjoin(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .outerjoin(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
        .where(TakeBack.id.is_(None), ~went_to_another())
    )


def child_page(
    session: Session,
    asked: Select[Child],
    *,
    by_name: bool,
    after: Child | None = None,
    before: Child | None = None,
    size: int = SIZE,
) -> ChildPage:
    """Give one page after or before a child, by name or else by code.

    The page is named by a child's key and never by its name: addresses are kept by browsers.
    """
    column = Child.name_sort if by_name else Child.code
    here, back = before or after, before is not None
    if here is not None:
        at = tuple_(here.name_sort if by_name else here.code, here.id)
        asked = asked.where(tuple_(column, Child.id) < at if back else tuple_(column, Child.id) > at)
    order = (column.desc(), Child.id.desc()) if back else (column, Child.id)
    rows = list(session.scalars(asked.order_by(None).order_by(*order).limit(size + 1)))
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    return ChildPage(rows, before=more if back else here is not None, after=True if back else more)


def children_counted(session: Session, asked: Select[Child]) -> int:
    """Count the children that fit."""
    return session.scalar(select(func.count()).select_from(asked.with_only_columns(Child.id).subquery())) or 0


def help_counts(session: Session, child_ids: Iterable[int]) -> dict[int, int]:
    """Count how often each of some children was helped; who never was is missing."""
    who, times = func.coalesce(Child.merged_into_id, Child.id), func.count(distinct(Disbursement.id))
    asked = _standing_help(who, times).join(Child, Child.id == Disbursement.child_id)
    asked = asked.where(Disbursement.child_id.in_(_records(child_ids))).group_by(who)
    return {child_id: int(count) for child_id, count in session.execute(asked)}


def _records(child_ids: Iterable[int]) -> Select[int]:
    """Ask for the keys of all records of some children."""
    keys = list(child_ids)
    return select(Child.id).where(or_(Child.id.in_(keys), Child.merged_into_id.in_(keys)))


def latest_households(session: Session, child_ids: Iterable[int]) -> dict[int, ChildHousehold]:
    """Give the latest known class of each household of some children."""
    who = func.coalesce(Child.merged_into_id, Child.id)
    asked = select(who, ChildHousehold).join(Child, Child.id == ChildHousehold.child_id)
    asked = asked.where(Child.id.in_(_records(child_ids))).order_by(ChildHousehold.year)
    return {key: row for key, row in session.execute(asked)}


def places_with_children(session: Session) -> set[str]:
    """Give the keys of the communes in which children are registered."""
    # One child of each is enough: the register is longer than the province has places.
    lives_there = exists(select(Child.id).where(Child.place_key == Place.key, is_main(Child)))
    return set(session.scalars(select(Place.key).where(lives_there)))
