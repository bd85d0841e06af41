"""Write the list of accounts of a payment order as an XLSX workbook for the bank: a code and its account a row."""

from collections.abc import Iterable, Iterator

from tracker.ground.workbooks import Shape, Sheet, SheetColumn, write_xlsx
from tracker.queries.proving.account_lists import AccountRow

#: What the bank reads; its names are Vietnamese whatever the reader's language.
COLUMNS = (
    SheetColumn("STT", Shape.ORDINAL, 6),
    SheetColumn("Mã trẻ", width=12),
    SheetColumn("Chủ tài khoản", width=30),
    SheetColumn("Ngân hàng", width=34),
    SheetColumn("Số tài khoản", width=22),
    SheetColumn("Số tiền", Shape.NUMBER, 16),
    SheetColumn("Nội dung", width=50),
)


def account_list(number: str, rows: Iterable[AccountRow]) -> Iterator[bytes]:
    """Yield the workbook of the list that belongs to a voucher or sheet; an account is a text and keeps its zeros."""
    cells = (
        (place, row.child, row.holder, row.bank, row.account, row.amount, row.text)
        for place, row in enumerate(rows, start=1)
    )
    return write_xlsx([Sheet(number.replace("/", "-")[:31], COLUMNS, cells)])
