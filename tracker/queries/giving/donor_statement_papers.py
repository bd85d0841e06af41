"""Say what the statement of a donor's year prints (sao kê đóng góp): what came, what went back, what was corrected.

It is no receipt and makes none: it only names the receipts that were issued.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.money import show_dong, show_number
from tracker.ground.papers import Block, Column, FieldRow, Fields, Paper, Prose, Row, Signer, Signers, Table
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.settings import Item, Position
from tracker.models.users import User
from tracker.queries.giving.donor_statements import Back, GiftRow, Side, Statement
from tracker.queries.giving.gift_facts import ANONYMOUS
from tracker.queries.journal import VND
from tracker.queries.office_papers import SEALED, Office, written
from tracker.queries.same import kept
from tracker.queries.settings import all_items

TITLE = "SAO KÊ ĐÓNG GÓP"
NO_RECEIPT = (
    "Bản sao kê này liệt kê các khoản đã ghi sổ của Quỹ; không phải là biên lai, không thay cho biên lai, hóa đơn. "
    "Biên lai đã lập cho từng khoản vẫn giữ nguyên giá trị."
)
_LABELS = (
    ("Tiền đóng góp", "Tiền đã hoàn trả", "Hiện vật đóng góp"),
    ("Tiền chuyển qua", "Hoàn trả khoản này", "Hiện vật chuyển qua"),
)
#: Place of the column that says what goods are worth.
_WORTH = 5
BESIDE = "Trị giá hiện vật được ghi bên cạnh, không cộng vào số tiền."


def statement_paper(session: Session, statement: Statement, by: User, day: date, marks: tuple[str, ...]) -> Paper:
    """Make the paper of a donor's year as it stands on a day; refuses a year without a gift."""
    donor, year = statement.donor, statement.year
    if statement.is_empty:
        raise Refused(None, N_("%(name)s gave nothing in %(year)s."), name=donor.full_name, year=year)
    office, words = Office(session, day), _Words(session)
    until = f" đến ngày {show_day(day)}" if day.year == year else ""
    blocks: list[Block] = [Fields(_who(donor, statement))]
    if statement.own.rows:
        blocks += [Prose("Khoản đóng góp đã nhận", "heading"), _gifts(words, statement.own)]
    if statement.through.rows:
        blocks += [Prose("Khoản đóng góp của người khác chuyển qua", "heading"), _gifts(words, statement.through)]
    backs = [*statement.own.backs, *statement.through.backs]
    if backs:
        blocks += [Prose("Đã hoàn trả trong năm", "heading"), _backs_table(words, backs)]
    blocks += [Fields(tuple(_sums(statement))), Prose(f"{BESIDE} {NO_RECEIPT}", "italic")]
    head = office.signer(Position.HEAD)
    signed = Signers(
        (
            Signer("Người lập", by.full_name),
            Signer(head.title, head.name, SEALED),
        ),
        written(day),
    )
    under = f"Năm {year}{until} · Lập {small_day(day)}"
    return Paper(office.fund, TITLE, str(year), under, (*blocks, signed), country=True, marks=marks, page_size="whole")


def small_day(day: date) -> str:
    """Write a day in the middle of a line: ngày 26/12/2018."""
    return f"ngày {show_day(day)}"


def _who(donor: Donor, statement: Statement) -> tuple[FieldRow, ...]:
    if donor.kind == DonorKind.ANONYMOUS:
        return (FieldRow("Nhà tài trợ", ANONYMOUS, True),)
    rows = [FieldRow("Nhà tài trợ", donor.full_name, True)]
    rows += [FieldRow("Địa chỉ", donor.address)] if donor.address else []
    return (*rows, *([FieldRow("Mã số thuế", donor.tax_code)] if donor.tax_code else []))


