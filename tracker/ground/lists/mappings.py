"""Say by hand which column of a list is which, and know the same headings again."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from tracker.ground.lists.column_guessing import guess_columns
from tracker.ground.lists.grids import Grid
from tracker.ground.lists.heading_rows import MOST_ABOVE, Columns, unread_note
from tracker.ground.lists.headings import HEADINGS, PARTS
from tracker.ground.names import fold

#: Our heading, or a part of one → the columns that hold it, from 0.
ColumnsOf = Mapping[str, list[int]]
#: What the texts of a column show for sure enough to be proposed beside known headings.
_GUESSED = ("code", "birth", "sex", "phone", "district", "commune", "hamlet", "school")
_KNOWN = frozenset((*HEADINGS, *PARTS))


def mapping_of(columns: Columns) -> dict[str, list[int]]:
    """Give what is worth remembering of columns: which one holds what."""
    of = {key: list(own) for key, own in columns.of.items()}
    if len(columns.name) == 2 and "family_name" not in of:
        of["family_name"], of["full_name"] = columns.name[:1], columns.name[1:]
    return of


def columns_by(grid: Grid, of: ColumnsOf, first: int, last: int) -> Columns:
    """Read a grid's columns as somebody said; `first` and `last` are the rows of the heading, -1 without one.

    What the list does not have any more, or nobody knows, is left out.
    """
    width = max(map(len, grid.rows), default=0)
    kept = {key: [column for column in own if 0 <= column < width] for key, own in of.items() if key in _KNOWN}
    kept = {key: own for key, own in kept.items() if own}
    name = [kept[key][0] for key in ("family_name", "full_name") if key in kept]
    columns = Columns(kept, name, first, last)
    columns.notes.extend(unread_note(grid, columns, heads_of(grid, first, last)))
    return columns


def heads_of(grid: Grid, first: int, last: int) -> dict[int, str]:
    """Give the heading of each column that has one; of two rows the lower one counts."""
    rows = grid.rows[first : last + 1] if first >= 0 else []
    return {column: text for cells in rows for column, text in enumerate(cells) if text}


def headings_hash(grid: Grid, first: int, last: int) -> str:
    """Give the SHA-256 of the headings in their order, the same for any case and accents; "" without a heading."""
    rows = [[fold(text) for text in cells] for cells in grid.rows[first : last + 1]] if first >= 0 else []
    if sum(1 for cells in rows for text in cells if text) < 2:
        return ""
    lines = ("\x1f".join(cells).rstrip("\x1f") for cells in rows)
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


def headings_hashes(grid: Grid) -> dict[str, tuple[int, int]]:
    """Give every row, and every two rows, that may be a heading: its hash → first and last row."""
    found: dict[str, tuple[int, int]] = {}
    for first in range(min(MOST_ABOVE, len(grid.rows))):
        for last in range(first, min(first + 2, len(grid.rows))):
            found.setdefault(headings_hash(grid, first, last), (first, last))
    found.pop("", None)
    return found


def guessed_columns(grid: Grid) -> Columns:
    """Guess the heading's row and what the columns hold, for somebody to say it better; nothing may be told."""
    first = next((row for row, cells in enumerate(grid.rows[:MOST_ABOVE]) if _may_be_heading(cells)), -1)
    found = guess_columns(replace(grid, rows=grid.rows[first + 1 :]))
    return columns_by(grid, found.of if found else {}, first, first)


def completed(grid: Grid, columns: Columns) -> Columns:
    """Add to columns known by their headings what the texts of those left over show, for somebody to confirm."""
    of, used = mapping_of(columns), columns.read()
    found = guess_columns(replace(grid, rows=grid.rows[columns.last + 1 :]))
    for key in _GUESSED:
        own = found.of.get(key, []) if found else []
        if own and own[0] not in used and not of.keys() & {key, *(part for part in PARTS if PARTS[part] == key)}:
            of[key] = own
    return columns_by(grid, of, columns.first, columns.last)


def _may_be_heading(cells: list[str]) -> bool:
    """Tell a row of several words without a figure."""
    filled = [text for text in cells if text]
    return len(filled) > 1 and not any(map(str.isdigit, "".join(filled)))
