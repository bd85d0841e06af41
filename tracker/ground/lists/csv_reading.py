"""Read lines of text as grids: CSV files, and what is pasted from a spreadsheet."""

import codecs
import csv
from io import StringIO

from tracker.ground.lists.garbled import text_of_old_font
from tracker.ground.lists.grids import MOST_COLUMNS, MOST_OTHER_ROWS, MOST_ROWS, Grid, tidy
from tracker.ground.refusals import N_, Refused

_UTF16 = N_("The file is not valid UTF-16. Save it again in Excel, as .xlsx.")
_BINARY = N_("This file is neither an Excel file (.xlsx) nor a text. Open it in Excel and save it as .xlsx.")
_QUOTES = N_("Line %(line)s: a quotation mark is opened or closed in the wrong place. Mend it and send it again.")
_LONG = N_("Line %(line)s is too long for a list. Is a quotation mark missing before it?")
_TOO_MANY = N_("The list has more than %(most)s rows. Split it into several.")
_TOO_WIDE = N_("Row %(row)s has %(count)s columns; at most %(most)s are read.")
_DELIMITERS = "\t;,"
#: Characters that no list has; Excel itself writes none of them.
_NEVER = frozenset(map(chr, range(32))) - set("\t\n\r\v\f")


def csv_texts(data: bytes) -> str:
    """Give the text of a CSV file: UTF-8, with or without BOM, or UTF-16 with BOM; refuses anything else.

    A text for an old font comes as its letters stand, for somebody to say that it be converted.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _utf16(data)
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            if b"\0" in data:
                raise Refused(None, _BINARY) from None
            text = text_of_old_font(data)
    if not _NEVER.isdisjoint(text):
        raise Refused(None, _BINARY)
    return text


def _utf16(data: bytes) -> str:
    """Read UTF-16 in the order of bytes that its BOM says."""
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError:
        raise Refused(None, _UTF16) from None


def delimiters(text: str) -> list[str]:
    """List the delimiters that a text may have, the likeliest first; a first line “sep=;” decides."""
    first = text[:16].splitlines()[0].strip().lower() if text.strip() else ""
    if first.startswith("sep=") and len(first) == 5:
        return [first[4]]
    start = text[:20_000]
    return sorted((mark for mark in _DELIMITERS if mark in start), key=start.count, reverse=True) or ["\t"]


def grid_of(text: str, delimiter: str, name: str = "") -> Grid:
    """Cut a text into rows and cells; a cell in quotation marks may hold delimiters and line breaks.

    Rows are counted as Excel counts them: a cell of two lines is in one row.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for cells in reader:
            rows.append([tidy(cell) for cell in cells])
            _refuse_too_much(rows)
    except csv.Error as error:
        wrong = _LONG if "field larger" in str(error) else _QUOTES
        raise Refused(None, wrong, line=reader.line_num) from error
    if rows and rows[0][:1] == [f"sep={delimiter}".strip()]:
        rows[0] = []
    width = max(map(len, rows), default=0)
    for cells in rows:
        cells += [""] * (width - len(cells))
    return Grid(name=name, rows=rows)


def _refuse_too_much(rows: list[list[str]]) -> None:
    """Refuse a text that is longer or wider than any list."""
    if len(rows) > MOST_ROWS + MOST_OTHER_ROWS:
        raise Refused(None, _TOO_MANY, most=MOST_ROWS)
    # Empty cells at the end of a row are delimiters only.
    cells = rows[-1]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Refused(None, _TOO_WIDE, row=len(rows), count=len(cells), most=MOST_COLUMNS)
