"""Write XLSX workbooks a row at a time, so that a sheet may be longer than the memory.

A text is always a text: nothing that is written here runs as a formula or becomes a link.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from rustpy_xlsxwriter import FastExcel, Format

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_, Refused

#: Rows of a sheet, its heading among them (Excel's own limit).
MOST_ROWS = 1_048_576
_BLOCK = 1 << 16


class Shape(Enum):
    """What the cells of a column are."""

    TEXT = ""
    #: A whole number that is counted with, in groups of three digits.
    NUMBER = "#,##0"
    #: A whole number that only names something.
    ORDINAL = "0"
    #: A date, or its ISO text.
    DAY = "dd/mm/yyyy"
    #: An aware moment or its ISO text; the cell shows the office's own time.
    MOMENT = "dd/mm/yyyy hh:mm"


@dataclass(frozen=True)
class SheetColumn:
    """A column: its heading (no two are alike), what its cells are, how many characters wide."""

    heading: str
    shape: Shape = Shape.TEXT
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name (at most 31 characters), its columns, and its rows of cells; None is empty.

    A `table` has a filter over its columns; any other sheet is read from top to bottom.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]
    table: bool = True


def write_xlsx(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """Yield a workbook in blocks; the whole file is made before the first, on disk and not in memory."""
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        path = Path(folder) / "book.xlsx"
        workbook = FastExcel(str(path)).freeze(row=1)
        for sheet in sheets:
            workbook.sheet(
                sheet.name,
                _records(sheet),
                column_widths=[float(column.width) for column in sheet.columns],
                column_formats=_formats(sheet),
                header_format=Format().set_bold().set_background_color("#E7ECEA").set_border_bottom("thin"),
                autofilter=sheet.table,
                page_setup={"landscape": sheet.table, "paper_size": 9, "repeat_rows": 0, "fit_to_pages": (1, 0)},
            )
        workbook.save()
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block


def refuse_too_long(rows: int) -> None:
    """Refuse more rows than a sheet of Excel holds."""
    if rows >= MOST_ROWS:
        text = N_("%(rows)s rows are more than a sheet of Excel holds (%(most)s). Narrow the period, or take CSV.")
        raise Refused(None, text, rows=rows, most=MOST_ROWS - 1)


def _records(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Give each row as the writer wants it; an empty sheet has one empty row, so that its headings are written."""
    headings = [column.heading for column in sheet.columns]
    dated = [(column.heading, _READ[column.shape]) for column in sheet.columns if column.shape in _READ]
    empty = True
    for row in sheet.rows:
        empty = False
        record = dict(zip(headings, row, strict=True))
        for heading, read in dated:
            record[heading] = read(record[heading])
        yield record
    if empty:
        yield dict.fromkeys(headings)


def _formats(sheet: Sheet) -> dict[str, Format]:
    return {one.heading: Format().set_num_format(one.shape.value) for one in sheet.columns if one.shape.value}


@lru_cache(maxsize=1024)
def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=1024)
def _moment(value: datetime | str | None) -> datetime | None:
    """Give a moment as the office's clock showed it: a cell has no zone."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(ZONE).replace(tzinfo=None) if moment else None


_READ: dict[Shape, Callable[[Any], Any]] = {Shape.DAY: _day, Shape.MOMENT: _moment}
