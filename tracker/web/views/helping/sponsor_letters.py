"""Show and print the letter to a sponsor: what the children received in a time."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.giving.donors import Donor
from tracker.models.helping.scholarships import AwardStepKind
from tracker.models.proving.paper_copies import PaperKind
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.sponsor_letters import print_letter
from tracker.queries.helping.sponsor_letters import kept_letter, letter_of
from tracker.queries.proving.paper_copies import copies_of, copy_of
from tracker.queries.same import leading_id
from tracker.web.forms.base import Form
from tracker.web.forms.helping.sponsors import LetterTime
from tracker.web.proving.paper_pages import pdf_response, printed
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import write

bp = Blueprint("sponsor_letters", __name__, url_prefix="/donors")


@bp.get("/<int:donor_id>/sponsor-letter")
@needs("sponsors.letter")
def show(donor_id: int) -> ResponseReturnValue:
    """Show the letter as it would be printed, of the year so far or of the time asked for."""
    session, donor = db.session(), db.get_or_404(Donor, donor_id)
    if donor.merged_into_id is not None:
        return redirect(url_for(".show", donor_id=donor.merged_into_id, **_time_asked()))
    filter_form = LetterTime.of_request()
    since, until = filter_form.time()
    return render_template(
        "sponsors/letter.html",
        donor=donor,
        time=filter_form,
        since=since,
        until=until,
        letter=letter_of(session, donor, since, until, today()),
        kinds=AwardStepKind,
        copies=copies_of(session, PaperKind.SPONSOR_LETTER, donor.id),
        form=Form.of_request(),
    )


@bp.post("/<int:donor_id>/sponsor-letter/print")
@needs("sponsors.letter")
def print_copy(donor_id: int) -> ResponseReturnValue:
    """Record a print of the time asked for and lead to its paper."""
    donor = db.get_or_404(Donor, donor_id)
    since, until = LetterTime.of_request().time()
    back = url_for(".show", donor_id=donor_id, **_time_asked())
    to_copy = partial(url_for, ".copy_pdf", donor_id=leading_id(donor))
    return printed(print_letter, to_copy, back, donor=donor, since=since, until=until)


@bp.get("/<int:donor_id>/sponsor-letter/copies/<int:number>.pdf")
@needs("sponsors.letter")
def copy_pdf(donor_id: int, number: int) -> ResponseReturnValue:
    """Give a print; it may tell first names (while the families agree), so opening it is noted."""
    session = db.session()
    key = leading_id(session.get(Donor, donor_id) or abort(404))
    copy = copy_of(session, PaperKind.SPONSOR_LETTER, key, number) or abort(404)
    response = pdf_response(kept_letter(session, copy, today()), f"sponsor-letter-{key}-{number}")
    write(record_access, by=current_user_record(), what="sponsor_letters.copy", record_id=key)
    return response


def _time_asked() -> dict[str, Any]:
    """Give the time as the address says it."""
    return {name: request.args[name] for name in ("since", "until") if name in request.args}
