"""Release a list with the names that families agreed to give out; who got it and why is kept."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.documents.helping.releases import release_workbook
from tracker.documents.proving.ledger_style import FORMATS
from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.handouts import Handout
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.releases import release_list
from tracker.queries.helping.handout_lists import ListState, list_state
from tracker.queries.helping.releases import releasable, released_paper, said_release
from tracker.queries.proving.paper_copies import copies_of, copy_of
from tracker.web.forms.helping.releases import ReleaseForm
from tracker.web.helping.handout_pages import seen_or_404
from tracker.web.proving.paper_pages import pdf_response
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save, write

bp = Blueprint("releases", __name__, url_prefix="/handouts")


@bp.route("/<int:handout_id>/release", methods=["GET", "POST"])
@needs("handouts.release")
def new(handout_id: int) -> ResponseReturnValue:
    """Say to whom a list goes and why; how many stand with their names is said before one confirms."""
    session, handout = db.session(), seen_or_404(handout_id)
    form = ReleaseForm.of_request()
    if form.sent_and_valid() and (copy := save(form, release_list, handout=handout)):
        flash(_("The list is released; take it as PDF or for Excel below."))
        return redirect(url_for(".new", handout_id=handout_id, _anchor=f"release-{copy.number}"))
    found = releasable(session, handout, today())
    form.seen.data = found.seen
    copies = copies_of(session, PaperKind.NAMED_LIST, handout.id)
    return render_template(
        "handouts/release.html",
        handout=handout,
        form=form,
        found=found,
        approved=list_state(session, handout) not in (ListState.DRAFT, ListState.SUBMITTED),
        released=[(copy, person, said_release(copy)) for copy, person in reversed(copies)],
    ), 422 if form.is_submitted() else 200


@bp.get("/<int:handout_id>/releases/<int:number>.pdf")
@needs("handouts.release")
def copy_pdf(handout_id: int, number: int) -> ResponseReturnValue:
    """Give a released list, with the names that still may go; who opens it is kept."""
    handout, copy = _found(handout_id, number)
    _keep(handout, copy, "pdf")
    return pdf_response([released_paper(db.session(), copy)], f"{handout.code}-{number}")


@bp.get("/<int:handout_id>/releases/<int:number>.xlsx")
@needs("handouts.release")
def copy_xlsx(handout_id: int, number: int) -> ResponseReturnValue:
    """Give a released list for Excel; who opens it is kept."""
    handout, copy = _found(handout_id, number)
    _keep(handout, copy, "xlsx")
    response = Response(release_workbook(released_paper(db.session(), copy)), content_type=FORMATS["xlsx"])
    response.headers.set("Content-Disposition", "attachment", filename=f"{handout.code}-{number}.xlsx")
    return response


def _found(handout_id: int, number: int) -> tuple[Handout, PaperCopy]:
    handout = seen_or_404(handout_id)
    return handout, copy_of(db.session(), PaperKind.NAMED_LIST, handout.id, number) or abort(404)


def _keep(handout: Handout, copy: PaperCopy, format: str) -> None:
    """Note who takes it, before it goes."""
    said = said_release(copy)
    what, reason = f"handouts.release.{format}", f"{handout.code}/{copy.number} → {said['to']}: {said['purpose']}"
    write(record_access, by=current_user_record(), what=what, record_id=handout.id, reason=reason)
