"""Record what was there when the books began: the accountant's page, open only until anything else happens."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.operations.proving.openings import record_opening
from tracker.queries.proving.tills import books_have_begun
from tracker.queries.proving.vouchers import vouchers_of
from tracker.web.forms.proving.openings import OpeningForm
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("openings", __name__, url_prefix="/tills/opening")


@bp.route("", methods=["GET", "POST"])
@needs("tills.opening")
def new() -> ResponseReturnValue:
    """Take rows of till, campaign, item and quantity; say so where the books have begun."""
    session, form = db.session(), OpeningForm.of_request()
    if "more" in request.form:
        form.add_rows()
    elif form.sent_and_valid() and (entry := save(form, record_opening)):
        numbers = ", ".join(voucher.code for voucher in vouchers_of(session, [entry.id])[entry.id])
        flash(_("The opening balances are recorded: %(vouchers)s.", vouchers=numbers))
        return redirect(url_for("tills.index"))
    form.fill_choices()
    page = render_template("tills/opening.html", form=form, begun=books_have_begun(session))
    return page, 422 if form.is_submitted() and "more" not in request.form else 200
