"""Show which months are due and on no list, make the month's run in one press, complete it, and list all runs."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.handouts import Handout
from tracker.models.users import User
from tracker.operations.helping.scholarship_runs import complete_run, draft_run, take_off_freed
from tracker.queries.helping.commitments import end_of_next_month
from tracker.queries.helping.handout_lists import ListState, is_seen, sums_of_lists
from tracker.queries.helping.handouts import totals
from tracker.queries.helping.scholarship_lists import school_years
from tracker.queries.helping.scholarship_runs import due_months, runs_listed, unpaid_of
from tracker.queries.helping.scholarship_warnings import accounts_to_mend
from tracker.web.forms.base import Form, first_error
from tracker.web.forms.helping.scholarships import RunForm
from tracker.web.helping.award_pages import sees_names
from tracker.web.helping.handout_pages import own_draft_or_404
from tracker.web.paging import paged
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import do, save

bp = Blueprint("scholarship_runs", __name__, url_prefix="/scholarships/runs")


@bp.get("")
@needs("scholarships.read")
def index() -> ResponseReturnValue:
    """Show what is due by campaign and month, what waits of earlier runs, and all runs."""
    session, day = db.session(), today()
    by = (Handout.run_month, Handout.id)
    page = paged(session, runs_listed(), by=by, cursor=request.args.get("cursor"))
    runs = [(row[0], ListState(row[1])) for row in page.rows]
    keys = [handout.id for handout, _state in runs]
    due = due_months(session, end_of_next_month(day))
    drafts = [draft for each in due for draft in each.drafts]
    return render_template(
        "scholarships/runs.html",
        due=due,
        this_month=day.replace(day=1),
        form=RunForm(formdata=None),
        page=page,
        runs=runs,
        sums=sums_of_lists(session, keys),
        unpaid=unpaid_of(session, keys),
        open_state=ListState.OPEN,
        to_mend=accounts_to_mend(session),
        seen=_seen(session, [*drafts, *(handout for handout, _state in runs)]),
        any_awards=bool(due or runs or school_years(session)),
        names=sees_names(),
    )


def _seen(session: Session, lists: list[Handout]) -> set[int]:
    """Give the lists that who asks may open: another's draft is not shown."""
    viewer = current_user_record()
    return {each.id for each in lists if each.prepared_by == viewer.id or is_seen(session, each, viewer.id)}


@bp.post("")
@needs("handouts.draft")
def make() -> ResponseReturnValue:
    """Make the run of a campaign's month of all that is due and on no list."""
    form = RunForm.of_request()
    handout = save(form, draft_run) if form.sent_and_valid() else None
    if handout is None:
        flash(first_error(form), "warning")
        return redirect(url_for(".index"))
    flash(_("%(handout)s is drafted. Look it through and submit it.", handout=handout.code))
    return redirect(url_for("handouts.show", handout_id=handout.id))


@bp.post("/<int:handout_id>/complete")
@needs("handouts.draft")
def complete(handout_id: int) -> ResponseReturnValue:
    """Put on a draft what has fallen due since."""
    handout = own_draft_or_404(handout_id)
    before, _sums = totals(db.session(), handout)
    if do(Form.of_request(), _completed, handout=handout):
        added = totals(db.session(), handout)[0] - before
        flash(ngettext("%(num)s line is added to the run.", "%(num)s lines are added to the run.", added))
    return redirect(url_for("handouts.show", handout_id=handout_id))


def _completed(session: Session, *, by: User, handout: Handout) -> Handout:
    complete_run(session, by=by, handout=handout)
    return handout


@bp.post("/<int:handout_id>/take-off")
@needs("handouts.draft")
def take_off(handout_id: int) -> ResponseReturnValue:
    """Take the months that are not owed any more off a draft."""
    handout = own_draft_or_404(handout_id)
    if do(Form.of_request(), take_off_freed, handout=handout):
        flash(_("What is not owed any more is off the run."))
    return redirect(url_for("handouts.show", handout_id=handout_id))
