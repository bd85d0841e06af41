"""Set how much of a year's income running costs may take."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.operations.proving.costs import set_ceiling
from tracker.queries.proving.running_costs import ceilings
from tracker.web.forms.proving.costs import CeilingForm, show_share
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("cost_ceilings", __name__, url_prefix="/costs/ceiling")


@bp.route("", methods=["GET", "POST"])
@needs("costs.ceiling")
def index() -> ResponseReturnValue:
    """Show the ceilings from the latest on, and set one from a day on."""
    form = CeilingForm.of_request(valid_from=today().replace(month=1, day=1))
    if form.sent_and_valid() and save(form, set_ceiling):
        flash(_("The ceiling is set."))
        return redirect(url_for(".index"))
    rows = db.session().scalars(ceilings()).all()
    status = 422 if form.errors else 200
    return render_template("costs/ceiling.html", form=form, rows=rows, share=show_share), status
