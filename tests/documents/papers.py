"""Make papers for tests and read printed PDFs back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pypdfium2 as pdfium

from tracker.documents.giving.receipts import GoodsLine, ReceiptPaper
from tracker.ground.money import dong_in_words

A4 = (595.28, 841.89)
A5 = (595.28, 419.53)

MONEY = ReceiptPaper(
    title="BIÊN LAI THU TIỀN",
    number="BL-2018-0214",
    series="BL",
    year=2018,
    book=3,
    issued_on=date(2018, 12, 26),
    received_on=date(2018, 12, 24),
    form_label="Mẫu số C45-BB",
    fund_name="Quỹ Bảo trợ trẻ em tỉnh Tây Ninh",
    fund_address="Số 05, đường mẫu, phường 2, thành phố Tây Ninh",
    fund_code="Mã QHNS: 1012345",
    fund_phone="0276 3822 322",
    donor_name="Nguyễn Thị Lan",
    donor_address="Khu phố 2, thị trấn Hòa Thành, huyện Hòa Thành, tỉnh Tây Ninh",
    via_name="Hội Liên hiệp Phụ nữ huyện Hòa Thành",
    purpose="Ủng hộ chương trình “Quỹ sữa vươn cao Việt Nam”",
    amount=1_200_000,
    words="Một triệu hai trăm nghìn đồng",
    channel="Tiền mặt",
    goods=(),
    signers=(
        ("Người nộp tiền", "Nguyễn Thị Lan"),
        ("Người thu tiền", "Lê Văn Út"),
        ("Thủ trưởng đơn vị", "Trần Minh Tâm"),
    ),
    check_url="https://quy.example.vn/r/7K4M2QX9T1PB3NDA",
    token_shown="7K4M-2QX9-T1PB-3NDA",
    hotline="111",
    marks=(),
    notes=(),
    page_size="a4",
    copies=("Liên 1: Lưu", "Liên 2: Giao người nộp tiền"),
)

#: As long as the forms let them be, with the widest letters at the end.
LONG: dict[str, Any] = {
    "donor_name": ("Công ty Cổ phần Đầu tư Thương mại Ỷ Ưỡng và Những Người Bạn " * 3)[:100] + "W" * 20,
    "donor_address": ("Số 123/45/67B, hẻm 8, đường Cách Mạng Tháng Tám, phường Hiệp Ninh, " * 3)[:200],
    "via_name": ("Ủy ban Mặt trận Tổ quốc Việt Nam xã Phước Vinh " * 3)[:120],
    "purpose": ("Ủng hộ chương trình “Hành trình cuộc sống – Xe đạp đến trường” " * 4)[:200],
}


def money(**changes: Any) -> ReceiptPaper:
    """Make a biên lai of 1.200.000 đ with the given changes."""
    return replace(MONEY, **changes)


def goods(lines: int, valued: bool = True, **changes: Any) -> ReceiptPaper:
    """Make a goods paper; line n is n × 10 bicycles worth n million đồng."""
    kinds = tuple(
        GoodsLine(f"Xe đạp 24 inch, đợt {n}", "chiếc", n * 10, n * 1_000_000 if valued else None)
        for n in range(1, lines + 1)
    )
    paper = replace(
        MONEY,
        title="PHIẾU TIẾP NHẬN HIỆN VẬT",
        number="TN-2018-0003",
        series="TN",
        form_label="",
        amount=None,
        channel="",
        words=dong_in_words(sum(line.value or 0 for line in kinds)) if valued else "",
        goods=kinds,
        signers=(("Người giao", ""), ("Thủ kho", "Lê Văn Út"), ("Thủ trưởng đơn vị", "Trần Minh Tâm")),
        copies=("Liên 1: Lưu", "Liên 2: Giao người tặng"),
    )
    return replace(paper, **changes)


@dataclass(frozen=True)
class Printed:
    """A printed page: its size in points, its text, and its lines of text with the boxes of their ink."""

    size: tuple[float, float]
    text: str
    lines: tuple[tuple[str, tuple[float, float, float, float]], ...]


def read(pdf: bytes) -> list[Printed]:
    """Read the pages of a PDF; line breaks of the text are spaces."""
    return [_read_page(page) for page in pdfium.PdfDocument(pdf)]


def _read_page(page: pdfium.PdfPage) -> Printed:
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    lines = tuple((text.get_text_bounded(*box).strip(), box) for box in boxes)
    width, height = page.get_size()
    whole = " ".join(text.get_text_bounded().split())
    return Printed((round(width, 2), round(height, 2)), whole, lines)


def faults(page: Printed) -> list[str]:
    """List the lines that leave the page (less 5 mm) or touch another one."""
    found = [line for line, box in page.lines if not _inside(box, page.size)]
    for number, (line, box) in enumerate(page.lines):
        for other, other_box in page.lines[number + 1 :]:
            if _touch(box, other_box):
                found.append(f"{line} × {other}")
    return found


def _inside(box: tuple[float, ...], size: tuple[float, float]) -> bool:
    left, bottom, right, top = box
    return left >= 14 and bottom >= 14 and right <= size[0] - 14 and top <= size[1] - 14


def _touch(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
