"""Show who opened or took out what is known of children, when and why."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.models.base import db
from tracker.models.helping.children import Group
from tracker.models.journal import Access
from tracker.queries.helping.accesses import AccessesWanted, accesses_listed, seen
from tracker.queries.helping.children import child_by_code
from tracker.web.forms.helping.accesses import AccessFilter
from tracker.web.helping.child_pages import sees_groups
from tracker.web.paging import Page, paged
from tracker.web.rights import needs

bp = Blueprint("child_accesses", __name__, url_prefix="/children/accesses")


@bp.get("")
@needs("children.accesses")
def index() -> ResponseReturnValue:
    """List the accesses, the newest first, narrowed by person, child and time."""
    session, form = db.session(), AccessFilter.of_request()
    sent = form.sent()
    code = str(sent.get("child", ""))[:40].strip()
    child = child_by_code(session, code) if code else None
    user = int(sent["user"]) if sent.get("user") else None
    wanted = AccessesWanted(user_id=user, child=child, since=sent.get("since"), until=sent.get("until"))
    # A code that no child has finds nothing, not everything.
    unknown = bool(code) and child is None
    asked, by = accesses_listed(wanted), (Access.id, Access.id)
    page = Page([], None, None) if unknown else paged(session, asked, by=by, cursor=request.args.get("cursor"))
    return render_template(
        "children/accesses.html",
        form=form,
        page=page,
        rows=seen(page.rows),
        narrowed=bool(sent),
        unknown=unknown,
        groups=Group if sees_groups() else None,
    )
