"""Ask for children: by name, code, place; who may be the same; what one has received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from tracker.ground.codes import read_child_code
from tracker.ground.names import fold
from tracker.models.helping.children import Child, ChildGroup, ChildHousehold, Guardian, Payee
from tracker.queries.name_search import is_main, keys_by_name, words_in
from tracker.queries.same import kept, kept_ones, keys_of_one, leading_id

_MOST_DOUBLES = 10


@dataclass(frozen=True)
class Likeness:
    """A child who may be the one, and how sure that is."""

    child: Child
    #: The full birth day and the place agree with the name, or an outside number does.
    same: bool


def child_by_code(session: Session, code: str) -> Child | None:
    """Find a child by its code, in any spelling; the code of a merged record finds the one that is kept."""
    child = session.scalar(select(Child).where(Child.code == read_child_code(code)))
    return kept(session, child) if child is not None else None


def children_named(text: str, *, by_name: bool = True) -> Select[Child]:
    """Ask for children by code, or by words of the name without diacritics.

    Without `by_name` (for who may not see names) only a code finds a child. Nothing typed asks for all.
    A merged record is no row of its own; what it says finds the one that is kept.
    """
    asked = select(Child).where(is_main(Child))
    if not fold(text):
        return asked
    return asked.where(or_(_called(Child, text, by_name), Child.id.in_(_led_from(text, by_name))))


def child_keys(text: str, *, by_name: bool = True) -> Select[int]:
    """Ask for the keys of all records of the children of whom one record is called so."""
    led, main = _led_from(text, by_name), aliased(Child)
    of_main = exists(select(main.id).where(main.id == Child.merged_into_id, _called(main, text, by_name)))
    return select(Child.id).where(
        or_(_called(Child, text, by_name), Child.id.in_(led), Child.merged_into_id.in_(led), of_main)
    )


def _called(table: type[Child], text: str, by_name: bool) -> ColumnElement[bool]:
    if code := read_child_code(text):
        return table.code == code
    return words_in(table, fold(text)) if by_name else false()


def _led_from(text: str, by_name: bool) -> Select[int | None]:
    """Ask for where the merged records lead that are called so."""
    gone = aliased(Child)
    return select(gone.merged_into_id).where(gone.merged_into_id.is_not(None), _called(gone, text, by_name))


def find_children(session: Session, text: str, *, by_name: bool = True, limit: int = 20) -> list[Child]:
    """Find children for a pick-list, in the Vietnamese order of names; nothing typed finds nobody.

    A merged record is found by what it says and leads to the one that is kept.
    """
    if not text.strip():
        return []
    asked = children_named(text, by_name=by_name)
    if by_name and not read_child_code(text) and (folded := fold(text)):
        keys = keys_by_name(session, Child, folded, limit)
        asked = select(Child).where(Child.id.in_(keys))
        if not keys:
            return []
    return kept_ones(session, session.scalars(asked.order_by(Child.name_sort, Child.id).limit(limit)))


def likely_doubles(
    session: Session,
    *,
    full_name: str,
    birth_on: date | None,
    birth_year: int,
    place_key: str,
    phone: str = "",
    but: Child | None = None,
) -> list[Likeness]:
    """List who in the register may be the same child, at most 10, the surest first.

    Alike are: the same name without diacritics, with the same birth year, commune or guardian's
    phone; and the same guardian's phone with the same birth, where the name was perhaps misspelt.
    Records that were merged are one, so nobody is a double of himself.
    """
    folded = fold(full_name)
    by_phone = Child.id.in_(select(Guardian.child_id).where(Guardian.phone == phone)) if phone else false()
    alike = or_(Child.place_key == place_key, Child.birth_year == birth_year, by_phone)
    called_so = and_(Child.name_folded == folded, alike)
    kin = and_(by_phone, Child.birth_year == birth_year, Child.name_folded != folded)
    # Each by its own index; what is no name of theirs comes after.
    keys = union(select(Child.id).where(called_so), select(Child.id).where(kin)) if phone else None
    asked = select(Child).where(Child.id.in_(keys) if keys is not None else called_so)
    asked = asked.order_by(case((Child.name_folded == folded, 0), else_=1), Child.id)
    near = [
        each for each in session.scalars(asked) if each.name_folded == folded or same_birth(each, birth_on, birth_year)
    ]
    found: dict[int, Likeness] = {}
    for child in near:
        like = Likeness(kept(session, child), _is_same(child, folded, birth_on, birth_year, place_key))
        if (but is None or like.child.id != leading_id(but)) and (like.same or like.child.id not in found):
            found[like.child.id] = like
    return sorted(found.values(), key=lambda each: not each.same)[:_MOST_DOUBLES]


def _is_same(child: Child, folded: str, birth_on: date | None, birth_year: int, place_key: str) -> bool:
    return child.name_folded == folded and child.place_key == place_key and same_birth(child, birth_on, birth_year)


def same_birth(child: Child, birth_on: date | None, birth_year: int) -> bool:
    """Tell whether two births agree: by day where both are known, else by year."""
    if child.birth_on is not None and birth_on is not None:
        return child.birth_on == birth_on
    return child.birth_year == birth_year


def children_by_folded_name(session: Session, names: Iterable[str]) -> dict[str, list[Child]]:
    """Find the children of many names in a few questions, for lists of a thousand rows."""
    wanted = sorted({fold(name) for name in names})
    found: dict[str, list[Child]] = {}
    for start in range(0, len(wanted), 500):
        asked = select(Child).where(Child.name_folded.in_(wanted[start : start + 500])).order_by(Child.id)
        for child in session.scalars(asked):
            found.setdefault(child.name_folded, []).append(child)
    return found


def guardians_of(session: Session, child: Child) -> list[Guardian]:
    """List who stands by a child."""
    return list(
        session.scalars(select(Guardian).where(Guardian.child_id.in_(keys_of_one(child))).order_by(Guardian.id))
    )


def guardians_of_all(session: Session, child_ids: Iterable[int]) -> dict[int, list[Guardian]]:
    """List who stands by each of some children; who has nobody is missing."""
    found: dict[int, list[Guardian]] = {}
    keys = list(child_ids)
    child = func.coalesce(Child.merged_into_id, Child.id)
    asked = select(child, Guardian).join(Child, Child.id == Guardian.child_id)
    asked = asked.where(or_(Child.id.in_(keys), Child.merged_into_id.in_(keys))).order_by(Guardian.id)
    for key, guardian in session.execute(asked):
        found.setdefault(key, []).append(guardian)
    return found


def groups_of(session: Session, child: Child, day: date) -> list[ChildGroup]:
    """List the groups of article 10 a child belongs to on a day; show them to who has the right only."""
    asked = select(ChildGroup).where(
        ChildGroup.child_id.in_(keys_of_one(child)),
        ChildGroup.since <= day,
        or_(ChildGroup.until.is_(None), ChildGroup.until >= day),
    )
    return list(session.scalars(asked.order_by(ChildGroup.group_code)))


def households_of(session: Session, child: Child) -> list[ChildHousehold]:
    """List the classes of a child's household, newest year first."""
    asked = select(ChildHousehold).where(ChildHousehold.child_id.in_(keys_of_one(child)))
    return list(session.scalars(asked.order_by(ChildHousehold.year.desc())))


def payee_on(session: Session, child: Child, day: date) -> Payee | None:
    """Give the account to which a child's money goes on a day."""
    asked = select(Payee).where(Payee.child_id.in_(keys_of_one(child)), Payee.valid_from <= day)
    return session.scalar(asked.order_by(Payee.valid_from.desc(), Payee.id.desc()).limit(1))
