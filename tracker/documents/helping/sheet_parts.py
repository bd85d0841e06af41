"""Make the parts of a sign-off sheet around its table: heads, title, total, signatures, foot."""

from reportlab.pdfgen.canvas import Canvas

from tracker.documents.helping.sheet_table import LEFT, PAGE_WIDTH, RIGHT, WIDTH, fitted
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
    width_of,
    write,
    write_lines,
)
from tracker.documents.page import Piece, draw_qr
from tracker.ground.dates import day_on_paper, show_day
from tracker.ground.money import show_number
from tracker.queries.helping.sheet_paper import SheetPaper, Sums, said_goods

TITLE = "DANH SÁCH KÝ NHẬN"
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: The motto's half of the head, and the QR code's place beside the title.
COUNTRY_WIDTH = 198.0
CODE, CODE_WIDTH = 62.0, 112.0
#: Between title and table; between total and signatures.
GAP = 8.0
SIGN_HEIGHT = 46.0
HEAD = Line("", STRONG, 11, 14, INK)


def first_head(paper: SheetPaper) -> Piece:
    """Make the head of the first page: who issues at the left, country and motto at the right, the title below."""
    issuer = _issuer(paper)
    country = [Line(COUNTRY, STRONG, 10.5, 14, INK), Line(MOTTO, STRONG, 10.5, 14, INK)]
    middle = RIGHT - COUNTRY_WIDTH / 2
    upper = max(height_of(issuer), height_of(country) + 4) + 6
    titles = _titles(paper)
    lower = max(height_of(titles), CODE + 22)

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top, issuer)
        write_lines(canvas, middle, top, country, "centre")
        underline(canvas, middle, top - height_of(country) - 1.5, width_of(MOTTO, STRONG, 10.5))
        write_lines(canvas, PAGE_WIDTH / 2, top - upper, titles, "centre")
        _draw_code(canvas, paper, top - upper)

    return Piece(upper + lower + GAP, draw)


def _issuer(paper: SheetPaper) -> list[Line]:
    """Wrap the letterhead into the left half."""
    width = WIDTH - COUNTRY_WIDTH - 30
    phone = f"ĐT: {paper.fund_phone}" if paper.fund_phone else ""
    codes = " · ".join(part for part in (paper.fund_code, phone) if part)
    lines = set_lines(paper.fund_name.upper(), width, HEAD)
    for detail in (paper.fund_address, codes):
        lines += set_lines(detail, width, Line("", REGULAR, 9, 12))
    return lines


def _titles(paper: SheetPaper) -> list[Line]:
    """Wrap title, numbers, and what is given where and when, between the margins that the code needs."""
    width = WIDTH - 2 * CODE_WIDTH
    again = f" (in lại lần {paper.copy - 1})" if paper.copy > 1 else ""
    lines = [Line(TITLE, STRONG, 16, 21, INK)]
    lines += set_lines(
        f"Đợt trao {paper.handout} · Danh sách số {paper.sheet} · Bản in số {paper.copy}{again}",
        width,
        Line("", REGULAR, 9.5, 13),
    )
    lines += set_lines(paper.name, width, Line("", STRONG, 11, 14.5, INK))
    for fact in (
        _joined(("Dịp", paper.occasion), ("Chương trình", paper.campaign)),
        _joined(("", paper.place), ("Ngày trao", show_day(paper.given_on))),
        _joined(("Bên nhận", paper.institution if paper.institution != paper.place else "")),
        _joined(("Mỗi suất", paper.share)),
    ):
        lines += set_lines(fact, width, Line("", REGULAR, 9.5, 13, INK))
    return lines


def _joined(*facts: tuple[str, str]) -> str:
    """Join facts behind their labels; one without a label speaks for itself."""
    return " · ".join(f"{label}: {value}" if label else value for label, value in facts if value)


