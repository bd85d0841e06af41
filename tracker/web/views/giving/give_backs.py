"""Give a gift, or a part of it, back to its donor."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.operations.giving.give_backs import give_back
from tracker.queries.giving.donation_stories import story_of
from tracker.queries.settings import all_items
from tracker.web.forms.giving.give_backs import give_back_form
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("give_backs", __name__, url_prefix="/donations")


@bp.route("/<int:donation_id>/give-back", methods=["GET", "POST"])
@needs("donations.give_back")
def new(donation_id: int) -> ResponseReturnValue:
    """Ask how much of each part goes back, from where and why."""
    session = db.session()
    donation = session.get(Donation, donation_id) or abort(404)
    story, items = story_of(session, donation), all_items(session)
    form = give_back_form(story.parts, story.gone_back, {code: item.name for code, item in items.items()})
    if form.sent_and_valid() and save(form, give_back, donation=donation):
        flash(_("The gift is given back; its receipt says so when it is printed again."))
        return redirect(url_for("donations.show", donation_id=donation_id))
    status = 422 if form.is_submitted() else 200
    return render_template("donations/give_back.html", form=form, gift=donation, story=story, items=items), status
