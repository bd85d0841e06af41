"""Name cells, rows and columns as Excel does, and read such names; we count from 0, Excel from A and 1."""

import re
from functools import lru_cache

#: First row, first column, last row, last column; counted from 0, the last ones belong to it.
Span = tuple[int, int, int, int]
#: Row and column, counted from 0.
Place = tuple[int, int]

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def column_letters(column: int) -> str:
    """Name a column, counted from 0, as Excel does: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(place: Place) -> str:
    """Name a cell as Excel does: (0, 0) is A1."""
    return f"{column_letters(place[1])}{place[0] + 1}"


def span_name(span: Span) -> str:
    """Name a range of cells as Excel does: A1:B3."""
    return f"{cell_name(span[:2])}:{cell_name(span[2:])}"


@lru_cache(maxsize=1000)
def read_column(letters: str) -> int:
    """Read the letters of a column: A is 0; a ValueError for anything else."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        raise ValueError(letters)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def read_place(name: str) -> Place:
    """Read the name of a cell such as B7."""
    found = _CELL.fullmatch(name)
    if found is None:
        raise ValueError(name)
    return int(found[2]) - 1, read_column(found[1])


def read_span(name: str) -> Span:
    """Read the name of a range such as A1:B3."""
    first, _, last = name.partition(":")
    return (*read_place(first), *read_place(last or first))


def read_number(text: str) -> int:
    """Read a row's or column's number."""
    if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
        raise ValueError(text)
    return int(text)
