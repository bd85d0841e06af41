"""Show sheets: which are out, what one says; print one, send it out, find another child for a line."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.documents.helping.handouts import sheet_pdf
from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.handouts import HandoutLine, OutcomeKind, Sheet, SheetCopy, SheetStep
from tracker.models.journal import AccountKind, Entry
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.paper_copies import PaperKind
from tracker.operations.helping.sheets import approve_replacement, record_sheet_copy, replace_line, send_out
from tracker.queries.helping.handout_lines import children_to_stand_in, lines_of_sheet
from tracker.queries.helping.handouts import LineState, sum_of
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.sheet_lists import counts_of_sheets, find_sheet, help_of_sheet, sheets_listed
from tracker.queries.helping.sheet_paper import read_sheet
from tracker.queries.helping.sheet_returns import Reconciled, days_late, reconciled
from tracker.queries.proving.account_lists import AccountRow, accounts_to_pay
from tracker.queries.proving.paper_copies import copies_of
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.settings import all_items
from tracker.queries.user_lists import names_of
from tracker.web.forms.base import Form
from tracker.web.forms.helping.institutions import InstitutionForm, SignedForm
from tracker.web.forms.helping.sheets import Out, SendOutForm, SheetFilter, SheetState, replace_form
from tracker.web.forms.proving.vouchers import AccountsForm
from tracker.web.helping.sheet_pages import Shown, shown_or_404
from tracker.web.paging import paged
from tracker.web.rights import may, needs
from tracker.web.saving import do, save

bp = Blueprint("sheets", __name__, url_prefix="/sheets")

#: So many children are offered to stand in.
_MOST_OFFERED = 12


@bp.get("")
@needs("handouts.read")
def index() -> ResponseReturnValue:
    """List the sheets that are out; a code or number opens its sheet."""
    session, form = db.session(), SheetFilter.of_request()
    text = (form.q.data or "").strip()[:80]
    found = find_sheet(session, text) if text else None
    if found is not None:
        return redirect(url_for(".show", token=found.token))
    state = form.wanted()
    late_on = today() if state == SheetState.LATE else None
    asked = sheets_listed(out=state != SheetState.WAITING, settled=state == SheetState.SETTLED, late_on=late_on)
    page = paged(session, asked, by=(Sheet.handout_id, Sheet.id), cursor=request.args.get("cursor"))
    rows = [row[:3] for row in page.rows]
    return render_template(
        "sheets/index.html",
        form=form,
        page=page,
        rows=rows,
        lateness={
            sheet.id: 0 if state == SheetState.SETTLED else days_late(handout, sent, today())
            for sheet, handout, sent in rows
        },
        counts=counts_of_sheets(session, [sheet.id for sheet, _handout, _sent in rows]),
        state=state,
        states=SheetState,
        missed=bool(text),
    )


@bp.get("/<token>")
@needs("handouts.read")
def show(token: str) -> ResponseReturnValue:
    """Show a sheet: its children, what comes next, and what became of them."""
    session, shown = db.session(), shown_or_404(token)
    by = (HandoutLine.ordinal, HandoutLine.id)
    copies = list(session.scalars(_copies(shown.sheet)))
    steps = [step for step in (shown.out, shown.settled) if step is not None]
    return render_template(
        "sheets/show.html",
        shown=shown,
        page=paged(session, lines_of_sheet(shown.sheet), by=by, cursor=request.args.get("cursor"), descending=False),
        states={state.line.id: state for state in shown.states},
        sums=sum_of(state.parts for state in shown.states if not state.in_waiting and not _gave_way(state)),
        given=_given(shown),
        count=_count(shown),
        helps=help_of_sheet(session, shown.sheet),
        outcomes=OutcomeKind,
        items=all_items(session),
        gazetteer=Gazetteer(session),
        people=names_of(session, {step.by_id for step in steps} | {copy.by_id for copy in copies}),
        copies=copies,
        vouchers=_vouchers(session, steps),
        minutes=copies_of(session, PaperKind.SHEET_MINUTES, shown.sheet.id),
        to_pay=_to_pay(session, shown),
        reconciled=_reconciled(session, shown),
        accounts_form=AccountsForm(formdata=None),
        button=Form(formdata=None),
        school_form=InstitutionForm(formdata=None, institution=shown.sheet.institution or ""),
        signed_form=SignedForm(formdata=None),
        **_tally(shown),
    )


def _to_pay(session: Session, shown: Shown) -> list[AccountRow]:
    """List the accounts that the bank is still to pay, of a sheet that is out and not back."""
    if shown.out is None or shown.settled is not None:
        return []
    till, direct = shown.out.till, shown.out.direct_bank
    by_bank = bool(direct) or (till is not None and till.kind == AccountKind.BANK)
    return accounts_to_pay(session, shown.sheet, today()) if by_bank else []


def _reconciled(session: Session, shown: Shown) -> list[Reconciled]:
    """Say of a sheet that is back whether what went out was given or came back."""
    if shown.out is None or shown.settled is None:
        return []
    planned = sum_of(state.parts for state in shown.states if not state.in_waiting and not _gave_way(state))
    return reconciled(session, shown.out, shown.settled, planned)


def _count(shown: Shown) -> int:
    """Count the children of a sheet; who stands in for another on it is not one more."""
    here = {state.line.id for state in shown.states}
    return sum(state.line.replaces_id not in here for state in shown.states)


def _gave_way(state: LineState) -> bool:
    return state.last is not None and state.last.kind == OutcomeKind.REPLACED


def _given(shown: Shown) -> dict[str, int]:
    """Sum what was given on a settled sheet, by item."""
    given = (OutcomeKind.GIVEN, OutcomeKind.PROXY)
    here = [state for state in shown.states if _outcome(shown, state) in given]
    return sum_of(state.parts for state in here)


def _outcome(shown: Shown, state: LineState) -> str | None:
    return next((each.kind for each in state.outcomes if each.sheet_id == shown.sheet.id), None)


def _tally(shown: Shown) -> dict[str, Any]:
    """Count the lines by what became of them on this sheet, and say what of each line."""
    here = {state.line.id: each for state in shown.states for each in state.outcomes if each.sheet_id == shown.sheet.id}
    unused = {state.line.id for state in shown.states if state.in_waiting}
    kinds = [each.kind for key, each in here.items() if key not in unused]
    return {"here": here, "unused": unused, "tally": {kind: kinds.count(kind) for kind in OutcomeKind}}


def _vouchers(session: Session, steps: list[SheetStep]) -> dict[int, Any]:
    """Give the entry and the vouchers of each step, by the step's id."""
    keys = [step.entry_id for step in steps if step.entry_id is not None]
    entries = {entry.id: entry for entry in session.scalars(select(Entry).where(Entry.id.in_(keys)))}
    papers = vouchers_of(session, keys)
    return {step.id: (entries.get(step.entry_id or 0), papers.get(step.entry_id or 0, [])) for step in steps}


