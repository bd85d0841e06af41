"""Make the table of a sign-off sheet: its headings, a row for each child, and the sums carried from page to page.

Lengths are points, as in page.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from tracker.documents.lines import (
    INK,
    REGULAR,
    RULE,
    SOFT,
    STRONG,
    Line,
    height_of,
    set_lines,
    width_of,
    write_lines,
)
from tracker.documents.page import Piece
from tracker.ground.money import show_number
from tracker.queries.helping.sheet_paper import SheetRow, Sums, said_goods

PAGE_WIDTH, PAGE_HEIGHT = landscape(A4)
LEFT, RIGHT = 30.0, PAGE_WIDTH - 30.0
WIDTH = RIGHT - LEFT
#: Between a rule and what stands beside it.
PAD = 3.5
#: A hand needs so much height to sign.
ROW_AT_LEAST = 11.2 * mm
#: A row that would be higher is set smaller.
ROW_AT_MOST = 50 * mm
SIZES = (8.5, 7.5, 6.5, 5.5, 4.5)
#: Height of a line of text in letter sizes: marks on capitals (Ỷ) stay below a g of the line above.
LEADING = 1.34
NOTHING = "—"


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in points, and how its text stands."""

    heading: str
    width: float
    align: str = "left"


COLUMNS = (
    Column("STT", 23, "centre"),
    Column("Họ và tên trẻ", 108),
    Column("Ngày sinh (nam/nữ)", 56),
    Column("Địa chỉ (ấp/khu phố, xã/phường)", 112),
    Column("Trường/lớp", 76),
    Column("Hoàn cảnh", 58),
    Column("Người nhận thay (quan hệ)", 76),
    Column("Số tiền (đ)", 60, "right"),
    Column("Hiện vật", 76),
    Column("Ký nhận (ký hoặc điểm chỉ)", 82, "centre"),
    Column("Ghi chú", WIDTH - 727),
)
NUMBER, NAME, BIRTH, ADDRESS, MONEY, GOODS, SIGNED = 0, 1, 2, 3, 7, 8, 9


@dataclass(frozen=True)
class Layout:
    """Which columns a sheet has, and how high a row is at least."""

    columns: tuple[Column, ...]
    at_least: float

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """Give the left edges of the columns, and the right edge of the last."""
        return tuple(accumulate((column.width for column in self.columns), initial=LEFT))

    def texts(self, texts: Sequence[str]) -> list[str]:
        """Give the texts of the columns that there are."""
        return [text for text, column in zip(texts, COLUMNS, strict=True) if self.signed or column != COLUMNS[SIGNED]]

    @property
    def signed(self) -> bool:
        """Tell whether there is a column to sign in."""
        return COLUMNS[SIGNED] in self.columns


def _without_signatures() -> tuple[Column, ...]:
    """Leave the column to sign in out; birth and address have its room, and most rows one line."""
    wider = {BIRTH: 18.0, ADDRESS: COLUMNS[SIGNED].width - 18.0}
    return tuple(
        replace(column, width=column.width + wider.get(index, 0.0))
        for index, column in enumerate(COLUMNS)
        if index != SIGNED
    )


#: A family signs in each row; a school signs once below all of them.
BY_FAMILY = Layout(COLUMNS, ROW_AT_LEAST)
BY_SCHOOL = Layout(_without_signatures(), 6.4 * mm)


def table_head(layout: Layout) -> Piece:
    """Make the headings, which every page repeats."""
    style, edges = Line("", STRONG, 8, 10.5, INK), layout.edges
    cells = [set_lines(column.heading, column.width - 2 * PAD, style) for column in layout.columns]
    height = max(map(height_of, cells)) + 2 * PAD

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillColor(SOFT)
        canvas.rect(LEFT, top - height, WIDTH, height, stroke=0, fill=1)
        for number, lines in enumerate(cells):
            middle = (edges[number] + edges[number + 1]) / 2
            write_lines(canvas, middle, top - (height - height_of(lines)) / 2, lines, "centre")
        _rules(canvas, top, height, edges)

    return Piece(height, draw)


