"""Write rows as CSV or JSON lines, a chunk at a time, so that a file may be longer than the memory."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from itertools import islice
from typing import Any

#: Rows in a chunk: few enough for memory, enough for speed.
CHUNK = 500
_BOM = b"\xef\xbb\xbf"
#: A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_RISKY = frozenset(_FORMULA)


def cell(value: object) -> str:
    """Give a value as the text of a CSV cell.

    None is empty, whole numbers plain digits, days and moments ISO, bool true or false; a text
    that a spreadsheet would run as a formula gets a leading '. Anything else is a TypeError.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return format(int(value), "d")
    if isinstance(value, date):
        return _iso(value)
    if isinstance(value, str):
        # A text may be a member of an enum: its value is meant, not its name.
        text = str.__str__(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    raise TypeError(f"no cell for {type(value).__name__}")


def _iso(value: date) -> str:
    """Give a day or a moment as ISO text; moments always to the second."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a CSV file in chunks: UTF-8 with one BOM, CRLF, a heading, a line a row."""
    yield _BOM + _lines([columns])
    for chunk in _chunks(rows):
        yield _lines(chunk)


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    """Give some rows as CSV."""
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_written(row) for row in rows])
    return out.getvalue().encode()


def _written(row: Sequence[Any]) -> list[object]:
    """Give the cells of a row; a whole number, a harmless text and what is missing the writer takes as they are."""
    return [
        value if value is None or type(value) is int or type(value) is str and value[:1] not in _RISKY else cell(value)
        for value in row
    ]


def write_jsonl(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a file of JSON lines in chunks: an object a row, keys as in `columns`, missing = null."""
    for chunk in _chunks(rows):
        yield "".join(_object(columns, row) for row in chunk).encode()


def _object(columns: Sequence[str], row: Sequence[object]) -> str:
    """Give one row as a line of JSON; numbers, texts and None as they are, days as ISO."""
    named = {name: _iso(value) if isinstance(value, date) else value for name, value in zip(columns, row, strict=True)}
    return json.dumps(named, ensure_ascii=False) + "\n"


def _chunks(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    """Cut rows into lists of `CHUNK`, reading no further than needed."""
    rest = iter(rows)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
