"""Say what each kind of voucher prints (DOMAIN.md §1.3 and §1.5): phiếu thu, phiếu chi, báo Có, ủy nhiệm chi.

The fields are those of the forms C40-BB and C41-BB; they hold what article 16 of the accounting law asks for.
"""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy.orm import Session

from tracker.ground.money import show_dong, show_number
from tracker.ground.papers import Block, Column, FieldRow, Fields, Paper, Row, Signer, Signers, Sum, Table
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import Position, SeriesCode
from tracker.queries.proving.account_lists import accounts_of
from tracker.queries.proving.day_lists import day_list, day_receipts
from tracker.queries.proving.voucher_corrections import correction_paper
from tracker.queries.proving.voucher_facts import VoucherFacts
from tracker.queries.proving.voucher_goods import goods_paper

UNKNOWN = "Chưa xác định"
NOTHING = "—"


def papers_of(session: Session, voucher: Voucher, marks: tuple[str, ...]) -> list[Paper]:
    """Gather the papers of one print: the voucher, and beneath a day's voucher the list of that day's receipts."""
    facts = VoucherFacts(session, voucher)
    papers = [_PAPERS[SeriesCode(voucher.series)](facts, marks)]
    return papers + ([day_list(facts, marks)] if voucher.account_id is not None else [])


def _receipt_voucher(facts: VoucherFacts, marks: tuple[str, ...]) -> Paper:
    """Make a phiếu thu; that of a day names the list beneath it."""
    daily = facts.voucher.account_id is not None
    attached = facts.attached()
    copies: tuple[str, ...] = ("Liên 1: Lưu", "Liên 2: Thủ quỹ")
    if daily:
        payer, reason = "Theo bảng kê biên lai kèm theo", "Thu tiền đóng góp trong ngày"
        attached = f"01 bảng kê ({show_number(len(day_receipts(facts)))} dòng)"
    else:
        payer, reason = facts.voucher.party or UNKNOWN, facts.voucher.reason
        copies = (*copies, "Liên 3: Giao người nộp tiền")
    rows = [FieldRow("Họ và tên người nộp tiền", payer, True)]
    rows += [] if daily else [FieldRow("Địa chỉ", facts.address or NOTHING)]
    return facts.paper(
        blocks=_money(facts, [*rows, FieldRow("Nội dung", reason)], f"Nhập: {facts.tills}", attached, "Người nộp tiền"),
        marks=marks,
        copies=copies,
    )


def _payment_voucher(facts: VoucherFacts, marks: tuple[str, ...]) -> Paper:
    rows = [
        FieldRow("Người nhận tiền", facts.voucher.party or NOTHING, True),
        FieldRow("Địa chỉ", facts.address or NOTHING),
        FieldRow("Lý do chi", facts.voucher.reason),
    ]
    return facts.paper(
        blocks=_money(facts, rows, f"Xuất: {facts.tills}", facts.attached(), "Người nhận tiền"),
        marks=marks,
        copies=("Liên 1: Lưu", "Liên 2: Thủ quỹ", "Liên 3: Giao người nhận tiền"),
    )


def _money(facts: VoucherFacts, rows: list[FieldRow], way: str, attached: str, other: str) -> tuple[Block, ...]:
    """Give the blocks of a cash voucher: fields, sum, that the money was received, five signatures."""
    office, words = facts.office, facts.office.words(facts.amount)
    signers = (
        office.signer(Position.HEAD),
        office.signer(Position.CHIEF_ACCOUNTANT),
        office.signer(Position.PREPARER, name=facts.maker),
        Signer(other, facts.person),
        office.signer(Position.CASHIER),
    )
    received = Fields((FieldRow("Kèm theo", attached), FieldRow("Đã nhận đủ số tiền", words)))
    fields = Fields(tuple(rows + facts.campaign_row()))
    return (fields, *by_campaign(facts), Sum(show_dong(facts.amount), words, way), received, Signers(signers))


def by_campaign(facts: VoucherFacts) -> tuple[Table, ...]:
    """Give the table of a voucher that moves the money of several campaigns."""
    if len(facts.campaigns) < 2:
        return ()
    sums: dict[int, int] = defaultdict(int)
    for row in facts.lines:
        sums[row.campaign.id] += abs(row.line.quantity)
    rows = tuple(
        Row((number, f"{campaign.name} ({campaign.code})", sums[key]))
        for number, (key, campaign) in enumerate(facts.campaigns.items(), start=1)
    )
    columns = (Column("STT", 26, "centre"), Column("Chương trình"), Column("Số tiền (đ)", 110, "right", "all"))
    return (Table(columns, rows, "chương trình"),)


def _credit_advice(facts: VoucherFacts, marks: tuple[str, ...]) -> Paper:
    rows = [
        FieldRow("Ghi Có tài khoản", facts.tills, True),
        FieldRow("Người chuyển tiền", facts.voucher.party or UNKNOWN, True),
    ]
    rows += [FieldRow("Địa chỉ", facts.address)] if facts.address else []
    rows += [FieldRow("Nội dung", facts.voucher.reason or NOTHING)]
    rows += [FieldRow("Số của ngân hàng", facts.bank_reference)] if facts.bank_reference else []
    office = facts.office
    signers = (
        office.signer(Position.PREPARER, name=facts.maker),
        office.signer(Position.CHIEF_ACCOUNTANT),
        office.signer(Position.HEAD),
    )
    return facts.paper(blocks=_bank(facts, rows, facts.attached(), signers), marks=marks, copies=("Liên 1: Lưu",))


def _payment_order(facts: VoucherFacts, marks: tuple[str, ...]) -> Paper:
    accounts = accounts_of(facts.session, facts.voucher)
    attached = f"danh sách {show_number(len(accounts))} tài khoản nhận tiền" if accounts else facts.attached()
    rows = [
        FieldRow("Đơn vị trả tiền", facts.office.fund.name, True),
        FieldRow("Trích tài khoản", facts.tills),
        FieldRow("Người thụ hưởng", "Theo danh sách kèm theo" if accounts else facts.voucher.party or NOTHING, True),
        FieldRow("Nội dung", facts.voucher.reason or NOTHING),
    ]
    office = facts.office
    signers = (
        office.signer(Position.PREPARER, name=facts.maker),
        office.signer(Position.CHIEF_ACCOUNTANT),
        Signer("Chủ tài khoản", office.signer(Position.HEAD).name, "(Ký, đóng dấu, họ tên)"),
    )
    return facts.paper(
        blocks=_bank(facts, rows, attached, signers), marks=marks, copies=("Liên 1: Ngân hàng", "Liên 2: Lưu")
    )


def _bank(facts: VoucherFacts, rows: list[FieldRow], attached: str, signers: tuple[Signer, ...]) -> tuple[Block, ...]:
    fields = Fields(tuple(rows + facts.campaign_row()))
    amount = Sum(show_dong(facts.amount), facts.office.words(facts.amount), "Chuyển khoản")
    return (fields, *by_campaign(facts), amount, Fields((FieldRow("Kèm theo", attached),)), Signers(signers))


_PAPERS: dict[SeriesCode, Callable[[VoucherFacts, tuple[str, ...]], Paper]] = {
    SeriesCode.PT: _receipt_voucher,
    SeriesCode.PC: _payment_voucher,
    SeriesCode.BC: _credit_advice,
    SeriesCode.UNC: _payment_order,
    SeriesCode.NK: goods_paper,
    SeriesCode.XK: goods_paper,
    SeriesCode.DC: correction_paper,
}
