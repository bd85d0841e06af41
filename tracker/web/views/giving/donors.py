"""List donors, show what they gave, record and correct them."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.money import show_number
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.helping.savings_books import Custody
from tracker.models.helping.scholarships import AwardStepKind
from tracker.operations.giving.donors import add_donor, correct_donor
from tracker.queries.giving.donations import parts_of_all, receipts_of_all
from tracker.queries.giving.donor_totals import Totals, gone_back_of_all, totals_of, totals_of_all
from tracker.queries.giving.donors import donors_page, doubles_of, find_donors, gifts_asked, pledges_of
from tracker.queries.giving.pledge_lists import no_more_among
from tracker.queries.giving.receipt_books import handwritten_of_all
from tracker.queries.helping.savings_books import books_of_donor
from tracker.queries.helping.sponsorships import sponsored_by
from tracker.queries.journal import history_of
from tracker.queries.same import merged_into
from tracker.queries.settings import all_items
from tracker.web.forms.giving.donors import DonorForm, NewDonorForm
from tracker.web.history import Changed, told
from tracker.web.merge_pages import gone_ones
from tracker.web.paging import Page, paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("donors", __name__, url_prefix="/donors")

#: Msgids of a donor's fields, as the history names them.
LABELS = {
    "kind": N_("Kind of donor"),
    "full_name": N_("Name of the donor"),
    "phone": N_("Phone"),
    "address": N_("Address"),
    "email": N_("E-mail"),
    "tax_code": N_("Tax code"),
    "contact_person": N_("Contact person"),
    "named_in_public": N_("Agrees to be named in public"),
    "consented_on": N_("Agreed on"),
    "note": N_("Note"),
    "merged_into_id": N_("Merged into"),
    "merged_why": N_("Why they are one"),
}
_MOST_FOUND = 12


@bp.get("")
@needs("donors.read")
def index() -> ResponseReturnValue:
    """List the donors by name or the newest first, narrowed by text and kind."""
    session = db.session()
    text = request.args.get("q", "")[:200].strip()
    page = _page(session, text, request.args.get("kind", ""), newest=request.args.get("sort") == "newest")
    totals = totals_of_all(session, [donor.id for donor in page.rows])
    return render_template("donors/index.html", page=page, totals=totals, text=text, kinds=DonorKind)


def _page(session: Session, text: str, kind: str, *, newest: bool) -> Page:
    known = kind if kind in {choice.value for choice in DonorKind} else None
    by = (Donor.id, Donor.id) if newest else (Donor.name_sort, Donor.id)
    statement = donors_page(text=text, kind=known)
    return paged(session, statement, by=by, cursor=request.args.get("cursor"), descending=newest)


@bp.get("/find.json")
@needs("donors.read")
def find() -> ResponseReturnValue:
    """Answer a pick-list: the donors whose name or number fits what was typed so far."""
    session = db.session()
    found = find_donors(session, request.args.get("q", "")[:200], limit=_MOST_FOUND)
    totals = totals_of_all(session, [donor.id for donor in found])
    return jsonify([_row(donor, totals[donor.id]) for donor in found])


def _row(donor: Donor, totals: Totals) -> dict[str, Any]:
    phone = masked(donor.phone)
    sub = " · ".join(part for part in (phone, donor.address, _times(totals.gifts)) if part)
    return {
        "id": donor.id,
        "text": donor.full_name,
        "sub": sub,
        "name": donor.full_name,
        "phone": phone,
        "address": donor.address,
        "gifts": totals.gifts,
    }


def _times(gifts: int) -> str:
    if not gifts:
        return ""
    return _("One gift") if gifts == 1 else _("%(count)s gifts", count=show_number(gifts))


def masked(phone: str) -> str:
    """Hide the middle of a phone number: enough to tell two people apart, too little to call."""
    return f"{phone[:4]} *** {phone[-3:]}" if len(phone) >= 9 else phone


@bp.route("/new", methods=["GET", "POST"])
@needs("donors.record")
def new() -> ResponseReturnValue:
    """Record a donor; a likely double is shown first, and recorded all the same once somebody says so."""
    form = NewDonorForm.of_request(full_name=request.args.get("name", "")[:200])
    if form.sent_and_valid() and (donor := save(form, add_donor)):
        flash(_("%(name)s is recorded.", name=donor.full_name))
        return redirect(url_for(".new") if "again" in request.form else url_for(".show", donor_id=donor.id))
    return render_template("donors/new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/<int:donor_id>")
@needs("donors.read")
def show(donor_id: int) -> ResponseReturnValue:
    """Show a donor with gifts, pledges, receipts, and what was changed; a merged record leads to the one kept."""
    session = db.session()
    donor = session.get(Donor, donor_id) or abort(404)
    if donor.merged_into_id is not None:
        return redirect(url_for(".show", donor_id=donor.merged_into_id, came=donor.id))
    by = (Donation.received_on, Donation.id)
    gifts = paged(session, gifts_asked(donor), by=by, cursor=request.args.get("cursor"))
    keys, pledges = [gift.id for gift in gifts.rows], pledges_of(session, donor)
    return render_template(
        "donors/show.html",
        donor=donor,
        totals=totals_of(session, donor),
        gifts=gifts,
        parts=parts_of_all(session, keys),
        gone_back=gone_back_of_all(session, keys),
        receipts=receipts_of_all(session, keys),
        handwritten=handwritten_of_all(session, keys),
        pledges=pledges,
        no_more=no_more_among(session, [each.pledge.id for each in pledges]) if pledges else set(),
        sponsored=sponsored_by(session, donor),
        award_states=AwardStepKind,
        doubles=doubles_of(session, donor),
        gone=gone_ones(merged_into(session, donor)),
        items=all_items(session),
        books=books_of_donor(session, donor),
        custodies=Custody,
        history_rows=_history(session, donor),
        kinds=DonorKind,
    )


def _history(session: Session, donor: Donor) -> list[Changed]:
    records = [donor, *merged_into(session, donor)]
    names = {str(record.id): record.full_name for record in records}
    changes = [change for record in records for change in history_of(session, "donors", record.id)]
    changes.sort(key=lambda change: change.id, reverse=True)
    flags = frozenset({"named_in_public"})
    rows = told(session, changes, labels=LABELS, choices={"kind": DonorKind}, flags=flags)
    return [_in_words(session, row, names) for row in rows]


def _in_words(session: Session, row: Changed, names: dict[str, str]) -> Changed:
    """Name the records of a merge, and say of which merged record a row tells."""
    of = names[row.change.record_id]
    if row.change.field == "merged_into_id":
        other = session.get(Donor, int(row.change.new or row.change.old or 0))
        name = other.full_name if other is not None else ""
        return replace(
            row, field=f"{of}: {row.field}", old=name if row.change.old else "–", new=name if row.change.new else "–"
        )
    return row if len(names) == 1 else replace(row, field=f"{of}: {row.field}")


@bp.route("/<int:donor_id>/edit", methods=["GET", "POST"])
@needs("donors.correct")
def edit(donor_id: int) -> ResponseReturnValue:
    """Correct a donor; what was before stays in the history."""
    donor = db.session().get(Donor, donor_id) or abort(404)
    if donor.merged_into_id is not None:
        return redirect(url_for(".edit", donor_id=donor.merged_into_id))
    form = DonorForm.of_request(obj=donor)
    if form.sent_and_valid() and save(form, correct_donor, donor=donor):
        flash(_("%(name)s is corrected.", name=donor.full_name))
        return redirect(url_for(".show", donor_id=donor.id))
    return render_template("donors/edit.html", form=form, donor=donor), 422 if form.is_submitted() else 200
