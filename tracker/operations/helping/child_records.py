"""Keep what belongs to a child: who stands by it, its groups, household, bank account, numbers elsewhere."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.names import clean_name, clean_phone, clean_text, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import (
    Child,
    ChildGroup,
    ChildHousehold,
    Group,
    Guardian,
    Household,
    OutsideId,
    Payee,
)
from tracker.models.users import User
from tracker.operations.journal import note as keep_trace


def add_guardian(
    session: Session, *, by: User, child: Child, full_name: str, relation: str, phone: str = ""
) -> Guardian:
    """Say who stands by a child, as what, and where to call."""
    refuse_anonymised(child)
    guardian = Guardian(child_id=child.id, **_clean_guardian(full_name, relation, phone))
    session.add(guardian)
    session.flush()
    return guardian


def correct_guardian(
    session: Session, *, by: User, guardian: Guardian, full_name: str, relation: str, phone: str = ""
) -> Guardian:
    """Correct who stands by a child; who, when, old and new are kept."""
    keep_trace(session, by=by, record=guardian, changes=_clean_guardian(full_name, relation, phone))
    return guardian


def _clean_guardian(full_name: str, relation: str, phone: str) -> dict[str, str]:
    return {
        "full_name": clean_name(full_name, field="guardian_name"),
        "relation": clean_text(relation, field="relation", at_most=60),
        "phone": clean_phone(phone, field="phone"),
    }


def add_to_group(session: Session, *, by: User, child: Child, group: str, since: date) -> ChildGroup:
    """Put a child into a group of article 10 from a day on.

    Refuses a day to come, one before the birth year, and a group that it is in already or was in on that day.
    """
    refuse_anonymised(child)
    refuse_day_to_come(since, "since")
    if since.year < child.birth_year:
        raise Refused("since", N_("The child was not born yet on %(day)s."), day=show_day(since))
    asked = select(ChildGroup).where(ChildGroup.child_id == child.id, ChildGroup.group_code == group)
    for row in session.scalars(asked):
        if row.until is None:
            raise Refused("group", N_("The child is in this group already."))
        if since <= row.until:
            raise Refused("since", N_("The child was in this group until %(day)s."), day=show_day(row.until))
    row = ChildGroup(child_id=child.id, group_code=Group(group), since=since)
    session.add(row)
    session.flush()
    return row


def add_to_groups(
    session: Session, *, by: User, many: Sequence[tuple[Child, Group]], since: date
) -> Sequence[tuple[Child, Group]]:
    """Put many children who are in no group yet into one each, from a day on."""
    rows = [{"child_id": child.id, "group_code": str(group), "since": since} for child, group in many]
    if rows:
        session.execute(insert(ChildGroup), rows)
    return many


def end_group(session: Session, *, by: User, row: ChildGroup, until: date) -> ChildGroup:
    """Say that a child belonged to a group until a day; refuses one that ended, and a day to come."""
    refuse_day_to_come(until, "until")
    if row.until is not None:
        raise Refused("until", N_("It ended on %(day)s already."), day=show_day(row.until))
    if until < row.since:
        raise Refused("until", N_("It began on %(day)s only."), day=show_day(row.since))
    keep_trace(session, by=by, record=row, changes={"until": until})
    return row


def set_household(
    session: Session, *, by: User, child: Child, year: int, household: str, certificate: str = ""
) -> ChildHousehold:
    """Say of which class a child's household is in a year, by which certificate; a year that is known is corrected."""
    refuse_anonymised(child)
    if not child.birth_year <= year <= today().year + 1:
        text = N_("“%(value)s”: the year must be between %(first)s and %(last)s.")
        raise Refused("year", text, value=year, first=child.birth_year, last=today().year + 1)
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
    """Say to which bank account a child's money goes from a day on; who said it is kept.

    Refuses a number that is not of 4 to 19 digits.
    """
    refuse_anonymised(child)
    digits = "".join(account_number.split()).replace(".", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and 4 <= len(digits) <= 19):
        raise Refused("account_number", N_("An account number has 4 to 19 digits."))
    row = Payee(
        child_id=child.id,
        holder=clean_name(holder, field="holder"),
        bank=clean_name(bank, field="bank"),
        account_number="",
        valid_from=valid_from,
    )
    session.add(row)
    session.flush()
    # The number is noted as a change, so that the history says who named the account and when.
    keep_trace(session, by=by, record=row, changes={"account_number": digits})
    return row


def add_outside_id(session: Session, *, by: User, child: Child, system: str, value: str) -> OutsideId:
    """Keep a child's number in another system; refuses one that is kept already, for this child or another."""
    refuse_anonymised(child)
    system, value = clean_name(system, field="system", at_most=40), clean_name(value, field="value", at_most=40)
    there = session.scalar(select(OutsideId).where(OutsideId.system == system, OutsideId.value == value))
    if there is not None:
        own = there.child_id == child.id
        text = N_("“%(value)s” is kept already.") if own else N_("“%(value)s” is another child's number.")
        raise Refused("value", text, value=shown(value))
    row = OutsideId(child_id=child.id, system=system, value=value)
    session.add(row)
    session.flush()
    return row


def refuse_day_to_come(day: date, field: str) -> None:
    """Refuse a day that has not come."""
    if day > today():
        raise Refused(field, N_("%(day)s has not come yet."), day=show_day(day))


def refuse_anonymised(child: Child) -> None:
    """Refuse to say anything new of a child whose data was taken away."""
    if child.anonymised_on is not None:
        text = N_("%(code)s was anonymised on %(day)s: nothing is added to it any more.")
        raise Refused(None, text, code=child.code, day=show_day(child.anonymised_on))
