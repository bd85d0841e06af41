"""Show campaigns and where they stand; open, correct and close them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.handouts import HelpKind
from tracker.models.proving.campaigns import Campaign, CampaignKind, Leftover
from tracker.operations.proving.campaigns import close_campaign, correct_campaign, open_campaign
from tracker.queries.proving.campaign_help import help_of_campaign
from tracker.queries.proving.campaign_lists import campaigns_found, latest_year, money_moved, months_of
from tracker.queries.proving.campaigns import NOTHING, partners_of, position, positions
from tracker.queries.proving.tills import held_by
from tracker.queries.settings import all_items
from tracker.web.charts import month_columns, month_middle, parts_of_bar
from tracker.web.forms.proving.campaigns import CampaignFilter, CampaignForm, ClosingForm
from tracker.web.paging import paged
from tracker.web.proving.campaign_history import changes_of
from tracker.web.proving.campaign_tabs import tab_of
from tracker.web.proving.campaign_warnings import warnings_of
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("campaigns", __name__, url_prefix="/campaigns")


@bp.get("")
@needs("campaigns.read")
def index() -> ResponseReturnValue:
    """List the campaigns with what they received, have and may still promise."""
    session, form = db.session(), CampaignFilter.of_request()
    asked = campaigns_found(form.sent().get("q", ""), request.args.get("state", ""))
    cursor = request.args.get("cursor")
    page = paged(session, asked, by=(Campaign.code, Campaign.id), cursor=cursor, descending=False)
    where = positions(session, worth=False)
    rows = [(campaign, where.get(campaign.id, NOTHING)) for campaign in page.rows]
    return render_template("campaigns/index.html", form=form, page=page, rows=rows)


@bp.route("/new", methods=["GET", "POST"])
@needs("campaigns.record")
def new() -> ResponseReturnValue:
    """Open a campaign."""
    form = CampaignForm.of_request(starts_on=today())
    if form.sent_and_valid() and (campaign := save(form, open_campaign)):
        flash(_("The campaign is open."))
        return redirect(url_for(".show", campaign_id=campaign.id))
    return render_template("campaigns/new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/<int:campaign_id>")
@needs("campaigns.read")
def show(campaign_id: int) -> ResponseReturnValue:
    """Show where a campaign stands, and the lists behind its figures."""
    session = db.session()
    campaign = db.get_or_404(Campaign, campaign_id)
    where = position(session, campaign)
    return render_template(
        "campaigns/show.html",
        campaign=campaign,
        where=where,
        partners=partners_of(session, campaign),
        warnings=warnings_of(campaign, where, today()),
        bar=parts_of_bar(where),
        held=held_by(session, campaign),
        items=all_items(session),
        tab=tab_of(session, campaign),
        reached=help_of_campaign(session, campaign),
        help_kinds=HelpKind,
        scholarships=campaign.kind == CampaignKind.SPONSORSHIP,
        kind=_(CampaignKind(campaign.kind).label),
        leftover=_(Leftover(campaign.leftover).label),
        **_chart(session, campaign),
    )


def _chart(session: Session, campaign: Campaign) -> dict[str, Any]:
    """Give the months of the year asked for, else of the last one in which money moved."""
    asked = request.args.get("year", "")
    moved = money_moved(session, campaign)
    latest = latest_year(moved) or today().year
    year = int(asked) if asked.isascii() and asked.isdigit() and 1900 <= int(asked[:5]) <= 2100 else latest
    months = months_of(moved, year)
    years = [day for day in range(latest, max(campaign.starts_on.year, latest - 4) - 1, -1)]
    return {"year": year, "years": years, "months": months, "columns": month_columns(months), "middle": month_middle}


@bp.route("/<int:campaign_id>/edit", methods=["GET", "POST"])
@needs("campaigns.record")
def edit(campaign_id: int) -> ResponseReturnValue:
    """Correct a campaign's terms; what they were is kept."""
    session = db.session()
    campaign = db.get_or_404(Campaign, campaign_id)
    partners = "\n".join(partner.name for partner in partners_of(session, campaign))
    form = CampaignForm.of_request(obj=campaign, partners=partners)
    if form.sent_and_valid() and save(form, correct_campaign, campaign=campaign):
        flash(_("The campaign is corrected."))
        return redirect(url_for(".show", campaign_id=campaign_id))
    changes = changes_of(session, campaign)
    page = render_template("campaigns/edit.html", form=form, campaign=campaign, changes=changes)
    return page, 422 if form.is_submitted() else 200


@bp.route("/<int:campaign_id>/close", methods=["GET", "POST"])
@needs("campaigns.record")
def close(campaign_id: int) -> ResponseReturnValue:
    """Close a campaign that holds nothing any more."""
    campaign = db.get_or_404(Campaign, campaign_id)
    form = ClosingForm.of_request(closed_on=today())
    if form.sent_and_valid() and save(form, close_campaign, campaign=campaign):
        flash(_("The campaign is closed."))
        return redirect(url_for(".show", campaign_id=campaign_id))
    page = render_template("campaigns/close.html", form=form, campaign=campaign)
    return page, 422 if form.is_submitted() else 200
