"""Tell the children of a list from its titles, sums, sections and signatures."""

import re
import unicodedata
from dataclasses import dataclass, field

from tracker.ground.lists.grids import Grid
from tracker.ground.lists.heading_rows import Columns
from tracker.ground.lists.values import Values
from tracker.ground.names import fold
from tracker.ground.refusals import N_

TITLE = N_("This row stands above the heading.")
HEADING = N_("This row repeats the heading.")
NUMBERS = N_("This row numbers the columns.")
EMPTY = N_("This row is empty.")
NOTHING = N_("This row says nothing of a child.")
HIDDEN = N_("This row is hidden in the file.")
SUM = N_("This row is a sum.")
SECTION = N_("This row names a place or school for the rows below it.")
ENDING = N_("This row belongs to the end of the list: date, notes, signatures.")

#: Accents matter: Tống and Công are names.
_SUM = re.compile(
    r"(tổng( cộng| số)?|cộng( trang| mang sang| chuyển sang)?|l(ũy|uỹ) kế|bằng chữ|danh sách( này)? có)\b"
    r"|(tong (cong|so)|cong|total)\b[\W\d]*$"
)
_ENDING = re.compile(
    r"(nguoi (lap|chi|nhan|phat|duyet)|lap (bieu|bang)|ke toan|thu quy"
    r"|(pho )?(thu truong|giam doc|chu tich|hieu truong)|xac nhan|ubnd|uy ban nhan dan"
    r"|t\.? ?m\b|k\.? ?t\b|ky( ten| nhan| va| ghi|,|$)|noi nhan|can bo|cong chuc|dai dien|ghi chu|luu y|danh sach"
    r"|([^0-9]{0,40}, ?)?ngay [0-9 .…_]*thang [0-9 .…_]*nam\b)"
)
#: A row that names a place or school for those below it; accents matter: Phương and Trương are names.
_SECTION = re.compile(
    r"(?:(?:[ivx]+|[0-9]{1,2}|[a-zđ])\s*[./)\-–:]\s*|[*+\-–]\s*)?"
    r"(?P<text>(?P<kind>xã|phường|thị trấn|huyện|thị xã|thành phố|trường|thcs|thpt|th|mầm non|lớp|ấp|khu phố)\s[^:(]*)",
)
_KINDS = {"xã": "commune", "phường": "commune", "thị trấn": "commune", "huyện": "district", "thị xã": "district"}
_KINDS |= {"thành phố": "district", "lớp": "school_class", "ấp": "hamlet", "khu phố": "hamlet"}
#: From wide to narrow: a new one ends those after it.
_ORDER = ("district", "commune", "hamlet", "school", "school_class")
_LETTER_NUMBER = re.compile(r"[IVXivx]+|[A-ZĐ]")


@dataclass
class Sorted:
    """The rows of a list (counted from 0), those left out with the reason, and those that name a section."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)


class RowSorter:
    """Go through the rows of a grid once, from the heading to the end."""

    def __init__(self, grid: Grid, columns: Columns) -> None:
        """Take the grid and what its columns hold."""
        self._grid = grid
        self._columns = columns
        self._values = Values(grid, columns)
        self._numbers = columns.of.get("number", [])[:1]
        self._heading = self._values.name(columns.first) if columns.first >= 0 else ""
        self._section: dict[str, str] = {}
        self._is_closing = False
        self.spread = self._values.spread
        self._found = Sorted()

    def sort(self) -> Sorted:
        """Sort every row that holds anything, and the empty ones between."""
        end = max((row for row, cells in enumerate(self._grid.rows) if any(cells)), default=-1)
        for row in range(end + 1):
            if self._columns.first <= row <= self._columns.last:
                continue
            if why := self._why_left_out(row):
                if why != TITLE or any(self._grid.rows[row]):
                    self._found.left_out.append((row, why))
            else:
                self._take(row)
        return self._found

    def _take(self, row: int) -> None:
        """Take a child's row, with the section it stands in."""
        values = self._values.of_row(row)
        for key, text in self._section.items():
            values[key] = values.get(key) or text
        self._is_closing = False
        self._found.rows.append((row, values))

    def _why_left_out(self, row: int) -> str:
        """Say why a row is no child's; "" where it is one."""
        cells = self._grid.rows[row]
        if row < self._columns.first:
            return TITLE
        filled = [cell for cell in cells if cell]
        if not filled:
            return EMPTY
        if row in self._grid.hidden_rows:
            return HIDDEN
        if row <= self._columns.last + 3 and _numbers_columns(filled):
            return NUMBERS
        return self._why_by_text(row, filled)

    def _why_by_text(self, row: int, filled: list[str]) -> str:
        """Know sums, sections and signatures by their words, and by what a child's row would have."""
        first = self._values.name(row) or filled[0]
        if self._columns.first >= 0 and first == self._heading:
            return HEADING
        if _SUM.match(unicodedata.normalize("NFC", first).casefold()):
            self._is_closing = True
            return SUM
        if self._is_section(row, filled):
            return SECTION
        if not self._is_child(row):
            self._is_closing |= any(_ENDING.match(fold(text).strip("( *-")) for text in filled)
            if self._is_closing:
                return ENDING
        return "" if self._values.says_something(row) else NOTHING

    def _is_child(self, row: int) -> bool:
        """Tell a row that is surely a child's: a name, and a running number, a birthday or a sex."""
        has_number = any(self._grid.text(row, column).strip(".").isdigit() for column in self._numbers)
        return bool(self._values.name(row)) and (has_number or self._values.is_of_child(row))

    def _is_section(self, row: int, filled: list[str]) -> bool:
        """Take in a row that says nothing but a place or school."""
        if len(filled) > 2 or len(filled) == 2 and not _LETTER_NUMBER.fullmatch(filled[0].strip(".)/")):
            return False
        text = unicodedata.normalize("NFC", filled[-1])
        found = _SECTION.match(text.casefold())
        # casefold may change the length of texts in foreign scripts only; then the place is no longer the same.
        if found is None or len(text.casefold()) != len(text):
            return False
        kind = _KINDS.get(found["kind"], "school")
        for narrower in _ORDER[_ORDER.index(kind) :]:
            self._section.pop(narrower, None)
        self._section[kind] = text[found.start("text") : found.end("text")].strip(" -–,;.")
        self._found.sections.append(row)
        return True


def _numbers_columns(filled: list[str]) -> bool:
    """Tell the row “1 · 2 · 3 · 4” or “A · B · 1 · 2” that some forms have below the heading."""
    bare = [cell.strip("()[] ") for cell in filled]
    digits = [int(cell) for cell in bare if len(cell) < 4 and cell.isascii() and cell.isdigit()]
    letters = [cell for cell in bare if len(cell) == 1 and cell.isalpha()]
    if len(bare) < 3 or len(digits) + len(letters) < len(bare):
        return False
    return len(digits) > 1 and digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] <= 1
