"""Show the approver the scholarships that wait, and let many be awarded or refused at once."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.models.base import Base, db
from tracker.models.helping.scholarships import Award
from tracker.operations.helping.scholarships import award_scholarships, refuse_awards
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.scholarship_lists import award_rows
from tracker.queries.helping.scholarship_proposals import newest_proposal, proposals, waiting_by_campaign
from tracker.queries.user_lists import names_of
from tracker.web.forms.helping.scholarships import AwardForm, DecideForm, RefuseForm
from tracker.web.forms.ids import id_of
from tracker.web.helping.award_pages import sees_names
from tracker.web.paging import paged
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save

bp = Blueprint("scholarship_proposals", __name__, url_prefix="/scholarships/proposals")


@bp.get("")
@needs("scholarships.read")
def index() -> ResponseReturnValue:
    """List what waits, with what it does to the campaigns' money."""
    return _page()


@bp.post("/award")
@needs("scholarships.award")
def award() -> ResponseReturnValue:
    """Award the ticked proposals, or all that were on the screen."""
    form = AwardForm.of_request()
    count = _decided(form, award_scholarships)
    if count is None:
        return _page(award=form), 422
    flash(ngettext("%(num)s scholarship is awarded.", "%(num)s scholarships are awarded.", count))
    return redirect(url_for(".index"))


@bp.post("/refuse")
@needs("scholarships.award")
def refuse() -> ResponseReturnValue:
    """Say no to the ticked proposals."""
    form = RefuseForm.of_request()
    count = _decided(form, refuse_awards)
    if count is None:
        return _page(refuse=form), 422
    flash(ngettext("%(num)s proposal is not awarded.", "%(num)s proposals are not awarded.", count))
    return redirect(url_for(".index"))


def _decided(form: DecideForm, operation: Callable[..., Sequence[Base]]) -> int | None:
    """Do what the form asks; give how many proposals it decided, None where it is refused."""
    counted = [len(form.ticks())]

    def deciding(*args: Any, **values: Any) -> Base:
        done = operation(*args, **values)
        counted.append(len(done))
        return done[0]

    deciding.__name__ = operation.__name__
    return counted[-1] if form.sent_and_valid() and save(form, deciding) else None


def _page(**sent: DecideForm) -> str:
    session, viewer = db.session(), current_user_record()
    campaign_id = id_of(request.values.get("campaign"))
    page = paged(
        session,
        proposals(campaign_id),
        by=(Award.proposed_at, Award.id),
        cursor=request.args.get("cursor"),
        descending=False,
        size=100,
    )
    return render_template(
        "scholarships/proposals.html",
        page=page,
        rows=award_rows(session, page.rows),
        waiting=waiting_by_campaign(session, viewer.id),
        campaign_id=campaign_id,
        forms={
            "award": sent.get("award") or AwardForm(formdata=None),
            "refuse": sent.get("refuse") or RefuseForm(formdata=None),
        },
        sent=sent,
        ticked=set(request.form.getlist("award")),
        last=newest_proposal(session),
        me=viewer.id,
        people=names_of(session, {award.proposed_by for award in page.rows}),
        gazetteer=Gazetteer(session),
        names=sees_names(),
    )
