"""Say what a slip of the store prints: phiếu nhập kho and phiếu xuất kho, with a table of the goods."""

from collections import defaultdict

from sqlalchemy import func, select

from tracker.ground.money import number_in_words, show_number
from tracker.ground.papers import Column, FieldRow, Fields, Paper, Prose, Row, Signer, Signers, Table
from tracker.models.giving.donations import DonationPart
from tracker.models.helping.disbursements import Channel, Disbursement, DisbursementPart
from tracker.models.proving.purchases import PurchaseLine
from tracker.models.settings import Position, SeriesCode
from tracker.queries.proving.voucher_facts import VoucherFacts
from tracker.queries.proving.vouchers import StandingLine

NOTHING = "—"
#: A kind of goods on a slip: campaign's code, item, pieces, đồng of all pieces or None.
Goods = tuple[str, str, int, int | None]


def goods_paper(facts: VoucherFacts, marks: tuple[str, ...]) -> Paper:
    """Make the slip of goods that came into a store or left it; value and unit price where they are known."""
    into = facts.voucher.series == SeriesCode.NK
    goods = _goods(facts)
    party, copies = ("Người giao", ()) if into else ("Người nhận", ("Liên 3: Giao người nhận",))
    rows = [FieldRow(f"Họ và tên {party.lower()}", facts.voucher.party or NOTHING, True)]
    rows += [FieldRow("Địa chỉ", facts.address)] if facts.address else []
    rows += [
        FieldRow("Lý do nhập" if into else "Lý do xuất", facts.voucher.reason or NOTHING),
        FieldRow("Nhập tại kho" if into else "Xuất tại kho", facts.tills),
        *facts.campaign_row(),
        FieldRow("Kèm theo", facts.attached()),
    ]
    return facts.paper(
        blocks=(Fields(tuple(rows)), _table(facts, goods), Prose(_pieces(facts, goods)), _signers(facts, party)),
        marks=marks,
        copies=("Liên 1: Lưu", "Liên 2: Thủ kho", *copies),
    )


def _table(facts: VoucherFacts, goods: list[Goods]) -> Table:
    several = len(facts.campaigns) > 1
    columns = [Column("STT", 26, "centre"), Column("Tên hiện vật, quy cách")]
    columns += [Column("Chương trình", 70)] if several else []
    columns += [
        Column("ĐVT", 56),
        Column("Số lượng", 64, "right"),
        Column("Đơn giá (đ)", 74, "right"),
        Column("Thành tiền (đ)", 96, "right", "all"),
    ]
    rows = []
    for number, (campaign, item, quantity, value) in enumerate(goods, start=1):
        price = value // quantity if value is not None and value % quantity == 0 else None
        named = (facts.items[item].name, campaign) if several else (facts.items[item].name,)
        rows.append(Row((number, *named, facts.items[item].unit, quantity, price, value)))
    values = [value for _, _, _, value in goods]
    known = [value for value in values if value is not None]
    return Table(tuple(columns), tuple(rows), words=facts.office.words(sum(known)) if len(known) == len(values) else "")


def _pieces(facts: VoucherFacts, goods: list[Goods]) -> str:
    """Sum the pieces of each kind, in figures and words; no sum mixes two kinds."""
    sums: dict[str, int] = defaultdict(int)
    for _, item, quantity, _ in goods:
        sums[item] += quantity
    southern = bool(facts.office.letterhead.southern_words)
    said = [
        f"{facts.items[item].name} {show_number(n)} {facts.items[item].unit} ({number_in_words(n, southern=southern)})"
        for item, n in sums.items()
    ]
    return f"Tổng số lượng: {'; '.join(said)}."


def _signers(facts: VoucherFacts, party: str) -> Signers:
    office = facts.office
    return Signers(
        (
            office.signer(Position.HEAD),
            office.signer(Position.CHIEF_ACCOUNTANT),
            office.signer(Position.PREPARER, name=facts.maker),
            Signer(party, facts.person),
            office.signer(Position.STOREKEEPER),
        )
    )


def _goods(facts: VoucherFacts) -> list[Goods]:
    """List the goods: of a purchase as invoiced, else a row a campaign and kind."""
    if facts.purchase is not None and facts.voucher.series == SeriesCode.NK:
        asked = select(PurchaseLine).where(PurchaseLine.purchase_id == facts.purchase.id).order_by(PurchaseLine.id)
        code = facts.purchase.campaign.code
        return [
            (code, line.item, line.quantity, line.quantity * line.unit_price) for line in facts.session.scalars(asked)
        ]
    by_kind: dict[tuple[str, str], list[StandingLine]] = defaultdict(list)
    for row in facts.lines:
        by_kind[row.campaign.code, row.line.item].append(row)
    return [
        (code, item, sum(abs(row.line.quantity) for row in rows), _value(facts, rows))
        for (code, item), rows in by_kind.items()
    ]


def _value(facts: VoucherFacts, rows: list[StandingLine]) -> int | None:
    """Sum what the pieces are worth: by the donor's word, or as worked out when they were given; None if unknown."""
    values = [_value_of(facts, row) for row in rows]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _value_of(facts: VoucherFacts, row: StandingLine) -> int | None:
    if row.line.donation_part_id is not None:
        part = facts.session.get_one(DonationPart, row.line.donation_part_id)
        return part.value if part.quantity == abs(row.line.quantity) else None
    asked = (
        select(func.sum(DisbursementPart.value), func.sum(DisbursementPart.quantity), func.count())
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .where(
            Disbursement.entry_id == row.entry.id,
            DisbursementPart.item == row.line.item,
            DisbursementPart.channel == Channel.GOODS,
            DisbursementPart.value.is_not(None),
        )
    )
    value, quantity, _ = facts.session.execute(asked).one()
    return int(value) if value is not None and quantity == abs(row.line.quantity) else None
