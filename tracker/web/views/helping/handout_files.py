"""Take files and pasted rows into a draft: check them, decide row by row, let them join the list."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.ground.workbooks import Sheet, SheetColumn, write_xlsx
from tracker.models.base import Base, db
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutRow, Verdict
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.brought_files import add_files
from tracker.operations.helping.handout_files import check_again, correct_row, remove_file
from tracker.operations.helping.row_decisions import call_new, choose_child, leave_out
from tracker.operations.helping.taking_over import take_over
from tracker.queries.helping.handout_rows import WAITING, candidates, rows_listed, rows_waiting, said_of, why_of
from tracker.queries.helping.handouts import files_of, totals, verdicts_of
from tracker.queries.helping.list_mappings import notes_of, reading_of, source_of
from tracker.queries.helping.overlaps import counted, rows_elsewhere
from tracker.queries.helping.places import Gazetteer
from tracker.queries.settings import all_items
from tracker.web.forms.base import Form, first_error
from tracker.web.forms.helping.handout_files import (
    LABELS,
    PasteForm,
    Read,
    RowForm,
    UploadForm,
    notes_said,
    row_mark,
    rows_back,
)
from tracker.web.helping.handout_pages import about, file_or_404, left_of_campaign, own_draft_or_404
from tracker.web.language import said
from tracker.web.paging import paged
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import do, save, write

bp = Blueprint("handout_files", __name__, url_prefix="/handouts")

#: Which rows a page of a file shows.
SHOWN: dict[str, Sequence[Verdict]] = {
    "waiting": WAITING,
    "new": (Verdict.NEW,),
    "matched": (Verdict.MATCHED,),
    "left_out": (Verdict.LEFT_OUT,),
    "all": (),
}
#: Columns of the file of rows to be corrected, as the reader of lists knows them again, and their widths.
_MARKS = ("Dòng gốc (đừng sửa)", 16)
_COLUMNS = {
    "full_name": ("Họ và tên", 26),
    "birth": ("Ngày sinh", 12),
    "sex": ("Giới tính", 8),
    "commune": ("Xã", 18),
    "district": ("Huyện", 16),
    "hamlet": ("Ấp", 16),
    "school": ("Trường", 22),
    "school_class": ("Lớp", 8),
    "guardian": ("Cha mẹ", 22),
    "phone": ("Điện thoại", 14),
    "code": ("Mã trẻ", 12),
}
_WHY = ("Ghi chú", 60)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    kept = save(form, add_files, handout=handout, files=[each.brought() for each in reads]) if reads else None
    wrong = first_error(form)
    if wrong:
        flash(wrong, "warning")
    if kept is None:
        return redirect(url_for("handouts.show", handout_id=handout.id, _anchor="files"))
    _say_what_was_read(reads)
    if len(reads) > 1:
        return redirect(url_for("handouts.show", handout_id=handout.id, _anchor="files"))
    if (table := reads[0].table) is not None and (back := rows_back(table)):
        return redirect(url_for(".show", handout_id=handout.id, file_id=back[0]))
    newest = files_of(db.session(), handout)[-1]
    page = "list_mappings.edit" if reads[0].table is None else ".show"
    return redirect(url_for(page, handout_id=handout.id, file_id=newest.id))


def _say_what_was_read(reads: Sequence[Read]) -> None:
    """Say how many rows were read, as which source's last time, and which files wait for a word."""
    tables = [each.table for each in reads if each.table is not None]
    rows = sum(len(table.rows) for table in tables)
    if tables:
        flash(ngettext("%(num)s row was read and checked.", "%(num)s rows were read and checked.", rows))
    for source in sorted({each.mapping.source for each in reads if each.table and each.mapping}):
        flash(_("Read as last time: %(source)s.", source=source))
    waiting = [each.name for each in reads if each.table is None]
    if waiting:
        flash(_("Say which column is which: %(files)s.", files=", ".join(waiting)), "warning")


@bp.get("/<int:handout_id>/files/<int:file_id>")
@needs("handouts.draft")
def show(handout_id: int, file_id: int) -> ResponseReturnValue:
    """Show the rows of a file: first those that somebody must look at, each with why and what can be done."""
    handout = own_draft_or_404(handout_id)
    file = file_or_404(handout, file_id)
    if not verdicts_of(db.session(), file):
        return redirect(url_for("list_mappings.edit", handout_id=handout_id, file_id=file_id))
    return _page(handout, file, RowForm(formdata=None), None)


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
    told, reading = about(session, handout), reading_of(session, file)
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
        notes=notes_said(notes_of(reading)),
        source=source_of(session, reading),
        has_cells=reading is not None and reading.cells != "",
        verdicts=verdicts,
        total=sum(verdicts.values()),
        waiting=waiting,
        twice=counted(rows_elsewhere(session, handout, file, handout.prepared_by)),
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


@bp.get("/<int:handout_id>/files/<int:file_id>/to-correct.xlsx")
@needs("handouts.draft")
def to_correct(handout_id: int, file_id: int) -> ResponseReturnValue:
    """Give the rows that somebody must correct as a workbook, with why; corrected, it can be sent again."""
    handout = own_draft_or_404(handout_id)
    file = file_or_404(handout, file_id)
    write(record_access, by=current_user_record(), what="handouts.to_correct.xlsx", record_id=file_id)
    columns = [SheetColumn(heading, width=width) for heading, width in (_MARKS, *_COLUMNS.values(), _WHY)]
    sheet = Sheet(f"{handout.code} T{file_id}", columns, list(_rows_to_correct(db.session(), file)))
    response = Response(b"".join(write_xlsx([sheet])), mimetype=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{handout.code}-{file_id}-to-correct.xlsx"'
    return response


def _rows_to_correct(session: Session, file: HandoutFile) -> Iterator[list[object]]:
    for row in rows_waiting(session, file):
        text, values = why_of(row)
        says = said_of(row)
        why = said(text, **values) if text else ""
        yield [row_mark(file.id, row.row_number), *(getattr(says, name) for name in _COLUMNS), why]
