"""Say what stands on a donor's paper: plain values, as they were on the day it was issued."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class GoodsLine:
    """One kind of goods given: its name, unit, number of pieces, and the đồng of all pieces or None."""

    name: str
    unit: str
    quantity: int
    value: int | None


@dataclass(frozen=True)
class ReceiptPaper:
    """All that a biên lai thu tiền or a phiếu tiếp nhận hiện vật says (Luật Kế toán 88/2015, article 16).

    The paper is Vietnamese whatever the reader's language. An empty text means “there is none”.
    """

    title: str
    #: Whole, as it is quoted: BL-2018-0214.
    number: str
    series: str
    year: int
    book: int
    issued_on: date
    received_on: date
    #: “Mẫu số C45-BB”; a second line is set smaller.
    form_label: str
    fund_name: str
    fund_address: str
    #: As typed in the settings: “Mã QHNS: 1012345”.
    fund_code: str
    fund_phone: str
    donor_name: str
    donor_address: str
    via_name: str
    purpose: str
    #: Whole đồng; None on a goods paper.
    amount: int | None
    #: The amount, or the total value of the goods, in words.
    words: str
    channel: str
    goods: tuple[GoodsLine, ...]
    #: (title, printed name or "").
    signers: tuple[tuple[str, str], ...]
    check_url: str
    token_shown: str
    hotline: str
    #: ĐÃ HỦY lies over every page, BẢN IN LẠI LẦN n stands beside the title, others beneath it.
    marks: tuple[str, ...]
    notes: tuple[str, ...]
    #: "a4": two copies on one sheet with a line to cut along; "a5": each copy a landscape page.
    page_size: str
    copies: tuple[str, ...]

    @property
    def is_goods(self) -> bool:
        """Tell a phiếu tiếp nhận hiện vật from a biên lai."""
        return self.amount is None

    @property
    def goods_value(self) -> int | None:
        """Sum up the goods in đồng; None (“không quy giá”) where one value is unknown."""
        return total_value(self.goods)


def total_value(goods: tuple[GoodsLine, ...]) -> int | None:
    """Sum up the values of all lines in đồng; None where one is unknown."""
    values = [line.value for line in goods if line.value is not None]
    return sum(values) if len(values) == len(goods) else None
