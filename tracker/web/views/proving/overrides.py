"""List and give an approver's leave for one payment past what is promised to children."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.overrides import Override
from tracker.operations.proving.overrides import allow_payment
from tracker.queries.helping.commitments import can_be_spent, due_soon, end_of_next_month, overrides, use_of
from tracker.queries.proving.spending_stories import records_of
from tracker.queries.proving.vouchers import vouchers_of
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.overrides import OverrideForm
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("overrides", __name__, url_prefix="/overrides")


@bp.get("")
@needs("overrides.read")
def index() -> ResponseReturnValue:
    """List the leaves, those that count longest first, with the payment that used each."""
    session = db.session()
    asked: Any = overrides().options(joinedload(Override.campaign), joinedload(Override.by))
    page = paged(session, asked, by=(Override.valid_until, Override.id), cursor=request.args.get("cursor"))
    rows = [(row[0], row[1]) for row in page.rows]
    vouchers = vouchers_of(session, [use.entry_id for _override, use in rows if use])
    return render_template("overrides/index.html", page=page, rows=rows, vouchers=vouchers)


@bp.route("/new", methods=["GET", "POST"])
@needs("overrides.allow")
def new() -> ResponseReturnValue:
    """Allow one payment."""
    asked = request.args.get("amount", "")
    amount = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 16 else None
    form = OverrideForm.of_request(campaign=id_of(request.args.get("campaign")), amount=amount or None)
    if form.sent_and_valid() and (override := save(form, allow_payment)):
        flash(_("The payment is allowed; who pays can record it now."))
        return redirect(url_for(".show", override_id=override.id))
    status = 422 if form.errors else 200
    return render_template("overrides/new.html", form=form, now=_now(form)), status


def _now(form: OverrideForm) -> dict[str, Any] | None:
    """Say what the chosen campaign has, what of it is promised soon, and what is left to spend (whole đồng)."""
    session, key = db.session(), id_of(form.campaign.data)
    campaign = session.get(Campaign, key) if key else None
    if campaign is None:
        return None
    day = today()
    due, left = due_soon(session, campaign, day), can_be_spent(session, campaign, day)
    return {"campaign": campaign, "there": left + due, "due": due, "left": left, "until": end_of_next_month(day)}


@bp.get("/<int:override_id>")
@needs("overrides.read")
def show(override_id: int) -> ResponseReturnValue:
    """Show a leave, and the payment that used it."""
    session = db.session()
    override = session.get(Override, override_id) or abort(404)
    use = use_of(session, override)
    entry_ids = [use.entry_id] if use else []
    return render_template(
        "overrides/show.html",
        override=override,
        use=use,
        vouchers=[voucher for each in vouchers_of(session, entry_ids).values() for voucher in each],
        records=records_of(session, entry_ids),
        over=override.valid_until < today(),
    )
