"""Take a list on: submit, check, send back, approve, withdraw, and part it into sheets."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.models.base import db
from tracker.operations.helping.approvals import approve, note_checked, send_back, submit, withdraw_approval
from tracker.operations.helping.sheet_parting import part_list
from tracker.queries.helping.handouts import sheets_of
from tracker.web.forms.base import Form
from tracker.web.forms.helping.handout_steps import ApproveForm, CheckForm, SendBackForm, SheetsForm, WithdrawForm
from tracker.web.helping.handout_pages import own_draft_or_404, seen_or_404
from tracker.web.rights import needs
from tracker.web.saving import do

bp = Blueprint("handout_steps", __name__, url_prefix="/handouts")


@bp.post("/<int:handout_id>/submit")
@needs("handouts.draft")
def submit_list(handout_id: int) -> ResponseReturnValue:
    """Hand a draft to the approver."""
    if do(Form.of_request(), submit, handout=own_draft_or_404(handout_id)):
        flash(_("Submitted. Another person approves it now."))
    return _back(handout_id)


@bp.post("/<int:handout_id>/check")
@needs("handouts.check")
def check(handout_id: int) -> ResponseReturnValue:
    """Note that the accountant has checked the list."""
    if do(CheckForm.of_request(), note_checked, handout=seen_or_404(handout_id)):
        flash(_("Noted as checked."))
    return _back(handout_id)


@bp.post("/<int:handout_id>/send-back")
@needs("handouts.approve")
def send_list_back(handout_id: int) -> ResponseReturnValue:
    """Give a submitted list back to be mended."""
    if do(SendBackForm.of_request(), send_back, handout=seen_or_404(handout_id)):
        flash(_("Sent back to who prepared it."))
    return _back(handout_id)


@bp.post("/<int:handout_id>/approve")
@needs("handouts.approve")
def approve_list(handout_id: int) -> ResponseReturnValue:
    """Agree to a list as it was on the screen; in a second tab the first one's result is shown."""
    if do(ApproveForm.of_request(), approve, handout=seen_or_404(handout_id)):
        flash(_("Approved. The cashier hands it out, sheet by sheet."))
    return _back(handout_id)


@bp.post("/<int:handout_id>/withdraw")
@needs("handouts.approve")
def withdraw(handout_id: int) -> ResponseReturnValue:
    """Take an approval back."""
    if do(WithdrawForm.of_request(), withdraw_approval, handout=seen_or_404(handout_id)):
        flash(_("The approval is withdrawn; the list is a draft again."))
    return _back(handout_id)


@bp.post("/<int:handout_id>/sheets")
@needs("handouts.print")
def part(handout_id: int) -> ResponseReturnValue:
    """Put the open lines of a list on sheets."""
    handout, form = seen_or_404(handout_id), SheetsForm.of_request()
    before = len(sheets_of(db.session(), handout))
    if do(form, part_list, handout=handout):
        made = len(sheets_of(db.session(), handout)) - before
        flash(ngettext("%(num)s sheet is made.", "%(num)s sheets are made.", made))
    return redirect(url_for("handouts.show", handout_id=handout_id, _anchor="sheets"))


def _back(handout_id: int) -> ResponseReturnValue:
    return redirect(url_for("handouts.show", handout_id=handout_id))
