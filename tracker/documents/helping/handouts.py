"""Print the sign-off sheet of a hand-out as PDF: danh sách ký nhận, A4 landscape, sums carried from page to page.

The columns are those of such offices (DOMAIN.md §1.4), the page totals those that Thông tư 41/2022 asks
of a book of gifts. The same paper gives the same bytes on any day.
"""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tracker.documents.helping.sheet_parts import (
    TITLE,
    draw_foot,
    first_head,
    next_head,
    received_by_school,
    signatures,
    total,
)
from tracker.documents.helping.sheet_table import (
    BY_FAMILY,
    BY_SCHOOL,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Layout,
    child_row,
    sum_row,
    table_head,
)
from tracker.documents.page import Piece, new_canvas
from tracker.documents.pages import Pages
from tracker.queries.helping.sheet_paper import SheetGoods, SheetPaper, SheetRow, Signer, Sums

__all__ = ["SheetGoods", "SheetPaper", "SheetRow", "Signer", "sheet_pdf"]

#: Above the paper and below it, where most printers print nothing.
TOP, BOTTOM = 24.0, 17.0
ON_PAGE, FROM_BEFORE = "Cộng trang", "Cộng mang sang"


def sheet_pdf(paper: SheetPaper) -> bytes:
    """Print a sheet with all its children; the same paper gives the same bytes always."""
    buffer = BytesIO()
    canvas = new_canvas(buffer)
    canvas.setTitle(f"{TITLE} {paper.number}")
    canvas.setAuthor(paper.fund_name)
    pages = lay_out(paper)
    for number, pieces in enumerate(pages, start=1):
        canvas.setPageSize((PAGE_WIDTH, PAGE_HEIGHT))
        _draw_page(canvas, pieces)
        draw_foot(canvas, BOTTOM, paper, number, len(pages))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_page(canvas: Canvas, pieces: list[Piece]) -> None:
    below = PAGE_HEIGHT - TOP
    for piece in pieces:
        piece.draw(canvas, below)
        below -= piece.height


def lay_out(paper: SheetPaper) -> list[list[Piece]]:
    """Lay a sheet out over its pages: each ends with its own sum, each further one begins with that of all before.

    The last child stands on the page of the total and the signatures, which are never torn from it.
    """
    pages = Pages(PAGE_HEIGHT - TOP - BOTTOM, first_head(paper), lambda: next_head(paper))
    whole = Sums().plus(paper.rows)
    layout = BY_SCHOOL if paper.institution else BY_FAMILY
    once = [received_by_school(paper, whole)] if paper.institution else []
    closing = [total(paper, whole), *once, signatures(paper)]
    _Table(pages, paper.rows, whole, layout, keep=sum(piece.height for piece in closing)).add()
    for piece in closing:
        pages.add(piece)
    return pages.done


class _Table:
    """The table on its way over the pages; `start` is the index of the page's first row."""

    def __init__(self, pages: Pages, rows: tuple[SheetRow, ...], whole: Sums, layout: Layout, keep: float) -> None:
        self.pages, self.rows, self.layout, self.keep = pages, rows, layout, keep
        self.head = table_head(layout)
        #: No sum on the way is higher than the sum of all.
        self.carry = sum_row(ON_PAGE, whole, layout).height
        self.start = 0
        self.before = Sums()

    def add(self) -> None:
        """Add the headings, all rows, and the last page's sum."""
        for index, row in enumerate(self.rows):
            piece = child_row(index + 1, row, self.layout)
            below = self.carry + (self.keep if index == len(self.rows) - 1 else 0.0)
            if index == 0:
                self._begin(piece.height + below)
            elif not self.pages.fits(piece.height + below):
                self._turn(index)
            self.pages.add(piece)
        self._sum(len(self.rows))

    def _begin(self, need: float) -> None:
        """Begin on the first page, or on the second where title and first row leave no room."""
        if not self.pages.fits(self.head.height + need):
            self.pages.turn()
        self.pages.add(self.head)

    def _turn(self, index: int) -> None:
        """End the page with its sum, begin the next with the sum of all before."""
        self._sum(index)
        self.before = self.before.plus(self.rows[self.start : index])
        self.start = index
        self.pages.turn()
        self.pages.add(self.head)
        self.pages.add(sum_row(FROM_BEFORE, self.before, self.layout))

    def _sum(self, end: int) -> None:
        self.pages.add(sum_row(ON_PAGE, Sums().plus(self.rows[self.start : end]), self.layout))
