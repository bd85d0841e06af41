"""Close the books until a day: the accountant proposes, another person answers."""

from datetime import date
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.ground.dates import show_day, today
from tracker.models.base import db
from tracker.models.proving.closings import Closing, ClosingStepKind
from tracker.operations.proving.closings import approve_closing, propose_closing, reject_closing
from tracker.queries.proving.closing_matters import open_matters
from tracker.queries.proving.closings import closed_until, closing_step, entries_in, steps_of_all, waiting_closing
from tracker.web.forms.apart import apart
from tracker.web.forms.proving.closings import ApproveClosingForm, ClosingForm, RejectClosingForm
from tracker.web.paging import paged
from tracker.web.proving.answers import answer
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save

bp = Blueprint("closings", __name__, url_prefix="/closings")


@bp.get("")
@needs("closings.read")
def index() -> ResponseReturnValue:
    """Say until when the books are closed, and list the proposals, the latest day first."""
    session = db.session()
    by = (Closing.closed_until, Closing.id)
    page = paged(session, select(Closing), by=by, cursor=request.args.get("cursor"))
    return render_template(
        "closings/index.html",
        until=closed_until(session),
        waiting=waiting_closing(session),
        page=page,
        steps=steps_of_all(session, page.rows),
        kinds=ClosingStepKind,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("closings.propose")
def new() -> ResponseReturnValue:
    """Propose to close the books until a day; what happens then stands beside it."""
    session, form = db.session(), ClosingForm.of_request()
    if form.sent_and_valid() and (closing := save(form, propose_closing)):
        flash(_("The closing is proposed; another person approves it."))
        return redirect(url_for(".show", closing_id=closing.id))
    day = form.until.data if isinstance(form.until.data, date) else None
    page = render_template(
        "closings/new.html",
        form=form,
        day=day,
        until=closed_until(session),
        waiting=waiting_closing(session),
        matters=open_matters(session, min(day or today(), today())),
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/<int:closing_id>")
@needs("closings.read")
def show(closing_id: int) -> ResponseReturnValue:
    """Show a proposal, what it would close, and how it ended."""
    return _show(closing_id)


def _show(
    closing_id: int, approve: ApproveClosingForm | None = None, reject: RejectClosingForm | None = None
) -> ResponseReturnValue:
    session, closing = db.session(), db.get_or_404(Closing, closing_id)
    page = render_template(
        "closings/show.html",
        closing=closing,
        step=closing_step(session, closing),
        entries=entries_in(session, closing.closed_until),
        matters=open_matters(session, closing.closed_until),
        own=closing.proposed_by == current_user_record().id,
        approve=apart(approve or ApproveClosingForm(formdata=None), "approve"),
        reject=apart(reject or RejectClosingForm(formdata=None), "reject"),
        kinds=ClosingStepKind,
    )
    return page, 422 if approve or reject else 200


@bp.post("/<int:closing_id>/approve")
@needs("closings.approve")
def approve(closing_id: int) -> ResponseReturnValue:
    """Close the books; two people at once close them once."""
    return answer(
        ApproveClosingForm.of_request(),
        approve_closing,
        told=lambda step: _("The books are closed until %(until)s.", until=show_day(step.closing.closed_until)),
        back=url_for(".show", closing_id=closing_id),
        again=partial(_show, closing_id),
        name="approve",
        closing=db.get_or_404(Closing, closing_id),
    )


@bp.post("/<int:closing_id>/reject")
@needs("closings.approve")
def reject(closing_id: int) -> ResponseReturnValue:
    """Send a proposal back; the books stay open."""
    return answer(
        RejectClosingForm.of_request(),
        reject_closing,
        told=lambda step: _("The proposal is sent back; the books stay open."),
        back=url_for(".show", closing_id=closing_id),
        again=partial(_show, closing_id),
        name="reject",
        closing=db.get_or_404(Closing, closing_id),
    )
