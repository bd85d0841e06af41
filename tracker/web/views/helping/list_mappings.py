"""Say which column of a file is which, see how it would be read, and have old letters converted."""

from collections.abc import Mapping
from pathlib import PurePath

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.ground.lists.converting import as_if_converted
from tracker.ground.lists.grid_texts import read_grid_text
from tracker.ground.lists.mappings import completed, guessed_columns, headings_hash
from tracker.ground.refusals import Refused
from tracker.ground.spreadsheets import Table
from tracker.models.base import db
from tracker.models.helping.handouts import HandoutFile
from tracker.operations.helping.handout_files import Cells
from tracker.operations.helping.list_mappings import map_columns
from tracker.queries.helping.handouts import verdicts_of
from tracker.queries.helping.list_mappings import reading_of
from tracker.web.forms.helping.handout_files import notes_said, said_rows, what_was_read
from tracker.web.forms.helping.list_mappings import ASKED, MappingForm
from tracker.web.helping.handout_pages import file_or_404, own_draft_or_404
from tracker.web.helping.list_reading import proposal, read_as_said
from tracker.web.language import sentence
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("list_mappings", __name__, url_prefix="/handouts")

#: So many rows show how the list would be read.
_SHOWN = 5


@bp.route("/<int:handout_id>/files/<int:file_id>/columns", methods=["GET", "POST"])
@needs("handouts.draft")
def edit(handout_id: int, file_id: int) -> ResponseReturnValue:
    """Choose for each column of ours which one of the file it is; see the first rows; read the file so."""
    handout = own_draft_or_404(handout_id)
    file = file_or_404(handout, file_id)
    form, cells = _form_of(file)
    table, why = _read(form, fonts=form.chosen_fonts() if form.is_submitted() else form.fonts)
    if form.sent_and_valid() and request.form.get("decision") == "save" and _saved(form, file, cells):
        rows = sum(verdicts_of(db.session(), file).values())
        flash(ngettext("%(num)s row was read and checked.", "%(num)s rows were read and checked.", rows))
        return redirect(url_for("handout_files.show", handout_id=handout_id, file_id=file_id))
    return render_template(
        "handouts/columns.html",
        handout=handout,
        file=file,
        form=form,
        asked=ASKED,
        has_rows=bool(verdicts_of(db.session(), file)),
        table=table,
        rows=table.rows[:_SHOWN] if table else [],
        notes=notes_said(what_was_read(table)) if table else [],
        why=why,
    ), (422 if form.errors else 200)  # fmt: skip


def _form_of(file: HandoutFile) -> tuple[MappingForm, str]:
    """Make the form of a file, and give its cells; 404 for one that joined the list or has no cells."""
    session = db.session()
    reading = reading_of(session, file)
    if reading is None or not reading.cells or file.taken_over_at is not None:
        abort(404)
    grid = read_grid_text(reading.cells)
    proposed = proposal(session, grid)
    shown, columns = as_if_converted(grid, proposed.fonts), proposed.columns
    if proposed.mapping is None:
        columns = completed(shown, columns) if columns else guessed_columns(shown)
    source = proposed.mapping.source if proposed.mapping else PurePath(file.name).stem
    form = MappingForm.of_request(source=source)
    form.show(grid, columns, proposed.fonts)
    return form, reading.cells


def _read(form: MappingForm, fonts: Mapping[int, str]) -> tuple[Table | None, str]:
    """Read the list as the form says; None with the sentence that says why it cannot be read so."""
    try:
        return read_as_said(form.grid, form.columns(), fonts, form.grid.notes), ""
    except Refused as refused:
        return None, sentence(refused)


def _saved(form: MappingForm, file: HandoutFile, cells: str) -> HandoutFile | None:
    """Lay the rows beside the draft as the form says, and remember it; None with the refusal on the form."""
    fonts, (first, last) = form.chosen_fonts(), form.heading()
    try:
        table = read_as_said(form.grid, form.columns(), fonts, form.grid.notes)
    except Refused as refused:
        form.refuse(refused)
        return None
    return save(
        form,
        map_columns,
        file=file,
        heading_row=first + 1,
        rows=said_rows(table),
        reading=Cells(cells, fonts=fonts, notes=what_was_read(table)),
        headings_hash=headings_hash(form.grid, first, last),
        columns=form.of(),
    )
