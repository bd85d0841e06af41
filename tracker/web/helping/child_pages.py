"""Dress what the pages of children share: who may see what, and the page of one child."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.ages import age_on, is_soon_sixteen, turns_sixteen_on
from tracker.ground.dates import show_day, today
from tracker.ground.refusals import N_
from tracker.ground.rights import ACCOUNTANT, CASHIER
from tracker.models.base import db
from tracker.models.helping.children import Child, ChildGroup, Group, Household, Sex
from tracker.models.helping.disbursements import PayeeKind
from tracker.models.helping.handouts import HelpKind
from tracker.models.helping.savings_books import Custody
from tracker.operations.helping.accesses import record_access
from tracker.queries.helping.child_help import changes_of_child, help_stories, help_totals
from tracker.queries.helping.child_parts import ChildParts, child_parts
from tracker.queries.helping.children import likely_doubles
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.savings_books import books_of_child
from tracker.queries.helping.scholarship_lists import awards_of_child
from tracker.queries.same import merged_into
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.forms.helping.child_records import (
    EndGroupForm,
    GroupForm,
    GuardianForm,
    HouseholdForm,
    OutsideIdForm,
    PayeeForm,
)
from tracker.web.helping.child_rights import rights_of_child
from tracker.web.history import Changed, told
from tracker.web.merge_pages import gone_ones
from tracker.web.rights import current_user_record, may, roles_now
from tracker.web.saving import write

#: The small forms of a child's page, by the last part of their address.
FORMS: Mapping[str, type[Form]] = {
    "guardians": GuardianForm,
    "groups": GroupForm,
    "end_group": EndGroupForm,
    "households": HouseholdForm,
    "payees": PayeeForm,
    "outside-ids": OutsideIdForm,
}
#: Msgids of the fields that the history names.
LABELS = {
    "full_name": N_("Full name"),
    "birth_on": N_("Birth day"),
    "birth_year": N_("Birth year"),
    "sex": N_("Sex"),
    "place_key": N_("Commune or ward"),
    "hamlet": N_("Hamlet or quarter"),
    "school": N_("School"),
    "school_class": N_("Class"),
    "note": N_("Note"),
    "relation": N_("Relation"),
    "phone": N_("Phone"),
    "household": N_("Household class"),
    "certificate": N_("Certificate number"),
    "account_number": N_("Account number"),
    "until": N_("Until"),
    "merged_into_id": N_("Merged into"),
    "merged_why": N_("Why they are one"),
    "anonymised_on": N_("Anonymised on"),
}
#: Tables of the history → what a row of them belongs to.
TABLES = {
    "guardians": N_("Guardian"),
    "payees": N_("Payee"),
    "child_households": N_("Household class"),
    "child_groups": N_("Group of article 10"),
}


def sees_names() -> bool:
    """Tell whether who asks may see children's names; others see the code."""
    return may("children.names")


def sees_groups() -> bool:
    """Tell whether who asks may see the groups of article 10."""
    return may("children.circumstances")


def account_shown(number: str) -> str:
    """Show a bank account: whole to accountant and cashier, its last four digits to others."""
    if roles_now() & {ACCOUNTANT, CASHIER}:
        return number
    return f"•••• {number[-4:]}" if number else ""


def birth_shown(child: Child) -> str:
    """Show the birth day, or the year alone; the year alone to who may not see names."""
    return show_day(child.birth_on) if child.birth_on and sees_names() else str(child.birth_year)


def child_page(child: Child, gone: Sequence[Child] | None = None, **sent: Form) -> str:
    """Draw a child's page; a form that was refused stands in the place of the empty one.

    `gone` are the records that were merged into it, where they were read with it.
    """
    child_id = child.id
    session = db.session()
    gone = merged_into(session, child) if gone is None else gone
    parts = child_parts(session, [child.id, *(record.id for record in gone)])
    groups = parts.groups if sees_groups() else None
    # Whoever reads the page is noted once it is drawn, so that nothing has to be read twice for it.
    page = _drawn(session, child, gone, parts, groups, sent)
    what = "children.groups" if groups else "children.page"
    write(record_access, by=current_user_record(), what=what, record_id=child_id)
    return page


