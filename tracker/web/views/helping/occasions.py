"""Show what was spent on each occasion of a year."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.handouts import HelpKind
from tracker.queries.helping.handout_lists import years_of_handouts
from tracker.queries.helping.occasions import occasions_in_year
from tracker.queries.settings import all_items
from tracker.web.rights import current_user_record, needs

bp = Blueprint("occasions", __name__, url_prefix="/occasions")

#: So many lists of an occasion are shown; the others are a link away.
MOST = 20


@bp.get("")
@needs("occasions.read")
def index() -> ResponseReturnValue:
    """Show a year's occasions with their lists, children, money and goods; first the latest year with lists."""
    session = db.session()
    years = years_of_handouts(session) or [today().year]
    asked = request.args.get("year", str(years[0]))
    if not (asked.isascii() and asked.isdigit() and 1990 <= int(asked) <= 2100):
        abort(404)
    return render_template(
        "occasions/index.html",
        year=int(asked),
        years=sorted({*years, int(asked)}, reverse=True),
        occasions=occasions_in_year(session, int(asked), current_user_record().id),
        kinds=HelpKind,
        items=all_items(session),
        most=MOST,
    )
