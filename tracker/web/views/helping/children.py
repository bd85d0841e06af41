"""List children, register and correct them, show one with all help ever received."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from tracker.ground.ages import age_on
from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.children import Child, Household, Sex
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.children import correct_child, register_child
from tracker.queries.helping.child_lists import (
    ChildPage,
    WantedChildren,
    children_counted,
    children_listed,
    help_counts,
    latest_households,
    places_with_children,
)
from tracker.queries.helping.child_lists import (
    child_page as one_page,
)
from tracker.queries.helping.children import find_children, guardians_of_all
from tracker.queries.helping.places import Gazetteer
from tracker.queries.same import with_merged
from tracker.web.forms.helping.children import ChildFilter, ChildForm, NewChildForm, cursor_id
from tracker.web.helping.child_pages import birth_shown, child_page, sees_groups, sees_names
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save, write

bp = Blueprint("children", __name__, url_prefix="/children")

_MOST_FOUND = 12


@bp.get("")
@needs("children.read")
def index() -> ResponseReturnValue:
    """List the children by name, narrowed by text, place, household, group, and whether they were helped."""
    session, form = db.session(), ChildFilter.of_request()
    if form.sent().get("group") and sees_groups():
        write(record_access, by=current_user_record(), what="children.by_group", reason=form.group.data)
    gazetteer = Gazetteer(session)
    place = gazetteer.places.get(form.place.data or "")
    keys = frozenset(gazetteer.lineage(place.key)) if place else None
    wanted = form.wanted(by_name=sees_names(), groups=sees_groups(), places=keys)
    narrowed = wanted != WantedChildren(by_name=wanted.by_name)
    asked = children_listed(wanted)
    page = _page(session, wanted, asked)
    ids = [child.id for child in page.rows]
    form.place.choices = _place_choices(session, gazetteer, form.place.data or "")
    return render_template(
        "children/index.html",
        form=form,
        page=page,
        narrowed=narrowed,
        count=children_counted(session, asked) if narrowed else None,
        helped=help_counts(session, ids),
        classes=latest_households(session, ids),
        ages={child.id: age_on(child.birth_on, child.birth_year, today()) for child in page.rows},
        gazetteer=gazetteer,
        household_names=Household,
        names=sees_names(),
        groups=sees_groups(),
        birth_shown=birth_shown,
    )


def _page(session: Session, wanted: WantedChildren, asked: Any) -> ChildPage:
    """Give the page that the address names; a cursor that is none of ours is 404."""
    cursor = request.args.get("cursor")
    if not cursor:
        return one_page(session, asked, by_name=wanted.by_name)
    way, key = cursor_id(cursor) or abort(404)
    here = session.get(Child, key) or abort(404)
    after, before = (here, None) if way == "n" else (None, here)
    return one_page(session, asked, by_name=wanted.by_name, after=after, before=before)


def _place_choices(session: Session, gazetteer: Gazetteer, chosen: str) -> list[SelectChoice]:
    """Offer the communes that have children, old and of today, by district, and each district whole."""
    keys = places_with_children(session)
    keys |= {now.key for key in keys if (now := gazetteer.today(key, today()))} | ({chosen} & set(gazetteer.places))
    rows, seen = [SelectChoice("", _("All"))], set()
    for key in sorted(keys, key=lambda key: (gazetteer.places[key].parent_key or "", key)):
        above = gazetteer.parent(gazetteer.places[key])
        group = above.name if above else ""
        if above is not None and above.key not in seen and gazetteer.district(key):
            seen.add(above.key)
            rows.append(SelectChoice(above.key, _("All of %(place)s", place=above.name), optgroup=group))
        if key not in seen:
            seen.add(key)
            rows.append(SelectChoice(key, gazetteer.places[key].name, optgroup=group))
    return rows


@bp.get("/find.json")
@needs("children.read")
def find() -> ResponseReturnValue:
    """Answer a pick-list: the children whose name or code fits what was typed so far; names only by right."""
    session = db.session()
    found = find_children(session, request.args.get("q", "")[:200], by_name=sees_names(), limit=_MOST_FOUND)
    gazetteer = Gazetteer(session)
    return jsonify([_row(child, gazetteer) for child in found])


def _row(child: Child, gazetteer: Gazetteer) -> dict[str, Any]:
    about = [birth_shown(child), gazetteer.short_name(child.place_key)]
    named = sees_names()
    sub = " · ".join([child.code, *about] if named else about)
    return {"id": child.id, "text": child.full_name if named else child.code, "sub": sub, "code": child.code}


@bp.route("/new", methods=["GET", "POST"])
@needs("children.record")
def new() -> ResponseReturnValue:
    """Register a child; a likely double is shown first, and registered all the same once somebody says so."""
    form = NewChildForm.of_request(full_name=request.args.get("name", "")[:200])
    if form.sent_and_valid() and (child := save(form, register_child)):
        flash(_("%(code)s is registered.", code=child.code))
        return redirect(url_for(".new") if "again" in request.form else url_for(".show", child_id=child.id))
    session = db.session()
    guardians = guardians_of_all(session, [each.child.id for each in form.doubles])
    page = render_template("children/new.html", form=form, gazetteer=Gazetteer(session), guardians=guardians, sexes=Sex)
    return page, 422 if form.is_submitted() else 200


@bp.get("/<int:child_id>")
@needs("children.read")
def show(child_id: int) -> ResponseReturnValue:
    """Show a child with who stands by it and all help that it ever received; a merged record leads to the one kept."""
    child, gone = with_merged(db.session(), child_id) or abort(404)
    if child.merged_into_id is not None:
        return redirect(url_for(".show", child_id=child.merged_into_id, came=child.id))
    return child_page(child, gone)


@bp.route("/<int:child_id>/edit", methods=["GET", "POST"])
@needs("children.record")
def edit(child_id: int) -> ResponseReturnValue:
    """Correct a child; what was before stays in the history, and approved lists keep what they said."""
    child = db.session().get(Child, child_id) or abort(404)
    if child.merged_into_id is not None:
        return redirect(url_for(".edit", child_id=child.merged_into_id))
    form = ChildForm.of_request(obj=child, birth=(child.birth_on, child.birth_year))
    form.place.also(child.place)
    if form.sent_and_valid() and save(form, correct_child, child=child):
        flash(_("%(code)s is corrected.", code=child.code))
        return redirect(url_for(".show", child_id=child.id))
    gazetteer = Gazetteer(db.session())
    now = gazetteer.today(child.place_key, today())
    page = render_template("children/edit.html", form=form, child=child, gazetteer=gazetteer, now=now)
    return page, 422 if form.is_submitted() else 200
