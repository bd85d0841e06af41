"""Show help that reached a child, with its list, sheet, entry and vouchers; take it back where it came back."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.helping.disbursements import Channel, Disbursement, PayeeKind
from tracker.models.helping.handouts import HelpKind
from tracker.operations.helping.disbursements import take_back_help
from tracker.queries.helping.disbursement_pages import HelpPage, help_page
from tracker.queries.helping.help_corrections import corrected_by, correction_behind, waiting_for_help
from tracker.queries.helping.places import Gazetteer
from tracker.queries.journal import shown
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.settings import all_items
from tracker.queries.user_lists import names_of
from tracker.web.forms.helping.disbursements import TakeBackForm
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("disbursements", __name__, url_prefix="/disbursements")


def _help_or_404(disbursement_id: int) -> HelpPage:
    given = db.session().get(Disbursement, disbursement_id)
    if given is None:
        abort(404)
    return help_page(db.session(), given)


@bp.get("/<int:disbursement_id>")
@needs("disbursements.read")
def show(disbursement_id: int) -> ResponseReturnValue:
    """Show help given once, with everything that belongs to it."""
    session, page = db.session(), _help_or_404(disbursement_id)
    entries = [entry.id for entry in page.entries]
    return render_template(
        "disbursements/show.html",
        page=page,
        vouchers=vouchers_of(session, entries),
        items=all_items(session),
        gazetteer=Gazetteer(session),
        kinds=HelpKind,
        payees=PayeeKind,
        channels=Channel,
        people=names_of(session, page.people),
        ended=corrected_by(session, page.given),
        behind=correction_behind(session, page.given),
        waiting=waiting_for_help(session, page.given),
    )


@bp.route("/<int:disbursement_id>/take-back", methods=["GET", "POST"])
@needs("disbursements.take_back")
def take_back(disbursement_id: int) -> ResponseReturnValue:
    """Take a part of the help back into a till or store."""
    session, page = db.session(), _help_or_404(disbursement_id)
    names = {part.id: shown(session, part.item, part.quantity) for part in page.open_parts}
    form = TakeBackForm(page.open_parts, names)
    if form.sent_and_valid() and save(form, take_back_help):
        flash(_("The help is back; with the same child, once."))
        return redirect(url_for(".show", disbursement_id=disbursement_id))
    again = _help_or_404(disbursement_id)
    body = render_template("disbursements/take_back.html", form=form, page=again, gazetteer=Gazetteer(session))
    return body, 422 if form.is_submitted() else 200
