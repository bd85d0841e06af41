"""Hold the cells of one sheet as texts, before anybody knows what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tracker.ground.lists.references import Place, Span

#: A sentence for the person who brought the file: an English msgid and its values.
Note = tuple[str, dict[str, Any]]
#: The longest list that is read, in children, and the room for its title and signatures.
MOST_ROWS = 5_000
MOST_OTHER_ROWS = 100
MOST_COLUMNS = 200
#: Runs of numbers or cells that a sentence shows before it says “…”.
_MOST_SHOWN = 12


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet; rows and columns count from 0, and all rows are of one length.

    `days` are the cells that Excel holds as days, `uncertain` those with a formula or an error
    instead of a text that somebody typed.
    """

    name: str
    rows: list[list[str]]
    days: frozenset[Place] = frozenset()
    uncertain: frozenset[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()
    notes: list[Note] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell, "" beyond the last column."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def from_row(self, row: int) -> "Grid":
        """Give the texts from a row on, counted anew."""
        return Grid(self.name, self.rows[row:])


def tidy(text: str) -> str:
    """Turn line breaks, tabs and runs of spaces inside a cell into one space, with none at the ends."""
    return " ".join(text.split())


def row_numbers(rows: Iterable[int]) -> str:
    """List rows, counted from 0, as people read them: rows 4, 6, 7 and 8 are “5, 7–9”."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return few(str(first + 1) if first == last else f"{first + 1}–{last + 1}" for first, last in runs)


def few(texts: Iterable[str]) -> str:
    """Join texts with commas; a long list ends with “…”."""
    listed = list(texts)
    return ", ".join(listed[:_MOST_SHOWN] + ["…"] * (len(listed) > _MOST_SHOWN))
