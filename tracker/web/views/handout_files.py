"""Take files and pasted rows into a draft: check them, decide row by row, let them join the list."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.ground.tables import write_csv
from tracker.models.base import Base, db
from tracker.models.children import Child
from tracker.models.handouts import Handout, HandoutFile, HandoutRow, Verdict
from tracker.operations.accesses import record_access
from tracker.operations.handout_files import add_files, check_again, correct_row, remove_file
from tracker.operations.row_decisions import call_new, choose_child, leave_out
from tracker.operations.taking_over import take_over
from tracker.queries.handout_rows import WAITING, candidates, rows_listed, rows_waiting, said_of, why_of
from tracker.queries.handouts import files_of, totals, verdicts_of
from tracker.queries.places import Gazetteer
from tracker.queries.settings import all_items
from tracker.web.forms.base import Form
from tracker.web.forms.handout_files import LABELS, PasteForm, Read, RowForm, UploadForm, first_error, what_was_read
from tracker.web.handout_pages import about, do, file_or_404, left_of_campaign, own_draft_or_404
from tracker.web.language import said
from tracker.web.paging import paged
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save, write

bp = Blueprint("handout_files", __name__, url_prefix="/handouts")

#: Which rows a page of a file shows.
SHOWN: dict[str, Sequence[Verdict]] = {
    "waiting": WAITING,
    "new": (Verdict.NEW,),
    "matched": (Verdict.MATCHED,),
    "left_out": (Verdict.LEFT_OUT,),
    "all": (),
}
#: So many characters of notes follow on the next page; the cookie that carries them is small.
_MOST_NOTES = 1200
#: Columns of the file of rows to be corrected, as the reader of lists knows them again.
_COLUMNS = {
    "full_name": "Họ và tên",
    "birth": "Ngày sinh",
    "sex": "Giới tính",
    "commune": "Xã",
    "district": "Huyện",
    "hamlet": "Ấp",
    "school": "Trường",
    "school_class": "Lớp",
    "guardian": "Cha mẹ",
    "phone": "Điện thoại",
    "code": "Mã trẻ",
}


@bp.post("/<int:handout_id>/files")
@needs("handouts.draft")
def upload(handout_id: int) -> ResponseReturnValue:
    """Lay one or several files beside a draft."""
    handout, form = own_draft_or_404(handout_id), UploadForm.of_request()
    reads = form.read(_hashes(handout)) if form.sent_and_valid() else []
    return _lay_beside(handout, form, reads)


@bp.post("/<int:handout_id>/pasted")
@needs("handouts.draft")
def paste(handout_id: int) -> ResponseReturnValue:
    """Lay pasted rows beside a draft."""
    handout, form = own_draft_or_404(handout_id), PasteForm.of_request()
    reads = form.read(_hashes(handout)) if form.sent_and_valid() else []
    return _lay_beside(handout, form, reads)


def _hashes(handout: Handout) -> list[str]:
    return [file.content_hash for file in files_of(db.session(), handout)]


def _lay_beside(handout: Handout, form: UploadForm | PasteForm, reads: list[Read]) -> ResponseReturnValue:
    """Keep what could be read, say what could not, and go where there is something to look at."""
    files = [(each.name, each.content_hash, each.table.heading_row, each.rows()) for each in reads]
    kept = save(form, add_files, handout=handout, files=files) if files else None
    wrong = first_error(form)
    if wrong:
        flash(wrong, "warning")
    if kept is None:
        return redirect(url_for("handouts.show", handout_id=handout.id, _anchor="files"))
    rows = sum(len(each.table.rows) for each in reads)
    flash(ngettext("%(num)s row was read and checked.", "%(num)s rows were read and checked.", rows))
    notes = " ".join(what_was_read(reads))
    if notes:
        flash(notes[:_MOST_NOTES] + ("…" if len(notes) > _MOST_NOTES else ""), "warning")
    newest = files_of(db.session(), handout)[-1]
    if len(reads) > 1:
        return redirect(url_for("handouts.show", handout_id=handout.id, _anchor="files"))
    return redirect(url_for(".show", handout_id=handout.id, file_id=newest.id))


@bp.get("/<int:handout_id>/files/<int:file_id>")
@needs("handouts.draft")
def show(handout_id: int, file_id: int) -> ResponseReturnValue:
    """Show the rows of a file: first those that somebody must look at, each with why and what can be done."""
    handout = own_draft_or_404(handout_id)
    return _page(handout, file_or_404(handout, file_id), RowForm(formdata=None), None)


def _page(handout: Handout, file: HandoutFile, form: RowForm, wrong: HandoutRow | None) -> ResponseReturnValue:
    """Draw the page of a file; `wrong` is the row whose form was refused."""
    session = db.session()
    verdicts = {str(verdict): count for verdict, count in verdicts_of(session, file).items()}
    waiting = sum(verdicts.get(verdict, 0) for verdict in WAITING)
    shown = request.args.get("rows", "")
    shown = shown if shown in SHOWN else ("waiting" if waiting else "all")
    by = (HandoutRow.row_number, HandoutRow.id)
    asked = rows_listed(file, SHOWN[shown])
    page = paged(session, asked, by=by, cursor=request.args.get("cursor"), descending=False)
    ready = verdicts.get(Verdict.MATCHED, 0) + verdicts.get(Verdict.NEW, 0)
    told = about(session, handout)
    return render_template(
        "handouts/file.html",
        about=told,
        handout=handout,
        file=file,
        form=form,
        wrong=wrong,
        button=Form(formdata=None),
        page=page,
        rows=[(row, said_of(row), said(why_of(row)[0], **why_of(row)[1]) if row.why else "") for row in page.rows],
        offered=candidates(session, [row for row in page.rows if row.verdict in WAITING], handout.planned_on),
        verdicts=verdicts,
        total=sum(verdicts.values()),
        waiting=waiting,
        ready=ready,
        shown=shown,
        labels=LABELS,
        gazetteer=Gazetteer(session),
        items=all_items(session),
        count=totals(session, handout)[0],
        free=left_of_campaign(session, handout)[0],
    ), (422 if wrong is not None else 200)  # fmt: skip


@bp.post("/<int:handout_id>/files/<int:file_id>/rows/<int:row_id>")
@needs("handouts.draft")
def decide(handout_id: int, file_id: int, row_id: int) -> ResponseReturnValue:
    """Say what a row means, or write it as it should be."""
    handout = own_draft_or_404(handout_id)
    file, row = file_or_404(handout, file_id), db.session().get(HandoutRow, row_id)
    if row is None or row.file_id != file.id:
        abort(404)
    form = RowForm.of_request()
    if form.sent_and_valid() and _decide(form, row) is not None:
        return redirect(url_for(".show", handout_id=handout_id, file_id=file_id, rows=request.args.get("rows")))
    return _page(handout, file_or_404(handout, file_id), form, db.session().get(HandoutRow, row_id))


def _decide(form: RowForm, row: HandoutRow) -> Base | None:
    """Do what the form decides; None with the refusal on the form."""
    decision = form.decision.data or ""
    if decision == "correct":
        return save(form, correct_row, row=row, said=form.said())
    if decision in ("new", "leave_out"):
        return save(form, call_new if decision == "new" else leave_out, row=row)
    key = decision.removeprefix("child:")
    child = db.session().get(Child, int(key)) if key.isascii() and key.isdigit() and len(key) < 19 else None
    if child is None:
        form.refuse(Refused(None, N_("Say what the row means.")))
        return None
    return save(form, choose_child, row=row, child=child)


@bp.post("/<int:handout_id>/files/<int:file_id>/take-over")
@needs("handouts.draft")
def join(handout_id: int, file_id: int) -> ResponseReturnValue:
    """Let a file join the list."""
    handout = own_draft_or_404(handout_id)
    before = totals(db.session(), handout)[0]
    if not do(Form.of_request(), take_over, file=file_or_404(handout, file_id)):
        return redirect(url_for(".show", handout_id=handout_id, file_id=file_id))
    added = totals(db.session(), handout)[0] - before
    flash(ngettext("%(num)s child joined the list.", "%(num)s children joined the list.", added))
    return redirect(url_for("handouts.show", handout_id=handout_id))


@bp.post("/<int:handout_id>/files/<int:file_id>/check-again")
@needs("handouts.draft")
def check(handout_id: int, file_id: int) -> ResponseReturnValue:
    """Check a file against the register as it is now."""
    if do(Form.of_request(), check_again, file=file_or_404(own_draft_or_404(handout_id), file_id)):
        flash(_("The file is checked again."))
    return redirect(url_for(".show", handout_id=handout_id, file_id=file_id))


@bp.post("/<int:handout_id>/files/<int:file_id>/remove")
@needs("handouts.draft")
def remove(handout_id: int, file_id: int) -> ResponseReturnValue:
    """Throw a file away that did not join the list."""
    if do(Form.of_request(), remove_file, file=file_or_404(own_draft_or_404(handout_id), file_id)):
        flash(_("The file is removed."))
    return redirect(url_for("handouts.show", handout_id=handout_id, _anchor="files"))


@bp.get("/<int:handout_id>/files/<int:file_id>/to-correct.csv")
@needs("handouts.draft")
def to_correct(handout_id: int, file_id: int) -> ResponseReturnValue:
    """Give the rows that somebody must correct as a file, with why; corrected, it can be sent again."""
    handout = own_draft_or_404(handout_id)
    file = file_or_404(handout, file_id)
    write(record_access, by=current_user_record(), what="handouts.to_correct.csv", record_id=file_id)
    lines = list(_csv_rows(db.session(), file))
    name = f"{handout.code}-{file_id}-to-correct.csv"
    response = Response(write_csv(["Dòng", *_COLUMNS.values(), "Ghi chú"], lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv_rows(session: Session, file: HandoutFile) -> Iterator[list[object]]:
    for row in rows_waiting(session, file):
        text, values = why_of(row)
        says = said_of(row)
        yield [row.row_number, *(getattr(says, name) for name in _COLUMNS), said(text, **values) if text else ""]
