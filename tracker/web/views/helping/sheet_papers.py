"""Print the minutes of a sheet, and hand out the list of accounts that the bank is still to pay."""

from functools import partial

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.proving.paper_copies import PaperKind
from tracker.operations.proving.paper_copies import print_sheet_minutes
from tracker.queries.proving.account_lists import accounts_to_pay
from tracker.web.forms.base import first_error
from tracker.web.forms.proving.vouchers import AccountsForm
from tracker.web.helping.sheet_pages import shown_or_404
from tracker.web.proving.paper_pages import accounts_response, copy_response, printed
from tracker.web.rights import needs

bp = Blueprint("sheet_papers", __name__, url_prefix="/sheets")


@bp.post("/<token>/minutes/print")
@needs("handouts.print")
def print_copy(token: str) -> ResponseReturnValue:
    """Record a print of the minutes and lead to its paper."""
    shown = shown_or_404(token)
    to_copy = partial(url_for, ".copy_pdf", token=token)
    return printed(print_sheet_minutes, to_copy, url_for("sheets.show", token=token), sheet=shown.sheet)


@bp.get("/<token>/minutes/copies/<int:number>.pdf")
@needs("handouts.read")
def copy_pdf(token: str, number: int) -> ResponseReturnValue:
    """Give a print of the minutes as it left the office; no child is named on it."""
    shown = shown_or_404(token)
    return copy_response(
        PaperKind.SHEET_MINUTES, shown.sheet.id, number, f"{shown.handout.code}-{shown.sheet.number}-minutes"
    )


@bp.post("/<token>/accounts.xlsx")
@needs("vouchers.accounts")
def accounts(token: str) -> ResponseReturnValue:
    """Hand out the list of accounts of a sheet that the bank pays, to who says why; that is kept."""
    shown, form = shown_or_404(token), AccountsForm.of_request()
    rows = accounts_to_pay(db.session(), shown.sheet, today()) or abort(404)
    if not form.sent_and_valid():
        flash(first_error(form), "warning")
        return redirect(url_for("sheets.show", token=token))
    return accounts_response(shown.number, str(form.reason.data), rows, [shown.sheet])
