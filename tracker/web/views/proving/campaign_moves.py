"""Move money or goods from one campaign to another, the approver's page; show each move and what of a loan is open."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.models.base import db
from tracker.models.journal import TILL_KINDS
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.moves import CampaignMove
from tracker.operations.proving.campaign_moves import move_between
from tracker.queries.proving.campaigns import campaigns_open
from tracker.queries.proving.moves import moves_listed, open_loan, open_loans, repayments_of
from tracker.queries.proving.spending_stories import story_of
from tracker.queries.proving.tills import Held, held_by
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.settings import all_items
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.campaign_moves import CampaignMoveForm
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("campaign_moves", __name__, url_prefix="/campaigns")


@bp.get("/moves")
@needs("campaigns.read")
def index() -> ResponseReturnValue:
    """List the loans that are still to come back, the earliest due first, and below them all moves."""
    session = db.session()
    asked: Any = moves_listed()
    page = paged(session, asked, by=(CampaignMove.moved_on, CampaignMove.id), cursor=request.args.get("cursor"))
    return render_template(
        "campaigns/moves.html",
        page=page,
        loans=open_loans(session),
        vouchers=vouchers_of(session, [move.entry_id for move in page.rows]),
        items=all_items(session),
    )


@bp.get("/moves/<int:move_id>")
@needs("campaigns.read")
def show(move_id: int) -> ResponseReturnValue:
    """Show a move: between whom, why, with whose consent, and what of a loan came back."""
    session = db.session()
    move = session.get(CampaignMove, move_id) or abort(404)
    return render_template(
        "campaigns/move_show.html",
        move=move,
        left=open_loan(session, move),
        repayments=repayments_of(session, move),
        loan=session.get(CampaignMove, move.repays_id) if move.repays_id else None,
        story=story_of(session, move.entry_id),
        items=all_items(session),
    )


@bp.route("/move", methods=["GET", "POST"])
@needs("campaigns.move")
def new() -> ResponseReturnValue:
    """Choose the campaign that gives, then what of its money or goods moves, and where to."""
    session = db.session()
    loan = _loan(session)
    asked = loan.to_id if loan else id_of(request.args.get("from_campaign"))
    if asked is None:
        return render_template("campaigns/move_from.html", campaigns=campaigns_open(session))
    giving = db.get_or_404(Campaign, asked)
    rows = [row for row in held_by(session, giving) if row.till.kind in TILL_KINDS]
    form = CampaignMoveForm.of_request(**_beginning(session, loan, rows))
    form.offer_held(rows)
    form.offer_loans(session, giving, all_items(session))
    if form.sent_and_valid() and (move := save(form, move_between, from_campaign=giving)):
        flash(_("The move is recorded."))
        return redirect(url_for(".show", move_id=move.id))
    status = 422 if form.errors else 200
    page = "campaigns/move.html"
    return render_template(page, form=form, giving=giving, rows=rows, loan=loan, items=all_items(session)), status


def _loan(session: Session) -> CampaignMove | None:
    """Give the loan that the address asks to bring back; None where it asks for none, 404 for what is no loan."""
    asked = request.args.get("repays")
    if not asked:
        return None
    loan = session.get(CampaignMove, id_of(asked) or 0)
    return loan if loan is not None and loan.back_by is not None else abort(404)


def _asked() -> dict[str, Any]:
    """Read from the address what another page offers: where to, how much, why."""
    args = request.args
    asked = {"to_campaign": id_of(args.get("to_campaign")), "quantity": id_of(args.get("quantity"))}
    return {name: value for name, value in asked.items() if value} | {"reason": args.get("reason", "")[:200]}


def _beginning(session: Session, loan: CampaignMove | None, rows: list[Held]) -> dict[str, Any]:
    """Begin the form; for a loan with all that is open of it, out of the till that has most."""
    if loan is None:
        return {"moved_on": today(), **_asked()}
    there = sorted((row for row in rows if row.item == loan.item), key=lambda row: -row.quantity)
    return {
        "moved_on": today(),
        "held": f"{there[0].till.id}:{loan.item}" if there else None,
        "quantity": open_loan(session, loan) or None,
        "to_campaign": loan.from_id,
        "repays": loan.id,
        "reason": _("Brings back what was lent on %(day)s", day=show_day(loan.moved_on)),
    }
