"""Say which school takes a sheet, and settle a sheet for which the school has signed."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.operations.helping.institutions import name_institution
from tracker.operations.helping.returned_sheets import settle_signed_once
from tracker.web.forms.helping.institutions import InstitutionForm, SignedForm
from tracker.web.helping.sheet_pages import shown_or_404
from tracker.web.proving.attached import folder_of_attachments
from tracker.web.rights import needs
from tracker.web.saving import do

bp = Blueprint("sheet_institutions", __name__, url_prefix="/sheets")


@bp.post("/<token>/institution")
@needs("handouts.print")
def name(token: str) -> ResponseReturnValue:
    """Say which school takes the sheet and signs once."""
    if do(InstitutionForm.of_request(), name_institution, sheet=shown_or_404(token).sheet):
        flash(_("Saved. Print the sheet again if it was printed before."))
    return redirect(url_for("sheets.show", token=token))


@bp.post("/<token>/signed")
@needs("handouts.settle")
def signed(token: str) -> ResponseReturnValue:
    """Settle a sheet in one step: the school has signed for all; pressed twice it is one entry."""
    shown = shown_or_404(token)
    if do(SignedForm.of_request(), settle_signed_once, sheet=shown.sheet, folder=folder_of_attachments()):
        flash(_("Sheet %(number)s is settled.", number=shown.number))
    return redirect(url_for("sheets.show", token=token))
