"""Make the parts of a receipt that money and goods share: head, title, fields, amount."""

from tracker.documents.giving.receipt_paper import ReceiptPaper
from tracker.documents.lines import REGULAR, STRONG
from tracker.documents.page import Piece, gap, letterhead
from tracker.documents.paper_parts import Spacing, capital, field, short_head, sum_box, titled
from tracker.ground.dates import day_on_paper
from tracker.ground.money import show_dong


def head(paper: ReceiptPaper, copy: str) -> Piece:
    """Make the letterhead of the day with form, series, book and copy."""
    phone = f"ĐT: {paper.fund_phone}" if paper.fund_phone else ""
    codes = " · ".join(part for part in (paper.fund_code, phone) if part)
    series = f"Ký hiệu {paper.series}-{paper.year} · Quyển số {paper.book:02d}"
    return letterhead(paper.fund_name, (paper.fund_address, codes), paper.form_label, (series, copy))


def again(paper: ReceiptPaper, copy: str) -> Piece:
    """Make the short head of a further page: whose paper, its title, number, copy and side marks."""
    return short_head(paper.fund_name, paper.title, paper.number, copy, paper.marks)


def title(paper: ReceiptPaper, spacing: Spacing) -> list[Piece]:
    """Make the title with number and day of issue, then the marks and notes."""
    under = f"Số {paper.number} · {capital(day_on_paper(paper.issued_on))}"
    return titled(paper.title, under, paper.marks, paper.notes, spacing)


def fields(paper: ReceiptPaper, spacing: Spacing) -> list[Piece]:
    """Make the fields: who gave, address, what for, through whom; on a goods paper the day it was taken, too."""
    giver = "Người tặng hiện vật" if paper.is_goods else "Họ và tên người nộp tiền"
    rows = [(giver, paper.donor_name, STRONG), ("Địa chỉ", paper.donor_address or "—", REGULAR)]
    rows += [("Nội dung", paper.purpose, REGULAR)]
    rows += [("Thông qua", paper.via_name, REGULAR)] if paper.via_name else []
    rows += [("Ngày nhận", capital(day_on_paper(paper.received_on)), REGULAR)] if paper.is_goods else []
    return [piece for label, value, font in rows for piece in field(label, value, font, spacing)] + [gap(3)]


def amount_box(paper: ReceiptPaper) -> Piece:
    """Make the box of the sum: figures, words, how and when it came."""
    way = f"{paper.channel}, nhận {day_on_paper(paper.received_on)}"
    return sum_box(show_dong(paper.amount or 0), paper.words, way)
