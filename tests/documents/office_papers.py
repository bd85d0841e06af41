"""Make papers of the office for tests: a voucher with a table of so many lines."""

from dataclasses import replace
from typing import Any

from tracker.ground.papers import Column, FieldRow, Fields, Fund, Paper, Prose, Row, Signer, Signers, Sum, Table

FUND = Fund(
    "Quỹ Bảo trợ trẻ em tỉnh Tây Ninh",
    "Số 05, đường mẫu, phường 2, thành phố Tây Ninh",
    "Mã QHNS: 1012345",
    "0276 3822 322",
    "111",
)
COLUMNS = (Column("STT", 26, "centre"), Column("Tên hiện vật"), Column("Thành tiền (đ)", 96, "right", "all"))
SIGNERS = Signers(
    tuple(
        Signer(title, "Nguyễn Thị Thu")
        for title in ("Thủ trưởng đơn vị", "Kế toán trưởng", "Người lập phiếu", "Người nộp tiền", "Thủ quỹ")
    )
)
#: As long as the forms let them be, with the widest letters at the end.
LONG = ("Công ty Cổ phần Đầu tư Thương mại Ỷ Ưỡng và Những Người Bạn " * 4)[:180] + "W" * 20


def table(count: int, *, columns: tuple[Column, ...] = COLUMNS, **changes: Any) -> Table:
    """Make a table of so many lines; line n is n thousand đồng."""
    rows = tuple(Row((number, f"Xe đạp đợt {number}", number * 1000)) for number in range(1, count + 1))
    return replace(Table(columns, rows, words="Mười đồng"), **changes)


def voucher(*tables: Table, name: str = "Nguyễn Thị Lan", **changes: Any) -> Paper:
    """Make a voucher with fields, tables, a sum and five who sign."""
    rows = (FieldRow("Họ và tên người nộp tiền", name, True), FieldRow("Địa chỉ", name), FieldRow("Nội dung", name))
    blocks = (Fields(rows), *tables, Sum("1.200.000 đ", "Một triệu hai trăm nghìn đồng", "Nhập: Tiền mặt"), SIGNERS)
    paper = Paper(
        FUND,
        "PHIẾU THU",
        "PT-2018-0003",
        "Số PT-2018-0003 · Ngày 26 tháng 12 năm 2018",
        blocks,
        form_label="Mẫu số C40-BB",
        facts=("Ký hiệu PT-2018 · Quyển số 01",),
        copies=("Liên 1: Lưu", "Liên 2: Thủ quỹ"),
    )
    return replace(paper, **changes)


def letter(text: str, **changes: Any) -> Paper:
    """Make a letter with country and motto, signed by the head."""
    signed = Signers((Signer("", "", ""), Signer("Giám đốc", "Trần Minh Tâm", "(Ký, đóng dấu, họ tên)")), "Ngày 1")
    paper = Paper(FUND, "THƯ CẢM ƠN", "", "", (Prose(text, "strong"), Prose(text), signed), country=True)
    return replace(paper, page_size="whole", **changes)
