"""Share what every paper needs: the font, the colours, wrapped lines, a letterhead, a foot, a QR code.

Lengths are points (1/72 inch), y grows upwards as in PDF, `top` is the upper edge of what is drawn.
Everything is drawn with canvas primitives, so a name such as `A & B <Cty>` prints as typed.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from threading import Lock

import segno
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

REGULAR, STRONG, ITALIC = "Sarabun-Regular", "Sarabun-SemiBold", "Sarabun-Italic"
INK, MUTED, SOFT = HexColor("#18241e"), HexColor("#55635b"), HexColor("#f0f5f1")
RULE, STOP = HexColor("#b4c0b8"), HexColor("#b3261e")
SIZES: dict[str, tuple[float, float]] = {"a4": A4, "a5": landscape(A5)}
#: An A4 sheet is as wide as a landscape A5 one, so both share their margins.
LEFT, RIGHT = 45.0, A4[0] - 45.0
WIDTH = RIGHT - LEFT
#: Height that the foot takes at the end of a page.
FOOT = 12.0
#: Share of a line's height that lies above its baseline; marks on capitals (Ễ) stay below the line above.
ABOVE = 0.78

_fonts_lock = Lock()


def use_fonts() -> None:
    """Register each weight of Sarabun once in this process, however many threads draw."""
    with _fonts_lock:
        for name in (REGULAR, STRONG, ITALIC):
            if name not in pdfmetrics.getRegisteredFontNames():
                face = (files("fontpkg_sarabun") / "files" / f"{name}.ttf").read_bytes()
                pdfmetrics.registerFont(TTFont(name, BytesIO(face)))


@dataclass(frozen=True)
class Line:
    """One line of text that is known to fit: how it is set, and the height it takes."""

    text: str
    font: str = REGULAR
    size: float = 9.0
    leading: float = 12.0
    colour: Color = MUTED


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
    size = SIZES[page_size]
    return Canvas(buffer, pagesize=size, initialFontName=REGULAR, pageCompression=1, lang="vi-VN", invariant=1)


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """Return the text as the font can set it: composed (NFC), every white space plain.

    A letter that the font lacks becomes its nearest (ＡＢ → AB), else a question mark, never a box.
    """
    use_fonts()
    glyphs = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return "".join(_nearest(letter, glyphs) for letter in unicodedata.normalize("NFC", text))


def _nearest(letter: str, glyphs: dict[int, int]) -> str:
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in ("Cc", "Cf"):
        return ""
    if ord(letter) in glyphs:
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if ord(part) in glyphs) or "?"


def width_of(text: str, font: str, size: float) -> float:
    """Return how wide the text prints, in points."""
    use_fonts()
    return float(pdfmetrics.stringWidth(printable(text), font, size))


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Break the text into lines no wider than `width` points, at spaces, else within a word.

    Line breaks as typed are kept; an empty text is one empty line.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.append("")
        for word in printable(paragraph).split():
            longer = f"{lines[-1]} {word}".strip()
            if width_of(longer, font, size) <= width:
                lines[-1] = longer
                continue
            start = len(lines) if lines[-1] else len(lines) - 1
            lines[start:] = _broken(word, font, size, width)
    return lines


def _broken(word: str, font: str, size: float, width: float) -> list[str]:
    """Cut a word into parts that fit; a letter wider than the line stands alone."""
    parts = [""]
    for letter in word:
        if parts[-1] and width_of(parts[-1] + letter, font, size) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def set_lines(text: str, width: float, style: Line) -> list[Line]:
    """Wrap the text into lines of one style; an empty text is no line at all."""
    if not text.strip():
        return []
    return [
        Line(part, style.font, style.size, style.leading, style.colour)
        for part in wrap(text, style.font, style.size, width)
    ]


def height_of(lines: Sequence[Line]) -> float:
    """Return the height that the lines take together."""
    return sum(line.leading for line in lines)


def write(canvas: Canvas, x: float, y: float, line: Line, align: str = "left") -> None:
    """Write one line with its baseline at y; x is its left end, its middle or its right end."""
    canvas.setFont(line.font, line.size)
    canvas.setFillColor(line.colour)
    draw = {"left": canvas.drawString, "centre": canvas.drawCentredString, "right": canvas.drawRightString}[align]
    draw(x, y, printable(line.text))


def write_lines(canvas: Canvas, x: float, top: float, lines: Sequence[Line], align: str = "left") -> None:
    """Write lines beneath each other, the first one's upper edge at top."""
    for line in lines:
        write(canvas, x, top - ABOVE * line.leading, line, align)
        top -= line.leading


def letterhead(name: str, details: Sequence[str], form: str, facts: Sequence[str]) -> Piece:
    """Make the head: who issues (name, address, codes) at the left, form label and facts at the right.

    The form label's first line is strong (“Mẫu số C45-BB”), further ones and the facts are muted.
    """
    share = WIDTH * 0.62
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


@lru_cache(maxsize=16)
def _dark_runs(content: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the code's side in modules and its dark runs as (row, first column, length)."""
    rows = [bytes(row) for row in segno.make(content, error="m", micro=False).matrix]
    runs: list[tuple[int, int, int]] = []
    for number, row in enumerate(rows):
        column = 0
        for part in row.replace(b"\x00", b" ").split(b" "):
            runs += [(number, column, len(part))] if part else []
            column += len(part) + 1
    return len(rows), tuple(runs)


def draw_qr(canvas: Canvas, content: str, x: float, y: float, side: float) -> None:
    """Draw the content as a QR code of sharp squares, its lower left corner at x, y; leave 4 modules white around."""
    modules, runs = _dark_runs(content)
    unit = side / modules
    path = canvas.beginPath()
    for row, column, length in runs:
        path.rect(x + column * unit, y + side - (row + 1) * unit, length * unit, unit)
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)
