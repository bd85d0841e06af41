"""Take a list of children from an XLSX or CSV file, or from lines pasted out of one.

Whatever the columns are called and in whatever order they stand, the rows come out under our
headings; every row that is not taken is listed with the reason. What cannot be read for sure is
refused. Nothing here knows the children or the places of the office.
"""

from dataclasses import dataclass

from tracker.ground.lists.column_guessing import guess_columns
from tracker.ground.lists.csv_reading import csv_texts, delimiters, grid_of
from tracker.ground.lists.file_kinds import is_workbook
from tracker.ground.lists.garbled import refuse_garbled
from tracker.ground.lists.grids import MOST_ROWS, Grid, Note, few
from tracker.ground.lists.heading_rows import Columns, find_columns
from tracker.ground.lists.headings import HEADINGS
from tracker.ground.lists.notes import list_notes
from tracker.ground.lists.references import cell_name
from tracker.ground.lists.rows import RowSorter, Sorted
from tracker.ground.lists.workbook_reading import WorkbookReader
from tracker.ground.refusals import N_, Refused

__all__ = ["HEADINGS", "Opened", "Table", "open_pasted", "open_table", "read_grid", "read_pasted", "read_table"]

_NO_HEADING = N_("No row with headings was found. One row must name the columns: “Họ và tên”, “Ngày sinh”, “Xã” …")
_NO_CELLS = N_("The workbook is empty.")
_NO_ROWS = N_("There is no child below the heading.")
_NOTHING = N_("Nothing was pasted.")
_NO_NAMES = N_("No column of names was found. Paste the row with the headings, too.")
_TOO_MANY = N_("The list has %(count)s rows; at most %(most)s are read. Split it into several.")
_UNCERTAIN = N_(
    "Cells with formulas or errors: %(cells)s. Copy them and paste them as values, then send the file again."
)
_OTHER_SHEETS = N_("Sheets not read: %(sheets)s.")
_HIDDEN_SHEETS = N_("Hidden sheets not read: %(sheets)s.")


@dataclass(frozen=True)
class Table:
    """A list as it was read.

    `name` is the sheet's name, or the one that was handed in for a CSV file. `heading_row` counts
    from 1 and is 0 where no heading was pasted. `columns` maps our heading to its column, counted
    from 0. `rows` are (number in the file from 1, our heading → text); each row has the same keys,
    "" where nothing stands. `left_out` are (number, reason as msgid), `notes` msgids with values.
    """

    name: str
    heading_row: int
    columns: dict[str, int]
    rows: list[tuple[int, dict[str, str]]]
    left_out: list[tuple[int, str]]
    notes: list[Note]


@dataclass(frozen=True)
class Opened:
    """A list whose cells are there: its grid, which column holds what (None where nobody can tell), and notes."""

    grid: Grid
    columns: Columns | None
    notes: list[Note]


def open_table(data: bytes, *, name: str = "") -> Opened:
    """Open an XLSX or CSV file, told by its content and never by its name.

    Of several sheets the first one with a heading is opened, or the one with most filled rows. Refuses
    every other kind of file by its name, and bombs. Letters for an old font come as they stand.
    """
    if not is_workbook(data):
        return _from_text(csv_texts(data), name)
    reader = WorkbookReader(data)
    if not reader.visible:
        raise Refused(None, _NO_CELLS)
    grids: list[Grid] = []
    for grid in reader.grids():
        grids.append(grid)
        if columns := find_columns(grid):
            return Opened(grid, columns, _sheet_notes(reader, len(grids) - 1))
    fullest = max(range(len(grids)), key=lambda at: sum(map(any, grids[at].rows)))
    return Opened(grids[fullest], None, _sheet_notes(reader, fullest))


def _sheet_notes(reader: WorkbookReader, at: int) -> list[Note]:
    """Say which sheets are not read."""
    others = [sheet.name for sheet in reader.visible if sheet.name != reader.visible[at].name]
    sheets = ((_OTHER_SHEETS, others), (_HIDDEN_SHEETS, [sheet.name for sheet in reader.hidden]))
    return [(text, {"sheets": few(names)}) for text, names in sheets if names]


