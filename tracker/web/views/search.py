"""Find anything by what is typed at the top of a page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.models.base import db
from tracker.queries.search import search
from tracker.web.rights import needs

bp = Blueprint("search", __name__)


@bp.get("/search")
@needs("donors.read")
def index() -> ResponseReturnValue:
    """List what was found, kind by kind."""
    text = request.args.get("q", "")[:200].strip()
    return render_template("search.html", text=text, found=search(db.session(), text))
