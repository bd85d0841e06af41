"""Put children on a draft: found by a search over the register, or taken from another list."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.models.base import db
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.handouts import add_children
from tracker.queries.helping.handout_children import children_to_add, count_children
from tracker.queries.helping.handouts import totals
from tracker.queries.helping.places import Gazetteer
from tracker.web.forms.helping.handout_children import AddForm, CopyForm, SearchFilter
from tracker.web.helping.handout_pages import own_draft_or_404
from tracker.web.paging import paged
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import do, write

bp = Blueprint("handout_children", __name__, url_prefix="/handouts")


@bp.get("/<int:handout_id>/children")
@needs("handouts.draft")
def search(handout_id: int) -> ResponseReturnValue:
    """Search the register for children who are not on the list yet."""
    session, handout = db.session(), own_draft_or_404(handout_id)
    form = SearchFilter(handout.planned_on)
    wanted = form.wanted()
    if wanted.group:
        write(record_access, by=current_user_record(), what="handouts.by_group", reason=wanted.group)
        handout = own_draft_or_404(handout_id)
    asked = children_to_add(session, handout, wanted)
    # No name stands in an address, not even as the key of a page.
    by = (Child.place_key, Child.id)
    return render_template(
        "handouts/children.html",
        handout=handout,
        form=form,
        add=AddForm(handout, formdata=None),
        copy=CopyForm(handout, formdata=None),
        page=paged(session, asked, by=by, cursor=request.args.get("cursor"), descending=False),
        found=count_children(session, asked),
        gazetteer=Gazetteer(session),
    )


@bp.post("/<int:handout_id>/children")
@needs("handouts.draft")
def add(handout_id: int) -> ResponseReturnValue:
    """Put the ticked children, or all of the search, on the list."""
    handout = own_draft_or_404(handout_id)
    return _add(handout, AddForm(handout))


@bp.post("/<int:handout_id>/copy")
@needs("handouts.draft")
def copy(handout_id: int) -> ResponseReturnValue:
    """Put the children of another list on this one."""
    handout = own_draft_or_404(handout_id)
    return _add(handout, CopyForm(handout))


def _add(handout: Handout, form: AddForm | CopyForm) -> ResponseReturnValue:
    session = db.session()
    before, _sums = totals(session, handout)
    if not do(form, add_children, handout=handout):
        back = url_for(".search", handout_id=handout.id)
        return redirect(back + ("?" + request.query_string.decode() if request.query_string else ""))
    added = totals(session, handout)[0] - before
    flash(ngettext("%(num)s child is on the list now.", "%(num)s children are on the list now.", added))
    return redirect(url_for("handouts.show", handout_id=handout.id, _anchor="lines"))
