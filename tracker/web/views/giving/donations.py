"""List gifts, show them, and take them: from the donor to the printed receipt on one page."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import show_day, today
from tracker.ground.money import show_dong
from tracker.ground.refusals import Refused
from tracker.models.base import db
from tracker.models.giving.donations import Donation, Source
from tracker.models.giving.pledges import Pledge
from tracker.models.proving.goods_lots import ValueBasis
from tracker.operations.giving.taking import take_gift
from tracker.queries.giving.donation_lists import GiftState, count_gifts, gifts_listed, sums_of_gifts
from tracker.queries.giving.donation_stories import fulfilled_by, story_of
from tracker.queries.giving.donations import parts_of, parts_of_all, receipts_of_all
from tracker.queries.giving.donor_totals import gone_back_of_all
from tracker.queries.giving.donors import likely_doubles
from tracker.queries.giving.receipt_book_gifts import next_open
from tracker.queries.giving.receipt_books import handwritten_of, handwritten_of_all
from tracker.queries.giving.receipts import receipts_of
from tracker.queries.journal import VND
from tracker.queries.papers_to_come import papers_to_come
from tracker.queries.proving.goods_lots import lots_of_parts
from tracker.queries.settings import all_items
from tracker.web.forms.base import Form
from tracker.web.forms.fields import DayField
from tracker.web.forms.giving.donations import GiftForm
from tracker.web.forms.giving.gift_lists import GiftFilter
from tracker.web.forms.giving.giving import pledge_rows
from tracker.web.forms.ids import id_of
from tracker.web.paging import paged
from tracker.web.proving.paper_pages import gift_papers
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("donations", __name__, url_prefix="/donations")


@bp.get("")
@needs("donations.read")
def index() -> ResponseReturnValue:
    """List the gifts, the newest first, with what the list sums to."""
    session, form = db.session(), GiftFilter.of_request()
    wanted = form.wanted()
    by = (Donation.received_on, Donation.id)
    page = paged(session, gifts_listed(wanted), by=by, cursor=request.args.get("cursor"))
    keys = [gift.id for gift in page.rows]
    return render_template(
        "donations/index.html",
        form=form,
        page=page,
        states=GiftState,
        count=count_gifts(session, wanted),
        sums=sums_of_gifts(session, wanted),
        parts=parts_of_all(session, keys),
        gone_back=gone_back_of_all(session, keys),
        receipts=receipts_of_all(session, keys),
        handwritten=handwritten_of_all(session, keys),
        items=all_items(session),
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("donations.receive")
def new() -> ResponseReturnValue:
    """Take a gift and, where it is wanted, issue and print its receipt."""
    form = GiftForm.of_request(**_beginning())
    if form.sent_and_valid():
        then = request.form.get("then", "receipt")
        url = current_app.config["TRACKER_PUBLIC_URL"]
        donation = save(form, take_gift, public_url=url, with_receipt=then == "receipt")
        if donation is not None:
            return redirect(_after(donation, form, then))
    papers = papers_to_come(db.session(), today())
    status = 422 if form.is_submitted() else 200
    return render_template("donations/new.html", form=form, papers=papers), status


def _beginning() -> dict[str, Any]:
    """Read from the address what the form begins with: a pledge, or a donor, a campaign, a way, a day."""
    args = request.args
    beginning: dict[str, Any] = {"donor": id_of(args.get("donor")), "campaign": id_of(args.get("campaign"))}
    pledge = db.session().get(Pledge, id_of(args.get("pledge")) or 0)
    if pledge is not None:
        beginning = {"donor": pledge.donor_id, "campaign": pledge.campaign_id, "pledge": str(pledge.id)}
    book, number = id_of(args.get("book")), id_of(args.get("number"))
    written = {"book": book or "", "number": number or ""} if book and number else {}
    return {**beginning, **written, "way": args.get("way"), "received_on": _day(args.get("day")) or today()}


def _day(text: str | None) -> Any:
    try:
        return DayField.read(text or "")
    except Refused:
        return None


def _after(donation: Donation, form: GiftForm, then: str) -> str:
    """Say what was recorded and give the page that follows."""
    session = db.session()
    flash(_said(donation))
    receipts = receipts_of(session, donation)
    written = handwritten_of(session, donation)
    if then == "next" and written is not None and (number := next_open(session, written.book, written.number)):
        kept = {"campaign": donation.campaign_id, "way": form.way.data, "day": show_day(donation.received_on)}
        return url_for(".new", book=written.book_id, number=number, **kept)
    if written is not None and not receipts:
        return url_for("receipt_books.show", book_id=written.book_id, _anchor=f"n{written.number}")
    if then == "next":
        kept = {"campaign": donation.campaign_id, "way": form.way.data, "day": show_day(donation.received_on)}
        return url_for(".new", **kept)
    if receipts:
        return f"/receipts/{receipts[0].receipt.id}?print=1"
    return url_for(".show", donation_id=donation.id)


def _said(donation: Donation) -> str:
    session = db.session()
    money = sum(part.quantity for part in parts_of(session, donation) if part.item == VND)
    fulfilled = sum(amount for _part, amount in fulfilled_by(session, donation))
    said = _("The gift of %(name)s is recorded.", name=donation.donor.full_name)
    if fulfilled and money > fulfilled:
        rest = show_dong(money - fulfilled)
        said += " " + _("%(rest)s more than was open of the pledge; the campaign received it all the same.", rest=rest)
    return said


@bp.get("/pledges.json")
@needs("donations.receive")
def pledges() -> ResponseReturnValue:
    """Answer the form: the open pledges of a donor to a campaign."""
    args = request.args
    return jsonify(pledge_rows(db.session(), id_of(args.get("donor")), id_of(args.get("campaign"))))


@bp.get("/doubles.json")
@needs("donations.receive")
def doubles() -> ResponseReturnValue:
    """Answer the form: donors who may be the one that is typed in place."""
    name, phone = request.args.get("name", "")[:200], request.args.get("phone", "")[:40]
    found = likely_doubles(db.session(), full_name=name, phone=phone) if name.strip() else []
    return jsonify(
        [
            {"id": donor.id, "text": donor.full_name, "sub": " · ".join(filter(None, (donor.phone, donor.address)))}
            for donor in found
        ]
    )


@bp.get("/<int:donation_id>")
@needs("donations.read")
def show(donation_id: int) -> ResponseReturnValue:
    """Show a gift with everything that belongs to it."""
    session = db.session()
    donation = session.get(Donation, donation_id) or abort(404)
    story = story_of(session, donation)
    return render_template(
        "donations/show.html",
        gift=donation,
        story=story,
        lots=lots_of_parts(session, [part.id for part in story.parts]),
        bases=ValueBasis,
        form=Form(),
        items=all_items(session),
        sources=Source,
        papers=partial(gift_papers, donation),
    )
