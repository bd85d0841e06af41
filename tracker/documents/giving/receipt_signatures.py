"""Make the end of a receipt: the columns to sign in, and the QR code that proves it genuine."""

from reportlab.pdfgen.canvas import Canvas

from tracker.documents.giving.receipt_paper import ReceiptPaper
from tracker.documents.lines import (
    ABOVE,
    INK,
    ITALIC,
    MUTED,
    REGULAR,
    STRONG,
    Line,
    height_of,
    set_lines,
    write,
    write_lines,
)
from tracker.documents.page import FOOT, LEFT, RIGHT, Piece, draw_qr
from tracker.documents.paper_parts import Spacing

SIGNERS = LEFT + 165.0
#: Height of the two lines under the QR code with the white that a scanner needs above them.
CAPTION = 26.0


def signature_height(paper: ReceiptPaper, spacing: Spacing) -> float:
    """Return the least height of the signatures and the QR code beside them."""
    titles, names = _signatures(paper)
    signed = max(map(height_of, titles)) + 12 + spacing.sign + max(map(height_of, names))
    return max(signed, spacing.code + CAPTION - FOOT)


def _signatures(paper: ReceiptPaper) -> tuple[list[list[Line]], list[list[Line]]]:
    """Wrap the signers' titles and printed names into their columns."""
    width = (RIGHT - SIGNERS) / max(len(paper.signers), 1) - 6
    titles = [set_lines(role, width, Line("", STRONG, 10.5, 14, INK)) for role, _ in paper.signers]
    return titles or [[]], [
        set_lines(name, width, Line("", REGULAR, 10.5, 13.0, INK)) for _, name in paper.signers
    ] or [[]]


def signatures(paper: ReceiptPaper, spacing: Spacing, height: float) -> Piece:
    """Make the columns to sign in, and the QR code with its token where no thumb covers it."""
    titles, names = _signatures(paper)
    column = (RIGHT - SIGNERS) / len(titles)
    last = max(map(height_of, names)) + min(8.0, max(0.0, height - signature_height(paper, spacing)))

    def draw(canvas: Canvas, top: float) -> None:
        for number, (role, name) in enumerate(zip(titles, names, strict=True)):
            middle = SIGNERS + (number + 0.5) * column
            write_lines(canvas, middle, top, role, "centre")
            sign = Line("(Ký, họ tên)", ITALIC, 9, 12)
            write(canvas, middle, top - max(map(height_of, titles)) - ABOVE * 12, sign, "centre")
            write_lines(canvas, middle, top - height + last, name, "centre")
        _draw_code(canvas, top - height - FOOT, paper, spacing.code)

    return Piece(height, draw)


def _draw_code(canvas: Canvas, bottom: float, paper: ReceiptPaper, side: float) -> None:
    """Draw the QR code, what it is for, and the token for those who type it."""
    kind = "phiếu" if paper.is_goods else "biên lai"
    caption = [Line(f"Quét mã để biết {kind} là thật", size=8, leading=9.5, colour=MUTED)]
    caption += [Line(f"Mã: {paper.token_shown}", size=8, leading=9.5, colour=MUTED)]
    write_lines(canvas, LEFT, bottom + 20.5, caption)
    draw_qr(canvas, paper.check_url, LEFT, bottom + CAPTION, side)
