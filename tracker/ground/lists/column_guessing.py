"""Guess what the columns of a pasted list hold, where no heading was pasted with it."""

import re
from collections.abc import Callable, Iterable

from tracker.ground.codes import read_child_code
from tracker.ground.lists.grids import Grid
from tracker.ground.lists.heading_rows import Columns
from tracker.ground.lists.references import column_letters
from tracker.ground.refusals import N_

_GUESSED = N_("No heading was pasted; the columns were told by what stands in them. Please look at a few rows.")
_UNKNOWN = N_("Nobody can tell what column %(column)s holds; it is not read.")

_BIRTH = re.compile(r"(19|20)[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PHONE = re.compile(r"\+?[0-9][0-9 .-]{7,14}")
_CLASS = re.compile(r"(lớp\s*)?(1[0-2]|[1-9])([A-ZĐa-zđ][0-9]{0,2}|[/.][0-9]{1,2})?|lá|chồi|mầm", re.IGNORECASE)
_WORD = r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?"
_NAME = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,7}}")
_SEXES = ("nam", "nữ", "nu", "trai", "gái")


def _begins(*words: str) -> Callable[[str], bool]:
    """Make a test for texts that begin with one of some words."""
    sign = re.compile(rf"({'|'.join(words)})(\s|\d)", re.IGNORECASE)
    return lambda text: sign.match(text) is not None


#: What tells a column, the surest first; a column that fits several is taken for the first of them.
_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("code", lambda text: read_child_code(text) != ""),
    ("birth", lambda text: _BIRTH.fullmatch(text) is not None),
    ("sex", lambda text: text.casefold() in _SEXES),
    ("phone", lambda text: _PHONE.fullmatch(text) is not None),
    ("district", _begins("huyện", "thị xã", "thành phố", "tx", "tp")),
    ("commune", _begins("xã", "phường", "thị trấn", "tt")),
    ("hamlet", _begins("ấp", "khu phố", "kp", "thôn", "tổ", "số")),
    ("school", _begins("trường", "tiểu học", "mầm non", "th", "thcs", "thpt", "mn", "mg")),
    ("school_class", lambda text: _CLASS.fullmatch(text) is not None),
    ("full_name", lambda text: _NAME.fullmatch(text) is not None),
    ("guardian", lambda text: _NAME.fullmatch(text) is not None),
)
#: The part of a column's filled cells that must fit.
_MOST = 0.8


def guess_columns(grid: Grid) -> Columns | None:
    """Tell the columns by their texts; None where none of them holds names or codes of children."""
    width = max((len(cells) for cells in grid.rows), default=0)
    columns = {column: _filled(grid, column) for column in range(width)}
    columns = {column: texts for column, texts in columns.items() if texts}
    of: dict[str, list[int]] = {}
    number = next(iter(columns), -1)
    if number >= 0 and _counts(columns[number]):
        of["number"] = [number]
        del columns[number]
    for key, fits in _TESTS:
        found = next((column for column, texts in columns.items() if _share(texts, fits) >= _MOST), -1)
        if found >= 0:
            of[key] = [found]
            del columns[found]
    if not {"full_name", "code"} & set(of):
        return None
    unknown = [(_UNKNOWN, {"column": column_letters(column)}) for column in columns]
    return Columns(of, of.get("full_name", []), notes=[(_GUESSED, {}), *unknown])


def _filled(grid: Grid, column: int) -> list[str]:
    """List the texts of a column."""
    return [cells[column] for cells in grid.rows if column < len(cells) and cells[column]]


def _share(texts: list[str], fits: Callable[[str], bool]) -> float:
    """Give the part of the texts that fit."""
    return sum(1 for text in texts if fits(text)) / len(texts)


def _counts(texts: Iterable[str]) -> bool:
    """Tell a running number: whole numbers below a year, each greater than the one before."""
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 5]
    listed = list(texts)
    return (
        len(numbers) == len(listed)
        and numbers[-1] < 1900 + len(numbers)
        and all(a < b for a, b in zip(numbers, numbers[1:], strict=False))
    )
