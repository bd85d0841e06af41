"""Read files and pasted rows for a list, and what somebody decides about one row."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, StringField, TextAreaField

from tracker.ground.lists.grid_texts import grid_text
from tracker.ground.lists.grids import Grid, Note, few
from tracker.ground.lists.rows import EMPTY, HEADING, HIDDEN, NUMBERS, TITLE
from tracker.ground.refusals import N_, Refused
from tracker.ground.spreadsheets import Opened, Table, open_pasted, open_table
from tracker.models.base import db
from tracker.models.helping.list_mappings import ListMapping
from tracker.operations.helping.brought_files import Brought
from tracker.operations.helping.handout_files import Cells
from tracker.queries.helping.handout_checks import Said
from tracker.web.forms.base import Form
from tracker.web.helping.list_reading import proposal, read_or_ask
from tracker.web.language import said, sentence

#: Rows that nobody takes for a child; a hidden row is told among the notes.
_NO_SURPRISE = (TITLE, HEADING, NUMBERS, EMPTY, HIDDEN)
LEFT_OUT = N_("Rows left out: %(rows)s. %(why)s")
#: So many files in one go.
MOST_FILES = 20
_MARK = re.compile(r"D([0-9]{1,7})-T([0-9]{1,15})", re.IGNORECASE)
#: Letters in all cells of a list that is kept beside a draft; 5,000 children have a tenth of it.
MOST_LETTERS = 5_000_000
#: What a row says of a child, by our headings, with the label of its field.
LABELS = {
    "full_name": _l("Full name"),
    "birth": _l("Birth day or year"),
    "sex": _l("Sex"),
    "commune": _l("Commune"),
    "district": _l("District"),
    "hamlet": _l("Hamlet"),
    "school": _l("School"),
    "school_class": _l("Class"),
    "guardian": _l("Guardian"),
    "phone": _l("Phone"),
    "code": _l("Child's code"),
}


@dataclass(frozen=True)
class Read:
    """A file that could be opened: its name, the SHA-256 of its bytes, its cells, and its rows.

    Without a table it waits until somebody says how it is to be read.
    """

    name: str
    content_hash: str
    grid: Grid
    table: Table | None
    mapping: ListMapping | None

    def brought(self) -> Brought:
        """Give the file as the operation takes it."""
        notes = what_was_read(self.table) if self.table else []
        cells = Cells(grid_text(self.grid), self.mapping.id if self.mapping else None, notes=notes)
        if self.table is None:
            return Brought(self.name, self.content_hash, 0, [], cells)
        back = rows_back(self.table)
        return Brought(self.name, self.content_hash, self.table.heading_row, said_rows(self.table), cells, back)


def said_rows(table: Table) -> list[tuple[int, Said]]:
    """Give the rows of a list as the operations take them."""
    return [(number, Said(**{name: cells.get(name, "") for name in LABELS})) for number, cells in table.rows]


def rows_back(table: Table) -> tuple[int, dict[int, dict[str, str]]] | None:
    """Give the rows that come back corrected, by their number in the file named first; None for a new list."""
    marks = [read_row_mark(cells.get("origin", "")) for _number, cells in table.rows]
    files = {mark[0] if mark else 0 for mark in marks}
    if len(files) != 1 or 0 in files:
        return None
    rows = {}
    for mark, (_number, cells) in zip(marks, table.rows, strict=True):
        if mark:
            rows[mark[1]] = {name: cells[name] for name in LABELS if name in cells}
    return files.pop(), rows


def row_mark(file_id: int, row_number: int) -> str:
    """Mark a row of our own file of rows to correct, so that it is known when it comes back."""
    return f"D{row_number}-T{file_id}"


def read_row_mark(text: str) -> tuple[int, int] | None:
    """Read the mark of a row: the file and the row's number; None for any other text."""
    found = _MARK.fullmatch(text.strip())
    return (int(found[2]), int(found[1])) if found else None


