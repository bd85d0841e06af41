"""Draw the marks that a paper bears: ĐÃ HỦY across it, others in a small box."""

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from tracker.documents.lines import INK, STOP, STRONG, Line, height_of, set_lines, width_of, write_lines
from tracker.documents.page import LEFT, WIDTH, Piece

PAD = 6.0
VOID = "ĐÃ HỦY"


def is_void_mark(mark: str) -> bool:
    """Tell the mark that lies across the whole page from those in a box."""
    return mark.startswith(VOID)


def draw_void_mark(canvas: Canvas, x: float, y: float, mark: str) -> None:
    """Lay the mark in pale red, turned, over the point x, y; what stands under it stays readable."""
    size = min(58.0, 58.0 * 330 / width_of(mark, STRONG, 58))
    half = width_of(mark, STRONG, size) / 2 + 16
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(16)
    canvas.setFillColor(STOP, alpha=0.30)
    canvas.setStrokeColor(STOP, alpha=0.45)
    canvas.setLineWidth(2.2)
    canvas.roundRect(-half, -0.36 * size - 10, 2 * half, size + 20, 8, stroke=1, fill=0)
    canvas.setFont(STRONG, size)
    canvas.drawCentredString(0, -0.22 * size, mark)
    canvas.restoreState()


def boxed_width(mark: str) -> float:
    """Return the width of the mark's box where it is set on one line."""
    return width_of(mark, STRONG, 9.5) + 2 * PAD


def draw_boxed(canvas: Canvas, middle: float, top: float, lines: list[Line], colour: Color) -> None:
    """Draw lines in a box around the given middle."""
    width = max(width_of(line.text, line.font, line.size) for line in lines) + 2 * PAD
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.9)
    canvas.roundRect(middle - width / 2, top - height_of(lines) - 2.5, width, height_of(lines) + 2.5, 3)
    write_lines(canvas, middle, top - 1, lines, "centre")


def boxed_mark(mark: str) -> Piece:
    """Make a mark in a red box in the middle of the page."""
    lines = set_lines(mark, WIDTH - 2 * PAD, Line("", STRONG, 9.5, 13.0, STOP))
    height = height_of(lines) + 7

    def draw(canvas: Canvas, top: float) -> None:
        draw_boxed(canvas, LEFT + WIDTH / 2, top - 2, lines, STOP)

    return Piece(height, draw)


def draw_side_mark(canvas: Canvas, right: float, top: float, mark: str) -> None:
    """Draw a mark in a box whose right edge stands at `right` (BẢN IN LẠI LẦN 1 beside the title)."""
    lines = [Line(mark, STRONG, 9.5, 13.0, INK)]
    draw_boxed(canvas, right - boxed_width(mark) / 2, top, lines, INK)
