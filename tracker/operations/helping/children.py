"""Register children and correct what is known of them; what belongs to a child is in child_records.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.ground.codes import new_child_code
from tracker.ground.dates import today
from tracker.ground.names import clean_name, clean_text, fold, sort_key
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child, Sex
from tracker.models.helping.places import Level, Place
from tracker.models.users import User
from tracker.operations.helping.child_records import add_guardian, refuse_anonymised, refuse_day_to_come
from tracker.operations.helping.places import refuse_other_time
from tracker.operations.journal import note as keep_trace

#: A person under 16 is a child (Luật Trẻ em 2016, article 1); a pupil may be a little older.
OLDEST = 18


@dataclass(frozen=True)
class ChildFacts:
    """What is known of a child; what is left out is empty. `birth_year` stands alone where no day is known."""

    full_name: str
    place: Place
    birth_on: date | None = None
    birth_year: int | None = None
    sex: str | None = None
    hamlet: str = ""
    school: str = ""
    school_class: str = ""
    note: str = ""


def register_child(
    session: Session,
    *,
    by: User,
    facts: ChildFacts,
    registered_on: date | None = None,
    guardian_name: str = "",
    relation: str = "",
    phone: str = "",
) -> Child:
    """Register a child under a new random code, with a guardian if one is named.

    A likely double is the page's to ask about (queries/doubles.py): namesakes exist. Refuses a
    birth in the future or more than 18 years ago, and a place that is no commune of that day.
    """
    day = registered_on or today()
    refuse_day_to_come(day, "registered_on")
    child = Child(code=_free_code(session), registered_on=day, **_clean(facts, day))
    session.add(child)
    session.flush()
    if any(text.strip() for text in (guardian_name, relation, phone)):
        add_guardian(session, by=by, child=child, full_name=guardian_name, relation=relation, phone=phone)
    return child


def register_children(
    session: Session, *, by: User, many: Sequence[ChildFacts], registered_on: date | None = None
) -> list[Child]:
    """Register many children at once; the rules are those of `register_child`.

    A list that is planned ahead registers its children under its own day.
    """
    day = registered_on or today()
    taken = set(session.scalars(select(Child.code)))
    rows = []
    for facts in many:
        code = new_child_code()
        while code in taken:
            code = new_child_code()
        taken.add(code)
        rows.append({"code": code, "registered_on": day, **_clean(facts, day)})
    if rows:
        session.execute(insert(Child), rows)
    by_code = {child.code: child for child in _children_of(session, [row["code"] for row in rows])}
    return [by_code[row["code"]] for row in rows]


def correct_child(session: Session, *, by: User, child: Child, facts: ChildFacts) -> Child:
    """Correct a child; who, when, old and new are kept. Approved lists keep what they said.

    The birth is looked at as on the day of registration. A place that stays may be one of that day;
    another one must be there today.
    """
    refuse_anonymised(child)
    day = child.registered_on if facts.place.key == child.place_key else today()
    values = _clean(facts, child.registered_on, place_day=day)
    keys = {name: values.pop(name) for name in ("name_folded", "name_sort")}
    keep_trace(session, by=by, record=child, changes=values)
    for name, value in keys.items():
        setattr(child, name, value)
    session.flush()
    return child


def _clean(facts: ChildFacts, day: date, *, place_day: date | None = None) -> dict[str, Any]:
    name = clean_name(facts.full_name, field="full_name")
    if facts.place.level != Level.COMMUNE:
        raise Refused("place", N_("“%(place)s” is no commune or ward."), place=facts.place.name)
    refuse_other_time(facts.place, place_day or day)
    return {
        "full_name": name,
        "name_folded": fold(name),
        "name_sort": sort_key(name),
        "birth_on": facts.birth_on,
        "birth_year": _birth_year(facts, day),
        "sex": Sex(facts.sex) if facts.sex else None,
        "place_key": facts.place.key,
        "hamlet": clean_text(facts.hamlet, field="hamlet", at_most=120),
        "school": clean_text(facts.school, field="school", at_most=120),
        "school_class": clean_text(facts.school_class, field="school_class", at_most=20),
        "note": clean_text(facts.note, field="note", at_most=2000, many_lines=True),
    }


def _birth_year(facts: ChildFacts, day: date) -> int:
    year = facts.birth_on.year if facts.birth_on else facts.birth_year
    if year is None:
        raise Refused("birth", N_("Enter the birth day, or the year alone."))
    if (facts.birth_on and facts.birth_on > day) or year > day.year:
        raise Refused("birth", N_("The birth lies in the future."))
    if day.year - year > OLDEST:
        raise Refused("birth", N_("Born in %(year)s: that is no child any more."), year=year)
    return year


def _free_code(session: Session) -> str:
    code = new_child_code()
    while session.scalar(select(Child.id).where(Child.code == code)):
        code = new_child_code()
    return code


def _children_of(session: Session, codes: list[str]) -> list[Child]:
    found: list[Child] = []
    for start in range(0, len(codes), 500):
        found += session.scalars(select(Child).where(Child.code.in_(codes[start : start + 500])))
    return found
