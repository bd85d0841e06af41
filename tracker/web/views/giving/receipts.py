"""Show the register of receipts and each of them; issue, print, void and replace them."""

from typing import Any

import segno
from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from tracker.documents.giving.receipt_papers import paper_of, paper_of_copy
from tracker.documents.giving.receipts import receipt_pdf
from tracker.ground.dates import day_on_paper
from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt, ReceiptCopy
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.giving.receipts import issue_receipt, marks_of_state, record_copy, void_receipt
from tracker.queries.giving.donations import give_backs_of, is_corrected
from tracker.queries.giving.receipt_lists import (
    ReceiptState,
    given_back_of_all,
    receipts_listed,
    rows_of,
    sums_of_receipts,
    years_of_receipts,
)
from tracker.queries.giving.receipts import copies_of, receipts_of, row_of, said_by
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.settings import all_items
from tracker.web.forms.base import Form
from tracker.web.forms.giving.receipts import IssueForm, ReceiptFilter, VoidForm
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("receipts", __name__, url_prefix="/receipts")


@bp.get("")
@needs("receipts.read")
def index() -> ResponseReturnValue:
    """List the register, the newest first or from number 1, and what it sums to without the voided ones."""
    session = db.session()
    form = ReceiptFilter.over(years_of_receipts(session))
    wanted = form.wanted()
    up = request.args.get("order") == "up"
    by = (Receipt.issued_on, Receipt.id)
    page = paged(session, receipts_listed(wanted), by=by, cursor=request.args.get("cursor"), descending=not up)
    return render_template(
        "receipts/index.html",
        form=form,
        page=page,
        rows=[(row, said_by(row.receipt)) for row in rows_of(session, page.rows)],
        given_back=given_back_of_all(session, page.rows),
        sums=sums_of_receipts(session, wanted),
        states=[(state.value, _(state.label)) for state in ReceiptState],
        items=all_items(session),
    )


@bp.get("/<int:receipt_id>")
@needs("receipts.read")
def show(receipt_id: int) -> ResponseReturnValue:
    """Show a receipt as it prints, what happened to it, and one of its prints in a frame."""
    session = db.session()
    receipt = db.get_or_404(Receipt, receipt_id)
    copies = copies_of(session, receipt)
    return render_template(
        "receipts/show.html",
        receipt=receipt,
        row=row_of(session, receipt),
        paper=paper_of(receipt, marks_of_state(session, receipt)),
        paper_day=day_on_paper,
        code=_qr(said_by(receipt)["check_url"]),
        copies=[(copy, session.get_one(User, copy.by_id)) for copy in copies],
        shown=_copy_asked(copies),
        form=Form.of_request(),
        **_around(session, receipt),
    )


def _copy_asked(copies: list[ReceiptCopy]) -> ReceiptCopy | None:
    """Give the print that the address names, or the newest where it says `print`; None where it names none."""
    asked = request.args.get("copy", "")
    if not asked and "print" in request.args and copies:
        return copies[-1]
    return next((copy for copy in copies if str(copy.number) == asked), None)


def _around(session: Session, receipt: Receipt) -> dict[str, Any]:
    """Gather what belongs to a receipt: its gift, who did what, the papers beside it."""
    donation = session.get_one(Donation, receipt.donation_id)
    row = row_of(session, receipt)
    return {
        "gift": donation,
        "issuer": session.get_one(User, receipt.issued_by),
        "voider": session.get_one(User, row.void.by_id) if row.void else None,
        "replaces": session.get(Receipt, receipt.replaces_id) if receipt.replaces_id else None,
        "right_gift": is_corrected(session, donation),
        "beside": [each for each in receipts_of(session, donation) if each.receipt.id != receipt.id],
        "vouchers": vouchers_of(session, [donation.entry_id])[donation.entry_id],
        "given_back": give_backs_of(session, donation),
        "items": all_items(session),
    }


def _qr(content: str) -> Markup:
    """Draw the paper's code for the screen."""
    return Markup(segno.make(content, error="m", micro=False).svg_inline(scale=3, border=2, light="#fff"))


@bp.route("/new", methods=["GET", "POST"])
@needs("receipts.issue")
def new() -> ResponseReturnValue:
    """Issue the receipt of a gift, or the one in place of its voided one."""
    form = IssueForm.of_request()
    if form.sent_and_valid():
        receipt = save(form, issue_receipt, public_url=current_app.config["TRACKER_PUBLIC_URL"])
        if receipt is not None:
            flash(_("%(receipt)s is issued. Print it now.", receipt=receipt.code))
            return redirect(url_for(".show", receipt_id=receipt.id, print=1))
    session = db.session()
    gift = form.gift(session)
    there = [row for row in receipts_of(session, gift) if row.receipt.series == form.series.data]
    series = SeriesCode(form.series.data)
    status = 422 if form.is_submitted() else 200
    return render_template("receipts/new.html", form=form, gift=gift, there=there, series=series), status


@bp.post("/<int:receipt_id>/print")
@needs("receipts.print")
def print_copy(receipt_id: int) -> ResponseReturnValue:
    """Record a print and lead to its paper; pressed twice it is one."""
    receipt = db.get_or_404(Receipt, receipt_id)
    form = Form.of_request()
    copy = save(form, record_copy, receipt=receipt) if form.sent_and_valid() else None
    return redirect(url_for(".show", receipt_id=receipt_id, copy=copy.number if copy else None))


@bp.get("/<int:receipt_id>/copies/<int:number>.pdf")
@needs("receipts.read")
def copy_pdf(receipt_id: int, number: int) -> ResponseReturnValue:
    """Give a print as it left the office, the same bytes always."""
    receipt = db.get_or_404(Receipt, receipt_id)
    copy = next((copy for copy in copies_of(db.session(), receipt) if copy.number == number), None) or abort(404)
    response = Response(receipt_pdf(paper_of_copy(receipt, copy)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{receipt.code}-{number}.pdf"'
    return response


@bp.route("/<int:receipt_id>/void", methods=["GET", "POST"])
@needs("receipts.void")
def void(receipt_id: int) -> ResponseReturnValue:
    """Cross a receipt out, with a reason."""
    receipt = db.get_or_404(Receipt, receipt_id)
    form = VoidForm.of_request()
    if form.sent_and_valid() and save(form, void_receipt, receipt=receipt) is not None:
        flash(_("%(receipt)s is voided; its number stays used.", receipt=receipt.code))
        return redirect(url_for(".show", receipt_id=receipt_id))
    row = row_of(db.session(), receipt)
    status = 422 if form.is_submitted() else 200
    return render_template("receipts/void.html", form=form, row=row, said=said_by(receipt)), status
