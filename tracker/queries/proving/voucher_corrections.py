"""Say what a chứng từ điều chỉnh prints: what was wrong, what is right, why, who made and who approved it.

Moves between campaigns and opening balances stand on the same form. No child is named on it: a code is.
"""

import json
from typing import Any

from sqlalchemy import select

from tracker.ground.dates import show_day
from tracker.ground.money import show_dong
from tracker.ground.papers import Block, Column, FieldRow, Fields, Paper, Row, Signers, Sum, Table
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.helping.help_corrections import HelpCorrection, HelpCorrectionStep
from tracker.models.journal import Account, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.corrections import Correction, CorrectionStep
from tracker.models.proving.moves import CampaignMove
from tracker.models.proving.spending_corrections import SpendingCorrection, SpendingCorrectionStep
from tracker.models.settings import Position
from tracker.models.users import User
from tracker.queries.giving.donations import parts_of
from tracker.queries.journal import VND, shown
from tracker.queries.proving.said_spending import said_spending
from tracker.queries.proving.voucher_facts import VoucherFacts

NOTHING = "—"


def correction_paper(facts: VoucherFacts, marks: tuple[str, ...]) -> Paper:
    """Make the paper of a correction, a move between campaigns, or an opening balance."""
    rows, maker, approver = _said(facts)
    rows += [FieldRow("Kèm theo", facts.attached())]
    office = facts.office
    blocks: list[Block] = [Fields(tuple(rows)), _table(facts)]
    if facts.amount and _one_item(facts):
        blocks.append(_sum(facts))
    signers = (
        office.signer(Position.PREPARER, name=maker),
        office.signer(Position.CHIEF_ACCOUNTANT),
        office.signer(Position.HEAD, name=approver),
    )
    return facts.paper(
        blocks=(*blocks, Signers(signers)), marks=marks, copies=("Bản 1: Lưu", "Bản 2: Kèm chứng từ gốc")
    )


def _sum(facts: VoucherFacts) -> Sum:
    """Give what was moved, or by how much the tills hold more or less than before."""
    net = sum(row.line.quantity for row in facts.lines)
    both_ways = len({row.line.quantity > 0 for row in facts.lines}) == 2
    if net and both_ways:
        return Sum(show_dong(abs(net)), facts.office.words(abs(net)), "Tăng" if net > 0 else "Giảm", "Chênh lệch")
    return Sum(show_dong(facts.amount), facts.office.words(facts.amount))


def _said(facts: VoucherFacts) -> tuple[list[FieldRow], str, str | None]:
    """Give the fields, who made it, and who approved it (None leaves the head's name)."""
    session, voucher = facts.session, facts.voucher
    gift = session.scalar(select(CorrectionStep).where(CorrectionStep.voucher_id == voucher.id))
    if gift is not None:
        return _gift_corrected(facts, gift)
    help_ = session.scalar(select(HelpCorrectionStep).where(HelpCorrectionStep.voucher_id == voucher.id))
    if help_ is not None:
        return _help_corrected(facts, help_)
    spent = session.scalar(select(SpendingCorrectionStep).where(SpendingCorrectionStep.voucher_id == voucher.id))
    if spent is not None:
        return _spending_corrected(facts, spent)
    move = session.scalar(select(CampaignMove).where(CampaignMove.entry_id.in_(facts.entry_ids)))
    if move is not None:
        return _moved(facts, move), facts.maker, facts.maker
    content = voucher.reason or voucher.party or NOTHING
    opening = any(row.entry.kind == EntryKind.OPENING for row in facts.lines)
    label = "Nội dung" if opening else "Lý do"
    return [FieldRow(label, content, True), *facts.campaign_row()], facts.maker, None


def _gift_corrected(facts: VoucherFacts, step: CorrectionStep) -> tuple[list[FieldRow], str, str]:
    session = facts.session
    correction = session.get_one(Correction, step.correction_id)
    donation = session.get_one(Donation, correction.donation_id)
    wrong = "; ".join(
        (
            donation.donor.full_name,
            donation.campaign.name,
            show_day(donation.received_on),
            *(
                f"{_named(facts, part.item, part.quantity)} vào {part.account.name}"
                for part in parts_of(session, donation)
            ),
        )
    )
    rows = [
        FieldRow("Ghi sai", wrong),
        FieldRow("Ghi đúng", _right(facts, json.loads(correction.right)), True),
        *_reason(correction.reason, step.note),
    ]
    return _people(facts, rows, correction.proposed_by, step.by_id)


