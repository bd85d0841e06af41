"""Begin with the accounts, the general fund, items, occasions and the names of the papers.

The form labels are those of Thông tư 107/2017/TT-BTC; from 2025 the unit's own form (Thông tư 24/2024/TT-BTC).
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

from migrations import types

ACCOUNTS = [
    ("assets:cash", "Tiền mặt", "cash", 1),
    ("assets:goods", "Kho hiện vật", "goods", 1),
    ("payable:unidentified", "Tiền chờ xác định", "payable", -1),
    ("equity:opening", "Số dư đầu kỳ", "equity", 0),
    ("equity:moved", "Điều chuyển nguồn", "equity", 0),
    ("equity:difference", "Chênh lệch kiểm kê kho", "equity", 0),
    ("income:gifts", "Đóng góp", "income", 0),
    ("income:budget", "Ngân sách nhà nước cấp", "income", 0),
    ("income:interest", "Lãi tiền gửi", "income", 0),
    ("income:bought", "Hiện vật mua", "income", 0),
    ("expenses:help", "Chi hỗ trợ trẻ em", "expense", 0),
    ("expenses:purchase", "Chi mua hiện vật", "expense", 0),
    ("expenses:programme", "Chi tổ chức chương trình", "expense", 0),
    ("expenses:admin", "Chi quản lý quỹ", "expense", 0),
    ("expenses:fees", "Phí ngân hàng", "expense", 0),
    ("memo:pledged", "Cam kết chưa nhận", "memo", 1),
    ("memo:committed", "Đã duyệt, chưa chi", "memo", 1),
    ("memo:direct", "Ngân hàng chi thẳng cho trẻ", "memo", 0),
    ("memo:open:pledged", "Đối ứng cam kết", "memo", 0),
    ("memo:open:committed", "Đối ứng đã duyệt", "memo", 0),
    ("memo:open:direct", "Đối ứng chi thẳng", "memo", 0),
]
ITEMS = [
    ("VND", "Tiền Việt Nam", "đồng"),
    ("BICYCLE", "Xe đạp", "chiếc"),
    ("PARCEL", "Phần quà", "phần"),
    ("MILK", "Sữa", "hộp"),
    ("BOOK", "Sổ tiết kiệm", "sổ"),
]
OCCASIONS = [
    ("TET", "Tết Nguyên đán"),
    ("ACTION_MONTH", "Tháng hành động vì trẻ em"),
    ("CHILDREN_DAY", "Quốc tế thiếu nhi 1/6"),
    ("MID_AUTUMN", "Tết Trung thu"),
    ("SCHOOL_OPENING", "Khai giảng năm học mới"),
]
#: Code, title, form label of 2018, form label from 2025.
SERIES = [
    ("BL", "BIÊN LAI THU TIỀN", "Mẫu số C45-BB", ""),
    ("TN", "PHIẾU TIẾP NHẬN HIỆN VẬT", "", ""),
    ("PT", "PHIẾU THU", "Mẫu số C40-BB", ""),
    ("PC", "PHIẾU CHI", "Mẫu số C41-BB", ""),
    ("NK", "PHIẾU NHẬP KHO", "", ""),
    ("XK", "PHIẾU XUẤT KHO", "", ""),
    ("UNC", "ỦY NHIỆM CHI", "", ""),
    ("BC", "GIẤY BÁO CÓ", "", ""),
    ("DC", "CHỨNG TỪ ĐIỀU CHỈNH", "", ""),
    ("CK", "CAM KẾT TÀI TRỢ", "", ""),
    ("DT", "DANH SÁCH KÝ NHẬN", "", ""),
]
LONG_AGO, OF_2018, OF_2025 = "1990-01-01", "2018-01-01", "2025-01-01"


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


def _day(text: str) -> object:
    return text if op.get_bind().dialect.name == "sqlite" else date.fromisoformat(text)


def begin() -> None:
    """Put in what every office begins with."""
    op.bulk_insert(
        _table("log_head", "id", "size", "frontier", "last_seq", "last_line_id"),
        [{"id": 1, "size": 0, "frontier": "[]", "last_seq": 0, "last_line_id": 0}],
    )
    op.bulk_insert(
        _table("accounts", "code", "name", "kind", "guard"),
        [{"code": code, "name": name, "kind": kind, "guard": guard} for code, name, kind, guard in ACCOUNTS],
    )
    op.bulk_insert(
        _table("items", "code", "name", "unit", "valid_from"),
        [{"code": code, "name": name, "unit": unit, "valid_from": _day(LONG_AGO)} for code, name, unit in ITEMS],
    )
    op.bulk_insert(
        _table("occasions", "code", "name", "valid_from"),
        [{"code": code, "name": name, "valid_from": _day(LONG_AGO)} for code, name in OCCASIONS],
    )
    _begin_general_fund()
    _begin_series()


def _begin_general_fund() -> None:
    campaigns = sa.table(
        "campaigns",
        *(sa.column(name) for name in ("code", "name", "name_folded", "kind", "leftover", "note")),
        sa.column("starts_on", types.Day()),
        sa.column("costs_allowed", types.Truth),
        sa.column("keeps_interest", types.Truth),
    )
    row = {
        "code": "QC",
        "name": "Quỹ chung",
        "name_folded": "quy chung",
        "kind": "general",
        "starts_on": _day(LONG_AGO),
        "costs_allowed": True,
        "keeps_interest": True,
        "leftover": "keep",
        "note": "",
    }
    op.bulk_insert(campaigns, [row])


def _begin_series() -> None:
    rows = []
    for code, title, label, later in SERIES:
        common = {"code": code, "title": title, "page_size": "a4", "book_size": 100}
        rows.append(common | {"valid_from": _day(OF_2018), "form_label": label})
        if later != label:
            rows.append(common | {"valid_from": _day(OF_2025), "form_label": later})
    op.bulk_insert(_table("series", "code", "title", "page_size", "book_size", "valid_from", "form_label"), rows)
