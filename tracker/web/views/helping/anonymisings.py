"""Propose that who a child is be taken away, and let another person agree or not."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.child_rights import Anonymising
from tracker.models.helping.children import Child
from tracker.operations.helping.anonymisings import agree_anonymising, decline_anonymising, propose_anonymising
from tracker.operations.proving.attachments import erase_given_up
from tracker.queries.helping.anonymisings import (
    Ground,
    standing_of,
    step_of,
    waiting_anonymisings,
    waiting_for,
    who_may_go,
)
from tracker.queries.user_lists import names_of
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.forms.helping.child_rights import AgreeForm, DeclineForm, ProposeForm
from tracker.web.forms.ids import id_of
from tracker.web.paging import paged
from tracker.web.proving.attached import folder_of_attachments
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save, write

bp = Blueprint("anonymisings", __name__, url_prefix="/anonymisings")


@bp.get("")
@needs("children.requests")
def index() -> ResponseReturnValue:
    """List the proposals that wait, and the children who might be proposed."""
    session = db.session()
    by, cursor = (Child.code, Child.id), request.args.get("cursor")
    # Each child is looked at on its own, so only a few stand on a page.
    page = paged(session, who_may_go(today()), by=by, cursor=cursor, size=10, descending=False)
    return render_template(
        "anonymisings/index.html",
        waiting=session.scalars(waiting_anonymisings().order_by(Anonymising.id)).all(),
        page=page,
        standings={child.id: standing_of(session, child, today()) for child in page.rows},
        grounds=Ground,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("children.anonymise")
def new() -> ResponseReturnValue:
    """Say why a child's data is to be taken away; what stands against it is shown first."""
    session = db.session()
    child = session.get(Child, id_of(request.args.get("child")) or 0) or abort(404)
    if (there := waiting_for(session, child)) is not None and request.method == "GET":
        return redirect(url_for(".show", anonymising_id=there.id))
    form = ProposeForm.of_request()
    if form.sent_and_valid() and (proposal := save(form, propose_anonymising, child=child)):
        flash(_("It is proposed. Another person agrees, or not."))
        return redirect(url_for(".show", anonymising_id=proposal.id))
    stands = standing_of(db.session(), child, today())
    page = render_template("anonymisings/new.html", form=form, child=child, stands=stands, grounds=Ground)
    return page, 422 if form.is_submitted() else 200


@bp.get("/<int:anonymising_id>")
@needs("children.requests")
def show(anonymising_id: int) -> ResponseReturnValue:
    """Show a proposal, what goes, what stays, and how it ended."""
    return _drawn(_proposal(anonymising_id))


@bp.post("/<int:anonymising_id>/agree")
@needs("children.agree_anonymising")
def agree(anonymising_id: int) -> ResponseReturnValue:
    """Agree, and take away who the child is."""
    proposal, form = _proposal(anonymising_id), apart(AgreeForm.of_request(), "agree")
    if form.sent_and_valid() and save(form, agree_anonymising, anonymising=proposal):
        write(erase_given_up, folder=folder_of_attachments())
        flash(_("Who the child is was taken away."))
        return redirect(url_for(".show", anonymising_id=anonymising_id))
    return _drawn(_proposal(anonymising_id), agree=form), 422


@bp.post("/<int:anonymising_id>/decline")
@needs("children.agree_anonymising")
def decline(anonymising_id: int) -> ResponseReturnValue:
    """Leave everything as it is."""
    proposal, form = _proposal(anonymising_id), apart(DeclineForm.of_request(), "decline")
    if form.sent_and_valid() and save(form, decline_anonymising, anonymising=proposal):
        flash(_("Everything stays as it is."))
        return redirect(url_for(".show", anonymising_id=anonymising_id))
    return _drawn(_proposal(anonymising_id), decline=form), 422


def _proposal(anonymising_id: int) -> Anonymising:
    return db.session().get(Anonymising, anonymising_id) or abort(404)


def _drawn(proposal: Anonymising, **sent: Form) -> str:
    session = db.session()
    step = step_of(session, proposal)
    return render_template(
        "anonymisings/show.html",
        proposal=proposal,
        step=step,
        names=names_of(session, {step.by_id} if step else set()),
        own=proposal.proposed_by == current_user_record().id,
        agree=sent.get("agree") or apart(AgreeForm.of_request(formdata=None), "agree"),
        decline=sent.get("decline") or apart(DeclineForm.of_request(formdata=None), "decline"),
        sent=sent,
    )
