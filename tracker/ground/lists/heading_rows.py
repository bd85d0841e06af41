"""Find the row that names the columns of a list, and which column holds what."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.ground.lists.grids import Grid, Note, few
from tracker.ground.lists.headings import PARTS, heading_of
from tracker.ground.lists.references import column_letters
from tracker.ground.names import shown
from tracker.ground.refusals import N_

#: How far down the heading may stand.
MOST_ABOVE = 30
#: Columns of which all are read: the first one that says something in a row counts.
_FIRST_FILLED = ("guardian", "phone", "note")
_TWICE = N_("Columns %(columns)s have the same heading; only column %(column)s is read.")
_UNREAD = N_("Columns not read: %(columns)s.")


@dataclass(frozen=True)
class Columns:
    """Which columns hold what: our heading, or a part of one, → columns from 0, in their order.

    `first` and `last` are the rows of the heading; `last` is -1 where there is none. `name` are the
    columns that make up a child's name, in their order.
    """

    of: dict[str, list[int]]
    name: list[int]
    first: int = -1
    last: int = -1
    notes: list[Note] = field(default_factory=list)

    def read(self) -> set[int]:
        """Give all columns that are read, the running number left out."""
        return {column for key, columns in self.of.items() if key != "number" for column in columns} | set(self.name)

    def for_page(self) -> dict[str, int]:
        """Give our headings only, each with its first column."""
        found: dict[str, int] = {}
        for key, columns in self.of.items():
            ours = PARTS.get(key, key)
            found[ours] = min(columns[0], found.get(ours, columns[0]))
        return found


def find_columns(grid: Grid) -> Columns | None:
    """Find the heading among the first rows; None where no row names at least a name or a code."""
    best, most = -1, 0
    for row in range(min(MOST_ABOVE, len(grid.rows))):
        known = score(grid.rows[row])
        if known > most and row not in grid.hidden_rows:
            best, most = row, known
    return None if best < 0 else _columns(grid, best)


def score(cells: Sequence[str]) -> int:
    """Count how many of our headings a row has; 0 where it cannot be the heading of a list."""
    known = {heading_of(cell) for cell in cells} - {""}
    return len(known) if known & {"full_name", "code", "family_name"} else 0


def _columns(grid: Grid, first: int) -> Columns:
    """Read a heading of one row, or of two where the second one says the first one's parts."""
    heads = {column: text for column, text in enumerate(grid.rows[first]) if text}
    keys = {column: heading_of(text) for column, text in heads.items()}
    last = first + _has_second_row(grid, first, keys)
    if last > first:
        for column, text in enumerate(grid.rows[last]):
            if text:
                heads[column], keys[column] = text, heading_of(text)
    of: dict[str, list[int]] = {}
    for column in sorted(keys):
        if keys[column]:
            of.setdefault(keys[column], []).append(column)
    _settle_birth(of)
    notes = _single(of)
    columns = Columns(of, _name_columns(grid, of, heads, last), first, last, notes)
    columns.notes.extend(unread_note(grid, columns, heads))
    return columns


def _has_second_row(grid: Grid, first: int, keys: dict[int, str]) -> bool:
    """Tell whether the next row belongs to the heading: no child stands there, and most of its words are known."""
    if first + 1 >= len(grid.rows):
        return False
    cells = {column: text for column, text in enumerate(grid.rows[first + 1]) if text}
    named = [column for column, key in keys.items() if key in ("full_name", "code", "family_name")]
    if len(cells) < 2 or any(heading_of(cells[column]) == "" for column in named if column in cells):
        return False
    known = sum(1 for text in cells.values() if heading_of(text))
    return known * 2 >= len(cells) and not any(letter.isdigit() for text in cells.values() for letter in text)


def _settle_birth(of: dict[str, list[int]]) -> None:
    """Tell “Ngày sinh · Tháng sinh · Năm sinh” in three columns from one column with the whole day."""
    births = of.get("birth", [])
    if "birth_month" in of and len(births) == 2:
        of["birth_day"], of["birth_year"] = births[:1], births[1:]
        del of["birth"]
    elif births and set(of) >= {"birth_day", "birth_month", "birth_year"}:
        del of["birth"]
    elif "birth" not in of and "birth_month" not in of and "birth_year" in of:
        of["birth"] = of.pop("birth_year")


def _single(of: dict[str, list[int]]) -> list[Note]:
    """Keep one column for each heading, but for those where one of several may be filled; say so."""
    notes: list[Note] = []
    for key, columns in of.items():
        if len(columns) > 1 and key not in _FIRST_FILLED:
            names = few(column_letters(column) for column in columns)
            if key != "number":
                notes.append((_TWICE, {"columns": names, "column": column_letters(columns[0])}))
            del columns[1:]
    return notes


def _name_columns(grid: Grid, of: dict[str, list[int]], heads: dict[int, str], last: int) -> list[int]:
    """List the columns of a child's name: family name first, and one beside it whose heading was merged away."""
    columns = [of[key][0] for key in ("family_name", "full_name") if key in of]
    if len(columns) != 1:
        return columns
    beside = columns[0] + 1
    if beside in heads or "family_name" in of:
        return columns
    rows = range(last + 1, len(grid.rows))
    named = [row for row in rows if grid.text(row, columns[0])]
    words = [row for row in named if _is_name(grid.text(row, beside))]
    return [*columns, beside] if len(words) * 2 > len(named) else columns


def _is_name(text: str) -> bool:
    """Tell a given name from a mark or a sex."""
    return text.replace(" ", "").isalpha() and text.casefold() not in ("x", "nam", "nữ", "nu")


def unread(grid: Grid, columns: Columns) -> list[int]:
    """List the columns below the heading that are filled and not read; a running number is none of them."""
    rows = grid.rows[columns.last + 1 :]
    filled = {column for cells in rows for column, text in enumerate(cells) if text}
    return sorted(filled - columns.read() - set(columns.of.get("number", [])))


def unread_note(grid: Grid, columns: Columns, heads: dict[int, str]) -> list[Note]:
    """Say which columns are filled and not read, so that nothing is left out silently."""
    left = unread(grid, columns)
    named = (f"{column_letters(column)} {shown(heads.get(column, ''))}".strip() for column in left)
    return [(_UNREAD, {"columns": few(named)})] if left else []
