"""Print the donor's paper as PDF: biên lai thu tiền for money, phiếu tiếp nhận hiện vật for goods.

The elements are those of article 16 of the accounting law (Luật Kế toán 88/2015): name, number and
day of the paper, who issues and who gives with their addresses, what for, quantities, the amount in
figures and in words, and the signatures. The same paper gives the same bytes on any day.
"""

from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tracker.documents.copies import Copies, draw_copies
from tracker.documents.giving.receipt_flow import lay_out
from tracker.documents.giving.receipt_paper import GoodsLine, ReceiptPaper
from tracker.documents.giving.receipt_parts import head
from tracker.documents.page import SIZES, new_canvas

__all__ = ["GoodsLine", "ReceiptPaper", "receipt_pdf", "receipts_pdf"]


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
    draw_copies(canvas, _copies(paper))


def _copies(paper: ReceiptPaper) -> Copies:
    return Copies(
        key=paper.number,
        names=paper.copies,
        page_size=paper.page_size,
        hotline=paper.hotline,
        marks=paper.marks,
        head=partial(head, paper),
        lay_out=partial(lay_out, paper),
    )
