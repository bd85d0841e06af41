"""List what the office did beside giving, record it and correct it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.models.proving.activities import Activity, ActivityKind
from tracker.operations.proving.activities import correct_activity, record_activity
from tracker.queries.journal import history_of
from tracker.queries.proving.activities import activities_listed, sums_of_activities, years_of_activities
from tracker.queries.user_lists import names_of
from tracker.web.forms.proving.activities import ActivityFilter, ActivityForm
from tracker.web.history import told
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("activities", __name__, url_prefix="/activities")

#: Msgids of an activity's fields, as the history names them.
LABELS = {
    "kind": N_("Kind"),
    "name": N_("Name"),
    "held_on": N_("Held on"),
    "place": N_("Held at"),
    "participants": N_("People who took part"),
    "note": N_("Note"),
}


@bp.get("")
@needs("activities.read")
def index() -> ResponseReturnValue:
    """List the activities, newest first, with their sums by kind."""
    session, form = db.session(), ActivityFilter.of_request()
    form.offer_years(years_of_activities(session))
    wanted = form.wanted()
    by = (Activity.held_on, Activity.id)
    return render_template(
        "activities/index.html",
        form=form,
        page=paged(session, activities_listed(wanted), by=by, cursor=request.args.get("cursor")),
        sums=sums_of_activities(session, wanted),
        kinds=ActivityKind,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("activities.record")
def new() -> ResponseReturnValue:
    """Record an activity; “Save and next” begins another one."""
    form = ActivityForm.of_request()
    if form.sent_and_valid() and (activity := save(form, record_activity)):
        flash(_("The activity is recorded."))
        return redirect(url_for(".new") if "again" in request.form else url_for(".show", activity_id=activity.id))
    return render_template("activities/edit.html", form=form, activity=None), 422 if form.errors else 200


@bp.get("/<int:activity_id>")
@needs("activities.read")
def show(activity_id: int) -> ResponseReturnValue:
    """Show an activity, its papers, and what was corrected."""
    session = db.session()
    activity = session.get(Activity, activity_id) or abort(404)
    changes = history_of(session, "activities", activity.id)
    return render_template(
        "activities/show.html",
        activity=activity,
        who=names_of(session, {activity.recorded_by}).get(activity.recorded_by, "–"),
        history_rows=told(session, changes, labels=LABELS, choices={"kind": ActivityKind}),
        kinds=ActivityKind,
    )


@bp.route("/<int:activity_id>/edit", methods=["GET", "POST"])
@needs("activities.record")
def edit(activity_id: int) -> ResponseReturnValue:
    """Correct an activity; what was before stays in the history."""
    activity = db.session().get(Activity, activity_id) or abort(404)
    form = ActivityForm.of_request(obj=activity)
    if form.sent_and_valid() and save(form, correct_activity, activity=activity):
        flash(_("The activity is corrected."))
        return redirect(url_for(".show", activity_id=activity.id))
    return render_template("activities/edit.html", form=form, activity=activity), 422 if form.errors else 200
