"""Make the rows of a paper's table: headings, rows, and the sums carried from page to page."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from tracker.documents.helping.sheet_table import fitted
from tracker.documents.lines import (
    ABOVE,
    INK,
    ITALIC,
    MUTED,
    REGULAR,
    RULE,
    SOFT,
    STRONG,
    Line,
    height_of,
    set_lines,
    width_of,
    write,
    write_lines,
)
from tracker.documents.page import LEFT, RIGHT, WIDTH, Piece
from tracker.documents.paper_parts import Spacing
from tracker.ground.money import show_number
from tracker.ground.papers import Cell, Row, Table

#: Between a column's edge and its text.
PAD = 4.0
TEXT = Line("", REGULAR, 9.5, 12.5, INK)
_STRUCK = replace(TEXT, colour=MUTED)


class TableCells:
    """What no air changes: the widths of a table and the lines of its cells, worked out once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        open_columns = sum(not column.width for column in table.columns)
        share = (WIDTH - sum(column.width for column in table.columns)) / max(open_columns, 1)
        self.widths = [column.width or share for column in table.columns]
        self.edges = list(accumulate(self.widths, initial=LEFT))
        self.summed = [number for number, column in enumerate(table.columns) if column.sums]
        self._rows: dict[int, tuple[list[list[Line]], float]] = {}

    def lines(self, index: int) -> tuple[list[list[Line]], float]:
        """Give the lines of a row's cells, and how high the highest of them is."""
        if index not in self._rows:
            row = self.table.rows[index]
            style = _STRUCK if row.struck else TEXT
            cells = [self._cell(number, cell, style) for number, cell in enumerate(row.cells)]
            self._rows[index] = cells, max(TEXT.leading * max(map(len, cells), default=1), TEXT.leading)
        return self._rows[index]

    def _cell(self, number: int, cell: Cell, style: Line) -> list[Line]:
        """Wrap a text into its column; a number stays on one line, smaller where it must."""
        width = self.widths[number] - 2 * PAD
        if isinstance(cell, int):
            return [fitted(replace(style, text=show_number(cell)), width)]
        dash = "–" if cell is None and self.table.columns[number].sums == "all" else ""
        return set_lines(dash if cell is None else cell, width, style)


class TableParts:
    """The pieces of one table with so much air."""

    def __init__(self, cells: TableCells, spacing: Spacing) -> None:
        self.cells, self.table, self.spacing = cells, cells.table, spacing
        self.widths, self.edges, self.summed = cells.widths, cells.edges, cells.summed

    def head(self) -> Piece:
        """Make the headings, which every page repeats."""
        cells = [
            set_lines(column.heading, width - 2 * PAD, Line("", STRONG, 8.5, 11, MUTED))
            for column, width in zip(self.table.columns, self.widths, strict=True)
        ]
        height = max(map(height_of, cells)) + self.spacing.row + 2

        def draw(canvas: Canvas, top: float) -> None:
            for number, lines in enumerate(cells):
                self._write(canvas, number, top - (height - height_of(lines)) / 2, lines)
            _rule(canvas, top, 0.8, INK)
            _rule(canvas, top - height, 0.8, INK)

        return Piece(height, draw)

    def row(self, index: int) -> Piece:
        """Make a row, as high as its longest text; a struck one is crossed out."""
        row = self.table.rows[index]
        cells, taken = self.cells.lines(index)
        height = taken + self.spacing.row

        def draw(canvas: Canvas, top: float) -> None:
            for number, lines in enumerate(cells):
                self._write(canvas, number, top - self.spacing.row / 2, lines)
                # What says why it is crossed out stays plain: it stands in the last column.
                if row.struck and number < len(cells) - 1:
                    self._strike(canvas, number, top - self.spacing.row / 2, lines)
            _rule(canvas, top - height, 0.4, RULE)

        return Piece(height, draw)

    def _write(self, canvas: Canvas, number: int, top: float, lines: Sequence[Line]) -> None:
        write_lines(canvas, self._x(number), top, lines, self.table.columns[number].align)

    def _x(self, number: int) -> float:
        left, right = self.edges[number], self.edges[number + 1]
        align = self.table.columns[number].align
        return {"left": left + PAD, "right": right - PAD, "centre": (left + right) / 2}[align]

    def _strike(self, canvas: Canvas, number: int, top: float, lines: Sequence[Line]) -> None:
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.6)
        begin = {"left": 0.0, "centre": 0.5, "right": 1.0}[self.table.columns[number].align]
        for line in lines:
            width = width_of(line.text, line.font, line.size)
            left = self._x(number) - begin * width
            canvas.line(left, top - ABOVE * line.leading + 3, left + width, top - ABOVE * line.leading + 3)
            top -= line.leading

    def sum(self, label: str, rows: Sequence[Row]) -> Piece:
        """Make a row that sums up some rows: Cộng trang, Cộng mang sang, Tổng cộng."""
        height = 13 + self.spacing.row
        counted = sum(not row.struck for row in rows)
        said = f"{label} ({show_number(counted)} {self.table.counted})" if self.table.counted else label
        style = Line("", STRONG, 9.5, 13, INK)
        sums = {number: self._sum(number, rows) for number in self.summed}

        def draw(canvas: Canvas, top: float) -> None:
            canvas.setFillColor(SOFT)
            canvas.rect(LEFT, top - height, WIDTH, height, stroke=0, fill=1)
            base = top - self.spacing.row / 2 - ABOVE * 13
            until = self.edges[self.summed[0]] - LEFT - 2 * PAD if self.summed else WIDTH
            write(canvas, LEFT + PAD, base, fitted(replace(style, text=said), until))
            for number, text in sums.items():
                room = self.widths[number] - 2 * PAD
                write(canvas, self._x(number), base, fitted(replace(style, text=text), room), "right")
            _rule(canvas, top - height, 0.4, RULE)

        return Piece(height, draw)

    def _sum(self, number: int, rows: Sequence[Row]) -> str:
        cells = [row.cells[number] for row in rows if not row.struck]
        known = [cell for cell in cells if isinstance(cell, int)]
        if self.table.columns[number].sums == "all" and len(known) < len(cells):
            return self.table.unknown
        return show_number(sum(known))

    def words(self) -> Piece:
        """Make the total in words."""
        lines = set_lines(self.table.words, WIDTH - 76 - PAD, Line("", ITALIC, 10.5, 14, INK))

        def draw(canvas: Canvas, top: float) -> None:
            upper = top - self.spacing.row / 2
            write(canvas, LEFT + PAD, upper - ABOVE * 14, Line("Viết bằng chữ", REGULAR, 9.5))
            write_lines(canvas, LEFT + 76, upper, lines)

        return Piece(height_of(lines) + self.spacing.row, draw)


def _rule(canvas: Canvas, y: float, width: float, colour: object) -> None:
    # What the canvas keeps of its state is asked first, as for text: a long table has a rule a row.
    if canvas._strokeColorObj is not colour:
        canvas.setStrokeColor(colour)
    if canvas._lineWidth != width:
        canvas.setLineWidth(width)
    canvas.line(LEFT, y, RIGHT, y)
