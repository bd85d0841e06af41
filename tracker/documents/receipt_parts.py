"""Make the parts of a receipt that money and goods share: head, title, fields, amount, signatures."""

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
from tracker.documents.page import LEFT, RIGHT, WIDTH, Piece, gap, letterhead
from tracker.documents.receipt_paper import ReceiptPaper
from tracker.ground.dates import day_on_paper
from tracker.ground.money import show_dong

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


def head(paper: ReceiptPaper, copy: str) -> Piece:
    """Make the letterhead of the day with form, series, book and copy."""
    phone = f"ĐT: {paper.fund_phone}" if paper.fund_phone else ""
    codes = " · ".join(part for part in (paper.fund_code, phone) if part)
    series = f"Ký hiệu {paper.series}-{paper.year} · Quyển số {paper.book:02d}"
    return letterhead(paper.fund_name, (paper.fund_address, codes), paper.form_label, (series, copy))


def again(paper: ReceiptPaper, copy: str) -> Piece:
    """Make the short head of a further page: whose paper, its title, number, copy and side marks."""
    left = set_lines(paper.fund_name.upper(), WIDTH * 0.55, Line("", STRONG, 9, 12, INK))
    left += [Line(f"{paper.title} (tiếp theo)")]
    right = [Line(f"Số {paper.number}", STRONG, 9, 12, INK), Line(copy)]
    right += [Line(mark, STRONG, 9, 12, INK) for mark in paper.marks if not marks.is_void_mark(mark)]
    height = max(height_of(left), height_of(right))

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top, left)
        write_lines(canvas, RIGHT, top, right, "right")

    return Piece(height + 10, draw)


def title(paper: ReceiptPaper, spacing: Spacing) -> list[Piece]:
    """Make the title with number and day of issue, then the marks and notes."""
    name = set_lines(paper.title, WIDTH, Line("", STRONG, 17, 22, INK))
    day = _capital(day_on_paper(paper.issued_on))
    name += set_lines(f"Số {paper.number} · {day}", WIDTH, Line("", REGULAR, 10.5, 15))
    room = (WIDTH - width_of(paper.title, STRONG, 17)) / 2 - 10
    boxed = [mark for mark in paper.marks if not marks.is_void_mark(mark)]
    side = next((mark for mark in boxed if marks.boxed_width(mark) <= room), None)
    notes = [line for note in paper.notes for line in set_lines(note, WIDTH, Line("", ITALIC))]

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT + WIDTH / 2, top, name, "centre")
        if side:
            marks.draw_side_mark(canvas, RIGHT, top - 3, side)

    return [
        gap(spacing.head),
        Piece(height_of(name), draw),
        *(_centred(line) for line in notes),
        *(marks.boxed_mark(mark) for mark in boxed if mark != side),
        gap(spacing.title),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _centred(line: Line) -> Piece:
    return Piece(line.leading, lambda canvas, top: write_lines(canvas, LEFT + WIDTH / 2, top, [line], "centre"))


def fields(paper: ReceiptPaper, spacing: Spacing) -> list[Piece]:
    """Make the fields: who gave, address, what for, through whom; on a goods paper the day it was taken, too."""
    giver = "Người tặng hiện vật" if paper.is_goods else "Họ và tên người nộp tiền"
    rows = [(giver, paper.donor_name, STRONG), ("Địa chỉ", paper.donor_address or "—", REGULAR)]
    rows += [("Nội dung", paper.purpose, REGULAR)]
    rows += [("Thông qua", paper.via_name, REGULAR)] if paper.via_name else []
    rows += [("Ngày nhận", _capital(day_on_paper(paper.received_on)), REGULAR)] if paper.is_goods else []
    return [piece for label, value, font in rows for piece in _field(label, value, font, spacing)] + [gap(3)]


def _field(label: str, value: str, font: str, spacing: Spacing) -> list[Piece]:
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


def amount_box(paper: ReceiptPaper) -> Piece:
    """Make the box of the sum: figures, words, how and when it came."""
    figures = Line(show_dong(paper.amount or 0), STRONG, 15, 20, INK)
    way = Line(f"{paper.channel}, nhận {day_on_paper(paper.received_on)}", REGULAR, 10.5, 15)
    words = set_lines(paper.words, RIGHT - VALUES - 8, Line("", ITALIC, 11.5, 15.5, INK))
    taken = width_of(figures.text, figures.font, figures.size) + width_of(way.text, way.font, way.size)
    beside = taken + 12 <= RIGHT - 8 - VALUES
    rows = [("Số tiền", [figures]), ("Viết bằng chữ", words)] + ([] if beside else [("Hình thức", [way])])
    height = sum(height_of(lines) for _, lines in rows) + 10

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillColor(SOFT)
        canvas.roundRect(LEFT, top - height, WIDTH, height, 4, stroke=0, fill=1)
        if beside:
            write(canvas, RIGHT - 8, top - 4 - ABOVE * figures.leading, way, "right")
        _labelled(canvas, top - 4, rows)

    return Piece(height, draw)


def _labelled(canvas: Canvas, top: float, rows: list[tuple[str, list[Line]]]) -> None:
    """Write rows of the box beneath each other, each behind its label."""
    for label, lines in rows:
        write(canvas, LEFT + 11.5, top - ABOVE * (lines or [NAME])[0].leading, Line(label, REGULAR, 10.5))
        write_lines(canvas, VALUES, top, lines)
        top -= height_of(lines)
