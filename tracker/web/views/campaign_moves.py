"""Move money or goods from one campaign to another: the approver's page."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.campaigns import Campaign
from tracker.models.journal import TILL_KINDS
from tracker.operations.campaign_moves import move_between
from tracker.queries.campaigns import campaigns_open
from tracker.queries.settings import all_items
from tracker.queries.tills import held_by
from tracker.web.forms.campaign_moves import CampaignMoveForm
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("campaign_moves", __name__, url_prefix="/campaigns/move")


@bp.route("", methods=["GET", "POST"])
@needs("campaigns.move")
def new() -> ResponseReturnValue:
    """Choose the campaign that gives, then what of its money or goods moves, and where to."""
    session = db.session()
    asked = request.args.get("from_campaign", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return render_template("campaigns/move_from.html", campaigns=campaigns_open(session))
    giving = db.get_or_404(Campaign, int(asked))
    rows = [row for row in held_by(session, giving) if row.till.kind in TILL_KINDS]
    form = CampaignMoveForm.of_request(moved_on=today())
    form.offer_held(rows)
    if form.sent_and_valid() and (move := save(form, move_between, from_campaign=giving)):
        flash(_("The move is recorded."))
        return redirect(url_for("campaigns.show", campaign_id=move.from_id, list="moves", _anchor="list"))
    page = render_template("campaigns/move.html", form=form, giving=giving, rows=rows, items=all_items(session))
    return page, 422 if form.is_submitted() else 200
