"""Let the blocks of a paper flow over as many pages as they need, sums carried from page to page."""

from collections.abc import Mapping, Sequence

from tracker.documents.page import Piece
from tracker.documents.pages import Pages, as_few_pages
from tracker.documents.paper_blocks import again, below, head, pieces_of, signers
from tracker.documents.paper_parts import Spacing, titled
from tracker.documents.paper_table import TableCells, TableParts
from tracker.ground.papers import Block, Paper, Prose, Signers, Table

ON_PAGE, FROM_BEFORE, IN_ALL = "Cộng trang", "Cộng mang sang", "Tổng cộng"
#: Signatures take so much more room where there is some.
SIGN_MORE = 40.0
#: What follows a table stays with its last row, unless it takes more of a page than this.
MOST_KEPT = 0.6
#: Of the rows under a heading so many points each stay with it.
ROW_KEPT = 20.0


def lay_out(paper: Paper, copy: str, height: float) -> list[list[Piece]]:
    """Lay one copy out on as few pages of the given height (points) as may be, with air where it costs none."""
    tables = {number: TableCells(block) for number, block in enumerate(paper.blocks) if isinstance(block, Table)}
    return as_few_pages(lambda spacing: _lay_out(paper, copy, height, spacing, tables))


def _lay_out(
    paper: Paper, copy: str, height: float, spacing: Spacing, tables: Mapping[int, TableCells]
) -> list[list[Piece]]:
    pages = Pages(height, head(paper, copy), lambda: again(paper, copy))
    for piece in titled(paper.title, paper.under, paper.marks, paper.notes, spacing):
        pages.add(piece)
    for number, block in enumerate(paper.blocks):
        following = paper.blocks[number + 1 :]
        if isinstance(block, Table):
            _Flow(pages, tables[number], spacing, _kept(following, spacing, MOST_KEPT * height)).add()
        elif isinstance(block, Signers):
            _sign(pages, block, spacing)
        else:
            keep = _kept(following, spacing, MOST_KEPT * height)
            _add(pages, pieces_of(block, spacing), max(keep, _next(block, following, spacing)))
    return pages.done


def _next(block: Block, following: Sequence[Block], spacing: Spacing) -> float:
    """Return how much of what follows a heading stays on its page: a chart, or the first rows of a table."""
    if not (isinstance(block, Prose) and block.style == "heading" and following):
        return 0.0
    first = following[0]
    if isinstance(first, Table):
        return TableParts(TableCells(first), spacing).head().height + 3 * ROW_KEPT
    return sum(piece.height for piece in pieces_of(first, spacing)[:2])


def _add(pages: Pages, pieces: Sequence[Piece], keep: float) -> None:
    """Add pieces; the last line stays with what follows."""
    for number, piece in enumerate(pieces):
        pages.add(piece, keep=keep if number >= len(pieces) - 2 else 0.0)


def _kept(following: Sequence[Block], spacing: Spacing, most: float) -> float:
    """Return the height of all that follows up to the signatures; 0 where another table comes, or where it is much."""
    if any(isinstance(block, Table) for block in following):
        return 0.0
    whole = sum(
        piece.height for block in following if not isinstance(block, Table) for piece in pieces_of(block, spacing)
    )
    return whole if whole <= most else 0.0


def _sign(pages: Pages, block: Signers, spacing: Spacing) -> None:
    (least,) = pieces_of(block, spacing)
    if not pages.fits(least.height):
        pages.turn()
    more = max(0.0, min(pages.left() - least.height, SIGN_MORE))
    pages.add(below(signers(block, spacing, more), spacing.part))


class _Flow:
    """A table on its way over the pages; `start` is the index of the page's first row."""

    def __init__(self, pages: Pages, cells: TableCells, spacing: Spacing, keep: float) -> None:
        table = cells.table
        self.pages, self.rows, self.keep = pages, table.rows, keep
        self.parts = TableParts(cells, spacing)
        self.head = self.parts.head()
        self.carry = self.parts.sum(ON_PAGE, ()).height if self.parts.summed else 0.0
        self.closing = [self.parts.sum(IN_ALL, table.rows)] if self.parts.summed else []
        self.closing += [self.parts.words()] if table.words else []
        self.start = 0

    def add(self) -> None:
        """Add the headings, all rows, the sums of the pages and of all."""
        for index in range(len(self.rows)):
            piece = self.parts.row(index)
            need = piece.height + self._below(index)
            if index == 0:
                if not self.pages.fits(self.head.height + need):
                    self.pages.turn()
                self.pages.add(self.head)
            elif not self.pages.fits(need):
                self._turn(index)
            self.pages.add(piece)
        if self.start:
            self._sum(ON_PAGE, self.start, len(self.rows))
        for piece in self.closing:
            self.pages.add(piece)

    def _below(self, index: int) -> float:
        """Return the height that must stay free beneath a row."""
        if index < len(self.rows) - 1:
            return self.carry
        return sum(piece.height for piece in self.closing) + self.keep + (self.carry if self.start else 0.0)

    def _turn(self, index: int) -> None:
        """End the page with its sum, begin the next with the sum of all before."""
        self._sum(ON_PAGE, self.start, index)
        self.pages.turn()
        self.pages.add(self.head)
        self._sum(FROM_BEFORE, 0, index)
        self.start = index

    def _sum(self, label: str, start: int, end: int) -> None:
        if self.parts.summed:
            self.pages.add(self.parts.sum(label, self.rows[start:end]))
