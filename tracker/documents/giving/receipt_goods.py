"""Make the table of goods: head, rows, totals carried from page to page, and the struck-out rest."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from tracker.documents.giving.receipt_paper import GoodsLine, total_value
from tracker.documents.lines import (
    ABOVE,
    INK,
    ITALIC,
    REGULAR,
    RULE,
    SOFT,
    STRONG,
    Line,
    height_of,
    set_lines,
    write,
    write_lines,
)
from tracker.documents.page import LEFT, RIGHT, WIDTH, Piece
from tracker.documents.paper_parts import Spacing
from tracker.ground.money import show_dong, show_number

#: Right edges of the figures, left edges of the texts.
NUMBER, NAME, UNIT, QUANTITY, VALUE = LEFT + 24, LEFT + 36, LEFT + 262, LEFT + 385, RIGHT - 6
TEXT = Line("", REGULAR, 10, 13, INK)
UNVALUED = "không quy giá"


def goods_value(goods: Sequence[GoodsLine]) -> str:
    """Show the value of the goods, or say that they have none (all values must be known)."""
    value = total_value(tuple(goods))
    return UNVALUED if value is None else show_dong(value)


def table_head(spacing: Spacing) -> Piece:
    """Make the headings, which every page of the table repeats."""
    height = 12 + spacing.row
    headings = ((NUMBER, "STT", "right"), (NAME, "Tên hiện vật", "left"), (UNIT, "ĐVT", "left"))
    figures = ((QUANTITY, "Số lượng", "right"), (VALUE, "Giá trị", "right"))

    def draw(canvas: Canvas, top: float) -> None:
        for x, text, align in headings + figures:
            heading = Line(text, STRONG, 9, 12)
            write(canvas, x, top - spacing.row / 2 - ABOVE * 12, heading, align)
        _rule(canvas, top, 0.8)
        _rule(canvas, top - height, 0.8)

    return Piece(height, draw)


def _rule(canvas: Canvas, y: float, width: float) -> None:
    canvas.setStrokeColor(INK if width > 0.5 else RULE)
    canvas.setLineWidth(width)
    canvas.line(LEFT, y, RIGHT, y)


def goods_row(number: int, line: GoodsLine, spacing: Spacing) -> Piece:
    """Make the row of one kind of goods, as high as its name and unit need."""
    name = set_lines(line.name, UNIT - NAME - 8, TEXT)
    unit = set_lines(line.unit, QUANTITY - 50 - UNIT, TEXT)
    value = "–" if line.value is None else show_dong(line.value)
    height = max(height_of(name), height_of(unit), TEXT.leading) + spacing.row

    def draw(canvas: Canvas, top: float) -> None:
        upper = top - spacing.row / 2
        write_lines(canvas, NAME, upper, name)
        write_lines(canvas, UNIT, upper, unit)
        for x, figure in ((NUMBER, str(number)), (QUANTITY, show_number(line.quantity)), (VALUE, value)):
            write(canvas, x, upper - ABOVE * TEXT.leading, Line(figure, REGULAR, 10, 13, INK), "right")
        _rule(canvas, top - height, 0.4)

    return Piece(height, draw)


def sum_row(label: str, goods: Sequence[GoodsLine], spacing: Spacing) -> Piece:
    """Make a row that sums up some of the goods: Cộng trang, Cộng mang sang, Tổng cộng."""
    height = 13 + spacing.row
    text = Line(f"{label} ({len(goods)} khoản)", STRONG, 10, 13, INK)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillColor(SOFT)
        canvas.rect(LEFT, top - height, WIDTH, height, stroke=0, fill=1)
        base = top - spacing.row / 2 - ABOVE * 13
        write(canvas, NAME, base, text)
        write(canvas, VALUE, base, Line(goods_value(goods), STRONG, 10, 13, INK), "right")
        _rule(canvas, top - height, 0.4)

    return Piece(height, draw)


def sum_in_words(words: str, spacing: Spacing) -> Piece:
    """Make the total value in words, where there is one."""
    lines = set_lines(words, VALUE - NAME - 76, Line("", ITALIC, 11, 14, INK))
    height = height_of(lines) + spacing.row

    def draw(canvas: Canvas, top: float) -> None:
        upper = top - spacing.row / 2
        write(canvas, NAME, upper - ABOVE * 14, Line("Viết bằng chữ", REGULAR, 10))
        write_lines(canvas, NAME + 76, upper, lines)
        _rule(canvas, top - height, 0.8)

    return Piece(height, draw)


def struck_rest(height: float) -> Piece:
    """Strike the empty part of the table with a Z, so that nobody adds a row."""

    def draw(canvas: Canvas, top: float) -> None:
        upper, lower = top - 6, top - height + 6
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.8)
        canvas.lines(
            [(NAME, upper, VALUE, upper), (VALUE, upper, NAME, lower), (NAME, lower, VALUE, lower)],
        )
        _rule(canvas, top - height, 0.4)

    return Piece(height, draw)
