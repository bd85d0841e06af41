"""Print whom a letter goes to: address labels on A4 (3 × 8 of 70 × 37 mm), or DL envelopes (220 × 110 mm).

The fund is the sender. Everything is as typed; what is long is set smaller and wraps, and is never left out
as long as a letter can be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from tracker.documents.lines import INK, ITALIC, REGULAR, STRONG, Line, height_of, set_lines, write_lines
from tracker.documents.page import new_canvas

COLUMNS, ROWS = 3, 8
#: Labels on one sheet.
A_SHEET = COLUMNS * ROWS
LABEL, ENVELOPE = (70 * mm, 37 * mm), (220 * mm, 110 * mm)
#: What a printer cannot reach, and air around the text.
_EDGE = 5 * mm
#: Where an envelope says to whom it goes: the lower right, clear of the stamp.
_TO_LEFT, _TO_TOP, _TO_FOOT = 95 * mm, 58 * mm, 9 * mm
_SMALLEST = 4.5


@dataclass(frozen=True)
class Sender:
    """Who sends: the fund as its letterhead names it."""

    name: str
    address: str
    phone: str = ""


@dataclass(frozen=True)
class Addressee:
    """To whom it goes; `contact` is whom to ask for at an organisation, or empty."""

    name: str
    address: str
    contact: str = ""


def labels_pdf(sender: Sender, many: Sequence[Addressee], *, first: int = 1) -> bytes:
    """Print a label for each, row by row; the first sheet begins at its label number `first` (1 to 24)."""
    if not 1 <= first <= A_SHEET:
        raise ValueError(f"a sheet has no label {first}")
    buffer = BytesIO()
    canvas = _open(buffer, sender, A4)
    for place, addressee in enumerate(many, start=first - 1):
        if place and place % A_SHEET == 0:
            canvas.showPage()
        row, column = divmod(place % A_SHEET, COLUMNS)
        top = A4[1] - (A4[1] - ROWS * LABEL[1]) / 2 - row * LABEL[1]
        _draw_label(canvas, sender, addressee, column * LABEL[0] + _EDGE, top - _EDGE)
    canvas.save()
    return buffer.getvalue()


def envelopes_pdf(sender: Sender, many: Sequence[Addressee]) -> bytes:
    """Print an envelope for each."""
    buffer = BytesIO()
    canvas = _open(buffer, sender, ENVELOPE)
    for addressee in many:
        _draw_envelope(canvas, sender, addressee)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _open(buffer: BytesIO, sender: Sender, size: tuple[float, float]) -> Canvas:
    canvas = new_canvas(buffer)
    canvas.setPageSize(size)
    canvas.setTitle("Nhãn thư")
    canvas.setAuthor(sender.name)
    return canvas


def _draw_label(canvas: Canvas, sender: Sender, addressee: Addressee, left: float, top: float) -> None:
    width, height = LABEL[0] - 2 * _EDGE, LABEL[1] - 2 * _EDGE
    said = " – ".join(part for part in (sender.name, sender.address) if part)
    head = set_lines(said, width, Line("", REGULAR, 5.5, 6.5))
    head = head if len(head) <= 2 else set_lines(sender.name, width, Line("", REGULAR, 5.5, 6.5))[:2]
    write_lines(canvas, left, top, head)
    below = height_of(head) + 4
    write_lines(canvas, left, top - below, _fitting(addressee, 10.5, width, height - below))


def _draw_envelope(canvas: Canvas, sender: Sender, addressee: Addressee) -> None:
    width = 85 * mm
    head = set_lines(sender.name, width, Line("", STRONG, 10, 13, INK))
    head += set_lines(sender.address, width, Line("", REGULAR, 9, 12))
    head += set_lines(f"Điện thoại: {sender.phone}" if sender.phone else "", width, Line("", REGULAR, 9, 12))
    write_lines(canvas, 10 * mm, ENVELOPE[1] - 9 * mm, head)
    room = ENVELOPE[0] - _TO_LEFT - 10 * mm
    write_lines(canvas, _TO_LEFT, _TO_TOP, _fitting(addressee, 13.0, room, _TO_TOP - _TO_FOOT))


def _fitting(addressee: Addressee, size: float, width: float, height: float) -> list[Line]:
    """Set to whom it goes as large as the room allows; what no readable size holds ends in “…”."""
    lines = _lines(addressee, size, width)
    while height_of(lines) > height and size > _SMALLEST:
        size -= 0.5
        lines = _lines(addressee, size, width)
    fits = int(height // (1.25 * size))
    if height_of(lines) > height:
        lines = [*lines[: fits - 1], replace(lines[fits - 1], text=f"{lines[fits - 1].text[:-2]}…")]
    return lines


def _lines(addressee: Addressee, size: float, width: float) -> list[Line]:
    leading = 1.25 * size
    lines = set_lines("Kính gửi:", width, Line("", ITALIC, size - 0.5, leading))
    lines += set_lines(addressee.name, width, Line("", STRONG, size, leading, INK))
    contact = f"Người nhận: {addressee.contact}" if addressee.contact else ""
    lines += set_lines(contact, width, Line("", REGULAR, size, leading, INK))
    return lines + set_lines(addressee.address, width, Line("", REGULAR, size, leading, INK))
