"""Make sign-off sheets for tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from tracker.documents.helping.handouts import SheetGoods, SheetPaper, SheetRow, Signer
from tracker.ground.money import dong_in_words
from tracker.queries.helping.sheet_paper import Sums

PARCEL, BICYCLE = SheetGoods("Phần quà", "phần", 1), SheetGoods("Xe đạp", "chiếc", 1)

PAPER = SheetPaper(
    handout="DT-2018-0003",
    sheet=2,
    copy=1,
    fund_name="Quỹ Bảo trợ trẻ em tỉnh Tây Ninh",
    fund_address="Số 05, đường mẫu, phường 2, thành phố Tây Ninh",
    fund_code="Mã QHNS: 1012345",
    fund_phone="0276 3822 322",
    hotline="111",
    name="Quà Tết cho học sinh nghèo học giỏi",
    campaign="Quà cho học sinh nghèo học giỏi",
    occasion="Tết Nguyên đán",
    place="Xã Tân Bình",
    given_on=date(2018, 2, 6),
    share="500.000 đ, Phần quà: 1 phần",
    rows=(),
    words="Không đồng",
    signed_on=None,
    signers=(
        Signer("Người lập", "(Ký, họ tên)", "Lê Văn Út"),
        Signer("Người chi tiền/thủ quỹ", "(Ký, họ tên)", "Nguyễn Thị Thu"),
        Signer("Xác nhận của UBND xã", "(Ký, đóng dấu, họ tên)", ""),
        Signer("Thủ trưởng đơn vị", "(Ký, đóng dấu, họ tên)", "Trần Minh Tâm"),
    ),
    sheet_url="https://quy.example.vn/sheets/7K4M2QX9T1PB3NDA",
    token_shown="7K4M-2QX9-T1PB-3NDA",
)
ROW = SheetRow(
    full_name="Nguyễn Thị Ngọc Hân",
    birth="12/03/2009 (nữ)",
    address="Ấp Tân Hòa, Xã Tân Bình, Huyện Tân Biên",
    school="Tiểu học Tân Bình A 3/2",
    circumstances="Hộ nghèo",
    proxy="",
    amount=500_000,
    goods=(PARCEL,),
    signed="",
    note="",
)
#: As long as the forms let them be, with the widest letters at the end.
LONG: dict[str, Any] = {
    "full_name": ("Nguyễn Hoàng Phương Quỳnh Ưỡng Ỷ " * 5)[:108] + "W" * 12,
    "address": ("Tổ 5, khu phố Hiệp Hòa, hẻm 123/45/67B Cách Mạng Tháng Tám, " * 3)[:120]
    + ", Phường Hiệp Ninh, TP Tây Ninh",
    "school": ("Trường Tiểu học và Trung học cơ sở Nguyễn Trung Trực " * 3)[:120] + " lớp chuyên 5A2/10",
    "proxy": ("Trần Thị Tuyết Nhung Ỷ Ưỡng " * 5)[:120] + " (bà ngoại nuôi dưỡng từ nhỏ)",
    "note": "Thay thế: " + ("Lê Thị Hồng Gấm Ỡ " * 8)[:120] + " (số 1337)",
}


def row(number: int, **changes: Any) -> SheetRow:
    """Make the row of child `number`."""
    return replace(ROW, **({"full_name": f"Nguyễn Thị Hân {number}"} | changes))


def sheet(count: int = 3, *, rows: tuple[SheetRow, ...] | None = None, **changes: Any) -> SheetPaper:
    """Make a sheet of so many children, 500.000 đ and a parcel each, or of the rows given."""
    rows = tuple(row(number) for number in range(1, count + 1)) if rows is None else rows
    paper = replace(PAPER, rows=rows, words=dong_in_words(Sums().plus(rows).amount))
    return replace(paper, **changes)
