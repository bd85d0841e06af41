"""Propose to which child wrongly entered help belongs, and let another person settle it."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import HelpKind
from tracker.models.helping.help_corrections import HelpCorrection
from tracker.operations.helping.help_corrections import (
    approve_help_correction,
    propose_help_correction,
    reject_help_correction,
)
from tracker.queries.helping.disbursement_pages import help_page
from tracker.queries.helping.help_corrections import corrected_by, help_step_of, waiting_for_help
from tracker.queries.helping.places import Gazetteer
from tracker.queries.settings import all_items
from tracker.web.forms.helping.help_corrections import HelpCorrectionForm
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.corrections import ApproveForm, RejectForm
from tracker.web.proving.answers import answer, correction_page, posted, sent_back
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("help_corrections", __name__, url_prefix="/corrections/help")


@bp.route("/new", methods=["GET", "POST"])
@needs("corrections.propose")
def new() -> ResponseReturnValue:
    """Say for which child the help really was."""
    session, form = db.session(), HelpCorrectionForm.of_request()
    given = session.get(Disbursement, id_of(request.args.get("help")) or 0) or abort(404)
    if form.sent_and_valid() and (correction := save(form, propose_help_correction, disbursement=given)):
        flash(_("The correction is proposed; another person approves it."))
        return redirect(url_for(".show", correction_id=correction.id))
    given = session.get_one(Disbursement, given.id)
    page = render_template(
        "corrections/help_new.html",
        form=form,
        page=help_page(session, given),
        waiting=waiting_for_help(session, given),
        ended=corrected_by(session, given),
        items=all_items(session),
        gazetteer=Gazetteer(session),
        kinds=HelpKind,
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/<int:correction_id>")
@needs("corrections.read")
def show(correction_id: int) -> ResponseReturnValue:
    """Show the wrong child and the right one side by side, and how the proposal ended."""
    return _show(correction_id)


def _show(correction_id: int, **sent: Any) -> ResponseReturnValue:
    session, correction = db.session(), db.get_or_404(HelpCorrection, correction_id)
    step = help_step_of(session, correction)
    return correction_page(
        "corrections/help_show.html",
        correction,
        step,
        page=help_page(session, correction.disbursement),
        right=session.get(Disbursement, step.disbursement_id) if step and step.disbursement_id else None,
        items=all_items(session),
        gazetteer=Gazetteer(session),
        help_kinds=HelpKind,
        **sent,
    )


@bp.post("/<int:correction_id>/approve")
@needs("corrections.approve")
def approve(correction_id: int) -> ResponseReturnValue:
    """Put the help under the right child; two people at once do it once."""
    return answer(
        ApproveForm.of_request(),
        approve_help_correction,
        told=lambda step: posted(step, _("It is put right.")),
        back=url_for(".show", correction_id=correction_id),
        again=partial(_show, correction_id),
        name="approve",
        correction=db.get_or_404(HelpCorrection, correction_id),
    )


@bp.post("/<int:correction_id>/reject")
@needs("corrections.approve")
def reject(correction_id: int) -> ResponseReturnValue:
    """Send the proposal back; the books stay as they are."""
    return answer(
        RejectForm.of_request(),
        reject_help_correction,
        told=sent_back,
        back=url_for(".show", correction_id=correction_id),
        again=partial(_show, correction_id),
        name="reject",
        correction=db.get_or_404(HelpCorrection, correction_id),
    )
