"""Say goods as a table of a letter or of minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.ground.papers import Column, Row, Table
from tracker.queries.office_papers import Office


@dataclass(frozen=True)
class GoodsRow:
    """One kind of goods: its name, unit, pieces, and the đồng of all pieces or None."""

    name: str
    unit: str
    quantity: int
    value: int | None


def goods_table(office: Office, goods: Sequence[GoodsRow], *, state: bool = False) -> Table:
    """Make the table with the total in figures and words; `state` leaves columns for the state and remarks."""
    columns: tuple[Column, ...] = (
        Column("STT", 26, "centre"),
        Column("Tên hàng, quy cách"),
        Column("ĐVT", 48),
        Column("Số lượng", 52, "right"),
        Column("Đơn giá (đ)", 66, "right"),
        Column("Thành tiền (đ)", 82, "right", "all"),
    )
    blanks: tuple[str, ...] = ()
    if state:
        columns += (Column("Tình trạng", 56), Column("Ghi chú", 48))
        blanks = ("", "")
    rows = tuple(
        Row((number, row.name, row.unit, row.quantity, _price(row), row.value, *blanks))
        for number, row in enumerate(goods, start=1)
    )
    values = [row.value for row in goods if row.value is not None]
    return Table(columns, rows, words=office.words(sum(values)) if len(values) == len(goods) else "")


def _price(row: GoodsRow) -> int | None:
    return row.value // row.quantity if row.value is not None and row.value % row.quantity == 0 else None
