"""Read files and pasted rows for a list, and what somebody decides about one row."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, StringField, TextAreaField

from tracker.ground.lists.grids import few
from tracker.ground.lists.rows import EMPTY, HEADING, HIDDEN, NUMBERS, TITLE
from tracker.ground.refusals import N_, Refused
from tracker.ground.spreadsheets import Table, read_pasted, read_table
from tracker.queries.handout_checks import Said
from tracker.web.forms.base import Form, PlainForm
from tracker.web.language import said, sentence

#: Rows that nobody takes for a child; a hidden row is told among the notes.
_NO_SURPRISE = (TITLE, HEADING, NUMBERS, EMPTY, HIDDEN)
#: So many files in one go.
MOST_FILES = 20
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
    """A file that could be read: its name, the SHA-256 of its bytes, and its rows."""

    name: str
    content_hash: str
    table: Table

    def rows(self) -> list[tuple[int, Said]]:
        """Give the rows as the operation takes them."""
        return [(number, Said(**{name: cells.get(name, "") for name in LABELS})) for number, cells in self.table.rows]


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
                found.append(Read(name, digest, read_table(data, name=name)))
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
            table = read_pasted(text)
        except Refused as refused:
            self.refuse(Refused("pasted", refused.text, **refused.values))
            return []
        return [Read(_("Pasted rows"), digest, table)]


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


def what_was_read(reads: Iterable[Read]) -> list[str]:
    """Say what people should know of the files: merged or hidden cells, and rows left out where that may surprise."""
    lines = []
    for each in reads:
        lines += [said(text, **values) for text, values in each.table.notes]
        rows: dict[str, list[str]] = {}
        for number, why in each.table.left_out:
            if why not in _NO_SURPRISE:
                rows.setdefault(why, []).append(str(number))
        lines += [
            _("Rows left out: %(rows)s. %(why)s", rows=few(numbers), why=said(why)) for why, numbers in rows.items()
        ]
    return lines


def first_error(form: PlainForm) -> str:
    """Give all that is wrong with a form that has no page of its own."""
    return " ".join([*map(str, form.form_errors), *(str(error) for field in form for error in field.errors)])


def _name_of(file: FileStorage) -> str:
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    return " ".join(name.split())[:120]


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
