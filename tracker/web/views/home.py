"""Show what is due today."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.queries.home import money_now, tasks_on
from tracker.web.rights import may, needs, open_to_all

bp = Blueprint("home", __name__)


@bp.get("/")
@needs("home.see")
def index() -> ResponseReturnValue:
    """Show today's tasks, worst first, and the fund's money at the side."""
    session = db.session()
    tills = money_now(session) if may("campaigns.read") else []
    return render_template("home.html", tasks=tasks_on(session, today(), may), tills=tills)


@bp.get("/sample-data")
@needs("home.see")
def sample_data() -> ResponseReturnValue:
    """Explain how to begin with empty books while the sample is in use."""
    return render_template("sample_data.html")


@bp.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """Say that the program answers and its database too."""
    db.session.connection()
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
