"""Take what belongs to a child, each by its own small form on the child's page."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.helping.children import Child, ChildGroup, Guardian
from tracker.operations.helping.child_records import (
    add_guardian,
    add_outside_id,
    add_to_group,
    correct_guardian,
    end_group,
    set_household,
    set_payee,
)
from tracker.queries.same import kept, merged_into
from tracker.web.forms.apart import apart
from tracker.web.forms.helping.child_records import GuardianForm
from tracker.web.helping.child_pages import FORMS, child_page, sees_groups
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("child_records", __name__, url_prefix="/children")


def _child(child_id: int) -> Child:
    """Give the child; what is said of a merged record is kept with the one that is kept."""
    return kept(db.session(), db.session().get(Child, child_id) or abort(404))


def _records(child: Child) -> set[int]:
    """Give the keys of the records that are this child: what any of them says is shown and corrected here."""
    return {child.id, *(record.id for record in merged_into(db.session(), child))}


def _add(child_id: int, name: str, operation: Callable[..., Any]) -> ResponseReturnValue:
    child = _child(child_id)
    form = apart(FORMS[name].of_request(), name)
    if form.sent_and_valid() and save(form, operation, child=child):
        flash(_("Recorded."))
        return redirect(url_for("children.show", child_id=child_id, _anchor=name))
    return child_page(child, **{name: form}), 422


@bp.post("/<int:child_id>/guardians")
@needs("children.record")
def guardians(child_id: int) -> ResponseReturnValue:
    """Say who stands by a child."""
    return _add(child_id, "guardians", add_guardian)


@bp.route("/<int:child_id>/guardians/<int:guardian_id>", methods=["GET", "POST"])
@needs("children.record")
def guardian(child_id: int, guardian_id: int) -> ResponseReturnValue:
    """Correct who stands by a child; what was before stays in the history."""
    child, record = _child(child_id), db.session().get(Guardian, guardian_id)
    if record is None or record.child_id not in _records(child):
        abort(404)
    form = GuardianForm.of_request(obj=record, guardian_name=record.full_name)
    if form.sent_and_valid() and save(form, correct_guardian, guardian=record):
        flash(_("%(code)s is corrected.", code=child.code))
        return redirect(url_for("children.show", child_id=child_id, _anchor="guardians"))
    page = render_template("children/guardian.html", form=form, child=child, guardian=record)
    return page, 422 if form.is_submitted() else 200


@bp.post("/<int:child_id>/groups")
@needs("children.record")
def groups(child_id: int) -> ResponseReturnValue:
    """Put a child into a group of article 10; who does it may see groups, too."""
    return _add(child_id, "groups", add_to_group) if sees_groups() else abort(403)


@bp.post("/<int:child_id>/groups/<int:row_id>/end")
@needs("children.record")
def end(child_id: int, row_id: int) -> ResponseReturnValue:
    """Say until when a child belonged to a group."""
    child, row = _child(child_id), db.session().get(ChildGroup, row_id)
    if not sees_groups():
        abort(403)
    if row is None or row.child_id not in _records(child):
        abort(404)
    form = apart(FORMS["end_group"].of_request(), f"end-{row_id}")
    if form.sent_and_valid() and save(form, end_group, row=row):
        flash(_("Recorded."))
        return redirect(url_for("children.show", child_id=child_id, _anchor="groups"))
    return child_page(child, **{f"end-{row_id}": form}), 422


@bp.post("/<int:child_id>/households")
@needs("children.record")
def households(child_id: int) -> ResponseReturnValue:
    """Say of which class a child's household is in a year."""
    return _add(child_id, "households", set_household)


@bp.post("/<int:child_id>/payees")
@needs("children.record")
def payees(child_id: int) -> ResponseReturnValue:
    """Name the bank account to which a child's money goes."""
    return _add(child_id, "payees", set_payee)


@bp.post("/<int:child_id>/outside-ids")
@needs("children.record")
def outside_ids(child_id: int) -> ResponseReturnValue:
    """Keep a child's number in another system."""
    return _add(child_id, "outside-ids", add_outside_id)