def _copies(sheet: Sheet) -> Any:
    return select(SheetCopy).where(SheetCopy.sheet_id == sheet.id).order_by(SheetCopy.number)


@bp.post("/<token>/print")
@needs("handouts.print")
def print_copy(token: str) -> ResponseReturnValue:
    """Record a print and lead to its paper; pressed twice it is one."""
    shown, form = shown_or_404(token), Form.of_request()
    url = current_app.config["TRACKER_PUBLIC_URL"]
    copy = save(form, record_sheet_copy, sheet=shown.sheet, public_url=url) if form.sent_and_valid() else None
    if copy is None:
        return redirect(url_for(".show", token=token))
    return redirect(url_for(".copy_pdf", token=token, number=copy.number))


@bp.get("/<token>/copies/<int:number>.pdf")
@needs("children.names")
def copy_pdf(token: str, number: int) -> ResponseReturnValue:
    """Give a print as it left the office, the same bytes always; names are on it."""
    session, shown = db.session(), shown_or_404(token)
    copy = session.scalar(_copies(shown.sheet).where(SheetCopy.number == number)) or abort(404)
    response = Response(sheet_pdf(read_sheet(copy.said)), mimetype="application/pdf")
    name = f"{shown.handout.code}-{shown.sheet.number}-{number}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@bp.route("/<token>/send-out", methods=["GET", "POST"])
