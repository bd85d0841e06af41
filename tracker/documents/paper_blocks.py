"""Make the pieces of a paper's head and of its blocks, but for its tables."""

from reportlab.pdfgen.canvas import Canvas

from tracker.documents.charts import chart_piece
from tracker.documents.helping.sheet_parts import COUNTRY, MOTTO, underline
from tracker.documents.lines import (
    ABOVE,
    INK,
    ITALIC,
    REGULAR,
    STRONG,
    Line,
    height_of,
    set_lines,
    width_of,
    write,
    write_lines,
)
from tracker.documents.page import LEFT, RIGHT, WIDTH, Piece, gap, letterhead
from tracker.documents.paper_parts import Spacing, field, short_head, sum_box
from tracker.ground.papers import Drawing, Fields, Paper, Prose, Signers, Sum

#: The motto's half of the head.
COUNTRY_WIDTH = 226.0
_FONTS = {"plain": REGULAR, "strong": STRONG, "italic": ITALIC, "centre": REGULAR, "heading": STRONG}


def head(paper: Paper, copy: str) -> Piece:
    """Make the head: the letterhead of the day with form, series, book and copy, or with country and motto."""
    fund = paper.fund
    phone = f"ĐT: {fund.phone}" if fund.phone else ""
    codes = " · ".join(part for part in (fund.code, phone) if part)
    if not paper.country:
        return letterhead(fund.name, (fund.address, codes), paper.form_label, (*paper.facts, copy))
    return _country_head(fund.name, (fund.address, codes))


def _country_head(name: str, details: tuple[str, ...]) -> Piece:
    issuer = set_lines(name.upper(), WIDTH - COUNTRY_WIDTH - 12, Line("", STRONG, 11, 13.5, INK))
    for detail in details:
        issuer += set_lines(detail, WIDTH - COUNTRY_WIDTH - 12, Line(""))
    country = [Line(COUNTRY, STRONG, 10.5, 14, INK), Line(MOTTO, STRONG, 10.5, 14, INK)]
    middle = RIGHT - COUNTRY_WIDTH / 2

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top, issuer)
        write_lines(canvas, middle, top, country, "centre")
        underline(canvas, middle, top - height_of(country) - 1.5, width_of(MOTTO, STRONG, 10.5))

    return Piece(max(height_of(issuer), height_of(country) + 4) + 4, draw)


def again(paper: Paper, copy: str) -> Piece:
    """Make the short head of a further page."""
    return short_head(paper.fund.name, paper.title, paper.number, copy, paper.marks)


def pieces_of(block: Fields | Sum | Prose | Signers | Drawing, spacing: Spacing) -> list[Piece]:
    """Make the pieces of a block; a page may end between them, never within one."""
    if isinstance(block, Fields):
        return [piece for row in block.rows for piece in _field(row.label, row.value, row.strong, spacing)] + [gap(3)]
    if isinstance(block, Sum):
        return [below(sum_box(block.figures, block.words, block.way, block.label), 2), gap(3)]
    if isinstance(block, Signers):
        return [below(signers(block, spacing, 0.0), spacing.part)]
    if isinstance(block, Drawing):
        return [chart_piece(block.chart), gap(spacing.field)]
    return _prose(block, spacing)


def _field(label: str, value: str, strong: bool, spacing: Spacing) -> list[Piece]:
    return field(label, value, STRONG if strong else REGULAR, spacing)


def below(piece: Piece, air: float) -> Piece:
    """Keep so much air above a piece, on the same page."""
    return Piece(piece.height + air, lambda canvas, top: piece.draw(canvas, top - air))


def _prose(block: Prose, spacing: Spacing) -> list[Piece]:
    """Make a paragraph as a piece a line."""
    size = 12.5 if block.style == "heading" else 10.5
    style = Line("", _FONTS[block.style], size, spacing.line + size - 10.5, INK)
    lines = set_lines(block.text, WIDTH, style)
    align, x = ("centre", LEFT + WIDTH / 2) if block.style == "centre" else ("left", LEFT)
    above = [gap(spacing.part)] if block.style == "heading" else []
    return above + [_line(line, x, align) for line in lines] + [gap(spacing.field)]


def _line(line: Line, x: float, align: str) -> Piece:
    return Piece(line.leading, lambda canvas, top: write_lines(canvas, x, top, [line], align))


def signers(block: Signers, spacing: Spacing, more: float) -> Piece:
    """Make the columns to sign in, with `more` points to sign than the spacing asks for."""
    column = WIDTH / max(len(block.signers), 1)
    titles = [set_lines(each.title, column - 6, Line("", STRONG, 10, 13, INK)) for each in block.signers] or [[]]
    names = [set_lines(each.name, column - 6, Line("", REGULAR, 10, 12.5, INK)) for each in block.signers] or [[]]
    dated = 15.0 if block.dated else 0.0
    above, last = max(map(height_of, titles)), max(map(height_of, names))
    height = dated + above + 11 + spacing.sign + more + last

    def draw(canvas: Canvas, top: float) -> None:
        if block.dated:
            style = Line(block.dated, ITALIC, 10, 13, INK)
            place, align = (RIGHT - column / 2, "centre") if column >= WIDTH / 3 else (RIGHT, "right")
            write(canvas, place, top - ABOVE * 13, style, align)
        for number, each in enumerate(block.signers):
            middle = LEFT + (number + 0.5) * column
            write_lines(canvas, middle, top - dated, titles[number], "centre")
            hint = Line(each.hint, ITALIC, 8.5, 11)
            write(canvas, middle, top - dated - above - ABOVE * 11, hint, "centre")
            write_lines(canvas, middle, top - height + last, names[number], "centre")

    return Piece(height, draw)
