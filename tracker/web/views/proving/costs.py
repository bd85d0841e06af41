"""List costs and interest, show them, and record them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.proving.costs import Cost, CostKind, Interest
from tracker.operations.proving.costs import pay_cost, record_interest
from tracker.queries.proving.costs import SpendingKind, cost_rows, costs_listed, sums_of_costs, years_of_costs
from tracker.queries.proving.running_costs import running_costs
from tracker.queries.proving.spending_stories import story_of
from tracker.queries.proving.vouchers import vouchers_of
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.costs import CostFilter, CostForm, InterestForm, show_share
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("costs", __name__, url_prefix="/costs")


@bp.get("")
@needs("costs.read")
def index() -> ResponseReturnValue:
    """List costs and interest, newest first, with their sums by kind and the year's running costs."""
    session, form = db.session(), CostFilter.of_request()
    form.offer_years(years_of_costs(session))
    wanted = form.wanted()
    asked, by = costs_listed(wanted)
    page = paged(session, asked, by=by, cursor=request.args.get("cursor"))
    rows = cost_rows(page.rows)
    return render_template(
        "costs/index.html",
        form=form,
        page=page,
        rows=rows,
        sums=sums_of_costs(session, wanted),
        vouchers=vouchers_of(session, [row.entry_id for row in rows]),
        kinds=SpendingKind,
        running=running_costs(session, wanted.year or today().year),
        share=show_share,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("costs.record")
def new() -> ResponseReturnValue:
    """Pay a cost; one that passes the ceiling of running costs is recorded only by who was told so."""
    initial: dict[str, Any] = {"campaign": id_of(request.args.get("campaign"))} if "campaign" in request.args else {}
    form = CostForm.of_request(**initial)
    if form.goes_ahead() and (cost := save(form, pay_cost)):
        flash(_("The cost is recorded."))
        return redirect(url_for(".show", cost_id=cost.id))
    day = form.paid_on.data or today()
    running = running_costs(db.session(), day.year)
    warned = form.warned() if form.is_submitted() else None
    status = 422 if form.errors or warned else 200
    return render_template("costs/new.html", form=form, running=running, warned=warned, share=show_share), status


@bp.get("/<int:cost_id>")
@needs("costs.read")
def show(cost_id: int) -> ResponseReturnValue:
    """Show a cost with its voucher."""
    session = db.session()
    cost = session.get(Cost, cost_id) or abort(404)
    return render_template("costs/show.html", cost=cost, kinds=CostKind, story=story_of(session, cost.entry_id))


@bp.route("/interest/new", methods=["GET", "POST"])
@needs("costs.interest")
def new_interest() -> ResponseReturnValue:
    """Record what a bank credited."""
    form = InterestForm.of_request()
    if form.sent_and_valid() and (interest := save(form, record_interest)):
        flash(_("The interest is recorded."))
        return redirect(url_for(".interest", interest_id=interest.id))
    return render_template("costs/new_interest.html", form=form), 422 if form.errors else 200


@bp.get("/interest/<int:interest_id>")
@needs("costs.read")
def interest(interest_id: int) -> ResponseReturnValue:
    """Show interest with its credit advice."""
    session = db.session()
    found = session.get(Interest, interest_id) or abort(404)
    return render_template("costs/interest.html", interest=found, story=story_of(session, found.entry_id))
