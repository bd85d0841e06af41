"""Draw the copies (liên) of a paper: two on a sheet with a line to cut along where they fit, else each on its pages."""

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tracker.documents.lines import RULE
from tracker.documents.marks import draw_void_mark, is_void_mark
from tracker.documents.page import LEFT, SIZES, WIDTH, Piece, draw_foot, gap

#: Above the paper and below it, where most printers print nothing.
TOP, BOTTOM = 26.0, 18.0
HALF = A4[1] / 2


@dataclass(frozen=True)
class Copies:
    """A paper in its copies: the head of each, and how one is laid out on pages of a height (points)."""

    #: Names the paper within its file.
    key: str
    names: tuple[str, ...]
    #: "a4": two on a sheet where they fit; any other: each on pages of its own.
    page_size: str
    hotline: str
    marks: tuple[str, ...]
    head: Callable[[str], Piece]
    lay_out: Callable[[str, float], list[list[Piece]]]


def draw_copies(canvas: Canvas, paper: Copies) -> None:
    """Draw all copies of a paper."""
    if paper.page_size == "a4" and _draw_halves(canvas, paper):
        return
    for name in paper.names:
        _draw_pages(canvas, paper, name)


def _draw_halves(canvas: Canvas, paper: Copies) -> bool:
    """Draw two copies a sheet, with a line to cut along between them; tell whether each copy fits on its half.

    The copies differ in their heads only: all below is kept in the file once.
    """
    room = HALF - TOP - BOTTOM
    heads = [paper.head(name) for name in paper.names]
    pages = paper.lay_out(paper.names[0], room)
    if len(pages) > 1 or len({each.height for each in heads}) > 1:
        return False
    shared = f"copies-{paper.key}-{canvas.getPageNumber()}"
    canvas.beginForm(shared, 0, 0, A4[0], HALF)
    _draw_page(canvas, paper, [gap(heads[0].height), *pages[0][1:]], HALF - TOP, room, (1, 1))
    canvas.endForm()
    for number, each in enumerate(heads):
        lower = number % 2 == 1
        each.draw(canvas, (HALF if lower else A4[1]) - TOP)
        _show(canvas, shared, 0 if lower else HALF)
        if lower:
            _draw_cut(canvas)
        if lower or number == len(heads) - 1:
            canvas.showPage()
    return True


def _show(canvas: Canvas, form: str, bottom: float) -> None:
    canvas.saveState()
    canvas.translate(0, bottom)
    canvas.doForm(form)
    canvas.restoreState()


def _draw_cut(canvas: Canvas) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.7)
    canvas.setDash(4, 3)
    canvas.line(23, HALF, A4[0] - 23, HALF)


def _draw_pages(canvas: Canvas, paper: Copies, name: str) -> None:
    """Draw one copy on whole pages of its own."""
    height = SIZES.get(paper.page_size, A4)[1]
    pages = paper.lay_out(name, height - TOP - BOTTOM)
    for number, pieces in enumerate(pages, start=1):
        _draw_page(canvas, paper, pieces, height - TOP, height - TOP - BOTTOM, (number, len(pages)))
        canvas.showPage()


def _draw_page(
    canvas: Canvas, paper: Copies, pieces: list[Piece], top: float, height: float, page: tuple[int, int]
) -> None:
    """Draw pieces beneath each other, the foot, and the mark of a void paper over them."""
    below = top
    for piece in pieces:
        piece.draw(canvas, below)
        below -= piece.height
    draw_foot(canvas, top - height, paper.hotline, *page)
    for mark in filter(is_void_mark, paper.marks):
        draw_void_mark(canvas, LEFT + 0.6 * WIDTH, (top + below) / 2, mark)
