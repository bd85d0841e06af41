"""Say what people should know of a list's form: hidden and merged cells, lost zeros, days that were none."""

import re
from bisect import bisect_left, bisect_right

from tracker.ground.lists.grids import Grid, Note, few, row_numbers
from tracker.ground.lists.heading_rows import Columns
from tracker.ground.lists.headings import PARTS
from tracker.ground.lists.references import Span, column_letters, span_name
from tracker.ground.lists.rows import HIDDEN, Sorted
from tracker.ground.refusals import N_

_HIDDEN_ROWS = N_("Rows hidden in the file are left out (%(count)s): %(rows)s.")
_HIDDEN_COLUMNS = N_("Columns hidden in the file are read, too: %(columns)s.")
_MERGED = N_("Merged cells: %(cells)s. Only the first cell of each has its text.")
_SPREAD = N_("Merged cells: %(cells)s. Their text counts for each of their rows.")
_SECTIONS = N_("Rows that name a place or school (%(rows)s) fill it in below, where a row says none.")
_NO_ZERO = N_(
    "Rows %(rows)s: the phone number has lost its 0 in front. Set column %(column)s to Text and type it again."
)
_NO_DAY = N_(
    "Rows %(rows)s, column %(column)s: Excel made a day of the text. Set the column to Text and type it again."
)
_SWAPPED = N_(
    "Column %(column)s: some birthdays are days for Excel, others (rows %(rows)s) only text. "
    "Excel may have swapped day and month; please compare."
)
#: A phone number of 10 or 11 digits without the 0 that begins it.
_PHONE_WITHOUT_ZERO = re.compile(r"[35789][0-9]{8}|1[0-9]{9}|2[0-9]{9}")
#: A day that cannot be read with the month first.
_DAY_FIRST = re.compile(r"(1[3-9]|2[0-9]|3[01])[/.-][0-9]{1,2}[/.-][0-9]{4}")


def list_notes(grid: Grid, columns: Columns, found: Sorted, spread: list[Span]) -> list[Note]:
    """List the notes on a list, in the order in which people would look."""
    notes = list(columns.notes)
    hidden = [row for row, why in found.left_out if why == HIDDEN]
    if hidden:
        notes.append((_HIDDEN_ROWS, {"count": len(hidden), "rows": row_numbers(hidden)}))
    if shown := sorted(grid.hidden_columns & columns.read()):
        notes.append((_HIDDEN_COLUMNS, {"columns": few(map(column_letters, shown))}))
    notes += _merged(grid, columns, found, spread)
    if found.sections:
        notes.append((_SECTIONS, {"rows": row_numbers(found.sections)}))
    return (
        notes
        + _lost_zeros(grid, columns, found)
        + _unwanted_days(grid, columns, found)
        + _swapped(grid, columns, found)
    )


def _merged(grid: Grid, columns: Columns, found: Sorted, spread: list[Span]) -> list[Note]:
    """List the merged cells that touch a child's row and a column that is read."""
    rows, read = [row for row, _ in found.rows], columns.read()
    touching = [
        span
        for span in grid.merged
        if bisect_left(rows, span[0]) < bisect_right(rows, span[2])
        and any(span[1] <= column <= span[3] for column in read)
    ]
    spreads = set(spread)
    kinds = (
        (_SPREAD, [span for span in touching if span in spreads]),
        (_MERGED, [span for span in touching if span not in spreads]),
    )
    return [(text, {"cells": few(map(span_name, spans))}) for text, spans in kinds if spans]


def _lost_zeros(grid: Grid, columns: Columns, found: Sorted) -> list[Note]:
    """Name the phone numbers that a number cell has shortened."""
    notes: list[Note] = []
    for column in columns.of.get("phone", []):
        rows = [row for row, _ in found.rows if _PHONE_WITHOUT_ZERO.fullmatch(grid.text(row, column))]
        if rows:
            notes.append((_NO_ZERO, {"rows": row_numbers(rows), "column": column_letters(column)}))
    return notes


def _unwanted_days(grid: Grid, columns: Columns, found: Sorted) -> list[Note]:
    """Name the classes and hamlets, such as 5/1, that Excel has turned into days."""
    notes: list[Note] = []
    for key, own in columns.of.items():
        for column in own:
            rows = [row for row, _ in found.rows if (row, column) in grid.days]
            if rows and PARTS.get(key, key) not in ("birth", "sex", "number"):
                notes.append((_NO_DAY, {"rows": row_numbers(rows), "column": column_letters(column)}))
    return notes


def _swapped(grid: Grid, columns: Columns, found: Sorted) -> list[Note]:
    """Warn where days up to 12 became days and those from 13 on stayed text: Excel read the month first."""
    notes: list[Note] = []
    for column in columns.of.get("birth", []):
        days = [row for row, _ in found.rows if (row, column) in grid.days]
        texts = [row for row, _ in found.rows if _DAY_FIRST.fullmatch(grid.text(row, column)) and row not in days]
        if days and texts and all(int(grid.text(row, column)[:2]) <= 12 for row in days):
            notes.append((_SWAPPED, {"column": column_letters(column), "rows": row_numbers(texts)}))
    return notes
