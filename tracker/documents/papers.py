"""Print papers of the office as PDF: vouchers with their lists, minutes, letters; the same paper, the same bytes."""

from collections.abc import Iterable
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tracker.documents.copies import Copies, draw_copies
from tracker.documents.page import SIZES, new_canvas
from tracker.documents.paper_blocks import head
from tracker.documents.paper_flow import lay_out
from tracker.ground.papers import Paper

#: Each copy on sheets of its own, whatever its length.
WHOLE = "whole"


def papers_pdf(papers: Iterable[Paper]) -> bytes:
    """Print papers as one file, each on sheets of its own, named after the first."""
    buffer = BytesIO()
    canvas = new_canvas(buffer)
    named = False
    for number, paper in enumerate(papers):
        if not named:
            canvas.setTitle(f"{paper.title} {paper.number}".strip())
            canvas.setAuthor(paper.fund.name)
            named = True
        _draw(canvas, paper, number)
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, paper: Paper, number: int) -> None:
    size = "a4" if paper.page_size == WHOLE else paper.page_size
    canvas.setPageSize(SIZES[size])
    copies = Copies(
        key=f"{paper.number}-{number}",
        names=paper.copies,
        page_size=paper.page_size,
        hotline=paper.fund.hotline,
        marks=paper.marks,
        head=partial(head, paper),
        lay_out=partial(lay_out, paper),
    )
    draw_copies(canvas, copies)