def _drawn(
    session: Session,
    child: Child,
    gone: Sequence[Child],
    parts: ChildParts,
    groups: Sequence[ChildGroup] | None,
    sent: dict[str, Form],
) -> str:
    gazetteer, stories = Gazetteer(session), help_stories(session, child)
    return render_template(
        "children/show.html",
        child=child,
        age=age_on(child.birth_on, child.birth_year, today()),
        sixteen_on=turns_sixteen_on(child.birth_on, child.birth_year),
        soon=is_soon_sixteen(child.birth_on, child.birth_year, today()),
        gazetteer=gazetteer,
        now=gazetteer.today(child.place_key, today()),
        guardians=parts.guardians,
        groups=groups,
        households=parts.households,
        payees=parts.payees,
        outside_ids=parts.outside_ids,
        doubles=_doubles(session, child, gone, {guardian.phone for guardian in parts.guardians}),
        stories=stories,
        totals=help_totals(stories),
        items={code: item for story in stories for code, item in story.items.items()},
        forms={name: sent.get(name) or _blank(name, name) for name in FORMS},
        ends={row.id: sent.get(f"end-{row.id}") or _blank("end_group", f"end-{row.id}") for row in groups or ()},
        sent=sent,
        history_rows=_history(session, child, gazetteer) if sees_names() else [],
        sexes=Sex,
        group_names=Group,
        household_names=Household,
        kinds=HelpKind,
        payee_kinds=PayeeKind,
        gone=gone_ones(gone),
        books=books_of_child(session, child),
        custodies=Custody,
        awards=awards_of_child(session, child) if may("scholarships.read") else [],
        **rights_of_child(session, child, parts, sent),
        names=sees_names(),
        account_shown=account_shown,
        birth_shown=birth_shown,
    )


def _blank(name: str, apart_by: str) -> Form:
    return apart(FORMS[name].of_request(formdata=None), apart_by)


def _doubles(session: Session, child: Child, gone: Sequence[Child], phones: set[str]) -> list[Child]:
    """List who may be the same child, each of the child's records and of its guardians' phones looked at."""
    found: dict[int, Child] = {}
    for record in [child, *gone] if child.anonymised_on is None else []:
        for phone in sorted(phones) or [""]:
            alike = likely_doubles(
                session,
                full_name=record.full_name,
                birth_on=record.birth_on,
                birth_year=record.birth_year,
                place_key=record.place_key,
                phone=phone,
                but=child,
            )
            found |= {each.child.id: each.child for each in alike}
    return list(found.values())


def _history(session: Session, child: Child, gazetteer: Gazetteer) -> list[Changed]:
    changes = changes_of_child(session, child, groups=sees_groups())
    rows = told(session, changes, labels=LABELS, choices={"sex": Sex, "household": Household})
    return [_in_words(row, gazetteer, child) for row in rows]


def _in_words(row: Changed, gazetteer: Gazetteer, child: Child) -> Changed:
    """Name places, hide account numbers, and say to what the row belongs."""
    table, field = row.change.table_name, row.change.field
    of = f"{_(TABLES[table])}: " if table in TABLES else ""
    if table == "children" and row.change.record_id != str(child.id):
        of = f"{_child_code(row.change.record_id)}: "
    if field == "merged_into_id":
        return replace(row, field=of + row.field, old=_child_code(row.change.old), new=_child_code(row.change.new))
    if field == "place_key":
        return replace(row, old=_place(gazetteer, row.change.old), new=_place(gazetteer, row.change.new))
    if field == "account_number":
        return replace(row, field=of + row.field, old=_account(row.old), new=_account(row.new))
    return replace(row, field=of + row.field)


def _place(gazetteer: Gazetteer, key: str | None) -> str:
    return gazetteer.short_name(key) if key in gazetteer.places else "–"


def _child_code(key: str | None) -> str:
    child = db.session().get(Child, int(key)) if key else None
    return child.code if child is not None else "–"


def _account(text: str) -> str:
    return account_shown(text) if re.fullmatch("[0-9]+", text) else text
