"""Show and print what a donor gave in a year."""

from functools import partial

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.models.base import db
from tracker.models.giving.donors import Donor
from tracker.models.proving.paper_copies import PaperKind
from tracker.operations.proving.paper_copies import print_statement
from tracker.queries.giving.donor_statements import statement_key, statement_of, years_of_gifts
from tracker.queries.proving.paper_copies import copies_of
from tracker.queries.settings import all_items
from tracker.web.forms.base import Form
from tracker.web.proving.paper_pages import copy_response, printed
from tracker.web.rights import needs

bp = Blueprint("donor_statements", __name__, url_prefix="/donors")

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@bp.get("/<int:donor_id>/statement/<int:year>")
@needs("donors.read")
def show(donor_id: int, year: int) -> ResponseReturnValue:
    """Show a donor's year as it would be printed; a merged record leads to the one kept."""
    session, donor = db.session(), _donor_or_404(donor_id, year)
    if donor.merged_into_id is not None:
        return redirect(url_for(".show", donor_id=donor.merged_into_id, year=year))
    return render_template(
        "donors/statement.html",
        donor=donor,
        year=year,
        statement=statement_of(session, donor, year),
        years=years_of_gifts(session, donor),
        copies=copies_of(session, PaperKind.STATEMENT, statement_key(donor, year)),
        items=all_items(session),
        form=Form.of_request(),
    )


@bp.post("/<int:donor_id>/statement/<int:year>/print")
@needs("donations.print")
def print_copy(donor_id: int, year: int) -> ResponseReturnValue:
    """Record a print and lead to its paper."""
    donor = _donor_or_404(donor_id, year)
    to_copy = partial(url_for, ".copy_pdf", donor_id=donor_id, year=year)
    return printed(print_statement, to_copy, url_for(".show", donor_id=donor_id, year=year), donor=donor, year=year)


@bp.get("/<int:donor_id>/statement/<int:year>/copies/<int:number>.pdf")
@needs("donors.read")
def copy_pdf(donor_id: int, year: int, number: int) -> ResponseReturnValue:
    """Give a print as it left the office."""
    key = statement_key(_donor_or_404(donor_id, year), year)
    return copy_response(PaperKind.STATEMENT, key, number, f"statement-{year}-{donor_id}")


def _donor_or_404(donor_id: int, year: int) -> Donor:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        abort(404)
    return db.get_or_404(Donor, donor_id)
