"""Keep the register of what families ask about a child's data, with the terms of the law."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import Choice, db
from tracker.models.helping.child_rights import DataRequest, DataRequestKind, DataRequestStepKind
from tracker.operations.helping.data_requests import record_request, take_step
from tracker.queries.helping.data_requests import (
    ANSWER_DAYS,
    EXTENSION_DAYS,
    overdue_requests,
    requests_listed,
    states_of,
)
from tracker.queries.user_lists import names_of
from tracker.web.forms.helping.child_rights import RequestForm, StepForm
from tracker.web.forms.ids import id_of
from tracker.web.paging import Page, paged
from tracker.web.rights import may, needs
from tracker.web.saving import save

bp = Blueprint("data_requests", __name__, url_prefix="/data-requests")


class Which(Choice):
    """Which requests a list shows."""

    OPEN = "", N_("Open")
    OVERDUE = "overdue", N_("Overdue")
    ALL = "all", N_("All")


@bp.get("")
@needs("children.requests")
def index() -> ResponseReturnValue:
    """List the requests that are open, overdue, or all, with the day by which each wants something."""
    session, which = db.session(), request.args.get("state", "")
    text = request.args.get("q", "")[:200].strip()
    page = _page(session, which, text)
    return render_template(
        "data_requests/index.html",
        page=page,
        text=text,
        rows=states_of(session, page.rows),
        which=[(each.value, _(each.label)) for each in Which],
        kinds=DataRequestKind,
        step_kinds=DataRequestStepKind,
    )


def _page(session: Session, which: str, text: str) -> Page:
    if which == Which.OVERDUE and not text:
        # Few are: an office that is behind with very many mends the first ones first.
        return Page([state.request for state in overdue_requests(session, today())][:100], None, None)
    asked = requests_listed(open_only=which != Which.ALL, text=text, by_name=may("children.names"))
    return paged(session, asked, by=(DataRequest.received_on, DataRequest.id), cursor=request.args.get("cursor"))


@bp.route("/new", methods=["GET", "POST"])
@needs("children.requests")
def new() -> ResponseReturnValue:
    """Record a request; the terms run from the day of receipt."""
    form = RequestForm.of_request(child=id_of(request.args.get("child")))
    if form.sent_and_valid() and (recorded := save(form, record_request)):
        flash(_("The request is recorded."))
        return redirect(url_for(".show", request_id=recorded.id))
    return render_template("data_requests/new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/<int:request_id>")
@needs("children.requests")
def show(request_id: int) -> ResponseReturnValue:
    """Show a request, what was done, and what is due."""
    return _drawn(_request(request_id), StepForm.of_request(formdata=None))


@bp.post("/<int:request_id>/steps")
@needs("children.requests")
def step(request_id: int) -> ResponseReturnValue:
    """Record what was done about a request."""
    asked, form = _request(request_id), StepForm.of_request()
    if form.sent_and_valid() and save(form, take_step, request=asked):
        flash(_("Recorded."))
        return redirect(url_for(".show", request_id=request_id))
    return _drawn(asked, form), 422


def _request(request_id: int) -> DataRequest:
    return db.session().get(DataRequest, request_id) or abort(404)


def _drawn(asked: DataRequest, form: StepForm) -> str:
    session = db.session()
    (state,) = states_of(session, [asked])
    names = names_of(session, {asked.by_id, *(each.by_id for each in state.steps)})
    return render_template(
        "data_requests/show.html",
        state=state,
        form=form,
        names=names,
        kinds=DataRequestKind,
        step_kinds=DataRequestStepKind,
        answer_days=ANSWER_DAYS,
        extension_days=EXTENSION_DAYS,
    )