class _Words:
    """Say gifts and goods in words."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.items: dict[str, Item] = all_items(session)

    def pieces(self, part: DonationPart, quantity: int) -> str:
        """Write so much of a part."""
        item = self.items[part.item]
        return show_dong(quantity) if part.item == VND else f"{item.name}: {show_number(quantity)} {item.unit}"

    def about(self, row: GiftRow) -> str:
        """Say what a gift's row has no column for: its goods, whose or through whom, what went back or was wrong."""
        said = [f"Sửa sai theo {row.corrected}"] if row.corrected else []
        said += [self.pieces(part, part.quantity) for part in row.goods]
        said += [self.other(row)] if self.other(row) else []
        said += [
            f"đã hoàn trả {self.pieces(part, quantity)} {small_day(back.given_back_on)}"
            for back, part, quantity in row.backs
        ]
        text = "; ".join(said)
        return text[:1].upper() + text[1:]

    def other(self, row: GiftRow) -> str:
        """Name who else belongs to a gift: through whom it came, or whose it was."""
        gift = row.donation
        if not row.own:
            return f"của {self.named(gift.donor)}"
        return f"qua {self.named(gift.via)}" if gift.via is not None and gift.via.id != gift.donor_id else ""

    def named(self, donor: Donor) -> str:
        """Name a donor by the record that is kept; who wants no name is not named."""
        who = kept(self.session, donor)
        return ANONYMOUS if who.kind == DonorKind.ANONYMOUS else who.full_name


def _gifts(words: _Words, side: Side) -> Table:
    """List gifts; what goods are worth has a column of its own where goods came, and no sum where nobody knows it."""
    goods = any(row.goods for row in side.rows)
    columns = [
        Column("STT", 28, "centre"),
        Column("Ngày", 62),
        Column("Chứng từ", 78),
        Column("Chương trình", 62),
        Column("Số tiền (đ)", 78, "right", "some"),
        Column("Trị giá hiện vật (đ)", 74, "right", "some" if side.value else ""),
        Column("Hiện vật, ghi chú" if goods else "Ghi chú"),
    ]
    rows = [_row(words, number, row) for number, row in enumerate(side.rows, start=1)]
    if not goods:
        del columns[_WORTH]
        rows = [row._replace(cells=(*row.cells[:_WORTH], *row.cells[_WORTH + 1 :])) for row in rows]
    return Table(tuple(columns), tuple(rows))


def _row(words: _Words, number: int, row: GiftRow) -> Row:
    gift = row.donation
    worth = "không quy giá" if row.goods and row.value is None else row.value
    day, papers = show_day(gift.received_on), ", ".join(row.papers)
    return Row(
        (number, day, papers, gift.campaign.code, row.money, worth, words.about(row)),
        bool(row.corrected),
    )


def _backs_table(words: _Words, backs: Sequence[tuple[Donation, Back]]) -> Table:
    columns = (
        Column("STT", 26, "centre"),
        Column("Ngày hoàn trả", 72),
        Column("Của khoản ngày", 78),
        Column("Chương trình", 64),
        Column("Số tiền (đ)", 84, "right", "some"),
        Column("Hiện vật, lý do"),
    )
    rows = tuple(
        Row(
            (
                number,
                show_day(back.given_back_on),
                show_day(gift.received_on),
                gift.campaign.code,
                quantity if part.item == VND else None,
                "; ".join(filter(None, ("" if part.item == VND else words.pieces(part, quantity), back.reason))),
            )
        )
        for number, (gift, (back, part, quantity)) in enumerate(backs, start=1)
    )
    return Table(columns, rows)


def _sums(statement: Statement) -> Iterable[FieldRow]:
    """Sum the year up; his own gifts and what came through him are never one sum."""
    for labels, side in zip(_LABELS, (statement.own, statement.through), strict=True):
        money, back, goods = labels
        if side.rows or side.backs:
            yield FieldRow(money, show_dong(side.money), True)
        if side.money_back:
            yield FieldRow(back, f"{show_dong(side.money_back)} trong năm {statement.year}")
        if any(row.goods for row in side.standing):
            yield FieldRow(goods, _worth(side))


def _worth(side: Side) -> str:
    unknown = f"{side.unvalued} khoản không quy giá" if side.unvalued else ""
    known = f"trị giá {show_dong(side.value)}" if side.value or not side.unvalued else ""
    return "; ".join(filter(None, (known, unknown)))
