"""List bank money that nobody could name, record it, and say later whose it was."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.giving.donations import UnidentifiedTransfer
from tracker.operations.giving.unidentified import name_unidentified, receive_unidentified
from tracker.queries.giving.donation_lists import TransferState, gifts_of_transfers, transfers_listed, waiting_sum
from tracker.queries.giving.donations import is_named, parts_of_all
from tracker.web.forms.giving.unidentified import NamingForm, TransferForm
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("unidentified", __name__, url_prefix="/donations/unidentified")


@bp.get("")
@needs("donations.read")
def index() -> ResponseReturnValue:
    """List the transfers that wait for a name, or those that got one."""
    session = db.session()
    state = TransferState.NAMED if request.args.get("state") == TransferState.NAMED else TransferState.WAITING
    text = request.args.get("q", "")[:200].strip()
    by = (UnidentifiedTransfer.received_on, UnidentifiedTransfer.id)
    page = paged(session, transfers_listed(state, text), by=by, cursor=request.args.get("cursor"))
    gifts = gifts_of_transfers(session, [transfer.id for transfer in page.rows])
    return render_template(
        "donations/unidentified.html",
        page=page,
        text=text,
        state=state,
        states=TransferState,
        waiting=waiting_sum(session),
        gifts=gifts,
        parts=parts_of_all(session, [gift.id for rows in gifts.values() for gift in rows]),
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("donations.name")
def new() -> ResponseReturnValue:
    """Record a transfer that nobody can name yet."""
    form = TransferForm.of_request()
    if form.sent_and_valid() and save(form, receive_unidentified):
        flash(_("The transfer is recorded; it waits for a name."))
        return redirect(url_for(".index"))
    return render_template("donations/unidentified_new.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/<int:transfer_id>/name", methods=["GET", "POST"])
@needs("donations.name")
def name(transfer_id: int) -> ResponseReturnValue:
    """Say whose gifts a transfer was; together they are the whole of it."""
    session = db.session()
    transfer = session.get(UnidentifiedTransfer, transfer_id) or abort(404)
    form = NamingForm.of_request()
    form.transfer = transfer
    if form.sent_and_valid() and save(form, name_unidentified, transfer=transfer):
        flash(_("The transfer is named; a receipt is issued when the donor wants one."))
        return redirect(url_for(".index", state="named"))
    named = gifts_of_transfers(session, [transfer_id]).get(transfer_id, []) if is_named(session, transfer) else []
    status = 422 if form.is_submitted() else 200
    return render_template("donations/unidentified_name.html", form=form, transfer=transfer, named=named), status
