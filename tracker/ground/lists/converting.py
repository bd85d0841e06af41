"""Convert columns from old fonts into Unicode, once somebody has seen before and after and said so."""

import re
from collections.abc import Mapping
from dataclasses import replace

from tracker.ground.lists.garbled import FONTS, old_font_of
from tracker.ground.lists.grids import Grid, few
from tracker.ground.lists.references import cell_name, column_letters
from tracker.ground.refusals import N_, Refused

_MIXED = N_(
    "Column %(column)s cannot be converted: its cells %(cells)s are in Unicode already. "
    "Mend them in Excel, then send the file again."
)
_MOST_LOOKED_AT = 300
_CAPITALS = re.compile("[A-Z]")
_SMALL = re.compile("[a-z]")


def old_columns(grid: Grid) -> dict[int, str]:
    """Give the columns, from 0, whose texts are written for an old font, each with the font's name."""
    columns = [_different(grid, column) for column in range(max(map(len, grid.rows), default=0))]
    likely = old_font_of(text for texts in columns for text in texts)
    found = {column: old_font_of(texts, likely) for column, texts in enumerate(columns)}
    return {column: font for column, font in found.items() if font}


def _different(grid: Grid, column: int) -> list[str]:
    """Give the different texts of a column that may be written for an old font; a few hundred tell enough."""
    found: dict[str, None] = {}
    for cells in grid.rows:
        if not cells[column].isascii():
            found[cells[column]] = None
            if len(found) == _MOST_LOOKED_AT:
                break
    return list(found)


def samples(grid: Grid, column: int, font: str, *, at_most: int = 3) -> list[tuple[str, str]]:
    """Give some different cells of a column, the last ones, as they are and as they would be."""
    found: dict[str, str] = {}
    for cells in reversed(grid.rows):
        text = cells[column]
        if len(found) < at_most and (after := decode(text, font)) != text:
            found[text] = after
    return list(reversed(found.items()))


def converted(grid: Grid, fonts: Mapping[int, str]) -> Grid:
    """Give the grid with whole columns converted; refuses a column that has letters of ours already.

    Such letters show that some cells are in Unicode; converting them would spoil them silently.
    """
    for column in fonts:
        modern = [(row, column) for row, cells in enumerate(grid.rows) if _is_modern(cells[column])]
        if modern:
            names = few(map(cell_name, modern))
            raise Refused(None, _MIXED, column=column_letters(column), cells=names)
    return as_if_converted(grid, fonts)


def as_if_converted(grid: Grid, fonts: Mapping[int, str]) -> Grid:
    """Give the grid with columns converted, for a proposal only: nothing is refused."""
    rows = [
        [decode(text, fonts[column]) if column in fonts else text for column, text in enumerate(cells)]
        for cells in grid.rows
    ]
    return replace(grid, rows=rows)


def decode(text: str, font: str) -> str:
    """Decode a cell; where its plain letters are all capitals, so were the others in the font's capital twin."""
    after = FONTS[font](text)
    if after != text and len(_CAPITALS.findall(text)) > 1 and not _SMALL.search(text):
        return after.upper()
    return after


def _is_modern(text: str) -> bool:
    """Tell a text with a letter of ours that no old font has."""
    return any(letter > "\u00ff" and letter.isalpha() for letter in text)
