"""Suspend, stop and resume a scholarship, with what each frees, leaves or owes again said before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.models.helping.scholarships import Award, StopReason
from tracker.operations.helping.award_steps import resume_award, stop_award, suspend_award
from tracker.queries.helping.scholarship_lists import AwardState, award_rows
from tracker.queries.helping.scholarships import sponsors_of, what_ends, what_resumes
from tracker.web.forms.base import Form
from tracker.web.forms.helping.scholarships import EndForm, ResumeForm, SuspendForm
from tracker.web.helping.award_pages import award_or_404, sees_names
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("scholarship_steps", __name__, url_prefix="/scholarships")


@dataclass(frozen=True)
class Act:
    """What can be done with a scholarship: its form, its operation, its words (msgids), and in which states."""

    form: type[Form]
    operation: Callable[..., Any]
    title: str
    done: str
    states: tuple[AwardState, ...]


ACTS = {
    "suspend": Act(
        SuspendForm,
        suspend_award,
        N_("Suspend the scholarship"),
        N_("The scholarship is suspended. Tell its sponsor."),
        (AwardState.RUNNING, AwardState.PAID),
    ),
    "stop": Act(
        EndForm,
        stop_award,
        N_("Stop the scholarship"),
        N_("The scholarship is stopped. Tell its sponsor."),
        (AwardState.RUNNING, AwardState.PAID, AwardState.SUSPENDED),
    ),
    "resume": Act(
        ResumeForm,
        resume_award,
        N_("Resume the scholarship"),
        N_("The scholarship is paid again. Tell its sponsor."),
        (AwardState.SUSPENDED,),
    ),
}


@bp.route("/<int:award_id>/<act>", methods=["GET", "POST"])
@needs("scholarships.end")
def record(award_id: int, act: str) -> ResponseReturnValue:
    """Suspend, stop or resume a scholarship."""
    award, what = award_or_404(award_id), ACTS.get(act) or abort(404)
    form = what.form.of_request(**_why_asked())
    if form.sent_and_valid() and save(form, what.operation, award=award):
        flash(_(what.done))
        return redirect(url_for("scholarships.show", award_id=award_id))
    award = award_or_404(award_id)
    (row,) = award_rows(db.session(), [award])
    if not form.is_submitted() and row.state not in what.states:
        return redirect(url_for("scholarships.show", award_id=award_id))
    page = render_template(
        "scholarships/step.html",
        act=act,
        what=what,
        form=form,
        row=row,
        sponsors=sponsors_of(db.session(), award, live_only=True),
        names=sees_names(),
        **_months(award, act),
    )
    return page, 422 if form.is_submitted() else 200


def _why_asked() -> dict[str, str]:
    """Begin with the reason that the address names, as the list of late sponsors does; with none it names none."""
    why = request.args.get("why", "")
    return {"why": why} if why in {reason.value for reason in StopReason} else {}


def _months(award: Award, act: str) -> dict[str, Any]:
    """Give the months that are freed or stay, or those that are owed again: always, and only if made up."""
    session = db.session()
    if act == "resume":
        coming = what_resumes(session, award, today(), make_up=False)
        every = what_resumes(session, award, today(), make_up=True)
        return {"coming": coming, "between": [each for each in every if each not in coming]}
    freed, stays = what_ends(session, award)
    return {"freed": [state.instalment for state in freed], "stays": stays}
