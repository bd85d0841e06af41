"""Print the donor's paper as PDF: biên lai thu tiền for money, phiếu tiếp nhận hiện vật for goods.

The elements are those of article 16 of the accounting law (Luật Kế toán 88/2015): name, number and
day of the paper, who issues and who gives with their addresses, what for, quantities, the amount in
figures and in words, and the signatures. The same paper gives the same bytes on any day.
"""

from collections.abc import Callable, Iterable
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tracker.documents.lines import RULE
from tracker.documents.marks import draw_void_mark, is_void_mark
from tracker.documents.page import LEFT, SIZES, WIDTH, Piece, draw_foot, gap, new_canvas
from tracker.documents.receipt_flow import lay_out
from tracker.documents.receipt_paper import GoodsLine, ReceiptPaper
from tracker.documents.receipt_parts import head

__all__ = ["GoodsLine", "ReceiptPaper", "receipt_pdf", "receipts_pdf"]

#: Above the paper and below it, where most printers print nothing.
TOP, BOTTOM = 26.0, 18.0
HALF = A4[1] / 2


def receipt_pdf(paper: ReceiptPaper) -> bytes:
    """Print one paper with all its copies; the same paper gives the same bytes always."""
    return receipts_pdf([paper])


def receipts_pdf(papers: Iterable[ReceiptPaper], progress: Callable[[int], None] | None = None) -> bytes:
    """Print many papers as one file, each on sheets of its own, with an outline of their numbers.

    `progress` is called with 1 after each paper, as click's progress bar wants it.
    """
    buffer = BytesIO()
    canvas = new_canvas(buffer)
    first = last = None
    for paper in papers:
        _draw_paper(canvas, paper)
        first, last = first or paper, paper
        if progress:
            progress(1)
    if first and last:
        _name_file(canvas, first, last)
    canvas.save()
    return buffer.getvalue()


def _name_file(canvas: Canvas, first: ReceiptPaper, last: ReceiptPaper) -> None:
    numbers = first.number if first is last else f"{first.number} – {last.number}"
    canvas.setTitle(f"{first.title} {numbers}")
    canvas.setAuthor(first.fund_name)


def _draw_paper(canvas: Canvas, paper: ReceiptPaper) -> None:
    canvas.setPageSize(SIZES[paper.page_size])
    canvas.bookmarkPage(paper.number)
    canvas.addOutlineEntry(paper.number, paper.number)
    if paper.page_size == "a4" and _draw_halves(canvas, paper):
        return
    for copy in paper.copies:
        _draw_pages(canvas, paper, copy)


def _draw_halves(canvas: Canvas, paper: ReceiptPaper) -> bool:
    """Draw two copies a sheet, with a line to cut along between them; tell whether each copy fits on its half.

    The copies differ in their heads only: all below is kept in the file once.
    """
    room = HALF - TOP - BOTTOM
    heads = [head(paper, copy) for copy in paper.copies]
    pages = lay_out(paper, paper.copies[0], room)
    if len(pages) > 1 or len({each.height for each in heads}) > 1:
        return False
    shared = f"copies-{paper.number}-{canvas.getPageNumber()}"
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


def _draw_pages(canvas: Canvas, paper: ReceiptPaper, copy: str) -> None:
    """Draw one copy on whole pages of its own."""
    height = SIZES[paper.page_size][1]
    pages = lay_out(paper, copy, height - TOP - BOTTOM)
    for number, pieces in enumerate(pages, start=1):
        _draw_page(canvas, paper, pieces, height - TOP, height - TOP - BOTTOM, (number, len(pages)))
        canvas.showPage()


def _draw_page(
    canvas: Canvas, paper: ReceiptPaper, pieces: list[Piece], top: float, height: float, page: tuple[int, int]
) -> None:
    """Draw pieces beneath each other, the foot, and the mark of a void paper over them."""
    below = top
    for piece in pieces:
        piece.draw(canvas, below)
        below -= piece.height
    draw_foot(canvas, top - height, paper.hotline, *page)
    for mark in filter(is_void_mark, paper.marks):
        draw_void_mark(canvas, LEFT + 0.6 * WIDTH, (top + below) / 2, mark)
