"""Say in canonical form what a frozen act was: by codes, amounts and days, never by a person's name."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.proofs import root
from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import Handout, HandoutStep, LineOutcome, Sheet, SheetStep, SheetStepKind
from tracker.models.helping.help_corrections import HelpCorrectionStep
from tracker.models.helping.scholarships import AwardStep
from tracker.models.journal import Account, Entry, Line, LogHead
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.closings import ClosingStep
from tracker.models.proving.corrections import CorrectionStep
from tracker.models.proving.overrides import Override
from tracker.models.proving.spending_corrections import SpendingCorrectionStep
from tracker.models.users import User
from tracker.queries.proving.book_proofs import book_event_body, book_event_persons
from tracker.queries.proving.figure_proofs import reading_body, reading_source
from tracker.queries.proving.store_proofs import count_body, count_end, count_reason

Body = dict[str, Any]


def body_of(session: Session, kind: str, record_id: int) -> Body:
    """Give the body of the act's leaf, without the commitment to persons; an unknown act is a KeyError."""
    return bodies_of(session, kind, [record_id])[record_id]


def bodies_of(session: Session, kind: str, record_ids: Sequence[int]) -> dict[int, Body]:
    """Give the bodies of some acts of one kind by their ids; entries and donations in few questions."""
    if kind in _MANY:
        found = _MANY[kind](session, record_ids)
    else:
        found = {record_id: _BODIES[kind](session, record_id) for record_id in record_ids}
    return {record_id: {"act": kind, "id": record_id} | body for record_id, body in found.items()}


def persons_of(session: Session, kind: str, record_id: int) -> Body | None:
    """Give what names persons in the act, for the salted commitment; None where nothing does."""
    return persons_of_many(session, kind, [record_id])[record_id]


def persons_of_many(session: Session, kind: str, record_ids: Sequence[int]) -> dict[int, Body | None]:
    """Give what names persons in some acts of one kind, by their ids."""
    if kind == "entry":
        return _entry_memos(session, record_ids)
    named = _PERSONS.get(kind)
    return {record_id: named(session, record_id) if named else None for record_id in record_ids}


def size_and_root(session: Session) -> tuple[int, str]:
    """Give the number of leaves and the root of the tree, as reports and exports print it."""
    head = session.get_one(LogHead, 1, populate_existing=True)
    return head.size, root(head.size, json.loads(head.frontier))


def _entries(session: Session, record_ids: Sequence[int]) -> dict[int, Body]:
    asked = select(Entry.id, Entry.seq, Entry.happened_on, Entry.kind, Entry.reverses_id, User.login)
    found = session.execute(asked.join(User, User.id == Entry.recorded_by).where(Entry.id.in_(record_ids)))
    lines = _lines(session, record_ids)
    return {
        entry.id: {
            "seq": entry.seq,
            "happened_on": entry.happened_on.isoformat(),
            "kind": str(entry.kind),
            "reverses": entry.reverses_id,
            "recorded_by": entry.login,
            "lines": lines[entry.id],
        }
        for entry in found
    }