def _right(facts: VoucherFacts, said: dict[str, Any]) -> str:
    session = facts.session
    parts = (
        f"{_named(facts, part['item'], part['quantity'])} vào {session.get_one(Account, part['account']).name}"
        for part in said["parts"]
    )
    donor, campaign = session.get_one(Donor, said["donor"]), session.get_one(Campaign, said["campaign"])
    year, month, day = said["received_on"].split("-")
    return "; ".join((donor.full_name, campaign.name, f"{day}/{month}/{year}", *parts))


def _help_corrected(facts: VoucherFacts, step: HelpCorrectionStep) -> tuple[list[FieldRow], str, str]:
    """Name the children by their codes only."""
    correction = facts.session.get_one(HelpCorrection, step.correction_id)
    help_ = correction.disbursement
    wrong = facts.session.get_one(Child, help_.child_id)
    rows = [
        FieldRow("Ghi sai", f"Hỗ trợ ngày {show_day(help_.given_on)} ghi cho trẻ mã {wrong.code}"),
        FieldRow("Ghi đúng", f"Trẻ mã {correction.right_child.code}", True),
        *_reason(correction.reason, step.note),
    ]
    return _people(facts, rows, correction.proposed_by, step.by_id)


def _spending_corrected(facts: VoucherFacts, step: SpendingCorrectionStep) -> tuple[list[FieldRow], str, str]:
    correction = facts.session.get_one(SpendingCorrection, step.correction_id)
    right = facts.session.get(Entry, step.entry_id) if step.entry_id else None
    rows = [
        FieldRow("Ghi sai", said_spending(facts.session, correction.entry)),
        FieldRow("Ghi đúng", said_spending(facts.session, right) if right else "Hủy bỏ, không ghi lại", True),
        *_reason(correction.reason, step.note),
    ]
    return _people(facts, rows, correction.proposed_by, step.by_id)


def _reason(reason: str, note: str) -> list[FieldRow]:
    rows = [FieldRow("Lý do", reason)]
    return rows + ([FieldRow("Ý kiến người duyệt", note)] if note else [])


def _people(facts: VoucherFacts, rows: list[FieldRow], maker: int, approver: int) -> tuple[list[FieldRow], str, str]:
    made, approved = (facts.session.get_one(User, key).full_name for key in (maker, approver))
    return [*rows, FieldRow("Người lập", made), FieldRow("Người duyệt", approved)], made, approved


def _moved(facts: VoucherFacts, move: CampaignMove) -> list[FieldRow]:
    rows = [
        FieldRow("Điều chuyển từ", f"{move.from_campaign.name} ({move.from_campaign.code})", True),
        FieldRow("Điều chuyển đến", f"{move.to_campaign.name} ({move.to_campaign.code})", True),
        FieldRow("Lý do", move.reason),
    ]
    rows += [FieldRow("Nhà tài trợ đồng ý", move.consent)] if move.consent else []
    rows += [FieldRow("Hoàn lại trước", show_day(move.back_by))] if move.back_by else []
    if move.repays_id is not None:
        lent = facts.session.get_one(CampaignMove, move.repays_id)
        rows.append(FieldRow("Hoàn lại khoản", f"mượn ngày {show_day(lent.moved_on)}"))
    return rows


def _named(facts: VoucherFacts, item: str, quantity: int) -> str:
    text = shown(facts.session, item, quantity)
    return text if item == VND else f"{facts.items[item].name} {text}"


def _one_item(facts: VoucherFacts) -> bool:
    return len({row.line.item for row in facts.lines}) == 1


def _table(facts: VoucherFacts) -> Table:
    """Show each line with its way; sums stand only where all are of one item."""
    one = _one_item(facts)
    sums = "some" if one else ""
    columns = [Column("STT", 26, "centre"), Column("Nơi giữ"), Column("Chương trình", 80)]
    columns += [] if one else [Column("Hiện vật, tiền", 90)]
    columns += [Column("Tăng", 100, "right", sums), Column("Giảm", 100, "right", sums)]
    rows = []
    for number, row in enumerate(facts.lines, start=1):
        item = facts.items[row.line.item]
        kind = () if one else ("Tiền (đ)" if row.line.item == VND else f"{item.name} ({item.unit})",)
        quantity = row.line.quantity
        both = (quantity, None) if quantity > 0 else (None, -quantity)
        rows.append(Row((number, row.till.name, row.campaign.code, *kind, *both)))
    return Table(tuple(columns), tuple(rows), "dòng")
