"""Make the parts of a receipt that money and goods share: head, title, fields, amount, signatures."""

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from tracker.documents import marks
from tracker.documents.page import (
    ABOVE,
    FOOT,
    INK,
    ITALIC,
    LEFT,
    MUTED,
    REGULAR,
    RIGHT,
    RULE,
    SOFT,
    STRONG,
    WIDTH,
    Line,
    Piece,
    draw_qr,
    gap,
    height_of,
    letterhead,
    set_lines,
    width_of,
    write,
    write_lines,
)
from tracker.documents.receipt_paper import ReceiptPaper
from tracker.ground.dates import day_on_paper
from tracker.ground.money import show_dong

VALUES = LEFT + 119.0
SIGNERS = LEFT + 165.0
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


AIRY = Spacing(head=9.0, title=14.0, line=15.0, field=4.0, part=8.0, row=5.5, sign=40.0, code=65.5)
TIGHT = Spacing(head=4.0, title=5.0, line=14.0, field=1.5, part=4.0, row=2.5, sign=30.0, code=57.0)


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
    day = day_on_paper(paper.issued_on)
    name += set_lines(f"Số {paper.number} · {day[:1].upper()}{day[1:]}", WIDTH, Line("", REGULAR, 10.5, 15))
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


def _centred(line: Line) -> Piece:
    return Piece(line.leading, lambda canvas, top: write_lines(canvas, LEFT + WIDTH / 2, top, [line], "centre"))


def fields(paper: ReceiptPaper, spacing: Spacing) -> list[Piece]:
    """Make the fields: who gave, address, what for, through whom; on a goods paper the day it was taken, too."""
    giver = "Người tặng hiện vật" if paper.is_goods else "Họ và tên người nộp tiền"
    rows = [(giver, paper.donor_name, STRONG), ("Địa chỉ", paper.donor_address or "—", REGULAR)]
    rows += [("Nội dung", paper.purpose, REGULAR)]
    rows += [("Thông qua", paper.via_name, REGULAR)] if paper.via_name else []
    rows += [("Ngày nhận", day_on_paper(paper.received_on), REGULAR)] if paper.is_goods else []
    return [piece for label, value, font in rows for piece in _field(label, value, font, spacing)]


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
    """Make the box of the sum: figures, how and when it came, words."""
    figures = Line(show_dong(paper.amount or 0), STRONG, 15, 20, INK)
    way = Line(f"{paper.channel}, nhận {day_on_paper(paper.received_on)}", REGULAR, 10.5, 15)
    beside = max(VALUES + 194, VALUES + width_of(figures.text, STRONG, 15) + 12)
    if beside + width_of(way.text, REGULAR, 10.5) > RIGHT - 8:
        beside = RIGHT - 8 - width_of(way.text, REGULAR, 10.5)
    below = beside < VALUES + width_of(figures.text, STRONG, 15) + 8
    words = set_lines(paper.words, RIGHT - VALUES - 8, Line("", ITALIC, 11.5, 15.5, INK))
    rows = [("Số tiền", [figures]), ("Viết bằng chữ", words)] + ([("Hình thức", [way])] if below else [])
    height = sum(height_of(lines) for _, lines in rows) + 10

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillColor(SOFT)
        canvas.roundRect(LEFT, top - height, WIDTH, height, 4, stroke=0, fill=1)
        if not below:
            write(canvas, beside, top - 4 - ABOVE * 20, way)
        y = top - 4
        for label, lines in rows:
            write(canvas, LEFT + 11.5, y - ABOVE * lines[0].leading, Line(label, REGULAR, 10.5))
            write_lines(canvas, VALUES, y, lines)
            y -= height_of(lines)

    return Piece(height, draw)


def signature_height(paper: ReceiptPaper, spacing: Spacing) -> float:
    """Return the least height of the signatures and the QR code beside them."""
    titles, names = _signatures(paper)
    signed = max(map(height_of, titles)) + 12 + spacing.sign + max(map(height_of, names))
    return max(signed, spacing.code + 22 - FOOT)


def _signatures(paper: ReceiptPaper) -> tuple[list[list[Line]], list[list[Line]]]:
    """Wrap the signers' titles and printed names into their columns."""
    width = (RIGHT - SIGNERS) / max(len(paper.signers), 1) - 6
    titles = [set_lines(role, width, Line("", STRONG, 10.5, 14, INK)) for role, _ in paper.signers]
    return titles or [[]], [set_lines(name, width, NAME) for _, name in paper.signers] or [[]]


def signatures(paper: ReceiptPaper, spacing: Spacing, height: float) -> Piece:
    """Make the columns to sign in, and the QR code with its token where no thumb covers it."""
    titles, names = _signatures(paper)
    column = (RIGHT - SIGNERS) / len(titles)
    last = max(map(height_of, names))

    def draw(canvas: Canvas, top: float) -> None:
        for number, (role, name) in enumerate(zip(titles, names, strict=True)):
            middle = SIGNERS + (number + 0.5) * column
            write_lines(canvas, middle, top, role, "centre")
            sign = Line("(Ký, họ tên)", ITALIC, 9, 12)
            write(canvas, middle, top - max(map(height_of, titles)) - ABOVE * 12, sign, "centre")
            write_lines(canvas, middle, top - height + last, name, "centre")
        _draw_code(canvas, top - height - FOOT, paper, spacing.code)

    return Piece(height, draw)


def _draw_code(canvas: Canvas, bottom: float, paper: ReceiptPaper, side: float) -> None:
    """Draw the QR code, what it is for, and the token for those who type it."""
    kind = "phiếu" if paper.is_goods else "biên lai"
    caption = [Line(f"Quét mã để biết {kind} là thật", size=8, leading=9.5, colour=MUTED)]
    caption += [Line(f"Mã: {paper.token_shown}", size=8, leading=9.5, colour=MUTED)]
    write_lines(canvas, LEFT, bottom + 20.5, caption)
    draw_qr(canvas, paper.check_url, LEFT, bottom + 22, side)
