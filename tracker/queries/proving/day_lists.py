"""Say what the list of a day's receipts prints (bảng kê biên lai), the paper beneath the day's phiếu thu."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker.ground.dates import show_day, show_moment
from tracker.ground.money import show_dong
from tracker.ground.papers import Column, Paper, Prose, Row, Signers, Table
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipt_books import BookLeaf
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.settings import Position
from tracker.queries.giving.receipt_books import handwritten_of_all
from tracker.queries.proving.corrections import correction_vouchers
from tracker.queries.proving.voucher_facts import VoucherFacts

TITLE = "BẢNG KÊ BIÊN LAI THU TIỀN"
NO_RECEIPT = "Chưa có biên lai"
BY_HAND = "Biên lai viết tay"


@dataclass(frozen=True)
class DayRow:
    """A line of the list: a receipt or a gift without one; a void one sums nothing."""

    number: str
    donor: str
    campaign: str
    amount: int | None
    note: str
    void: bool = False


def day_list(facts: VoucherFacts, marks: tuple[str, ...], seen_at: datetime | None = None) -> Paper:
    """Make the list of a day; it sums to the day's voucher. `seen_at` says when, while the day goes on."""
    columns = (
        Column("STT", 26, "centre"),
        Column("Số biên lai", 72),
        Column("Họ tên, đơn vị nộp tiền"),
        Column("Chương trình", 58),
        Column("Số tiền (đ)", 80, "right", "all"),
        Column("Ghi chú", 98),
    )
    rows = tuple(
        Row((number, row.number, row.donor, row.campaign, row.amount, row.note), row.void)
        for number, row in enumerate(day_receipts(facts), start=1)
    )
    office = facts.office
    table = Table(columns, rows, "khoản", office.words(facts.amount))
    at = f" · Lúc {show_moment(seen_at)}" if seen_at else ""
    signers = (
        office.signer(Position.PREPARER, name=facts.maker),
        office.signer(Position.CASHIER),
        office.signer(Position.CHIEF_ACCOUNTANT),
    )
    void = sum(row.struck for row in rows)
    voided = (Prose(f"{void} biên lai đã hủy không tính vào tổng số."),) if void else ()
    return facts.paper(
        title=TITLE,
        under=f"Ngày {show_day(facts.voucher.happened_on)} · Kèm phiếu thu {facts.voucher.code}{at}",
        form_label="",
        facts=(),
        blocks=(table, *voided, Signers(signers)),
        marks=marks,
        page_size="whole",
    )


def day_receipts(facts: VoucherFacts) -> list[DayRow]:
    """List the receipts of a day's gifts, void ones too, and the gifts that have none; by number."""
    amounts: dict[int, int] = {}
    for row in facts.lines:
        amounts[row.entry.id] = amounts.get(row.entry.id, 0) + row.line.quantity
    papers = _papers(facts)
    corrected, by_hand = _corrected(facts), handwritten_of_all(facts.session, [gift.id for gift in facts.gifts])
    rows: list[tuple[tuple[int, int, int], DayRow]] = []
    for gift in facts.gifts:
        rows += _rows(
            gift, amounts[gift.entry_id], papers.get(gift.id, []), corrected.get(gift.id, ""), by_hand.get(gift.id)
        )
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


Keyed = list[tuple[tuple[int, int, int], DayRow]]


def _rows(
    gift: Donation, amount: int, papers: list[tuple[Receipt, bool]], corrected: str, leaf: BookLeaf | None
) -> Keyed:
    """Give the rows of one gift: its void receipts, then the one that stands, or that there is none."""
    donor, campaign = gift.donor.full_name, gift.campaign.code
    rows: Keyed = []
    standing = None
    for receipt, void in papers:
        if void:
            note = f"ĐÃ HỦY{_replaced(receipt, papers)}"
            rows.append((_place(receipt), DayRow(receipt.code, donor, campaign, receipt.amount, note, True)))
        else:
            standing = receipt
    if standing is None:
        note = "; ".join(filter(None, (BY_HAND if leaf else "", corrected))) or NO_RECEIPT
        place = _place(papers[-1][0]) if papers else (9999, 0, gift.id)
        return [*rows, ((*place[:2], place[2] + 1), DayRow(leaf.code if leaf else "—", donor, campaign, amount, note))]
    other = standing.amount - amount
    note = f"Biên lai ghi {show_dong(standing.amount)}, phần khác chuyển khoản" if other > 0 else ""
    return [*rows, (_place(standing), DayRow(standing.code, donor, campaign, amount, note))]


def _place(receipt: Receipt) -> tuple[int, int, int]:
    return receipt.year, receipt.number, 0


def _replaced(receipt: Receipt, papers: list[tuple[Receipt, bool]]) -> str:
    by = next((other for other, _ in papers if other.replaces_id == receipt.id), None)
    return f", thay bằng {by.code}" if by else ""


def _papers(facts: VoucherFacts) -> dict[int, list[tuple[Receipt, bool]]]:
    """Give the receipts for money of the gifts, each with whether it is void, by gift."""
    asked = (
        select(Receipt, ReceiptVoid.id)
        .outerjoin(ReceiptVoid, ReceiptVoid.receipt_id == Receipt.id)
        .where(Receipt.donation_id.in_([gift.id for gift in facts.gifts]), Receipt.series == "BL")
        .order_by(Receipt.id)
    )
    found: dict[int, list[tuple[Receipt, bool]]] = {}
    for receipt, void in facts.session.execute(asked):
        found.setdefault(receipt.donation_id, []).append((receipt, void is not None))
    return found


def _corrected(facts: VoucherFacts) -> dict[int, str]:
    """Say of the gifts that were put right under which voucher."""
    found = correction_vouchers(facts.session, [gift.id for gift in facts.gifts])
    return {key: f"Sửa sai theo {code}" for key, code in found.items()}
