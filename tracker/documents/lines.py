"""Set lines of text on paper: the one font, the colours, widths, wrapping.

Lengths are points (1/72 inch), y grows upwards as in PDF, `top` is the upper edge of what is drawn.
Text is drawn with canvas primitives, so a name such as `A & B <Cty>` prints as typed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from threading import Lock

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

REGULAR, STRONG, ITALIC = "Sarabun-Regular", "Sarabun-SemiBold", "Sarabun-Italic"
INK, MUTED, SOFT = HexColor("#18241e"), HexColor("#55635b"), HexColor("#f0f5f1")
RULE, STOP = HexColor("#b4c0b8"), HexColor("#b3261e")
#: Share of a line's height that lies above its baseline; marks on capitals (Ễ) stay below the line above.
ABOVE = 0.78

_fonts_lock = Lock()


def use_fonts() -> None:
    """Register each weight of Sarabun once in this process, however many threads draw."""
    with _fonts_lock:
        known = pdfmetrics.getRegisteredFontNames()
        for name in (name for name in (REGULAR, STRONG, ITALIC) if name not in known):
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


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """Return the text as the font can set it: composed (NFC), every white space plain.

    A letter that the font lacks becomes its nearest (ＡＢ → AB), else a question mark, never a box.
    """
    if text.isascii() and text.isprintable():
        return text
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


@lru_cache(maxsize=16384)
def width_of(text: str, font: str, size: float) -> float:
    """Return how wide the text prints, in points."""
    use_fonts()
    return float(pdfmetrics.stringWidth(printable(text), font, size))


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Break the text into lines no wider than `width` points, at spaces, else within a word.

    Line breaks as typed are kept; an empty text is one empty line.
    """
    return list(_wrapped(text, font, size, width))


@lru_cache(maxsize=1024)
def _wrapped(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
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
    return tuple(lines)


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
    return [replace(style, text=part) for part in wrap(text, style.font, style.size, width)]


def height_of(lines: Sequence[Line]) -> float:
    """Return the height that the lines take together."""
    return sum(line.leading for line in lines)


def write(canvas: Canvas, x: float, y: float, line: Line, align: str = "left") -> None:
    """Write one line with its baseline at y; x is its left end, its middle or its right end."""
    # What the canvas keeps of its state is asked first: to say font and colour again costs more than the words.
    if (canvas._fontname, canvas._fontsize) != (line.font, line.size):
        canvas.setFont(line.font, line.size)
    if canvas._fillColorObj is not line.colour:
        canvas.setFillColor(line.colour)
    draw = {"left": canvas.drawString, "centre": canvas.drawCentredString, "right": canvas.drawRightString}[align]
    draw(x, y, printable(line.text))


def write_lines(canvas: Canvas, x: float, top: float, lines: Sequence[Line], align: str = "left") -> None:
    """Write lines beneath each other, the first one's upper edge at top."""
    for line in lines:
        write(canvas, x, top - ABOVE * line.leading, line, align)
        top -= line.leading
