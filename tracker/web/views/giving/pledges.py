"""List promises to give, record and show them, change and write off what is open of them."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.money import show_dong
from tracker.ground.refusals import Refused
from tracker.models.base import db
from tracker.models.giving.pledges import Pledge, PledgeStepKind, Rhythm
from tracker.operations.giving.pledges import change_pledge, plan, record_pledge, write_off_pledge
from tracker.queries.giving.pledge_lists import (
    PledgeState,
    fulfilments,
    no_more_among,
    pledges_listed,
    sums_of_states,
)
from tracker.queries.giving.pledges import OpenPart, PledgeSum, first_open_day, parts_of, steps_of
from tracker.queries.user_lists import names_of
from tracker.web.forms.giving.pledges import ChangeForm, PlanForm, PledgeFilter, PledgeForm, WriteOffForm
from tracker.web.forms.ids import id_of
from tracker.web.language import sentence
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("pledges", __name__, url_prefix="/pledges")


@bp.get("")
@needs("pledges.read")
def index() -> ResponseReturnValue:
    """List the promises: outstanding and all by age, overdue ones with the longest waiting first."""
    session, form = db.session(), PledgeFilter.of_request()
    wanted, state = form.wanted(), form.wanted_state()
    late = state == PledgeState.OVERDUE
    by = (first_open_day(), Pledge.id) if late else (Pledge.pledged_on, Pledge.id)
    asked: Any = pledges_listed(state, today(), wanted)
    page = paged(session, asked, by=by, cursor=request.args.get("cursor"), descending=not late)
    rows = [PledgeSum(*row[:4]) for row in page.rows]
    sums = sums_of_states(session, today(), wanted)
    no_more = no_more_among(session, [row.pledge.id for row in rows])
    return render_template(
        "pledges/index.html", form=form, page=page, rows=rows, sums=sums, state=state, no_more=no_more
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("pledges.record")
def new() -> ResponseReturnValue:
    """Record a promise to give."""
    args = request.args
    form = PledgeForm.of_request(donor=id_of(args.get("donor")), campaign=id_of(args.get("campaign")))
    if _is_sent(form) and (pledge := save(form, record_pledge)):
        flash(_("%(pledge)s is recorded.", pledge=pledge.code))
        return redirect(url_for(".show", pledge_id=pledge.id))
    status = 422 if form.errors else 200
    return render_template("pledges/new.html", form=form, preview=_preview(form)), status


@bp.get("/plan.json")
@needs("pledges.read")
def plan_of() -> ResponseReturnValue:
    """Answer the form: the parts of an amount, less what was paid of a pledge; or why it has none."""
    form = PlanForm(formdata=request.args, meta={"csrf": False})
    pledge = db.session().get(Pledge, id_of(request.args.get("pledge")) or 0)
    return jsonify(_preview(form, _paid(db.session(), pledge) if pledge else 0))


@bp.get("/<int:pledge_id>")
@needs("pledges.read")
def show(pledge_id: int) -> ResponseReturnValue:
    """Show a promise part by part, the gifts that fulfilled it, and what was done to it."""
    session = db.session()
    pledge = session.get(Pledge, pledge_id) or abort(404)
    steps = steps_of(session, pledge)
    return render_template(
        "pledges/show.html",
        pledge=pledge,
        parts=parts_of(session, pledge),
        fulfilments=fulfilments(session, pledge),
        steps=steps,
        no_more=bool(no_more_among(session, [pledge.id])),
        people=names_of(session, {step.by_id for step in steps}),
        kinds=PledgeStepKind,
        rhythms=Rhythm,
    )


@bp.route("/<int:pledge_id>/edit", methods=["GET", "POST"])
@needs("pledges.change")
def edit(pledge_id: int) -> ResponseReturnValue:
    """Change what is promised; what was paid stays, what is open is planned anew."""
    session = db.session()
    pledge = session.get(Pledge, pledge_id) or abort(404)
    parts = parts_of(session, pledge)
    form = ChangeForm.of_request(**_as_it_is(pledge, parts))
    paid = sum(part.paid for part in parts)
    if _is_sent(form) and save(form, change_pledge, pledge=pledge):
        flash(_("%(pledge)s is changed.", pledge=pledge.code))
        return redirect(url_for(".show", pledge_id=pledge_id))
    status = 422 if form.errors else 200
    preview = _preview(form, paid)
    return render_template("pledges/edit.html", form=form, pledge=pledge, paid=paid, preview=preview), status


@bp.route("/<int:pledge_id>/write-off", methods=["GET", "POST"])
@needs("pledges.write_off")
def write_off(pledge_id: int) -> ResponseReturnValue:
    """Give up what is still open of a promise."""
    session = db.session()
    pledge = session.get(Pledge, pledge_id) or abort(404)
    form = WriteOffForm.of_request()
    if form.sent_and_valid() and save(form, write_off_pledge, pledge=pledge):
        flash(_("What was open of %(pledge)s is written off.", pledge=pledge.code))
        return redirect(url_for(".show", pledge_id=pledge_id))
    rest = sum(part.open for part in parts_of(session, pledge))
    status = 422 if form.is_submitted() else 200
    return render_template("pledges/write_off.html", form=form, pledge=pledge, rest=rest), status


def _is_sent(form: PlanForm) -> bool:
    """Tell whether the form asks to be saved; who has no scripts may ask for the plan first."""
    return form.sent_and_valid() and request.form.get("then") != "plan"


def _as_it_is(pledge: Pledge, parts: list[OpenPart]) -> dict[str, Any]:
    """Begin a change with the promise as it stands."""
    still_open = [part for part in parts if part.open]
    return {
        "amount": sum(part.instalment.amount for part in parts),
        "rhythm": pledge.rhythm,
        "count": len(still_open) or 1,
        "first_due_on": still_open[0].instalment.due_on if still_open else today(),
    }


def _paid(session: Session, pledge: Pledge) -> int:
    return sum(part.paid for part in parts_of(session, pledge))


def _preview(form: PlanForm, paid: int = 0) -> dict[str, Any]:
    """Give the parts of the plan as a page shows them, or why there are none; nothing where little was said."""
    said = form.plan()
    if said is None or said["amount"] == paid:
        return {}
    if said["amount"] < paid:
        return {"error": _("%(paid)s were already paid; write off the rest instead.", paid=show_dong(paid))}
    try:
        parts = plan(**{**said, "amount": said["amount"] - paid})
    except Refused as refused:
        return {"error": sentence(refused)}
    return {"parts": [{"due": show_day(day), "amount": show_dong(amount)} for day, amount in parts]}
