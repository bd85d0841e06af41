"""Find anything by what is typed at the top of a page."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.models.base import db
from tracker.queries.helping.sheet_lists import find_sheet
from tracker.queries.search import MOST, search
from tracker.web.rights import current_user_record, may, needs

bp = Blueprint("search", __name__)


@bp.get("/search")
@needs("donors.read")
def index() -> ResponseReturnValue:
    """List what was found, kind by kind; the number or code of a sheet opens it."""
    text = request.args.get("q", "")[:200].strip()
    sheet = find_sheet(db.session(), text) if text else None
    if sheet is not None and may("handouts.read"):
        return redirect(url_for("sheets.show", token=sheet.token))
    found = search(db.session(), text, viewer_id=current_user_record().id, by_name=may("children.names"))
    return render_template("search.html", text=text, found=found, most=MOST)
