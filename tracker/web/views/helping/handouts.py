"""List hand-outs, draft them, and show where each stands and who does what next."""

from collections.abc import Collection, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutStepKind, HelpKind, OutcomeKind
from tracker.operations.helping.handouts import correct_handout, draft_handout, preparers, remove_line
from tracker.operations.helping.single_help import draft_single_help
from tracker.queries.helping.handout_groups import Way
from tracker.queries.helping.handout_lines import (
    SheetSum,
    changed_lines,
    lines_listed,
    places_of_lines,
    quotas_of,
    replacements_waiting,
    sheet_sums,
)
from tracker.queries.helping.handout_lists import ListState, handouts_listed, occasion_names, sums_of_lists
from tracker.queries.helping.handouts import LineState, line_states, list_hash, sum_of
from tracker.queries.helping.overlaps import Elsewhere, counted, lines_elsewhere
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.sheet_returns import days_late
from tracker.queries.settings import all_items
from tracker.queries.user_lists import names_of
from tracker.web.forms.base import Form
from tracker.web.forms.helping.handout_children import SingleForm
from tracker.web.forms.helping.handout_files import PasteForm, UploadForm
from tracker.web.forms.helping.handout_steps import ApproveForm, CheckForm, SendBackForm, SheetsForm, WithdrawForm
from tracker.web.forms.helping.handouts import CorrectForm, HandoutFilter, HandoutForm
from tracker.web.forms.helping.quotas import quota_lines
from tracker.web.forms.ids import id_of
from tracker.web.helping.handout_pages import (
    About,
    about,
    files_with_verdicts,
    left_of_campaign,
    own_draft_or_404,
    seen_or_404,
)
from tracker.web.helping.run_pages import run_page
from tracker.web.paging import paged
from tracker.web.rights import current_user_record, may, needs
from tracker.web.saving import do, save

bp = Blueprint("handouts", __name__, url_prefix="/handouts")