def _from_text(text: str, name: str) -> Opened:
    """Open a CSV file with the delimiter that shows most headings."""
    found: list[tuple[int, Grid, Columns]] = []
    wrong: list[Refused] = []
    grids: list[Grid] = []
    for mark in delimiters(text):
        try:
            grids.append(grid_of(text, mark, name))
        except Refused as refused:
            wrong.append(refused)
            continue
        if columns := find_columns(grids[-1]):
            found.append((len(columns.of), grids[-1], columns))
    if not found:
        if wrong:
            raise wrong[0]
        return Opened(grids[0], None, [])
    _, grid, columns = max(found, key=lambda one: one[0])
    return Opened(grid, columns, [])


def open_pasted(text: str) -> Opened:
    """Open lines pasted from a spreadsheet: cells parted by tabs, or by semicolons where there is no tab.

    A heading may stand above; without one the columns are told by what stands in them.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise Refused(None, _NOTHING)
    grid = grid_of(text, next((mark for mark in "\t;," if mark in text), "\t"))
    return Opened(grid, find_columns(grid) or guess_columns(grid), [])


def read_table(data: bytes, *, name: str = "") -> Table:
    """Read an XLSX or CSV file whose headings are known.

    Refuses what `open_table` and `read_grid` refuse, and files in which no row names the columns.
    """
    return _read(open_table(data, name=name), _NO_HEADING)


def read_pasted(text: str) -> Table:
    """Read pasted lines whose columns can be told."""
    return _read(open_pasted(text), _NO_NAMES)


def _read(opened: Opened, unknown: str) -> Table:
    """Read a list; where its columns are unknown, say that, or why nothing can be read at all."""
    if opened.columns is None:
        _refuse_garbled_sheet(opened.grid)
        raise Refused(None, unknown)
    return read_grid(opened.grid, opened.columns, opened.notes)


def _refuse_garbled_sheet(grid: Grid) -> None:
    """Refuse a sheet whose texts, the heading among them, are garbled."""
    refuse_garbled(
        ((row, column), text) for row, cells in enumerate(grid.rows) for column, text in enumerate(cells) if text
    )


def read_grid(grid: Grid, columns: Columns, notes: list[Note]) -> Table:
    """Sort the rows of a list, and say what people should know.

    Refuses formulas, texts that are garbled or in old fonts, more than 5,000 rows, and none at all.
    """
    sorter = RowSorter(grid, columns)
    found = sorter.sort()
    if not found.rows:
        raise Refused(None, _NO_ROWS)
    if len(found.rows) > MOST_ROWS:
        raise Refused(None, _TOO_MANY, count=len(found.rows), most=MOST_ROWS)
    _refuse_uncertain(grid, columns, found)
    notes = notes + list_notes(grid, columns, found, sorter.spread) + _garbled(grid, columns, found)
    keys = [key for key in HEADINGS if any(key in values for _, values in found.rows)]
    return Table(
        name=grid.name,
        heading_row=columns.first + 1,
        columns=columns.for_page(),
        rows=[(row + 1, {key: values.get(key, "") for key in keys}) for row, values in found.rows],
        left_out=[(row + 1, why) for row, why in found.left_out],
        notes=notes,
    )


def _refuse_uncertain(grid: Grid, columns: Columns, found: Sorted) -> None:
    """Refuse formulas and errors where they would be read as texts of a child."""
    rows = {row for row, _ in found.rows} | set(range(max(columns.first, 0), columns.last + 1))
    read = columns.read()
    if cells := sorted(place for place in grid.uncertain if place[0] in rows and place[1] in read):
        raise Refused(None, _UNCERTAIN, cells=few(map(cell_name, cells)))


def _garbled(grid: Grid, columns: Columns, found: Sorted) -> list[Note]:
    """Look at the letters of each column that is read."""
    notes: list[Note] = []
    for column in sorted(columns.read()):
        notes += refuse_garbled(((row, column), grid.rows[row][column]) for row, _ in found.rows)
    return notes