class UploadForm(Form):
    """One or several XLSX or CSV files; each is read by itself, and what cannot be read is named."""

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        #: Name and bytes of each file sent.
        self.sent: list[tuple[str, bytes]] = []

    def sent_and_valid(self) -> bool:
        """Take the bytes of the files; refuse none and too many."""
        if not super().sent_and_valid():
            return False
        files = [file for file in request.files.getlist("files") if file.filename]
        if not files or len(files) > MOST_FILES:
            text = N_("Choose a file.") if not files else N_("At most %(most)s files at once.")
            self.form_errors.append(said(text, most=MOST_FILES))
            return False
        self.sent = [(_name_of(file), file.read()) for file in files]
        return True

    def content(self) -> dict[str, list[str]]:
        """Give what was sent: the files by their bytes."""
        return {"files": [_hash(data) for _name, data in self.sent]}

    def values(self, session: Session) -> dict[str, Any]:
        """Say nothing of its own; the files are read beforehand."""
        return {}

    def read(self, there: Iterable[str]) -> list[Read]:
        """Read the files; one that cannot be read, or whose hash is there already, is named among the errors."""
        known, found = set(there), []
        for name, data in self.sent:
            digest = _hash(data)
            if digest in known:
                self.form_errors.append(f"{name}: {_('This file is there already.')}")
                continue
            known.add(digest)
            try:
                found.append(_read(name, digest, open_table(data, name=name)))
            except Refused as refused:
                self.form_errors.append(f"{name}: {sentence(refused)}")
        return found


class PasteForm(Form):
    """Rows pasted from a spreadsheet."""

    pasted = TextAreaField(
        _l("Pasted rows"),
        description=_l("Copy the rows in Excel, with their heading, and paste them here."),
        render_kw={"rows": "6", "spellcheck": "false"},
    )

    def values(self, session: Session) -> dict[str, Any]:
        """Say nothing of its own; the rows are read beforehand."""
        return {}

    def read(self, there: Iterable[str]) -> list[Read]:
        """Read the rows; what cannot be read is refused at the field."""
        text = self.pasted.data or ""
        digest = _hash(text.encode())
        if digest in set(there):
            self.refuse(Refused("pasted", N_("This file is there already.")))
            return []
        try:
            return [_read(_("Pasted rows"), digest, open_pasted(text))]
        except Refused as refused:
            self.refuse(Refused("pasted", refused.text, **refused.values))
            return []


class RowForm(Form):
    """What a row means: `child:<id>`, `new`, `leave_out`, or `correct` with what it should say."""

    decision = HiddenField()
    full_name = StringField(LABELS["full_name"])
    birth = StringField(LABELS["birth"])
    sex = StringField(LABELS["sex"])
    commune = StringField(LABELS["commune"])
    district = StringField(LABELS["district"])
    hamlet = StringField(LABELS["hamlet"])
    school = StringField(LABELS["school"])
    school_class = StringField(LABELS["school_class"])
    guardian = StringField(LABELS["guardian"])
    phone = StringField(LABELS["phone"])
    code = StringField(LABELS["code"])

    def values(self, session: Session) -> dict[str, Any]:
        """Say nothing of its own; the page says what the decision needs."""
        return {}

    def said(self) -> Said:
        """Give what the row should say, each cell no longer than any that is taken."""
        return Said(**{name: " ".join((self[name].data or "").split())[:500] for name in LABELS})

    def show(self, row: Said) -> None:
        """Begin with what the row says."""
        for name in LABELS:
            self[name].data = getattr(row, name)


def what_was_read(table: Table) -> list[Note]:
    """List what people should know of a file: its notes, and rows left out where that may surprise."""
    rows: dict[str, list[str]] = {}
    for number, why in table.left_out:
        if why not in _NO_SURPRISE:
            rows.setdefault(why, []).append(str(number))
    left = [(LEFT_OUT, {"rows": few(numbers), "why": why}) for why, numbers in rows.items()]
    return [*table.notes, *left]


def notes_said(notes: Iterable[Note]) -> list[str]:
    """Put notes into the language of the page; the reason of rows left out is a msgid itself."""
    return [
        said(text, **{**values, "why": said(values["why"])} if "why" in values else values) for text, values in notes
    ]


def _read(name: str, digest: str, opened: Opened) -> Read:
    """Read a file as last time or by its headings; one that needs a word first is kept as it is."""
    proposed = proposal(db.session(), opened.grid, opened.columns)
    if proposed.columns is None and sum(map(any, opened.grid.rows)) < 2:
        raise Refused(None, N_("There is no list in it: at least a heading and one row."))
    if sum(len(text) for cells in opened.grid.rows for text in cells) > MOST_LETTERS:
        raise Refused(None, N_("The list is too large. Keep only the columns that say something of a child."))
    return Read(name, digest, opened.grid, read_or_ask(opened, proposed), proposed.mapping)


def _name_of(file: FileStorage) -> str:
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    return " ".join(name.split())[:120]


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
