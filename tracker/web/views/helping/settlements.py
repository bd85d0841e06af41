"""Settle a sheet that is back: everything given, but for the lines that somebody marks."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.helping.disbursements import PayeeKind
from tracker.models.helping.handouts import OutcomeKind
from tracker.operations.helping.returned_sheets import settle_returned
from tracker.queries.helping.handouts import sum_of
from tracker.queries.helping.places import Gazetteer
from tracker.queries.settings import all_items
from tracker.web.forms.helping.sheets import SettleForm, SettleLine
from tracker.web.helping.sheet_pages import Shown, shown_or_404
from tracker.web.proving.attached import folder_of_attachments
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("settlements", __name__, url_prefix="/sheets")


@bp.route("/<token>/settle", methods=["GET", "POST"])
@needs("handouts.settle")
def settle(token: str) -> ResponseReturnValue:
    """Settle a sheet in one entry; a second tab is shown the first one's result."""
    shown = shown_or_404(token)
    if request.method == "GET" and (shown.out is None or shown.settled is not None):
        return redirect(url_for("sheets.show", token=token))
    hand = PayeeKind.SCHOOL if shown.sheet.institution else PayeeKind.CHILD
    form = SettleForm(_lines(shown), payee=hand.value)
    values = {"sheet": shown.sheet, "folder": folder_of_attachments()}
    if form.sent_and_valid() and save(form, settle_returned, **values):
        flash(_("Sheet %(number)s is settled.", number=shown.number))
        return redirect(url_for("sheets.show", token=token))
    if form.is_submitted():
        shown = shown_or_404(token)
    if shown.settled is not None:
        flash(_("This sheet was settled already; this is the result."), "warning")
        return redirect(url_for("sheets.show", token=token))
    session = db.session()
    return render_template(
        "sheets/settle.html",
        form=form,
        shown=shown,
        sums=sum_of(state.open for state in shown.states if not state.in_waiting),
        outcomes=OutcomeKind,
        items=all_items(session),
        gazetteer=Gazetteer(session),
    ), 422 if form.is_submitted() else 200


def _lines(shown: Shown) -> list[SettleLine]:
    """Give the lines that are on the sheet now, each with who stands in for it."""
    found, numbers = [], shown.numbers
    for state in shown.states:
        if state.line.sheet_id == shown.sheet.id:
            stand_in = shown.stand_ins.get(state.line.id)
            agreed = stand_in is not None and stand_in.line.id in shown.agreed
            line = SettleLine(state.line.id, state, stand_in=stand_in, agreed=agreed, number=numbers.get(state.line.id))
            # Who is replaced is most often why a replacement was approved.
            line.kind = OutcomeKind.REPLACED.value if agreed else OutcomeKind.GIVEN.value
            if state in shown.stopped:
                line.kind = OutcomeKind.GIVEN_UP.value
            found.append(line)
    return found