def _lines(session: Session, entry_ids: Sequence[int]) -> dict[int, list[list[Any]]]:
    asked = (
        select(Line.entry_id, Account.code, Campaign.code, Line.item, Line.quantity, Child.code)
        .add_columns(Line.donation_part_id, Line.disbursement_part_id, Line.takes_back_id)
        .join(Account, Account.id == Line.account_id)
        .join(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(Child, Child.id == Line.child_id)
        .where(Line.entry_id.in_(entry_ids))
        .order_by(Line.id)
    )
    lines: dict[int, list[list[Any]]] = defaultdict(list)
    for entry_id, *line in session.execute(asked):
        lines[entry_id].append(line)
    return lines


def _donations(session: Session, record_ids: Sequence[int]) -> dict[int, Body]:
    asked = select(Donation, Campaign.code).join(Campaign, Campaign.id == Donation.campaign_id)
    parts = _donation_parts(session, record_ids)
    return {
        donation.id: {
            "donor": donation.donor_id,
            "via": donation.via_id,
            "campaign": campaign,
            "source": str(donation.source),
            "received_on": donation.received_on.isoformat(),
            "entry": donation.entry_id,
            "corrects": donation.corrects_id,
            "parts": parts[donation.id],
        }
        for donation, campaign in session.execute(asked.where(Donation.id.in_(record_ids)))
    }


def _donation_parts(session: Session, donation_ids: Sequence[int]) -> dict[int, list[list[Any]]]:
    asked = (
        select(DonationPart.donation_id, Account.code, DonationPart.item, DonationPart.quantity, DonationPart.value)
        .join(Account, Account.id == DonationPart.account_id)
        .where(DonationPart.donation_id.in_(donation_ids))
        .order_by(DonationPart.id)
    )
    parts: dict[int, list[list[Any]]] = defaultdict(list)
    for donation_id, *part in session.execute(asked):
        parts[donation_id].append(part)
    return parts


def _receipt(session: Session, record_id: int) -> Body:
    receipt = session.get_one(Receipt, record_id)
    return {
        "code": receipt.code,
        "donation": receipt.donation_id,
        "issued_on": receipt.issued_on.isoformat(),
        "amount": receipt.amount,
        "replaces": receipt.replaces_id,
        "token": receipt.token,
    }


def _void(session: Session, record_id: int) -> Body:
    void = session.get_one(ReceiptVoid, record_id)
    return {"receipt": void.receipt_id, "voided_on": void.voided_on.isoformat(), "by": void.by_id}


def _correction(session: Session, record_id: int) -> Body:
    step = session.get_one(CorrectionStep, record_id)
    return {
        "correction": step.correction_id,
        "kind": str(step.kind),
        "by": step.by_id,
        "voucher": step.voucher_id,
        "donation": step.donation_id,
    }


def _list(session: Session, record_id: int) -> Body:
    step = session.get_one(HandoutStep, record_id)
    return {
        "handout": session.get_one(Handout, step.handout_id).code,
        "kind": str(step.kind),
        "list_hash": step.list_hash,
        "line": step.line_id,
        "by": step.by_id,
        "entry": step.entry_id,
    }


def _sheet(session: Session, record_id: int) -> Body:
    """Say that a sheet went out, or what became of its lines; help of 0 đ has no entry and is in here only."""
    step = session.get_one(SheetStep, record_id)
    sheet = session.get_one(Sheet, step.sheet_id)
    body = {
        "handout": session.get_one(Handout, sheet.handout_id).code,
        "sheet": sheet.number,
        "kind": str(step.kind),
        "happened_on": step.happened_on.isoformat(),
        "entry": step.entry_id,
        "by": step.by_id,
    }
    # A school signs for all: its name stands, and no family's does.
    body |= {"institution": sheet.institution} if sheet.institution else {}
    body |= {"direct_bank": step.direct_bank} if step.direct_bank else {}
    return body | _came_back(session, sheet) if step.kind == SheetStepKind.SETTLED else body


def _came_back(session: Session, sheet: Sheet) -> Body:
    outcomes = select(LineOutcome.line_id, LineOutcome.kind).where(LineOutcome.sheet_id == sheet.id)
    helped = (
        select(Disbursement.id, Child.code)
        .join(Child, Child.id == Disbursement.child_id)
        .where(Disbursement.sheet_id == sheet.id)
    )
    return {
        "outcomes": [[line_id, str(kind)] for line_id, kind in session.execute(outcomes.order_by(LineOutcome.id))],
        "children": [list(row) for row in session.execute(helped.order_by(Disbursement.id))],
    }


def _entry_memos(session: Session, record_ids: Sequence[int]) -> dict[int, Body | None]:
    asked = select(Entry.id, Entry.memo).where(Entry.id.in_(record_ids))
    return {record_id: {"memo": memo} if memo else None for record_id, memo in session.execute(asked)}


def _receipt_said(session: Session, record_id: int) -> Body | None:
    return {"said": session.get_one(Receipt, record_id).said}


def _void_reason(session: Session, record_id: int) -> Body | None:
    return {"reason": session.get_one(ReceiptVoid, record_id).reason}


def _help_correction(session: Session, record_id: int) -> Body:
    step = session.get_one(HelpCorrectionStep, record_id)
    return {
        "correction": step.correction_id,
        "kind": str(step.kind),
        "by": step.by_id,
        "voucher": step.voucher_id,
        "disbursement": step.disbursement_id,
    }


def _spending_correction(session: Session, record_id: int) -> Body:
    step = session.get_one(SpendingCorrectionStep, record_id)
    return {
        "correction": step.correction_id,
        "kind": str(step.kind),
        "by": step.by_id,
        "voucher": step.voucher_id,
        "entry": step.entry_id,
    }


def _closing(session: Session, record_id: int) -> Body:
    step = session.get_one(ClosingStep, record_id)
    return {
        "closed_until": step.closing.closed_until.isoformat(),
        "kind": str(step.kind),
        "by": step.by_id,
        "last_seq": step.last_seq,
    }


def _override(session: Session, record_id: int) -> Body:
    override = session.get_one(Override, record_id)
    return {
        "campaign": override.campaign.code,
        "amount": override.amount,
        "valid_until": override.valid_until.isoformat(),
        "by": override.by_id,
    }


def _override_reason(session: Session, record_id: int) -> Body | None:
    return {"reason": session.get_one(Override, record_id).reason}


def _award(session: Session, record_id: int) -> Body:
    step = session.get_one(AwardStep, record_id)
    return {
        "award": step.award_id,
        "child": step.award.child.code,
        "campaign": step.award.campaign.code,
        "kind": str(step.kind),
        "happened_on": step.happened_on.isoformat(),
        "monthly_amount": step.award.monthly_amount,
        "months": step.award.months,
        "by": step.by_id,
        "entry": step.entry_id,
    }


_MANY: dict[str, Callable[[Session, Sequence[int]], dict[int, Body]]] = {"entry": _entries, "donation": _donations}
_BODIES: dict[str, Callable[[Session, int], Body]] = {
    "receipt": _receipt,
    "void": _void,
    "correction": _correction,
    "help_correction": _help_correction,
    "spending_correction": _spending_correction,
    "list": _list,
    "sheet": _sheet,
    "closing": _closing,
    "override": _override,
    "store_count": count_body,
    "store_count_end": count_end,
    "reading": reading_body,
    "award": _award,
    "savings_book": book_event_body,
}
_PERSONS: dict[str, Callable[[Session, int], Body | None]] = {
    "receipt": _receipt_said,
    "void": _void_reason,
    "override": _override_reason,
    "store_count": count_reason,
    "savings_book": book_event_persons,
    "reading": reading_source,
}
