"""Say what stands on a sign-off sheet: plain values, as they were when it was printed, kept as JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from typing import Any

from tracker.ground.money import show_number


@dataclass(frozen=True)
class SheetGoods:
    """So many pieces of one kind of goods."""

    name: str
    unit: str
    quantity: int


@dataclass(frozen=True)
class SheetRow:
    """A child on the sheet, with name and place as submitted. An empty text means “there is none”."""

    full_name: str
    #: “12/03/2009 (nữ)”, or the year alone.
    birth: str
    address: str
    school: str
    #: “Có hoàn cảnh đặc biệt” or the class of the household; never a group of article 10.
    circumstances: str
    #: Who receives in the child's place, as what.
    proxy: str
    #: Whole đồng; 0 where help costs nothing.
    amount: int
    goods: tuple[SheetGoods, ...]
    #: That it was signed, on a sheet that is back.
    signed: str
    note: str
    #: Nobody signs here, and no total counts it: another child stands in, or it was not given.
    struck: bool = False


#: Place of the goods in a row that is kept as a list.
_GOODS = [field.name for field in fields(SheetRow)].index("goods")


@dataclass(frozen=True)
class Signer:
    """Who signs under the sheet: a title, how it is signed, and a printed name or "" for a blank."""

    title: str
    hint: str
    name: str


@dataclass(frozen=True)
class SheetPaper:
    """All that a danh sách ký nhận says. The paper is Vietnamese whatever the reader's language."""

    #: Number of the hand-out: DT-2018-0003.
    handout: str
    #: Number of the sheet within the hand-out.
    sheet: int
    #: Number of the print; 1 is the first.
    copy: int
    fund_name: str
    fund_address: str
    #: As typed in the settings: “Mã QHNS: 1012345”.
    fund_code: str
    fund_phone: str
    hotline: str
    name: str
    campaign: str
    occasion: str
    #: The commune, school or shift whose sheet it is.
    place: str
    given_on: date
    #: What each child gets: “500.000 đ, Phần quà: 1 phần”.
    share: str
    rows: tuple[SheetRow, ...]
    #: The sum of the money in words.
    words: str
    #: The day on which it was signed; None leaves it to the pen.
    signed_on: date | None
    signers: tuple[Signer, ...]
    sheet_url: str
    token_shown: str
    #: The school that signs once under the names; "" where each family signs in its row.
    institution: str = ""

    @property
    def number(self) -> str:
        """Give hand-out and sheet as they are quoted: DT-2018-0003/2."""
        return f"{self.handout}/{self.sheet}"


@dataclass(frozen=True)
class Sums:
    """What rows come to: shares (suất), whole đồng, and goods by kind; struck rows count nowhere."""

    shares: int = 0
    amount: int = 0
    goods: tuple[SheetGoods, ...] = ()

    def plus(self, rows: Iterable[SheetRow]) -> "Sums":
        """Add rows; kinds of goods stand in the order in which they come."""
        shares, amount = self.shares, self.amount
        pieces = {(each.name, each.unit): each.quantity for each in self.goods}
        for row in rows:
            if row.struck:
                continue
            shares, amount = shares + 1, amount + row.amount
            for each in row.goods:
                pieces[each.name, each.unit] = pieces.get((each.name, each.unit), 0) + each.quantity
        return Sums(shares, amount, tuple(SheetGoods(*kind, quantity) for kind, quantity in pieces.items()))


def said_goods(goods: Sequence[SheetGoods]) -> list[str]:
    """Write goods as “Xe đạp: 1 chiếc”, a text a kind."""
    return [f"{each.name}: {show_number(each.quantity)} {each.unit}" for each in goods]


def write_sheet(paper: SheetPaper) -> str:
    """Write all that a sheet says as JSON; a row is a list, for a thousand of them are kept with each print."""
    said = {name: value for name, value in vars(paper).items() if name not in ("rows", "signers")}
    said["given_on"] = paper.given_on.isoformat()
    said["signed_on"] = paper.signed_on.isoformat() if paper.signed_on else None
    said["signers"] = [asdict(signer) for signer in paper.signers]
    said["rows"] = [astuple(row) for row in paper.rows]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_sheet(text: str) -> SheetPaper:
    """Read back what a sheet said."""
    said = json.loads(text)
    said["given_on"] = date.fromisoformat(said["given_on"])
    said["signed_on"] = date.fromisoformat(said["signed_on"]) if said["signed_on"] else None
    said["signers"] = tuple(Signer(**signer) for signer in said["signers"])
    said["rows"] = tuple(_row(values) for values in said["rows"])
    return SheetPaper(**said)


def _row(values: list[Any]) -> SheetRow:
    values[_GOODS] = tuple(SheetGoods(*each) for each in values[_GOODS])
    return SheetRow(*values)
