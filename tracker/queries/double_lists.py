"""List who stands in the books twice, among very many: name by name in the order of the index.

Nobody is compared with everybody: the names that more than one record bears come from the index
alone, and only the records of one page's names are read. So a page costs the same in an office of
three hundred children and of three hundred thousand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.helping.children import Child
from tracker.queries.name_search import is_main

Twin = TypeVar("Twin", Donor, Child)
#: So many groups are on a page, so many names are looked at in one question, and at most for a page.
_GROUPS, _NAMES, _MOST_NAMES = 25, 50, 1_000
#: So many records of one name are shown.
MOST_SHOWN = 12


@dataclass(frozen=True)
class Alike(Generic[Twin]):
    """Records that may be one: the first of them, and how many there are."""

    records: Sequence[Twin]
    count: int


@dataclass(frozen=True)
class DoublesPage(Generic[Twin]):
    """A page of groups, and the record after whose name the next page begins (None where none is)."""

    groups: Sequence[Alike[Twin]]
    last: Twin | None


def double_donors(session: Session, after: Donor | None = None) -> DoublesPage[Donor]:
    """List donors who bear one name without diacritics; who wants no name is left out."""
    return _page(session, Donor, after, lambda donors: _alike([donors]))


def double_children(session: Session, after: Child | None = None) -> DoublesPage[Child]:
    """List children of one name and birth year whose birth day agrees or is not known, or who live in one commune.

    Who was anonymised is left out.
    """
    return _page(session, Child, after, _parted_children)


def _page(
    session: Session, table: type[Twin], after: Twin | None, part: Callable[[list[Twin]], list[Alike[Twin]]]
) -> DoublesPage[Twin]:
    groups: list[Alike[Twin]] = []
    name, seen = after.name_folded if after is not None else "", 0
    while seen < _MOST_NAMES and len(groups) < _GROUPS:
        names = _names_borne_twice(session, table, name)
        records = _bearers(session, table, names)
        for each in names:
            groups += part(records[each])
        seen += len(names)
        if len(names) < _NAMES:
            return DoublesPage(groups, None)
        name = names[-1]
    last = session.scalars(select(table).where(table.name_folded == name).order_by(table.id).limit(1)).first()
    return DoublesPage(groups, last)


def _names_borne_twice(session: Session, table: type[Twin], after: str) -> Sequence[str]:
    name = table.name_folded
    asked = select(name).where(name > after).group_by(name).having(func.count() > 1).order_by(name).limit(_NAMES)
    return session.scalars(asked).all()


def _bearers(session: Session, table: type[Twin], names: Sequence[str]) -> dict[str, list[Twin]]:
    """Give the records of some names that stand for themselves."""
    asked = select(table).where(table.name_folded.in_(names), is_main(table))
    if table is Donor:
        asked = asked.where(Donor.kind != DonorKind.ANONYMOUS)
    else:
        asked = asked.where(Child.anonymised_on.is_(None))
    found: dict[str, list[Twin]] = defaultdict(list)
    for record in session.scalars(asked.order_by(table.id)):
        found[record.name_folded].append(record)
    return found


def _parted_children(children: list[Child]) -> list[Alike[Child]]:
    """Part the children of one name into those who may be one, in one pass over them."""
    of_year: dict[int, list[Child]] = defaultdict(list)
    for child in children:
        of_year[child.birth_year].append(child)
    parts: list[list[Child]] = []
    for born in of_year.values():
        parts += [born] if any(child.birth_on is None for child in born) else _linked(born)
    return _alike(parts)


def _linked(children: list[Child]) -> list[list[Child]]:
    """Part children into those linked by a birth day or a commune, also by way of others."""
    leads = {child.id: child.id for child in children}
    bearer: dict[object, int] = {}

    def lead(key: int) -> int:
        while leads[key] != key:
            key = leads[key]
        return key

    for child in children:
        for mark in (child.birth_on, child.place_key):
            leads[lead(child.id)] = lead(bearer.setdefault(mark, child.id))
    parts: dict[int, list[Child]] = defaultdict(list)
    for child in children:
        parts[lead(child.id)].append(child)
    return list(parts.values())


def _alike(parts: Iterable[list[Twin]]) -> list[Alike[Twin]]:
    return [Alike(records[:MOST_SHOWN], len(records)) for records in parts if len(records) > 1]