@needs("handouts.send_out")
def send(token: str) -> ResponseReturnValue:
    """Send a sheet out, with an advance or to be paid at the table."""
    session, shown = db.session(), shown_or_404(token)
    if shown.out is not None and request.method == "GET":
        return redirect(url_for(".show", token=token))
    sums = sum_of(state.open for state in shown.states if not state.in_waiting)
    campaign = session.get_one(Campaign, shown.handout.campaign_id)
    form = SendOutForm(campaign, sums, is_run=shown.handout.run_month is not None, **_taker(shown.sheet))
    if form.sent_and_valid() and save(form, send_out, sheet=shown.sheet):
        flash(_("Sheet %(number)s is out.", number=shown.number))
        return redirect(url_for(".show", token=token))
    if form.is_submitted() and (again := shown_or_404(token)).out is not None:
        flash(_("This sheet is out already."), "warning")
        return redirect(url_for(".show", token=again.sheet.token))
    page = render_template("sheets/send_out.html", form=form, shown=shown, sums=sums, items=all_items(session))
    return page, 422 if form.is_submitted() else 200


def _taker(sheet: Sheet) -> dict[str, str]:
    """Offer the school that signs for all as who takes everything along."""
    return {"out": Out.ADVANCE.value, "party": sheet.institution} if sheet.institution else {}


def _line_or_404(shown: Shown, line_id: int) -> LineState:
    state = next((state for state in shown.states if state.line.id == line_id), None)
    if state is None:
        abort(404)
    return state


@bp.route("/<token>/lines/<int:line_id>/replace", methods=["GET", "POST"])
@needs("handouts.settle")
def replace(token: str, line_id: int) -> ResponseReturnValue:
    """Propose another child of the commune for a line; the approver agrees to it."""
    session, shown = db.session(), shown_or_404(token)
    state = _line_or_404(shown, line_id)
    form = replace_form(url_for(".find", token=token, line_id=line_id))
    if form.sent_and_valid() and save(form, replace_line, line=state.line):
        flash(_("Proposed. The approver agrees to it on this page."))
        return redirect(url_for(".show", token=token))
    page = render_template("sheets/replace.html", form=form, shown=shown, state=state, gazetteer=Gazetteer(session))
    return page, 422 if form.is_submitted() else 200


@bp.get("/<token>/lines/<int:line_id>/find.json")
@needs("handouts.settle")
def find(token: str, line_id: int) -> ResponseReturnValue:
    """Answer the pick-list: children of the line's commune who are not on the list."""
    line = _line_or_404(shown_or_404(token), line_id).line
    text, named = request.args.get("q", "")[:200], may("children.names")
    asked = children_to_stand_in(line, text, by_name=named).limit(_MOST_OFFERED)
    found = list(db.session().scalars(asked)) if text.strip() else []
    return jsonify(
        [
            {
                "id": child.id,
                "text": child.full_name if named else child.code,
                "sub": " · ".join((child.code, str(child.birth_year), child.hamlet) if named else (child.hamlet,)),
            }
            for child in found
        ]
    )


@bp.post("/<token>/lines/<int:line_id>/approve")
@needs("handouts.approve")
def agree(token: str, line_id: int) -> ResponseReturnValue:
    """Agree to one replacement."""
    state = _line_or_404(shown_or_404(token), line_id)
    if do(Form.of_request(), approve_replacement, line=state.line):
        flash(_("The replacement is approved."))
    return redirect(url_for(".show", token=token))
