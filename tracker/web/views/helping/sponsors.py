"""Put sponsors behind a scholarship, change them and let them go; tell them news; see who is late."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.scholarships import AwardStep, AwardStepKind, Sponsorship, StopReason
from tracker.operations.helping.sponsorships import add_sponsor, change_sponsor, end_sponsorship, tell_sponsor
from tracker.queries.helping.late_sponsors import late_sponsors
from tracker.queries.helping.sponsor_news import TOLD_OF, in_words, news_asked
from tracker.queries.helping.sponsorships import shares_taken
from tracker.queries.same import kept
from tracker.web.forms.giving.giving import pledge_rows
from tracker.web.forms.helping.sponsors import ChangeSponsorForm, EndSponsorForm, SponsorForm, TellForm
from tracker.web.forms.ids import id_of
from tracker.web.helping.award_pages import award_or_404
from tracker.web.helping.sponsor_pages import covering_address, fund_name, sponsorship_or_404
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("sponsors", __name__, url_prefix="/scholarships")


@bp.route("/<int:award_id>/sponsors/new", methods=["GET", "POST"])
@needs("sponsors.record")
def new(award_id: int) -> ResponseReturnValue:
    """Put a sponsor behind a scholarship, with the promise that pays it."""
    award = award_or_404(award_id)
    left = max(100 - shares_taken(db.session(), award), 1)
    form = SponsorForm.of_request(donor=id_of(request.args.get("donor")), share=left).about(award)
    if _is_sent(form) and (sponsorship := save(form, add_sponsor, award=award)):
        flash(_("%(name)s stands behind it now.", name=sponsorship.donor.full_name))
        return redirect(url_for("scholarships.show", award_id=award_id))
    page = "sponsors/new.html"
    return render_template(page, form=form, award=award, old=None), 422 if form.errors else 200


@bp.route("/<int:award_id>/sponsors/<int:sponsorship_id>/change", methods=["GET", "POST"])
@needs("sponsors.record")
def change(award_id: int, sponsorship_id: int) -> ResponseReturnValue:
    """Let another sponsor follow one; who went stays in the history."""
    old = sponsorship_or_404(award_id, sponsorship_id)
    form = ChangeSponsorForm.of_request(donor=id_of(request.args.get("donor"))).about(old.award)
    if _is_sent(form) and (sponsorship := save(form, change_sponsor, sponsorship=old)):
        flash(_("%(name)s stands behind it now.", name=sponsorship.donor.full_name))
        return redirect(url_for("scholarships.show", award_id=award_id))
    donor = kept(db.session(), old.donor)
    page = "sponsors/new.html"
    return render_template(page, form=form, award=old.award, old=old, donor=donor), 422 if form.errors else 200


@bp.route("/<int:award_id>/sponsors/<int:sponsorship_id>/end", methods=["GET", "POST"])
@needs("sponsors.record")
def end(award_id: int, sponsorship_id: int) -> ResponseReturnValue:
    """Let a sponsor go; nobody asks for more out of the promise that paid this scholarship alone."""
    sponsorship = sponsorship_or_404(award_id, sponsorship_id)
    form = EndSponsorForm.of_request()
    donor = kept(db.session(), sponsorship.donor)
    if form.sent_and_valid() and save(form, end_sponsorship, sponsorship=sponsorship):
        flash(_("%(name)s stands behind it no longer.", name=donor.full_name))
        return redirect(url_for("scholarships.show", award_id=award_id))
    values = {"award": sponsorship.award, "sponsorship": sponsorship, "donor": donor}
    return render_template("sponsors/end.html", form=form, **values), 422 if form.errors else 200


@bp.get("/pledges.json")
@needs("sponsors.record")
def pledges() -> ResponseReturnValue:
    """Answer the form: the open pledges of a donor to the award's campaign."""
    args = request.args
    return jsonify(pledge_rows(db.session(), id_of(args.get("donor")), id_of(args.get("campaign"))))


@bp.get("/news")
@needs("sponsors.tell")
def news() -> ResponseReturnValue:
    """List what sponsors are to be told, the oldest decision first, with whom to call and what to say."""
    session, cursor = db.session(), request.args.get("cursor")
    asked: Any = news_asked()
    page = paged(session, asked, by=(AwardStep.id, Sponsorship.id), cursor=cursor, descending=False)
    rows = in_words(session, ((row[0], row[1]) for row in page.rows), fund_name(session))
    lists = {"kinds": AwardStepKind, "reasons": StopReason}
    return render_template("sponsors/news.html", page=page, rows=rows, **lists)


@bp.route("/<int:award_id>/sponsors/<int:sponsorship_id>/tell/<int:step_id>", methods=["GET", "POST"])
@needs("sponsors.tell")
def tell(award_id: int, sponsorship_id: int, step_id: int) -> ResponseReturnValue:
    """Keep that a sponsor was told of a decision: when and how."""
    session, sponsorship = db.session(), sponsorship_or_404(award_id, sponsorship_id)
    step = session.get(AwardStep, step_id)
    if step is None or step.award_id != award_id or step.kind not in TOLD_OF:
        abort(404)
    form = TellForm.of_request()
    (row,) = in_words(session, [(sponsorship, step)], fund_name(session))
    if form.sent_and_valid() and save(form, tell_sponsor, sponsorship=sponsorship, step=step):
        flash(_("It is kept that %(name)s was told.", name=row.donor.full_name))
        return redirect(url_for(".news"))
    lists = {"kinds": AwardStepKind, "reasons": StopReason}
    return render_template("sponsors/tell.html", form=form, row=row, **lists), 422 if form.errors else 200


@bp.get("/late")
@needs("sponsors.read")
def late() -> ResponseReturnValue:
    """List the sponsors who are late by two parts or more, each with three ways out."""
    session = db.session()
    rows = [(each, covering_address(each)) for each in late_sponsors(session, today())]
    return render_template("sponsors/late.html", rows=rows)


def _is_sent(form: SponsorForm) -> bool:
    """Tell whether the form asks to be saved; who has no scripts may ask for the donor's pledges first."""
    return form.sent_and_valid() and request.form.get("then") != "pledges"
