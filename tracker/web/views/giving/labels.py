"""Print the addresses of donors on labels or envelopes; who has no address is named, not left out in silence."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.documents.giving.labels import Addressee, Sender, envelopes_pdf, labels_pdf
from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.giving.donors import Donor
from tracker.queries.giving.letters import MOST, recipients
from tracker.queries.settings import letterhead_on
from tracker.web.forms.giving.letters import LetterFilter, PrintedOn
from tracker.web.rights import needs

bp = Blueprint("labels", __name__, url_prefix="/labels")

#: So many are listed on the page; the paper has all.
_SHOWN = 200


@bp.get("")
@needs("donors.letters")
def index() -> ResponseReturnValue:
    """Choose whose addresses are printed, and see who has none."""
    return _page(LetterFilter.of_request())


def _page(form: LetterFilter) -> str:
    session, wanted = db.session(), form.wanted()
    return render_template(
        "labels/index.html",
        form=form,
        found=recipients(session, wanted) if wanted else None,
        left_out=form.left_out(),
        most=MOST,
        shown=_SHOWN,
        letterhead=letterhead_on(session, today()),
    )


@bp.get("/print.pdf")
@needs("donors.letters")
def pdf() -> ResponseReturnValue:
    """Print the addresses; where nobody is left to print, choose again."""
    form = LetterFilter.of_request()
    wanted, out = form.wanted(), form.left_out()
    if form.errors:
        return _page(form), 422
    donors = [each for each in recipients(db.session(), wanted).addressed if each.id not in out] if wanted else []
    if not donors:
        flash(_("Nobody with an address was chosen."), "warning")
        return redirect(url_for(".index"))
    envelopes = form.on.data == PrintedOn.ENVELOPES
    many, sender = _addressees(donors), _sender()
    paper = envelopes_pdf(sender, many) if envelopes else labels_pdf(sender, many, first=form.first.data or 1)
    response = Response(paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{"envelopes" if envelopes else "labels"}.pdf"'
    return response


def _sender() -> Sender:
    letterhead = letterhead_on(db.session(), today())
    return Sender(letterhead.fund_name, letterhead.address, letterhead.phone) if letterhead else Sender("", "")


def _addressees(donors: Sequence[Donor]) -> list[Addressee]:
    return [Addressee(donor.full_name, donor.address, donor.contact_person) for donor in donors]
