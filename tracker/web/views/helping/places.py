"""Show the places of a day with their history, and record what became of one."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import parse_day, today
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.helping.places import Level, Place, SuccessionPart
from tracker.operations.helping.places import decide_succession, succeed_place
from tracker.queries.helping.places import Fate, Gazetteer, was_there
from tracker.queries.journal import history_of
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.forms.helping.places import DecideForm, PlacesFilter, SucceedForm
from tracker.web.history import Changed, told
from tracker.web.rights import may, needs
from tracker.web.saving import save

bp = Blueprint("places", __name__, url_prefix="/places")

_MOST_FOUND = 12
#: Msgids of the fields that the history names.
LABELS = {"valid_to": N_("Was there until"), "part": N_("How much of it"), "checked": N_("Decided")}


@bp.get("")
@needs("places.read")
def index() -> ResponseReturnValue:
    """Show the tree of the places of a day, or those whose name fits what is looked for."""
    form, gazetteer = PlacesFilter.of_request(), Gazetteer(db.session())
    text, day = form.wanted()
    branches = gazetteer.tree(day)
    return render_template(
        "places/index.html",
        form=form,
        text=text,
        day=day,
        branches=branches,
        count=sum(len(branch.communes) for branch in branches),
        found=gazetteer.search(text, day, limit=100) if text else [],
        undecided=gazetteer.undecided(),
        gazetteer=gazetteer,
        fates=Fate,
    )


@bp.get("/find.json")
@needs("places.read")
def find() -> ResponseReturnValue:
    """Answer a pick-list: the communes of a day whose name or district fits what was typed so far."""
    gazetteer = Gazetteer(db.session())
    try:
        day = parse_day(request.args.get("day", ""))
    except Refused:
        day = today()
    found = gazetteer.search(request.args.get("q", "")[:200], day, limit=_MOST_FOUND)
    return jsonify([{"id": place.key, "text": gazetteer.short_name(place.key)} for place in found])


@bp.get("/<key>")
@needs("places.read")
def show(key: str) -> ResponseReturnValue:
    """Show a place: where it lies, when it was there, what it was before and what it became."""
    return _page(_place(key))


def _place(key: str) -> Place:
    return db.session().get(Place, key) or abort(404)


def _page(place: Place, **sent: Form) -> str:
    session = db.session()
    gazetteer = Gazetteer(session)
    forms = {name: sent.get(name) or _form(name, place, gazetteer, formdata=None) for name in _open(place, gazetteer)}
    return render_template(
        "places/show.html",
        place=place,
        gazetteer=gazetteer,
        fate=gazetteer.fate(place.key),
        fates=Fate,
        now=gazetteer.today(place.key, today()),
        within=[other for other in gazetteer.places.values() if other.parent_key == place.key],
        there=was_there(place, today()),
        parts=SuccessionPart,
        levels=Level,
        forms=forms,
        history_rows=_history(session, place, gazetteer),
    )


def _open(place: Place, gazetteer: Gazetteer) -> list[str]:
    """Name the forms that make sense on a commune's page, for who may send them."""
    if place.level != Level.COMMUNE or not may("places.succeed"):
        return []
    by_fate = {Fate.NONE: ["succeed"], Fate.DIVIDED: ["decide", "succeed"]}
    return by_fate.get(gazetteer.fate(place.key), ["decide"])


def _form(name: str, place: Place, gazetteer: Gazetteer, **options: Any) -> Form:
    if name == "decide":
        return apart(DecideForm.of_request(**options).about(place, gazetteer), name)
    first = {"parent": place.parent_key, "kind": place.kind, "on": place.valid_to}
    return apart(SucceedForm.of_request(**first, **options), name)


def _history(session: Session, place: Place, gazetteer: Gazetteer) -> list[Changed]:
    changes = history_of(session, "places", place.key)
    new = {str(row.id): gazetteer.places[row.new_key].name for row in gazetteer.became(place.key)}
    for row_id in new:
        changes += history_of(session, "successions", row_id)
    changes.sort(key=lambda change: -change.id)
    rows = told(session, changes, labels=LABELS, choices={"part": SuccessionPart}, flags=frozenset({"checked"}))
    return [
        replace(row, field=f"{new[row.change.record_id]}: {row.field}") if row.change.record_id in new else row
        for row in rows
    ]


@bp.post("/<key>/succeed")
@needs("places.succeed")
def succeed(key: str) -> ResponseReturnValue:
    """Record what a commune becomes, from which day on."""
    return _act(key, "succeed", succeed_place)


@bp.post("/<key>/decide")
@needs("places.succeed")
def decide(key: str) -> ResponseReturnValue:
    """Say what a commune became where sources disagree."""
    return _act(key, "decide", decide_succession)


def _act(key: str, name: str, operation: Any) -> ResponseReturnValue:
    place = _place(key)
    form = _form(name, place, Gazetteer(db.session()))
    if form.sent_and_valid() and save(form, operation, old=place):
        flash(_("What became of %(place)s is recorded.", place=place.name))
        return redirect(url_for(".show", key=key))
    return _page(place, **{name: form}), 422
