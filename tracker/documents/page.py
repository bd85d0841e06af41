"""Share what every paper needs: sizes, a canvas, a letterhead, a foot, a QR code, and the text of `lines`.

Lengths are points (1/72 inch), y grows upwards as in PDF, `top` is the upper edge of what is drawn.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import segno
from reportlab import rl_config
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from tracker.documents.lines import (
    INK,
    MUTED,
    REGULAR,
    STRONG,
    Line,
    height_of,
    set_lines,
    use_fonts,
    wrap,
    write,
    write_lines,
)

__all__ = [
    "INK",
    "MUTED",
    "Line",
    "Piece",
    "draw_foot",
    "draw_qr",
    "gap",
    "letterhead",
    "new_canvas",
    "use_fonts",
    "wrap",
]

SIZES: dict[str, tuple[float, float]] = {"a4": A4, "a5": landscape(A5)}
#: An A4 sheet is as wide as a landscape A5 one, so both share their margins.
LEFT, RIGHT = 45.0, A4[0] - 45.0
WIDTH = RIGHT - LEFT
#: The pattern laid over the modules of every QR code: diagonal stripes, unlike anything in the code itself.
_MASK = 4
#: Height that the foot takes at the end of a page.
FOOT = 12.0


@dataclass(frozen=True)
class Piece:
    """A part of a page that is never torn: its height, and how to draw it below a given top."""

    height: float
    draw: Callable[[Canvas, float], None]


def gap(height: float) -> Piece:
    """Make an empty space between two pieces."""
    return Piece(height, lambda canvas, top: None)


def new_canvas(buffer: BytesIO, page_size: str = "a4") -> Canvas:
    """Open a canvas whose bytes depend on nothing but what is drawn on it."""
    use_fonts()
    rl_config.useA85 = 0  # Bytes stay bytes: a fifth smaller, and much faster than as ASCII.
    size = SIZES[page_size]
    return Canvas(buffer, pagesize=size, initialFontName=REGULAR, pageCompression=1, lang="vi-VN", invariant=1)


def letterhead(name: str, details: Sequence[str], form: str, facts: Sequence[str]) -> Piece:
    """Make the head: who issues (name, address, codes) at the left, form label and facts at the right.

    The form label's first line is strong (“Mẫu số C45-BB”), further ones and the facts are muted.
    """
    share = WIDTH * 0.55
    issuer = set_lines(name.upper(), share, Line("", STRONG, 11, 13.5, INK))
    for detail in details:
        issuer += set_lines(detail, share, Line(""))
    label, _, more = form.partition("\n")
    paper = set_lines(label, WIDTH - share - 12, Line("", STRONG, 9.5, 13.0, INK))
    for fact in (more, *facts):
        paper += set_lines(fact, WIDTH - share - 12, Line(""))

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top, issuer)
        write_lines(canvas, RIGHT, top, paper, "right")

    return Piece(max(height_of(issuer), height_of(paper)), draw)


def draw_foot(canvas: Canvas, bottom: float, hotline: str, page: int, pages: int) -> None:
    """Write the foot at the right: the children's hotline, and the page where there are several."""
    parts = [f"Trang {page}/{pages}"] if pages > 1 else []
    parts += [f"Tổng đài quốc gia bảo vệ trẻ em: {hotline}"] if hotline else []
    write(canvas, RIGHT, bottom + 3, Line(" · ".join(parts), size=8), "right")


def draw_qr(canvas: Canvas, content: str, x: float, y: float, side: float) -> None:
    """Draw the content as a QR code of sharp squares, its lower left corner at x, y; leave 4 modules white around."""
    count, runs = _modules(content)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(side / count, side / count)
    canvas.setFillColor(INK)
    canvas.drawPath(PDFPathObject([runs]), stroke=0, fill=1)
    canvas.restoreState()


@lru_cache(maxsize=16)
def _modules(content: str) -> tuple[int, str]:
    """Give the code's modules a side, and each run of dark ones of a row as a rectangle in PDF, a module being 1 × 1.

    Every mask is read alike; to try all eight for the evenest one would take half the time of a paper.
    """
    rows = [bytes(row) for row in segno.make(content, error="m", micro=False, mask=_MASK).matrix]
    return len(rows), "\n".join(
        f"{run.start()} {len(rows) - number} {run.end() - run.start()} 1 re"
        for number, row in enumerate(rows, start=1)
        for run in re.finditer(b"\x01+", row)
    )
