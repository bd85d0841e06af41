"""Propose what a wrong gift should have said, and let another person settle it."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.base import Choice, db
from tracker.models.giving.donations import Donation
from tracker.models.helping.handouts import HandoutLine, HelpKind
from tracker.models.helping.help_corrections import HelpCorrection
from tracker.models.journal import Entry
from tracker.models.proving.corrections import Correction, CorrectionStepKind
from tracker.models.proving.spending_corrections import SpendingCorrection
from tracker.operations.giving.donations import Gift
from tracker.operations.giving.right_gifts import moved_by, recorded_gift, right_gift
from tracker.operations.proving.corrections import approve_correction, propose_correction, reject_correction
from tracker.operations.proving.spending_rights import read_back, recorded
from tracker.queries.giving.donations import give_backs_of, is_corrected
from tracker.queries.giving.receipts import receipts_of
from tracker.queries.helping.help_corrections import help_corrections, help_steps_of_all
from tracker.queries.proving.correction_means import Means, means_for
from tracker.queries.proving.corrections import (
    settled_corrections,
    step_of,
    steps_of_all,
    waiting_corrections,
    waiting_for,
)
from tracker.queries.proving.spending_corrections import spending_corrections, spending_of, spending_steps_of_all
from tracker.queries.proving.waiting_corrections import waiting_counts, words_of
from tracker.queries.settings import all_items
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.corrections import ApproveForm, CorrectionFilter, CorrectionForm, RejectForm
from tracker.web.paging import paged
from tracker.web.proving.answers import answer, correction_page, posted, sent_back
from tracker.web.proving.correction_rows import compared, differences
from tracker.web.proving.spending_rows import kind_of, spending_compared
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("corrections", __name__, url_prefix="/corrections")


class CorrectionState(Choice):
    """Which proposals a list shows."""

    WAITING = "", N_("Waiting")
    SETTLED = "settled", N_("Settled")


class CorrectionOf(Choice):
    """What is put right."""

    GIFTS = "", N_("Donations")
    HELP = "help", N_("Help")
    SPENDING = "spending", N_("Purchases, costs, advances")


@bp.get("")
@needs("corrections.read")
def index() -> ResponseReturnValue:
    """List the proposals that wait, or those that are settled, of gifts, of help or of what was spent."""
    session, form = db.session(), CorrectionFilter.of_request()
    settled, of = request.args.get("state") == CorrectionState.SETTLED, _of()
    text = str(form.sent().get("q", ""))[:200]
    waiting = {CorrectionOf(kind): count for kind, count in waiting_counts(session).items()}
    return render_template(
        "corrections/index.html",
        form=form,
        text=text,
        states=[(state.value, _(state.label)) for state in CorrectionState],
        kinds_of=[(each.value, _(each.label) + (f" ({count})" if count else "")) for each, count in waiting.items()],
        of=of.value,
        settled=settled,
        kinds=CorrectionStepKind,
        **_LISTS[of](session, settled, text),
    )


def _of() -> CorrectionOf:
    known = {each.value for each in CorrectionOf}
    asked = request.args.get("of", "")
    return CorrectionOf(asked if asked in known else "")


def _gifts(session: Session, settled: bool, text: str) -> dict[str, Any]:
    asked = settled_corrections() if settled else waiting_corrections()
    asked = asked.where(*words_of(Correction.reason, text))
    page = paged(session, asked, by=(Correction.id, Correction.id), cursor=request.args.get("cursor"))
    items = all_items(session)
    found = {each.id: differences(_wrong(session, each), right_gift(session, each), items) for each in page.rows}
    return {"page": page, "steps": steps_of_all(session, page.rows), "differences": found}


def _help(session: Session, settled: bool, text: str) -> dict[str, Any]:
    by = (HelpCorrection.id, HelpCorrection.id)
    wanted = help_corrections(settled=settled).where(*words_of(HelpCorrection.reason, text))
    page = paged(session, wanted, by=by, cursor=request.args.get("cursor"))
    asked = select(HandoutLine).where(HandoutLine.id.in_([each.disbursement.line_id for each in page.rows]))
    lines = {line.id: line for line in session.scalars(asked)}
    return {"page": page, "steps": help_steps_of_all(session, page.rows), "lines": lines, "help_kinds": HelpKind}


def _spending(session: Session, settled: bool, text: str) -> dict[str, Any]:
    by = (SpendingCorrection.id, SpendingCorrection.id)
    wanted = spending_corrections(settled=settled).where(*words_of(SpendingCorrection.reason, text))
    page = paged(session, wanted, by=by, cursor=request.args.get("cursor"))
    items, named, found = all_items(session), {}, {}
    for each in page.rows:
        spending = spending_of(session, each.entry)
        if spending is not None:
            rows = spending_compared(recorded(session, spending), read_back(session, each.right), items)
            named[each.id], found[each.id] = kind_of(spending), [row for row in rows if row.differs]
    return {"page": page, "steps": spending_steps_of_all(session, page.rows), "named": named, "differences": found}


_LISTS = {CorrectionOf.GIFTS: _gifts, CorrectionOf.HELP: _help, CorrectionOf.SPENDING: _spending}


def _wrong(session: Session, correction: Correction) -> Any:
    return recorded_gift(session, correction.donation)


@bp.route("/new", methods=["GET", "POST"])
@needs("corrections.propose")
def new() -> ResponseReturnValue:
    """Say what is wrong with a gift and what is right instead; help and what was spent have forms of their own."""
    if "help" in request.args:
        return redirect(url_for("help_corrections.new", help=request.args["help"]))
    if "entry" in request.args:
        return redirect(url_for("spending_corrections.new", entry=request.args["entry"]))
    session = db.session()
    donation = session.get(Donation, id_of(request.args.get("donation")) or 0) or abort(404)
    recorded = recorded_gift(session, donation)
    form = CorrectionForm.beside(recorded)
    if not form.asks_for_rows() and form.sent_and_valid():
        correction = save(form, propose_correction, donation=donation)
        if correction is not None:
            flash(_("The correction is proposed; another person approves it."))
            return redirect(url_for(".show", correction_id=correction.id))
    standing = [row.receipt for row in receipts_of(session, donation) if not row.void]
    return render_template(
        "corrections/new.html",
        form=form,
        gift=donation,
        wrong={row.label: row.wrong for row in compared(recorded, recorded, all_items(session))},
        standing=standing,
        means=_means(session, donation, recorded, None),
        items=all_items(session),
        stop=_why_not(session, donation),
        waiting=waiting_for(session, donation),
        right=is_corrected(session, donation),
    ), 422 if form.errors or form.form_errors else 200


def _means(session: Session, donation: Donation, wrong: Gift, right: Gift | None) -> list[Means]:
    """Say how much of what leaves each till is there; without a right gift all of it leaves."""
    return means_for(session, moved_by(wrong, right), since=session.get_one(Entry, donation.entry_id))


def _why_not(session: Session, donation: Donation) -> str | None:
    """Say before anything is typed why a gift cannot be corrected."""
    if is_corrected(session, donation):
        return _("This gift was corrected before; correct the right one.")
    if give_backs_of(session, donation):
        return _("Something of this gift went back; it cannot be corrected any more.")
    return _("A correction of this gift is already waiting.") if waiting_for(session, donation) else None


@bp.get("/<int:correction_id>")
@needs("corrections.read")
def show(correction_id: int) -> ResponseReturnValue:
    """Show wrong and right side by side, and how the proposal ended."""
    return _show(correction_id)


def _show(correction_id: int, **sent: Any) -> ResponseReturnValue:
    session, correction = db.session(), db.get_or_404(Correction, correction_id)
    step = step_of(session, correction)
    right = session.get(Donation, step.donation_id) if step and step.donation_id else None
    was, should, items = _wrong(session, correction), right_gift(session, correction), all_items(session)
    return correction_page(
        "corrections/show.html",
        correction,
        step,
        rows=compared(was, should, items),
        means=[] if step else _means(session, correction.donation, was, should),
        items=items,
        right=right,
        receipts=receipts_of(session, correction.donation),
        new_receipts=receipts_of(session, right) if right else [],
        **sent,
    )


@bp.post("/<int:correction_id>/approve")
@needs("corrections.approve")
def approve(correction_id: int) -> ResponseReturnValue:
    """Post the correction; two people at once get one, and the second is shown the first's."""
    return answer(
        ApproveForm.of_request(),
        approve_correction,
        told=posted,
        back=url_for(".show", correction_id=correction_id),
        again=partial(_show, correction_id),
        name="approve",
        correction=db.get_or_404(Correction, correction_id),
        public_url=current_app.config["TRACKER_PUBLIC_URL"],
    )


@bp.post("/<int:correction_id>/reject")
@needs("corrections.approve")
def reject(correction_id: int) -> ResponseReturnValue:
    """Send the proposal back; the books stay as they are."""
    return answer(
        RejectForm.of_request(),
        reject_correction,
        told=sent_back,
        back=url_for(".show", correction_id=correction_id),
        again=partial(_show, correction_id),
        name="reject",
        correction=db.get_or_404(Correction, correction_id),
    )
