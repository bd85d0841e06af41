"""Show budget money of a year by its source."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.models.base import db
from tracker.queries.proving.budget import budget_of, campaigns_with_budget, years_of_budget
from tracker.web.rights import needs

bp = Blueprint("budget", __name__, url_prefix="/costs/budget")


@bp.get("")
@needs("costs.read")
def index() -> ResponseReturnValue:
    """Tell who gave how much budget money to which campaign in a year, and what those campaigns spent."""
    session = db.session()
    years, latest = years_of_budget(session)
    asked = request.args.get("year", "")
    year = int(asked) if asked in [str(each) for each in years] else latest
    rows = budget_of(session, year)
    return render_template(
        "costs/budget.html", year=year, years=years, rows=rows, campaigns=campaigns_with_budget(session, rows, year)
    )