def child_row(number: int, row: SheetRow, layout: Layout) -> Piece:
    """Make a child's row, high enough to sign in (where one does) and as high as its longest text."""
    cells = _cells(number, row, layout)
    height = max(layout.at_least, max(map(height_of, cells)) + 2 * PAD)

    def draw(canvas: Canvas, top: float) -> None:
        for index, lines in enumerate(cells):
            align = layout.columns[index].align
            write_lines(canvas, _x(layout, index, align), top - (height - height_of(lines)) / 2, lines, align)
        _rules(canvas, top, height, layout.edges)

    return Piece(height, draw)


def _x(layout: Layout, index: int, align: str) -> float:
    """Give where a text of a column begins, ends or has its middle."""
    left, right = layout.edges[index], layout.edges[index + 1]
    return {"left": left + PAD, "right": right - PAD, "centre": (left + right) / 2}[align]


def _cells(number: int, row: SheetRow, layout: Layout) -> list[list[Line]]:
    """Wrap the texts of a row, in the largest letters that keep it within its greatest height."""
    texts = layout.texts(_texts(number, row))
    cells: list[list[Line]] = []
    for size in SIZES:
        style = Line("", REGULAR, size, size * LEADING, INK)
        cells = [_cell(text, column, style) for text, column in zip(texts, layout.columns, strict=True)]
        cells[NAME] = set_lines(row.full_name, layout.columns[NAME].width - 2 * PAD, replace(style, font=STRONG))
        if max(map(height_of, cells)) + 2 * PAD <= ROW_AT_MOST:
            break
    return cells


def _cell(text: str, column: Column, style: Line) -> list[Line]:
    """Wrap a text into its column; a number stays on one line, smaller where it must."""
    width = column.width - 2 * PAD
    if column in (COLUMNS[NUMBER], COLUMNS[MONEY]):
        return [fitted(replace(style, text=text), width)]
    return set_lines(text, width, style)


def _texts(number: int, row: SheetRow) -> list[str]:
    return [
        str(number),
        row.full_name,
        row.birth,
        row.address,
        row.school,
        row.circumstances,
        row.proxy,
        NOTHING if row.struck else show_number(row.amount),
        NOTHING if row.struck else "\n".join(said_goods(row.goods)),
        NOTHING if row.struck else row.signed,
        row.note,
    ]


def sum_row(label: str, sums: Sums, layout: Layout) -> Piece:
    """Make a row that sums up: Cộng trang, Cộng mang sang. Goods have the room of the columns behind theirs."""
    style = Line("", STRONG, 8.5, 11.4, INK)
    said = replace(style, text=f"{label} ({show_number(sums.shares)} suất)")
    amount = fitted(replace(style, text=show_number(sums.amount)), COLUMNS[MONEY].width - 2 * PAD)
    goods = set_lines("; ".join(said_goods(sums.goods)), RIGHT - layout.edges[GOODS] - 2 * PAD, style)
    height = max(height_of(goods), style.leading) + 2 * PAD

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillColor(SOFT)
        canvas.rect(LEFT, top - height, WIDTH, height, stroke=0, fill=1)
        upper = top - PAD
        write_lines(canvas, _x(layout, NAME, "left"), upper, [said])
        write_lines(canvas, _x(layout, MONEY, "right"), upper, [amount], "right")
        write_lines(canvas, _x(layout, GOODS, "left"), upper, goods)
        _rules(canvas, top, height, (LEFT, layout.edges[MONEY], layout.edges[GOODS], RIGHT))

    return Piece(height, draw)


def fitted(line: Line, width: float) -> Line:
    """Set a line smaller where it would be wider than `width` points."""
    there = width_of(line.text, line.font, line.size)
    return line if there <= width else replace(line, size=line.size * width / there)


def _rules(canvas: Canvas, top: float, height: float, edges: Sequence[float]) -> None:
    """Draw the frame of a row and the rules between its cells; a file holds each kind of row once."""
    form = f"row-{len(edges)}-{height:.3f}"
    if not canvas.hasForm(form):
        canvas.beginForm(form, LEFT - 1, -1, RIGHT + 1, height + 1)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.lines([(LEFT, 0, RIGHT, 0), (LEFT, height, RIGHT, height), *((x, 0, x, height) for x in edges)])
        canvas.endForm()
    canvas.saveState()
    canvas.translate(0, top - height)
    canvas.doForm(form)
    canvas.restoreState()