def underline(canvas: Canvas, middle: float, y: float, width: float) -> None:
    """Draw the line under the motto."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.7)
    canvas.line(middle - width / 2, y, middle + width / 2, y)


def _draw_code(canvas: Canvas, paper: SheetPaper, top: float) -> None:
    """Draw the QR code that opens the sheet in the program, and its code for those who type it."""
    draw_qr(canvas, paper.sheet_url, RIGHT - CODE, top - CODE, CODE)
    caption = [
        Line("Quét mã để mở danh sách", size=7.5, leading=9),
        Line(f"Mã: {paper.token_shown}", size=7.5, leading=9),
    ]
    write_lines(canvas, RIGHT, top - CODE - 3, caption, "right")


def next_head(paper: SheetPaper) -> Piece:
    """Make the short head of a further page: whose sheet, which, which print."""
    right = [Line(f"{paper.number} · Bản in số {paper.copy}", STRONG, 9, 12, INK)]
    taken = width_of(right[0].text, STRONG, 9) + 20
    name = f"{TITLE} (tiếp theo) · {paper.name}"
    left = set_lines(paper.fund_name.upper(), WIDTH - taken, Line("", STRONG, 9, 12, INK))
    left += set_lines(name, WIDTH - taken, Line("", REGULAR, 9, 12))
    right.append(fitted(Line(paper.place, REGULAR, 9, 12), taken - 10))
    height = max(height_of(left), height_of(right))

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top, left)
        write_lines(canvas, RIGHT, top, right, "right")

    return Piece(height + 5, draw)


def total(paper: SheetPaper, sums: Sums) -> Piece:
    """Make the total: shares, money in figures and words, goods by kind."""
    style = Line("", STRONG, 10, 14, INK)
    words = f"{paper.words[:1].lower()}{paper.words[1:]}"
    said = f"Tổng cộng: {show_number(sums.shares)} suất, {show_number(sums.amount)} đồng (bằng chữ: {words})."
    lines = set_lines(said, WIDTH, style)
    if sums.goods:
        lines += set_lines(f"Hiện vật: {'; '.join(said_goods(sums.goods))}.", WIDTH, style)

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top - 5, lines)

    return Piece(height_of(lines) + 5 + GAP, draw)


def received_by_school(paper: SheetPaper, sums: Sums) -> Piece:
    """Make what a school signs once for all of its children: that it has all of it, who signs, as what."""
    said = (
        f"{paper.institution} đã nhận đủ phần của {show_number(sums.shares)} trẻ em có tên trên đây "
        "và chịu trách nhiệm trao tận tay từng em."
    )
    lines = set_lines(said, WIDTH, Line("", REGULAR, 10, 14, INK))
    lines += [Line(f"Họ tên người nhận: {'.' * 70} Chức vụ: {'.' * 50} (ký, đóng dấu bên dưới)", REGULAR, 10, 18, INK)]

    def draw(canvas: Canvas, top: float) -> None:
        write_lines(canvas, LEFT, top, lines)

    return Piece(height_of(lines) + GAP, draw)


def signatures(paper: SheetPaper) -> Piece:
    """Make the columns to sign in, under the day on which the sheet was signed or the dots for it."""
    column = WIDTH / max(len(paper.signers), 1)
    titles = [set_lines(each.title, column - 10, Line("", STRONG, 10, 13, INK)) for each in paper.signers] or [[]]
    names = [set_lines(each.name, column - 10, Line("", REGULAR, 10, 12.5, INK)) for each in paper.signers] or [[]]
    above, below = max(map(height_of, titles)), max(map(height_of, names))
    height = 14 + above + 11 + SIGN_HEIGHT + below

    def draw(canvas: Canvas, top: float) -> None:
        write(canvas, RIGHT - column / 2, top - ABOVE * 12, Line(_signed(paper), ITALIC, 9.5, 12, INK), "centre")
        for number, each in enumerate(paper.signers):
            middle = LEFT + (number + 0.5) * column
            write_lines(canvas, middle, top - 14, titles[number], "centre")
            write(canvas, middle, top - 14 - above - ABOVE * 11, Line(each.hint, ITALIC, 8.5, 11), "centre")
            write_lines(canvas, middle, top - 25 - above - SIGN_HEIGHT, names[number], "centre")

    return Piece(height, draw)


def _signed(paper: SheetPaper) -> str:
    if paper.signed_on is None:
        return "Ngày ....... tháng ....... năm ............"
    day = day_on_paper(paper.signed_on)
    return f"{day[:1].upper()}{day[1:]}"


def draw_foot(canvas: Canvas, bottom: float, paper: SheetPaper, page: int, pages: int) -> None:
    """Write which sheet and print it is at the left; the hotline and the page at the right."""
    write(canvas, LEFT, bottom + 3, Line(f"{paper.number} · Bản in số {paper.copy}", size=8), "left")
    hotline = f"Tổng đài quốc gia bảo vệ trẻ em: {paper.hotline} · " if paper.hotline else ""
    write(canvas, RIGHT, bottom + 3, Line(f"{hotline}Trang {page}/{pages}", size=8, colour=MUTED), "right")
