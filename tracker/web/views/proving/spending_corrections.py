"""Propose what a purchase, a cost, interest or an advance should have said, and let another person settle it."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.models.base import db
from tracker.models.journal import Entry
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.spending_corrections import SpendingCorrection
from tracker.operations.proving.spending_corrections import (
    approve_spending_correction,
    propose_spending_correction,
    reject_spending_correction,
)
from tracker.operations.proving.spending_rights import Right, moved_by, read_back, recorded
from tracker.queries.proving.correction_means import Means, means_for
from tracker.queries.proving.reversals import reversal_of
from tracker.queries.proving.spending_corrections import (
    Spending,
    advance_behind,
    correction_of_entry,
    spending_of,
    spending_step_of,
    standing_steps,
    waiting_for_entry,
)
from tracker.queries.settings import all_items
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.corrections import ApproveForm, RejectForm
from tracker.web.forms.proving.spending_corrections import SpendingCorrectionForm
from tracker.web.proving.answers import answer, correction_page, posted, sent_back
from tracker.web.proving.spending_rows import kind_of, path_of, spending_compared
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("spending_corrections", __name__, url_prefix="/corrections/spending")


@bp.route("/new", methods=["GET", "POST"])
@needs("corrections.propose")
def new() -> ResponseReturnValue:
    """Say what is wrong with something spent, and what is right instead."""
    session = db.session()
    entry = session.get(Entry, id_of(request.args.get("entry")) or 0) or abort(404)
    spending = spending_of(session, entry) or abort(404)
    was, advance = recorded(session, spending), _advance(session, entry, spending)
    form = SpendingCorrectionForm.beside(spending, was, whole_only=advance is not None)
    if not form.asks_for_rows() and form.sent_and_valid():
        correction = save(form, propose_spending_correction, entry=entry)
        if correction is not None:
            flash(_("The correction is proposed; another person approves it."))
            return redirect(url_for(".show", correction_id=correction.id))
    page = render_template(
        "corrections/spending_new.html",
        form=form,
        entry=entry,
        kind=kind_of(spending),
        path=path_of(spending),
        wrong={row.label: row.wrong for row in spending_compared(was, was, all_items(session))},
        means=means_for(session, moved_by(session, entry, was, None), since=entry),
        items=all_items(session),
        advance=advance,
        stop=_why_not(session, entry, spending),
        waiting=waiting_for_entry(session, entry.id),
        ended=correction_of_entry(session, entry.id),
    )
    return page, 422 if form.errors or form.form_errors else 200


def _advance(session: Session, entry: Entry, spending: Spending) -> Advance | None:
    """Give the advance out of which something was paid, or of which a rest came back."""
    return spending.advance if isinstance(spending, AdvanceStep) else advance_behind(session, entry)


def _why_not(session: Session, entry: Entry, spending: Spending) -> str | None:
    """Say before anything is typed why an entry cannot be corrected."""
    if reversal_of(session, entry.id) is not None:
        return _("This was put right before; correct the right one.")
    if waiting_for_entry(session, entry.id) is not None:
        return _("A correction of this is already waiting.")
    if isinstance(spending, Advance) and standing_steps(session, spending):
        return _("Parts of this advance were settled. Correct those first.")
    return None


@bp.get("/<int:correction_id>")
@needs("corrections.read")
def show(correction_id: int) -> ResponseReturnValue:
    """Show wrong and right side by side, what can move, and how the proposal ended."""
    return _show(correction_id)


def _show(correction_id: int, **sent: Any) -> ResponseReturnValue:
    session, correction = db.session(), db.get_or_404(SpendingCorrection, correction_id)
    step = spending_step_of(session, correction)
    spending = spending_of(session, correction.entry) or abort(404)
    was, right = recorded(session, spending), read_back(session, correction.right)
    new_entry = session.get(Entry, step.entry_id) if step and step.entry_id else None
    new_spending = spending_of(session, new_entry) if new_entry is not None else None
    return correction_page(
        "corrections/spending_show.html",
        correction,
        step,
        kind=kind_of(spending),
        path=path_of(spending),
        rows=spending_compared(was, right, all_items(session)),
        nothing=right is None,
        means=[] if step else _means(session, correction, was, right),
        items=all_items(session),
        new_path=path_of(new_spending) if new_spending is not None else None,
        **sent,
    )


def _means(session: Session, correction: SpendingCorrection, was: Right, right: Right | None) -> list[Means]:
    moved = moved_by(session, correction.entry, was, right)
    return means_for(session, moved, since=correction.entry)


@bp.post("/<int:correction_id>/approve")
@needs("corrections.approve")
def approve(correction_id: int) -> ResponseReturnValue:
    """Post the correction; two people at once post it once."""
    return answer(
        ApproveForm.of_request(),
        approve_spending_correction,
        told=lambda step: posted(step, _("It is reversed.")),
        back=url_for(".show", correction_id=correction_id),
        again=partial(_show, correction_id),
        name="approve",
        correction=db.get_or_404(SpendingCorrection, correction_id),
    )


@bp.post("/<int:correction_id>/reject")
@needs("corrections.approve")
def reject(correction_id: int) -> ResponseReturnValue:
    """Send the proposal back; the books stay as they are."""
    return answer(
        RejectForm.of_request(),
        reject_spending_correction,
        told=sent_back,
        back=url_for(".show", correction_id=correction_id),
        again=partial(_show, correction_id),
        name="reject",
        correction=db.get_or_404(SpendingCorrection, correction_id),
    )
