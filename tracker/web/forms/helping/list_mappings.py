"""Say which column of a list is which, and which columns are converted from an old font."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import SelectChoice, SelectField

from tracker.ground.lists.converting import as_if_converted, samples
from tracker.ground.lists.grids import Grid
from tracker.ground.lists.heading_rows import MOST_ABOVE, Columns
from tracker.ground.lists.mappings import columns_by, heads_of, mapping_of
from tracker.ground.lists.references import column_letters
from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused
from tracker.web.forms.base import Form
from tracker.web.forms.fields import TextLineField
from tracker.web.forms.helping.handout_files import LABELS

#: Our columns as the page asks for them; a family name may stand in a column of its own.
ASKED = {"family_name": _l("Family name, if in a column of its own"), **LABELS}
#: What a column of ours may be read from as recognised: several columns at once.
PARTS_OF = {
    "birth": ("birth_day", "birth_month", "birth_year"),
    "sex": ("male", "female"),
    "guardian": ("guardian",),
    "phone": ("phone",),
}
_AS_RECOGNISED = "parts"


def _select(key: str) -> SelectField:
    return SelectField(ASKED[key], choices=[], default="")


class MappingForm(Form):
    """One row for each column of ours: the column of the file that holds it, or none."""

    heading_row = SelectField(_l("Heading in row"), choices=[])
    source = TextLineField(
        _l("List from"),
        description=_l("The school or commune as you call it. The next list with these headings is read alike."),
    )
    full_name = _select("full_name")
    family_name = _select("family_name")
    birth = _select("birth")
    sex = _select("sex")
    commune = _select("commune")
    district = _select("district")
    hamlet = _select("hamlet")
    school = _select("school")
    school_class = _select("school_class")
    guardian = _select("guardian")
    phone = _select("phone")
    code = _select("code")

    def show(self, grid: Grid, recognised: Columns | None, fonts: Mapping[int, str]) -> None:
        """Offer the columns of a grid; begin with what was recognised."""
        self.grid, self.fonts = grid, fonts
        # The choices are shown as they will be read, so that somebody knows the headings.
        self.shown = as_if_converted(grid, fonts)
        self.recognised = mapping_of(recognised) if recognised else {}
        self.rows_of_heading = (recognised.first, recognised.last) if recognised else (-1, -1)
        self.heading_row.choices = [SelectChoice("0", _("No heading"))] + [
            SelectChoice(str(row + 1), f"{row + 1}: {shown(' · '.join(filter(None, cells)), 60)}")
            for row, cells in enumerate(self.shown.rows[:MOST_ABOVE])
            if any(cells)
        ]
        if not self.is_submitted():
            self.heading_row.data = str(self.rows_of_heading[0] + 1)
        rows = [SelectChoice("", "–"), *self._columns()]
        for key in ASKED:
            several = self._several(key)
            self[key].choices = rows
            if several:
                self[key].choices = [*rows, SelectChoice(_AS_RECOGNISED, ", ".join(map(column_letters, several)))]
            if not self.is_submitted():
                self[key].data = _AS_RECOGNISED if several else self._first(key)

    def _columns(self) -> list[SelectChoice]:
        """List the filled columns: letter, heading, and the first text below it."""
        first, last = self.heading()
        heads, found = heads_of(self.shown, first, last), []
        for column in range(max(map(len, self.shown.rows), default=0)):
            below = next((cells[column] for cells in self.shown.rows[last + 1 :] if cells[column]), "")
            if below or column in heads:
                texts = (column_letters(column), shown(heads.get(column, "")), shown(below, 24))
                found.append(SelectChoice(str(column), " · ".join(filter(None, texts))))
        return found

    def _several(self, key: str) -> list[int]:
        """Give the columns that are one of ours together, as recognised; none where it is a single one."""
        columns = [column for part in PARTS_OF.get(key, ()) for column in self.recognised.get(part, [])]
        return columns if len(columns) > 1 or columns and key not in self.recognised else []

    def _first(self, key: str) -> str:
        """Give the single column that was recognised as one of ours."""
        both = "school_and_class" if key in ("school", "school_class") else key
        columns = self.recognised.get(key) or self.recognised.get(both) or []
        return str(columns[0]) if columns else ""

    def heading(self) -> tuple[int, int]:
        """Give the first and the last row of the heading, -1 without one; two rows only as recognised."""
        text = self.heading_row.data or "0"
        row = int(text) - 1 if text.isascii() and text.isdigit() and len(text) < 4 else -1
        row = row if row < len(self.grid.rows) else -1
        return self.rows_of_heading if row == self.rows_of_heading[0] else (row, row)

    def of(self) -> dict[str, list[int]]:
        """Give which column is which, as it was said."""
        found = {"number": self.recognised["number"]} if "number" in self.recognised else {}
        for key in ASKED:
            chosen = self[key].data or ""
            if chosen == _AS_RECOGNISED:
                found |= {part: self.recognised[part] for part in PARTS_OF.get(key, ()) if part in self.recognised}
            elif chosen and chosen in {choice.value for choice in self[key].choices}:
                found[key] = [int(chosen)]
        if "school" in found and found["school"] == found.get("school_class"):
            found["school_and_class"] = found.pop("school")
            del found["school_class"]
        return found

    def columns(self) -> Columns:
        """Give the columns of the grid as they were said; refuses a list of neither names nor codes."""
        of = self.of()
        if not of.keys() & {"full_name", "code"}:
            raise Refused("full_name", N_("Say which column holds the names, or the children's codes."))
        return columns_by(self.shown, of, *self.heading())

    def chosen_fonts(self) -> dict[int, str]:
        """Give the columns that somebody ticked to be converted, each with its font."""
        ticked = set(request.form.getlist("fonts"))
        return {column: font for column, font in self.fonts.items() if str(column) in ticked}

    def old(self) -> list[tuple[int, str, str, list[tuple[str, str]], bool]]:
        """List the columns in an old font: number, letter, font, cells before and after, whether it is ticked."""
        ticked = self.chosen_fonts() if self.is_submitted() else {}
        return [
            (column, column_letters(column), font, samples(self.grid, column, font), column in ticked)
            for column, font in sorted(self.fonts.items())
        ]

    def content(self) -> dict[str, list[str]]:
        """Give what was sent, the ticks among it."""
        return {**super().content(), "fonts": sorted(request.form.getlist("fonts"))}

    def values(self, session: Session) -> dict[str, Any]:
        """Give the name of the source; the page says the rest."""
        return {"source": self.source.data or ""}