@bp.get("")
@needs("handouts.read")
def index() -> ResponseReturnValue:
    """List the hand-outs, the latest day first."""
    session, form = db.session(), HandoutFilter.of_request()
    wanted = form.wanted(current_user_record().id)
    by = (Handout.planned_on, Handout.id)
    page = paged(session, handouts_listed(session, wanted), by=by, cursor=request.args.get("cursor"))
    rows = [(handout, ListState(state)) for handout, state, *_keys in page.rows]
    return render_template(
        "handouts/index.html",
        form=form,
        page=page,
        rows=rows,
        sums=sums_of_lists(session, [handout.id for handout, _state in rows]),
        states=ListState,
        items=all_items(session),
        occasions=occasion_names(session),
        kinds=HelpKind,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("handouts.draft")
def new() -> ResponseReturnValue:
    """Draft a list: what it is, what each child gets, how many of each commune."""
    form = HandoutForm.of_request(campaign=request.args.get("campaign"))
    if form.sent_and_valid() and (handout := save(form, draft_handout)):
        flash(_("%(handout)s is drafted. Now add the children.", handout=handout.code))
        return redirect(url_for(".show", handout_id=handout.id))
    return render_template("handouts/new.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/new/single", methods=["GET", "POST"])
@needs("handouts.draft")
def new_single() -> ResponseReturnValue:
    """Draft help for one child, such as a house in stages."""
    form = SingleForm.of_request(child=id_of(request.args.get("child")), campaign=request.args.get("campaign"))
    if form.sent_and_valid() and (handout := save(form, draft_single_help)):
        flash(_("%(handout)s is drafted.", handout=handout.code))
        return redirect(url_for(".show", handout_id=handout.id))
    return render_template("handouts/single.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/<int:handout_id>")
@needs("handouts.read")
def show(handout_id: int) -> ResponseReturnValue:
    """Show a list: where it stands, what comes next, its sheets, and what became of each line."""
    session = db.session()
    handout = seen_or_404(handout_id)
    told = about(session, handout)
    states = line_states(session, handout)
    twice, sheets = _elsewhere(session, told), sheet_sums(session, handout, states)
    run = run_page(session, told)
    return render_template(
        "handouts/show.html",
        about=told,
        handout=handout,
        sheets=sheets,
        lateness=_lateness(handout, sheets),
        people=names_of(session, {step.by_id for step in told.steps} | {handout.prepared_by}),
        items=all_items(session),
        occasions=occasion_names(session),
        gazetteer=Gazetteer(session),
        kinds=HelpKind,
        step_kinds=HandoutStepKind,
        forms=_forms(session, told),
        ways=Way,
        twice=twice,
        twice_lists=counted(twice),
        run=run,
        **_lines(session, handout, states, twice if request.args.get("only") == "twice" else run.only),
        **_warnings(session, told),
    )


def _lateness(handout: Handout, sheets: Sequence[SheetSum]) -> dict[int, int]:
    """Count for each sheet the days since it should have been back."""
    day = today()
    return {each.sheet.id: 0 if each.settled else days_late(handout, each.out, day) for each in sheets}


def _elsewhere(session: Session, told: About) -> Elsewhere:
    """Say which children are on another list of the occasion, while somebody still decides on this one."""
    before = told.state in (ListState.DRAFT, ListState.SUBMITTED)
    return lines_elsewhere(session, told.handout, current_user_record().id) if before else {}


def _lines(session: Session, handout: Handout, states: list[LineState], only: Collection[int] | None) -> dict[str, Any]:
    """Give a page of the lines (of `only` those, if said) with what became of each, and what the list says in all."""
    args = request.args
    asked = lines_listed(
        handout,
        text=args.get("q", "")[:200],
        place_key=args.get("place", ""),
        by_name=may("children.names"),
        only=only,
    )
    by = (HandoutLine.ordinal, HandoutLine.id)
    return {
        "page": paged(session, asked, by=by, cursor=args.get("cursor"), descending=False),
        "states": {state.line.id: state for state in states},
        "outcomes": OutcomeKind,
        "places": places_of_lines(session, handout),
        "quotas": quotas_of(session, handout),
        "children": sums_of_lists(session, [handout.id])[handout.id].children,
        "single": any(state.line.payee for state in states),
        "given": sum_of(state.given for state in states),
        "open": sum_of(state.open for state in states if not state.in_waiting),
        "to_put": sum(not state.settled and state.line.sheet_id is None and not state.in_waiting for state in states),
        "waiting": list(session.scalars(replacements_waiting().where(HandoutLine.handout_id == handout.id))),
    }


def _warnings(session: Session, told: About) -> dict[str, Any]:
    """Give what somebody should know before the next step: files, the campaign's money, what the register says now."""
    before = told.state in (ListState.DRAFT, ListState.SUBMITTED)
    # What a run pays was committed by its awards: it takes nothing of what may still be approved.
    asks = before and told.handout.run_month is None
    free, secured = left_of_campaign(session, told.handout) if asks else ({}, {})
    may_agree = may("handouts.approve") and current_user_record().id not in preparers(session, told.handout)
    return {
        "approver_ready": may_agree,
        "files": files_with_verdicts(session, told.handout) if told.state == ListState.DRAFT else [],
        "free": free,
        "secured": secured,
        "changed": changed_lines(session, told.handout) if told.state != ListState.DRAFT else [],
    }


def _forms(session: Session, told: About) -> dict[str, Form]:
    """Make the forms of the buttons on the page of a list."""
    approve = ApproveForm(formdata=None)
    approve.seen_hash.data = list_hash(session, told.handout) if told.state == ListState.SUBMITTED else ""
    return {
        "button": Form(formdata=None),
        "check": CheckForm(formdata=None),
        "send_back": SendBackForm(formdata=None),
        "approve": approve,
        "withdraw": WithdrawForm(formdata=None),
        "sheets": SheetsForm(formdata=None),
        "upload": UploadForm(formdata=None),
        "paste": PasteForm(formdata=None),
    }


@bp.route("/<int:handout_id>/edit", methods=["GET", "POST"])
@needs("handouts.draft")
def edit(handout_id: int) -> ResponseReturnValue:
    """Correct what a draft says of itself."""
    session = db.session()
    handout = own_draft_or_404(handout_id)
    quota = quota_lines(Gazetteer(session), quotas_of(session, handout))
    form = CorrectForm.of_request(obj=handout, remark=handout.note, quotas=quota)
    if form.sent_and_valid() and save(form, correct_handout, handout=handout):
        flash(_("Saved."))
        return redirect(url_for(".show", handout_id=handout_id))
    return render_template("handouts/edit.html", form=form, handout=handout), 422 if form.is_submitted() else 200


@bp.post("/<int:handout_id>/lines/<int:line_id>/remove")
@needs("handouts.draft")
def remove(handout_id: int, line_id: int) -> ResponseReturnValue:
    """Take a child off a draft."""
    handout = own_draft_or_404(handout_id)
    line = db.session().get(HandoutLine, line_id)
    if line is None or line.handout_id != handout.id:
        flash(_("This line is not on the list any more."), "warning")
    else:
        do(Form.of_request(), remove_line, line=line)
    return redirect(url_for(".show", handout_id=handout_id, _anchor="lines"))
