"""Read a sheet's XML in one walk: its texts, and what is a formula, hidden or merged.

The walk is our own, not a library's: it refuses at the first cell far outside a list, before
anything is laid out in memory, whatever sizes the sheet claims to have.
"""

from xml.parsers import expat

from tracker.ground.lists.grids import MOST_COLUMNS, MOST_OTHER_ROWS, MOST_ROWS, Grid
from tracker.ground.lists.number_formats import NumberFormats
from tracker.ground.lists.references import Place, Span, cell_name, read_column, read_number, read_span
from tracker.ground.lists.shared_texts import typed
from tracker.ground.lists.workbook_guard import bare, walk_xml
from tracker.ground.refusals import N_, Refused

_FAR = N_("Cell %(cell)s is filled, far outside a list of at most %(rows)s rows and %(columns)s columns. Clear it.")
_ENDLESS = N_("The sheet has more cells than any list. Copy the list into a new workbook and send that.")
_LAST_ROW = MOST_ROWS + MOST_OTHER_ROWS
#: Cells, rows and columns that a sheet may name, more than any list has; none can be merged twice.
_MOST_NAMED = 1_500_000


class SheetReader:
    """What a sheet holds; rows and columns count from 0."""

    def __init__(self, path: str, part: bytes, texts: list[str], formats: NumberFormats) -> None:
        """Read a sheet; `texts` are the workbook's shared ones. Refuses a filled cell far outside a list."""
        self._texts = texts
        self._formats = formats
        self._rows: dict[int, dict[int, str]] = {}
        self._days: set[Place] = set()
        self._uncertain: set[Place] = set()
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[Span] = []
        self._named_count = 0
        self._row = self._column = -1
        self._row_name = self._kind = self._style = ""
        self._is_in_cell = self._is_text = self._is_sound = False
        self._pieces: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        walk_xml(path, part, self._start, parser)

    def grid(self, name: str) -> Grid:
        """Give the sheet as a grid."""
        for top, left, bottom, right in self._merged:
            # Nobody sees what else lies below merged cells.
            for row in range(top, bottom + 1):
                cells = self._rows.get(row, {})
                for column in range(left + (row == top), right + 1):
                    cells.pop(column, None)
        width = max((max(cells, default=-1) for cells in self._rows.values()), default=-1) + 1
        rows = [[""] * width for _ in range(max(self._rows, default=-1) + 1)]
        for row, cells in self._rows.items():
            for column, text in cells.items():
                rows[row][column] = text
        return Grid(
            name=name,
            rows=rows,
            days=frozenset(self._days),
            uncertain=frozenset(self._uncertain),
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
            merged=tuple(self._merged),
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element; the commonest come first."""
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self._is_text = self._is_in_cell
        elif tag == "row":
            self._new_row(attributes)
        elif tag == "t":
            self._is_text = self._is_in_cell and not self._is_sound
        elif tag == "f":
            self._formula(attributes)
        elif tag == "rPh":
            self._is_sound = True
        elif tag == "col":
            self._columns(attributes)
        elif tag == "mergeCell":
            self._merge(read_span(attributes.get("ref", "")))
        elif ":" in tag:
            self._start(bare(tag), attributes)

    def _end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == "c":
            self._close_cell()
        elif tag in ("v", "t"):
            self._is_text = False
        elif tag == "rPh":
            self._is_sound = False
        elif ":" in tag:
            self._end(bare(tag))

    def _characters(self, text: str) -> None:
        """Collect the text of a cell."""
        if self._is_text:
            self._pieces.append(text)

    def _new_row(self, attributes: dict[str, str]) -> None:
        """Go to the next row, or to the one it names."""
        self._row = read_number(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._row_name = str(self._row + 1)
        self._count(1)
        self._column = -1
        if _is_hidden(attributes, "ht"):
            self._hidden_rows.add(self._row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        """Go to the next cell, or to the one it names."""
        if name := attributes.get("r"):
            letters = name.rstrip("0123456789")
            if name[len(letters) :] != self._row_name:
                raise ValueError(name)
            self._column = read_column(letters)
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._is_in_cell = True
        self._pieces.clear()
        self._count(1)

    def _close_cell(self) -> None:
        """Put the cell's text in its place."""
        self._is_in_cell = False
        if not self._pieces:
            return
        self._refuse_far()
        if text := self._text("".join(self._pieces)):
            self._rows.setdefault(self._row, {})[self._column] = text

    def _text(self, value: str) -> str:
        """Give a cell's value as people read it."""
        if self._kind == "s":
            return self._shared(value.strip())
        if self._kind == "n":
            text, is_day = self._formats.show(value.strip(), self._style)
            if is_day:
                self._days.add((self._row, self._column))
            return text
        if self._kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if self._kind == "e":
            self._uncertain.add((self._row, self._column))
        return typed(value)

    def _shared(self, index: str) -> str:
        """Give one of the texts that the workbook keeps once for many cells."""
        if not index.isascii() or not index.isdigit() or len(index) > 9 or int(index) >= len(self._texts):
            raise ValueError(index)
        return self._texts[int(index)]

    def _refuse_far(self) -> None:
        """Refuse a filled cell far outside a list."""
        if self._row >= _LAST_ROW or self._column >= MOST_COLUMNS:
            cell = cell_name((self._row, self._column))
            raise Refused(None, _FAR, cell=cell, rows=MOST_ROWS, columns=MOST_COLUMNS)

    def _formula(self, attributes: dict[str, str]) -> None:
        """Note a formula, and all cells that one formula fills; rules and lists outside cells have theirs, too."""
        if not self._is_in_cell:
            return
        self._refuse_far()
        self._uncertain.add((self._row, self._column))
        if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
            top, left, bottom, right = _clipped(read_span(attributes["ref"]))
            self._count((bottom - top + 1) * (right - left + 1))
            columns = range(left, right + 1)
            self._uncertain.update((row, column) for row in range(top, bottom + 1) for column in columns)

    def _merge(self, span: Span) -> None:
        """Note merged cells, as far as a list goes."""
        top, left, bottom, right = _clipped(span)
        if top <= bottom and left <= right:
            self._count((bottom - top + 1) * (right - left + 1))
            self._merged.append((top, left, bottom, right))

    def _columns(self, attributes: dict[str, str]) -> None:
        """Note hidden columns, as far as a list goes."""
        if _is_hidden(attributes, "width"):
            first, last = read_number(attributes.get("min", "")), read_number(attributes.get("max", ""))
            columns = range(first - 1, min(last, MOST_COLUMNS))
            self._count(len(columns))
            self._hidden_columns.update(columns)

    def _count(self, named: int) -> None:
        """Give up on a sheet that keeps on naming cells: it is made to take up time."""
        self._named_count += max(named, 0)
        if self._named_count > _MOST_NAMED:
            raise Refused(None, _ENDLESS)


def _clipped(span: Span) -> Span:
    """Give the part of a range that a list may have."""
    return span[0], span[1], min(span[2], _LAST_ROW - 1), min(span[3], MOST_COLUMNS - 1)


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Tell a row or column that is hidden, or has no height or width."""
    return attributes.get("hidden") in ("1", "true") or size in attributes and not attributes[size].strip("0.")
