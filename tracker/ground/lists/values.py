"""Give what a row of a list says of a child, under our headings."""

import re

from tracker.ground.lists.grids import Grid
from tracker.ground.lists.heading_rows import Columns
from tracker.ground.lists.headings import HEADINGS
from tracker.ground.lists.references import Span

#: What stands in a column “Nam” or “Nữ” where the other one is meant.
_NO_MARK = frozenset(("", "0", "-", "–", "FALSE"))
_BIRTH_PARTS = ("birth_day", "birth_month", "birth_year")
_SEXES = frozenset(("nam", "nữ", "nu", "x", "trai", "gái"))
#: Columns in which one text merged over many rows counts for each of them; never a name or a birthday.
_SHARED = ("hamlet", "commune", "district", "school", "school_and_class", "school_class")
_PLACE_KINDS = (
    ("commune", re.compile(r"(xã|phường|thị trấn|x\.|p\.|tt\.?\s)", re.IGNORECASE)),
    ("district", re.compile(r"(huyện|thị xã|thành phố|h\.|tx\.?\s|tp\.?\s)", re.IGNORECASE)),
)
_PROVINCE = re.compile(r"(tỉnh\s|t\.\s?)?tây ninh$", re.IGNORECASE)
_CLASS = re.compile(r"^(?P<school>.*?)[\s,;./()\-–]*\b[Ll](?:ớp|ỚP)\b[\s:]*(?P<class>[^\s,;()]+)[\s)]*$")


class Values:
    """Read rows of a grid by its columns."""

    def __init__(self, grid: Grid, columns: Columns) -> None:
        """Take the grid and what its columns hold; prepare the texts that are merged over rows."""
        self._grid = grid
        self._rows = grid.rows
        self._of = columns.of
        self._name = columns.name
        self._more = sorted(columns.read() - set(columns.name) - set(columns.of.get("note", [])))
        self._plain = [(key, columns.of[key]) for key in HEADINGS if key != "number" and key in columns.of]
        self.spread: list[Span] = []
        self._merged = self._merged_texts()
        self._splits_address = "hamlet" in self._of and not {"commune", "district"} & set(self._of)

    def name(self, row: int) -> str:
        """Give the name, "" where there is none."""
        cells = self._rows[row]
        return " ".join([cells[column] for column in self._name if cells[column]])

    def is_of_child(self, row: int) -> bool:
        """Tell whether the row has a number such as a birthday, or a sex, beside the name."""
        cells = self._rows[row]
        texts = (cells[column] for column in self._more)
        return any(text.casefold() in _SEXES or any(map(str.isdigit, text)) for text in texts if text)

    def says_something(self, row: int) -> bool:
        """Tell whether the row says anything of a child, beside a note."""
        cells = self._rows[row]
        return any(cells[column] for column in (*self._name, *self._more))

    def of_row(self, row: int) -> dict[str, str]:
        """Give our headings and the row's texts, "" where a column is empty."""
        values = {key: self._first(row, columns) for key, columns in self._plain}
        if self._name:
            values["full_name"] = self.name(row)
        if self._of.keys() & set(_BIRTH_PARTS):
            self._join_birth(row, values)
        if self._of.keys() & {"male", "female"}:
            self._read_marks(row, values)
        if "school_and_class" in self._of:
            self._split_school(row, values)
        if self._splits_address:
            values |= split_address(values["hamlet"])
        return values

    def _first(self, row: int, columns: list[int]) -> str:
        """Give the first text among some columns."""
        cells = self._rows[row]
        for column in columns:
            if text := cells[column] or self._merged.get((row, column), ""):
                return text
        return ""

    def _join_birth(self, row: int, values: dict[str, str]) -> None:
        """Join a birthday of three columns; the year alone stays a year."""
        parts = [self._first(row, self._of.get(key, [])) for key in _BIRTH_PARTS]
        values["birth"] = "/".join(f"{part:0>2}" for part in parts if part) or values.get("birth", "")

    def _read_marks(self, row: int, values: dict[str, str]) -> None:
        """Read the columns “Nam” and “Nữ”: a mark, or the birthday itself, stands in one of them."""
        marks = {"Nam": self._first(row, self._of.get("male", [])), "Nữ": self._first(row, self._of.get("female", []))}
        marked = {sex: text for sex, text in marks.items() if text not in _NO_MARK}
        values["sex"] = values.get("sex") or "/".join(marked)
        dated = [text for text in marked.values() if len(text) > 3 and any(map(str.isdigit, text))]
        if dated and not values.get("birth"):
            values["birth"] = dated[0]

    def _split_school(self, row: int, values: dict[str, str]) -> None:
        """Split “TH Thạnh Bình, lớp 5A” where school and class stand in one column."""
        text = self._first(row, self._of["school_and_class"])
        if text and not values.get("school"):
            # A longer text is no school's name, and would take the pattern long.
            found = _CLASS.match(text) if len(text) < 200 else None
            values["school"] = found["school"].strip() if found else text
            values["school_class"] = values.get("school_class") or (found["class"] if found else "")

    def _merged_texts(self) -> dict[tuple[int, int], str]:
        """Give the text of places and schools that are merged over several rows to each of these rows."""
        shared = {column for key in _SHARED for column in self._of.get(key, [])}
        texts: dict[tuple[int, int], str] = {}
        for span in self._grid.merged:
            top, column, bottom, _ = span
            if column in shared and bottom > top and top < len(self._grid.rows) and self._grid.text(top, column):
                self.spread.append(span)
                rows = range(top, min(bottom + 1, len(self._grid.rows)))
                texts |= {(row, column): self._grid.text(top, column) for row in rows}
        return texts


def split_address(text: str) -> dict[str, str]:
    """Split “Ấp 3, xã Thạnh Bình, huyện Tân Biên” into hamlet, commune and district.

    Only parts that say what they are (xã, phường, thị trấn; huyện, thị xã, thành phố) are taken out.
    """
    found = {"hamlet": "", "commune": "", "district": ""}
    rest = []
    for part in (piece.strip() for piece in re.split(r"[,;]|\s[-–]\s", text)):
        kind = next((key for key, sign in _PLACE_KINDS if sign.match(part) and not found[key]), "")
        if kind:
            found[kind] = part
        elif part and not (found["commune"] and _PROVINCE.match(part)):
            rest.append(part)
    return found | {"hamlet": ", ".join(rest)}
