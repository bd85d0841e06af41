"""Let the parts of one copy flow over as many pages as they need, none torn, none lost."""

from tracker.documents.giving import receipt_goods, receipt_parts
from tracker.documents.giving.receipt_paper import ReceiptPaper
from tracker.documents.giving.receipt_signatures import signature_height, signatures
from tracker.documents.page import Piece, gap
from tracker.documents.pages import Pages, as_few_pages
from tracker.documents.paper_parts import Spacing

#: Signatures take as much room as there is, up to this height.
SIGNATURES_AT_MOST = 150.0
STRUCK_AT_LEAST, STRUCK_AT_MOST = 24.0, 60.0


class GoodsTable:
    """The table on its way over the pages; `start` is the index of the page's first row."""

    def __init__(self, pages: Pages, paper: ReceiptPaper, spacing: Spacing, keep: float) -> None:
        self.pages, self.goods, self.spacing, self.keep = pages, paper.goods, spacing, keep
        self.head = receipt_goods.table_head(spacing)
        self.carry = receipt_goods.sum_row("Cộng trang", (), spacing).height
        self.closing = [receipt_goods.sum_row("Tổng cộng", paper.goods, spacing)]
        if paper.goods_value is not None and paper.words:
            self.closing.append(receipt_goods.sum_in_words(paper.words, spacing))
        self.start = 0
        self.begun = False

    def add(self) -> None:
        """Add all rows; totals end and begin each page, and the last row stays with the signatures."""
        for index in range(len(self.goods)):
            self._add_row(index)
        self._strike()
        if self.start:
            self._sum("Cộng trang", self.start, len(self.goods))
        for piece in self.closing:
            self.pages.add(piece)

    def _add_row(self, index: int) -> None:
        row = receipt_goods.goods_row(index + 1, self.goods[index], self.spacing)
        need = row.height + self._below(index)
        if not self.begun:
            if not self.pages.fits(self.head.height + need):
                self.pages.turn()
            self.pages.add(self.head)
            self.begun = True
        elif not self.pages.fits(need):
            self._turn(index)
        self.pages.add(row)

    def _below(self, index: int) -> float:
        """Return the height that must stay free beneath a row."""
        if index < len(self.goods) - 1:
            return self.carry
        return self._end() + (self.carry if self.start else 0.0)

    def _end(self) -> float:
        return sum(piece.height for piece in self.closing) + self.keep

    def _turn(self, index: int) -> None:
        """End the page with its total, begin the next with the total of all before."""
        self._sum("Cộng trang", self.start, index)
        self.pages.turn()
        self.pages.add(self.head)
        self._sum("Cộng mang sang", 0, index)
        self.start = index

    def _sum(self, label: str, start: int, end: int) -> None:
        self.pages.add(receipt_goods.sum_row(label, self.goods[start:end], self.spacing))

    def _strike(self) -> None:
        """Strike out what stays empty above the total, once the signatures have room enough."""
        totals = self._end() + (self.carry if self.start else 0.0)
        spare = self.pages.left() - totals - 0.3 * SIGNATURES_AT_MOST
        if spare >= STRUCK_AT_LEAST:
            self.pages.add(receipt_goods.struck_rest(min(spare, STRUCK_AT_MOST)))


def lay_out(paper: ReceiptPaper, copy: str, height: float) -> list[list[Piece]]:
    """Lay one copy out on as few pages of the given height (points) as may be, with air where it costs none."""
    return as_few_pages(lambda spacing: _lay_out(paper, copy, height, spacing))


def _lay_out(paper: ReceiptPaper, copy: str, height: float, spacing: Spacing) -> list[list[Piece]]:
    pages = Pages(height, receipt_parts.head(paper, copy), lambda: receipt_parts.again(paper, copy))
    for piece in receipt_parts.title(paper, spacing) + receipt_parts.fields(paper, spacing):
        pages.add(piece)
    sign = signature_height(paper, spacing)
    if paper.amount is not None:
        pages.add(receipt_parts.amount_box(paper), keep=spacing.part + sign)
    if paper.goods:
        GoodsTable(pages, paper, spacing, spacing.part + sign).add()
    pages.add(gap(spacing.part), keep=sign)
    taken = max(sign, min(pages.left(), SIGNATURES_AT_MOST))
    pages.add(signatures(paper, spacing, taken))
    return pages.done
