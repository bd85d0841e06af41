"""Print the papers of a gift: confirmation, thank-you letter, minutes of its goods."""

from functools import partial

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.operations.proving.paper_copies import print_gift_paper
from tracker.web.proving.paper_pages import GIFT_PAPERS, copy_response, printed
from tracker.web.rights import needs

bp = Blueprint("gift_papers", __name__, url_prefix="/donations")


@bp.post("/<int:donation_id>/<paper>/print")
@needs("donations.print")
def print_copy(donation_id: int, paper: str) -> ResponseReturnValue:
    """Record a print and lead to its paper."""
    kind = GIFT_PAPERS.get(paper) or abort(404)
    donation = db.get_or_404(Donation, donation_id)
    to_copy = partial(url_for, ".copy_pdf", donation_id=donation_id, paper=paper)
    back = url_for("donations.show", donation_id=donation_id)
    return printed(print_gift_paper, to_copy, back, donation=donation, kind=kind)


@bp.get("/<int:donation_id>/<paper>/copies/<int:number>.pdf")
@needs("donations.read")
def copy_pdf(donation_id: int, paper: str, number: int) -> ResponseReturnValue:
    """Give a print as it left the office."""
    kind = GIFT_PAPERS.get(paper) or abort(404)
    return copy_response(kind, donation_id, number, f"{paper}-{donation_id}")
