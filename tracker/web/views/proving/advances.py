"""List money that people took along, show it, give it, and settle it against invoices and what comes back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.proving.advances import Advance, AdvanceStepKind
from tracker.operations.proving.advances import give_advance, return_rest, settle_by_cost, settle_by_purchase
from tracker.queries.proving.advances import (
    AdvanceState,
    advances_listed,
    open_part,
    reversed_steps,
    sheet_advances,
    steps_of,
    sum_of_advances,
)
from tracker.queries.proving.spending_stories import story_of
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.settings import all_items
from tracker.queries.user_lists import names_of
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.advances import (
    AdvanceFilter,
    AdvanceForm,
    RestForm,
    SettleByCostForm,
    SettleByPurchaseForm,
)
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("advances", __name__, url_prefix="/advances")


@bp.get("")
@needs("advances.read")
def index() -> ResponseReturnValue:
    """List who holds how much since when; the open ones first due first, beside them what is out for sheets."""
    session, form = db.session(), AdvanceFilter.of_request()
    sent, state = form.sent(), form.wanted_state()
    narrow: dict[str, Any] = {"text": str(sent.get("q", ""))[:200], "campaign_id": id_of(sent.get("campaign"))}
    waiting = state in (AdvanceState.OPEN, AdvanceState.OVERDUE)
    by = (Advance.due_on if waiting else Advance.given_on, Advance.id)
    asked = advances_listed(state, today(), **narrow)
    page = paged(session, asked, by=by, cursor=request.args.get("cursor"), descending=not waiting)
    return render_template(
        "advances/index.html",
        form=form,
        page=page,
        rows=[(row[0], row[1], row[2]) for row in page.rows],
        state=state,
        states=AdvanceState,
        waiting=waiting,
        sums=sum_of_advances(session, state, today(), **narrow),
        sheets=sheet_advances(session, **narrow) if state in (AdvanceState.OPEN, AdvanceState.ALL) else [],
        items=all_items(session),
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("advances.record")
def new() -> ResponseReturnValue:
    """Give an advance out of a till."""
    form = AdvanceForm.of_request(campaign=id_of(request.args.get("campaign")))
    if form.sent_and_valid() and (advance := save(form, give_advance)):
        flash(_("The advance is given; it is to be settled by %(day)s.", day=f"{advance.due_on:%d/%m/%Y}"))
        return redirect(url_for(".show", advance_id=advance.id))
    return render_template("advances/new.html", form=form), 422 if form.errors else 200


@bp.get("/<int:advance_id>")
@needs("advances.read")
def show(advance_id: int) -> ResponseReturnValue:
    """Show an advance, how it was settled step by step, and what is open of it."""
    session = db.session()
    advance = _advance(advance_id)
    steps = steps_of(session, advance)
    return render_template(
        "advances/show.html",
        advance=advance,
        left=open_part(session, advance),
        steps=steps,
        gone=reversed_steps(session, advance),
        vouchers=vouchers_of(session, [step.entry_id for step in steps]),
        people=names_of(session, {step.by_id for step in steps}),
        kinds=AdvanceStepKind,
        story=story_of(session, advance.entry_id),
    )


@bp.route("/<int:advance_id>/purchase", methods=["GET", "POST"])
@needs("advances.record")
def purchase(advance_id: int) -> ResponseReturnValue:
    """Settle a part of an advance by the invoice of goods."""
    form = SettleByPurchaseForm.of_request()
    return _settled(advance_id, form, form.sent_and_valid, settle_by_purchase, "advances/purchase.html")


@bp.route("/<int:advance_id>/cost", methods=["GET", "POST"])
@needs("advances.record")
def cost(advance_id: int) -> ResponseReturnValue:
    """Settle a part of an advance by the invoice of a cost."""
    form = SettleByCostForm.of_request()
    return _settled(advance_id, form, form.goes_ahead, settle_by_cost, "advances/cost.html")


@bp.route("/<int:advance_id>/rest", methods=["GET", "POST"])
@needs("advances.record")
def rest(advance_id: int) -> ResponseReturnValue:
    """Take back what was not spent."""
    form = RestForm.of_request(amount=open_part(db.session(), _advance(advance_id)) or None)
    return _settled(advance_id, form, form.sent_and_valid, return_rest, "advances/rest.html")


def _settled(
    advance_id: int, form: Any, ready: Callable[[], bool], operation: Callable[..., Any], template: str
) -> ResponseReturnValue:
    """Do what a settling form asks, and lead back to the advance."""
    advance = _advance(advance_id)
    if ready() and save(form, operation, advance=advance):
        left = open_part(db.session(), advance)
        flash(_("The advance is settled.") if not left else _("It is recorded; the rest of the advance is open."))
        return redirect(url_for(".show", advance_id=advance_id))
    left = open_part(db.session(), advance)
    warned = form.warned() if hasattr(form, "warned") and form.is_submitted() else None
    status = 422 if form.is_submitted() else 200
    return render_template(template, form=form, advance=advance, left=left, warned=warned), status


def _advance(advance_id: int) -> Advance:
    return db.session().get(Advance, advance_id) or abort(404)
