"""Collect the pieces of a paper page by page, on as few pages as may be."""

from collections.abc import Callable

from tracker.documents.page import FOOT, Piece
from tracker.documents.paper_parts import AIRY, SNUG, TIGHT, Spacing

#: Sums of heights are compared with this much forbearance.
HAIR = 0.01


class Pages:
    """Pieces collected page by page; `again` makes the head of each further page."""

    def __init__(self, height: float, first: Piece, again: Callable[[], Piece]) -> None:
        self.room = height - FOOT
        self.again = again
        self.done: list[list[Piece]] = [[first]]
        self._taken = first.height

    def left(self) -> float:
        """Return the height that is still free on the page."""
        return self.room - self._taken

    def fits(self, height: float) -> bool:
        """Tell whether so much more fits on the page."""
        return height <= self.left() + HAIR

    def turn(self) -> None:
        """Begin the next page."""
        first = self.again()
        self.done.append([first])
        self._taken = first.height

    def add(self, piece: Piece, keep: float = 0.0) -> None:
        """Put a piece on the page, or on the next one where it and `keep` points more do not fit."""
        if not self.fits(piece.height + keep) and len(self.done[-1]) > 1:
            self.turn()
        self.done[-1].append(piece)
        self._taken += piece.height


def as_few_pages(laid_out: Callable[[Spacing], list[list[Piece]]]) -> list[list[Piece]]:
    """Lay out with air; with less of it only where that saves a page."""
    fewest: list[list[Piece]] = []
    for spacing in (AIRY, SNUG, TIGHT):
        pages = laid_out(spacing)
        if not fewest or len(pages) < len(fewest):
            fewest = pages
        if len(fewest) == 1:
            break
    return fewest
