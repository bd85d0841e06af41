"""Register children, correct what is known of them, and say who stands by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.ground.codes import new_child_code
from tracker.ground.dates import show_day, today
from tracker.ground.names import clean_name, clean_phone, clean_text, fold, shown, sort_key
from tracker.ground.refusals import N_, Refused
from tracker.models.children import Child, ChildGroup, ChildHousehold, Group, Guardian, Household, OutsideId, Payee, Sex
from tracker.models.places import Level, Place
from tracker.models.users import User
from tracker.operations.journal import note as keep_trace
from tracker.operations.places import refuse_other_time

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

    A likely double is the page's to ask about (queries/children.py): namesakes exist. Refuses a
    birth in the future or more than 18 years ago, and a place that is no commune of that day.
    """
    day = registered_on or today()
    child = Child(code=_free_code(session), registered_on=day, **_clean(facts, day))
    session.add(child)
    session.flush()
    if guardian_name.strip():
        add_guardian(session, by=by, child=child, full_name=guardian_name, relation=relation, phone=phone)
    return child


def register_children(
    session: Session, *, by: User, many: Sequence[ChildFacts], registered_on: date | None = None
) -> list[Child]:
    """Register many children at once; the rules are those of `register_child`."""
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

    A place that stays may be one of the day of registration; another one must be there today.
    """
    day = child.registered_on if facts.place.key == child.place_key else today()
    keep_trace(session, by=by, record=child, changes=_clean(facts, day))
    return child


def add_guardian(
    session: Session, *, by: User, child: Child, full_name: str, relation: str, phone: str = ""
) -> Guardian:
    """Say who stands by a child, as what, and where to call."""
    guardian = Guardian(
        child_id=child.id,
        full_name=clean_name(full_name, field="guardian_name"),
        relation=clean_text(relation, field="relation", at_most=60),
        phone=clean_phone(phone, field="phone"),
    )
    session.add(guardian)
    session.flush()
    return guardian


def add_to_group(session: Session, *, by: User, child: Child, group: str, since: date) -> ChildGroup:
    """Put a child into a group of article 10 from a day on; refuses one it is in already."""
    asked = select(ChildGroup).where(
        ChildGroup.child_id == child.id, ChildGroup.group_code == group, ChildGroup.until.is_(None)
    )
    if session.scalar(asked) is not None:
        raise Refused("group", N_("The child is in this group already."))
    row = ChildGroup(child_id=child.id, group_code=Group(group), since=since)
    session.add(row)
    session.flush()
    return row


def end_group(session: Session, *, by: User, row: ChildGroup, until: date) -> ChildGroup:
    """Say that a child no longer belongs to a group."""
    if until < row.since:
        raise Refused("until", N_("It began on %(day)s only."), day=show_day(row.since))
    keep_trace(session, by=by, record=row, changes={"until": until})
    return row


def set_household(
    session: Session, *, by: User, child: Child, year: int, household: str, certificate: str = ""
) -> ChildHousehold:
    """Say of which class a child's household is in a year, by which certificate."""
    asked = select(ChildHousehold).where(ChildHousehold.child_id == child.id, ChildHousehold.year == year)
    row = session.scalar(asked)
    values = {
        "household": Household(household),
        "certificate": clean_text(certificate, field="certificate", at_most=60),
    }
    if row is not None:
        keep_trace(session, by=by, record=row, changes=values)
        return row
    row = ChildHousehold(child_id=child.id, year=year, **values)
    session.add(row)
    session.flush()
    return row


def set_payee(
    session: Session, *, by: User, child: Child, holder: str, bank: str, account_number: str, valid_from: date
) -> Payee:
    """Say to which bank account a child's money goes from a day on."""
    digits = account_number.replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and 4 <= len(digits) <= 19):
        raise Refused("account_number", N_("An account number has 4 to 19 digits."))
    row = Payee(
        child_id=child.id,
        holder=clean_name(holder, field="holder"),
        bank=clean_name(bank, field="bank"),
        account_number=digits,
        valid_from=valid_from,
    )
    session.add(row)
    session.flush()
    return row


def add_outside_id(session: Session, *, by: User, child: Child, system: str, value: str) -> OutsideId:
    """Keep a child's number in another system; refuses one that another child has."""
    system, value = clean_name(system, field="system", at_most=40), clean_name(value, field="value", at_most=40)
    if session.scalar(select(OutsideId.id).where(OutsideId.system == system, OutsideId.value == value)):
        raise Refused("value", N_("“%(value)s” is another child's number."), value=shown(value))
    row = OutsideId(child_id=child.id, system=system, value=value)
    session.add(row)
    session.flush()
    return row


def _clean(facts: ChildFacts, day: date) -> dict[str, Any]:
    name = clean_name(facts.full_name, field="full_name")
    if facts.place.level != Level.COMMUNE:
        raise Refused("place", N_("“%(place)s” is no commune or ward."), place=facts.place.name)
    refuse_other_time(facts.place, day)
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
