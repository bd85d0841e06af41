"""Ask which children of the register may be put on a list: by name, place, birth, school, household, group."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from tracker.models.helping.children import Child, ChildGroup, ChildHousehold
from tracker.models.helping.handouts import Handout, HandoutLine
from tracker.queries.helping.children import children_named
from tracker.queries.helping.places import Gazetteer
from tracker.queries.same import one_child


@dataclass(frozen=True)
class ChildrenWanted:
    """What narrows a search over children; what is left out narrows nothing. `day` is that of the hand-out."""

    day: date
    text: str = ""
    #: A commune or a district: who lives there, or in what became it.
    place_key: str = ""
    born_since: int | None = None
    born_until: int | None = None
    school: str = ""
    #: Class of the household in the year of the day.
    household: str | None = None
    #: A group of article 10, or "any"; for who may see them only.
    group: str | None = None


def children_to_add(session: Session, handout: Handout, wanted: ChildrenWanted) -> Select[Child]:
    """Ask for the children of a search who are not on the list yet."""
    there = select(one_child(HandoutLine.child_id)).where(HandoutLine.handout_id == handout.id)
    return children_wanted(session, wanted).where(Child.id.not_in(there))


def children_wanted(session: Session, wanted: ChildrenWanted) -> Select[Child]:
    """Ask for the children of a search."""
    return children_named(wanted.text).where(*_clauses(session, wanted))


def children_of_list(session: Session, source: Handout, handout: Handout | None = None) -> list[Child]:
    """List the children of a list, in its order; with `handout` those who are not on that one yet."""
    asked = select(Child).join(HandoutLine, one_child(HandoutLine.child_id) == Child.id)
    asked = asked.where(HandoutLine.handout_id == source.id, HandoutLine.replaces_id.is_(None))
    if handout is not None:
        there = select(one_child(HandoutLine.child_id)).where(HandoutLine.handout_id == handout.id)
        asked = asked.where(Child.id.not_in(there))
    return list(dict.fromkeys(session.scalars(asked.order_by(HandoutLine.ordinal))))


def on_list(session: Session, handout: Handout) -> set[int]:
    """Give the children of a list by their keys; all records of a merged child are one."""
    asked = select(one_child(HandoutLine.child_id)).where(HandoutLine.handout_id == handout.id)
    return set(session.scalars(asked))


def count_children(session: Session, asked: Select[Child]) -> int:
    """Count the children of a search."""
    return int(session.scalar(select(func.count()).select_from(asked.with_only_columns(Child.id).subquery())) or 0)


def _clauses(session: Session, wanted: ChildrenWanted) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if wanted.place_key:
        clauses.append(Child.place_key.in_(Gazetteer(session).lineage(wanted.place_key)))
    if wanted.born_since is not None:
        clauses.append(Child.birth_year >= wanted.born_since)
    if wanted.born_until is not None:
        clauses.append(Child.birth_year <= wanted.born_until)
    if wanted.school.strip():
        clauses.append(Child.school.icontains(wanted.school.strip(), autoescape=True))
    if wanted.household:
        of_year = (ChildHousehold.year == wanted.day.year) & (ChildHousehold.household == wanted.household)
        clauses.append(Child.id.in_(select(one_child(ChildHousehold.child_id)).where(of_year)))
    if wanted.group:
        clauses.append(Child.id.in_(_in_group(wanted)))
    return clauses


def _in_group(wanted: ChildrenWanted) -> Select[int]:
    lasting = or_(ChildGroup.until.is_(None), ChildGroup.until >= wanted.day)
    asked = select(one_child(ChildGroup.child_id)).where(ChildGroup.since <= wanted.day, lasting)
    return asked if wanted.group == "any" else asked.where(ChildGroup.group_code == wanted.group)
