"""Make the parts that all papers share: short head, title, fields, box of the sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from tracker.documents import marks
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
    width_of,
    write,
    write_lines,
)
from tracker.documents.page import LEFT, RIGHT, WIDTH, Piece, gap

VALUES = LEFT + 119.0
NAME = Line("", REGULAR, 10.5, 13.0, INK)


@dataclass(frozen=True)
class Spacing:
    """How much air stands between the parts, in points."""

    head: float
    title: float
    line: float
    field: float
    part: float
    row: float
    sign: float
    code: float


AIRY = Spacing(head=9.0, title=14.0, line=15.0, field=4.0, part=8.0, row=5.5, sign=44.0, code=65.5)
SNUG = Spacing(head=7.0, title=8.0, line=14.5, field=2.5, part=6.0, row=4.0, sign=38.0, code=60.0)
TIGHT = Spacing(head=4.0, title=5.0, line=14.0, field=1.5, part=5.0, row=2.5, sign=30.0, code=57.0)


def short_head(fund_name: str, title: str, number: str, copy: str, side_marks: Sequence[str]) -> Piece:
    """Make the short head of a further page: whose paper, its title, number, copy and the marks but ĐÃ HỦY."""
    left = set_lines(fund_name.upper(), WIDTH * 0.55, Line("", STRONG, 9, 12, INK))
    left += set_lines(f"{title} (tiếp theo)", WIDTH * 0.55, Line(""))
    right = [Line(f"Số {number}", STRONG, 9, 12, INK)] if number else []
    right += [Line(copy)] if copy else []
    right += [Line(mark, STRONG, 9, 12, INK) for mark in side_marks if not marks.is_void_mark(mark)]
    height = max(height_of(left), height_of(right))

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top, left)
        write_lines(canvas, RIGHT, top, right, "right")

    return Piece(height + 10, draw)


def titled(title: str, under: str, all_marks: Sequence[str], notes: Sequence[str], spacing: Spacing) -> list[Piece]:
    """Make the title with the line under it (number and day), then the marks and notes."""
    name = set_lines(title, WIDTH, Line("", STRONG, 17, 22, INK))
    name += set_lines(under, WIDTH, Line("", REGULAR, 10.5, 15))
    room = (WIDTH - width_of(title, STRONG, 17)) / 2 - 10
    boxed = [mark for mark in all_marks if not marks.is_void_mark(mark)]
    side = next((mark for mark in boxed if marks.boxed_width(mark) <= room), None)
    noted = [line for note in notes for line in set_lines(note, WIDTH, Line("", ITALIC))]

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT + WIDTH / 2, top, name, "centre")
        if side:
            marks.draw_side_mark(canvas, RIGHT, top - 3, side)

    return [
        gap(spacing.head),
        Piece(height_of(name), draw),
        *(_centred(line) for line in noted),
        *(marks.boxed_mark(mark) for mark in boxed if mark != side),
        gap(spacing.title),
    ]


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def _centred(line: Line) -> Piece:
    return Piece(line.leading, lambda canvas, top: write_lines(canvas, LEFT + WIDTH / 2, top, [line], "centre"))


def field(label: str, value: str, font: str, spacing: Spacing) -> list[Piece]:
    """Make one field as a piece a line, so that a page may end within it."""
    style = Line("", font, 10.5, spacing.line, INK)
    lines = set_lines(value, RIGHT - VALUES, style) or [style]
    last = len(lines) - 1
    return [
        _field_line(label if number == 0 else "", line, spacing.line + (spacing.field if number == last else 0.0))
        for number, line in enumerate(lines)
    ]


def _field_line(label: str, line: Line, height: float) -> Piece:
    def draw(canvas: Canvas, top: float) -> None:
        base = top - ABOVE * line.leading
        write(canvas, LEFT, base, Line(label, REGULAR, 10.5, line.leading))
        write(canvas, VALUES, base, line)
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.setDash(0.8, 2)
        canvas.line(VALUES, base - 3.6, RIGHT, base - 3.6)
        canvas.restoreState()

    return Piece(height, draw)


def sum_box(figures: str, words: str, way: str, label: str = "Số tiền") -> Piece:
    """Make the box of the sum: figures, words, how and when it came or went."""
    amount = Line(figures, STRONG, 15, 20, INK)
    said = Line(way, REGULAR, 10.5, 15)
    spelt = set_lines(words, RIGHT - VALUES - 8, Line("", ITALIC, 11.5, 15.5, INK))
    taken = width_of(amount.text, amount.font, amount.size) + width_of(said.text, said.font, said.size)
    beside = taken + 12 <= RIGHT - 8 - VALUES
    rows = [(label, [amount]), ("Viết bằng chữ", spelt)] + ([] if beside else [("Hình thức", [said])])
    height = sum(height_of(lines) for _, lines in rows) + 10

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillColor(SOFT)
        canvas.roundRect(LEFT, top - height, WIDTH, height, 4, stroke=0, fill=1)
        if beside and way:
            write(canvas, RIGHT - 8, top - 4 - ABOVE * amount.leading, said, "right")
        _labelled(canvas, top - 4, rows)

    return Piece(height, draw)


def _labelled(canvas: Canvas, top: float, rows: list[tuple[str, list[Line]]]) -> None:
    """Write rows of the box beneath each other, each behind its label."""
    for label, lines in rows:
        write(canvas, LEFT + 11.5, top - ABOVE * (lines or [NAME])[0].leading, Line(label, REGULAR, 10.5))
        write_lines(canvas, VALUES, top, lines)
        top -= height_of(lines)
