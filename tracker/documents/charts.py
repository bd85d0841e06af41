"""Draw the charts of ground/charts.py on a canvas."""

from dataclasses import replace
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from tracker.documents.lines import INK, REGULAR, STRONG, Line, height_of, set_lines, write, write_lines
from tracker.documents.page import LEFT, WIDTH, Piece
from tracker.ground.charts import Chart

_ALIGN = {"start": "left", "middle": "centre", "end": "right"}
_TITLE = Line("", STRONG, 10, 14, INK)
#: A bar's corners, in points.
_ROUND = 2.0


def chart_piece(chart: Chart) -> Piece:
    """Make a chart as wide as the page under its title, never torn."""
    scale = min(1.0, WIDTH / chart.width)
    title = set_lines(chart.title, WIDTH, _TITLE)
    above = height_of(title) + 4

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top, title)
        for box in chart.boxes:
            canvas.setFillColor(_colour(box.fill))
            y = top - above - (box.y + box.height) * scale
            radius = _ROUND if box.height > 4 and box.width > 4 else 0
            canvas.roundRect(LEFT + box.x * scale, y, box.width * scale, box.height * scale, radius, stroke=0, fill=1)
        style = Line("", REGULAR)
        for word in chart.words:
            line = replace(style, text=word.text, size=word.size * scale * 0.85, colour=_colour(word.fill))
            write(canvas, LEFT + word.x * scale, top - above - word.y * scale, line, _ALIGN[word.anchor])

    return Piece(above + chart.height * scale + 4, draw)


@lru_cache(maxsize=16)
def _colour(code: str) -> Color:
    return HexColor(code)
