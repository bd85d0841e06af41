"""Show what is published of a year, and print it."""

from functools import partial

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.proving.paper_copies import PaperKind
from tracker.operations.proving.publications import print_publication
from tracker.queries.proving.paper_copies import copies_of
from tracker.queries.proving.publication import publication_of
from tracker.queries.settings import all_items
from tracker.queries.snapshots import snapshot
from tracker.web.forms.base import Form
from tracker.web.proving.paper_pages import copy_response, printed
from tracker.web.rights import needs
from tracker.web.views.proving.year import FIRST, LAST

bp = Blueprint("publication", __name__, url_prefix="/year")


@bp.get("/<int:year>/publication")
@needs("year.read")
def show(year: int) -> ResponseReturnValue:
    """Show what is published of a year: nothing on it tells of fewer than five children."""
    _known(year)
    with snapshot(db.engine) as moment:
        told = publication_of(moment, year)
    session = db.session()
    return render_template(
        "year/publication.html",
        told=told,
        year=year,
        form=Form.of_request(),
        items=all_items(session),
        copies=copies_of(session, PaperKind.PUBLICATION, year),
        over=year < today().year,
    )


@bp.post("/<int:year>/publication/print")
@needs("year.publish")
def print_copy(year: int) -> ResponseReturnValue:
    """Record a print and lead to its paper."""
    _known(year)
    to_copy = partial(url_for, ".copy_pdf", year=year)
    return printed(print_publication, to_copy, url_for(".show", year=year), year=year)


@bp.get("/<int:year>/publication/copies/<int:number>.pdf")
@needs("year.read")
def copy_pdf(year: int, number: int) -> ResponseReturnValue:
    """Give a print as it left the office."""
    return copy_response(PaperKind.PUBLICATION, year, number, f"cong-khai-{year}")


def _known(year: int) -> None:
    if not FIRST <= year <= LAST:
        abort(404)
