"""Say in canonical form what a frozen act was: by codes, amounts and days, never by a person's name."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.proofs import root
from tracker.models.campaigns import Campaign
from tracker.models.children import Child
from tracker.models.corrections import CorrectionStep
from tracker.models.disbursements import Disbursement
from tracker.models.donations import Donation, DonationPart
from tracker.models.handouts import Handout, HandoutStep, LineOutcome, Sheet, SheetStep, SheetStepKind
from tracker.models.journal import Account, Entry, Line, LogHead
from tracker.models.receipts import Receipt, ReceiptVoid
from tracker.models.users import User

Body = dict[str, Any]


def body_of(session: Session, kind: str, record_id: int) -> Body:
    """Give the body of the act's leaf, without the commitment to persons."""
    return {"act": kind, "id": record_id} | _BODIES[kind](session, record_id)


def persons_of(session: Session, kind: str, record_id: int) -> Body | None:
    """Give what names persons in the act, for the salted commitment; None where nothing does."""
    return _PERSONS[kind](session, record_id) if kind in _PERSONS else None


def size_and_root(session: Session) -> tuple[int, str]:
    """Give the number of leaves and the root of the tree, as reports and exports print it."""
    head = session.get_one(LogHead, 1, populate_existing=True)
    return head.size, root(head.size, json.loads(head.frontier))


def _entry(session: Session, record_id: int) -> Body:
    entry = session.get_one(Entry, record_id)
    asked = (
        select(Account.code, Campaign.code, Child.code, Line)
        .join(Account, Account.id == Line.account_id)
        .join(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(Child, Child.id == Line.child_id)
        .where(Line.entry_id == entry.id)
        .order_by(Line.id)
    )
    lines = [
        [account, campaign, line.item, line.quantity, child]
        + [line.donation_part_id, line.disbursement_part_id, line.takes_back_id]
        for account, campaign, child, line in session.execute(asked)
    ]
    return {
        "seq": entry.seq,
        "happened_on": entry.happened_on.isoformat(),
        "kind": str(entry.kind),
        "reverses": entry.reverses_id,
        "recorded_by": session.get_one(User, entry.recorded_by).login,
        "lines": lines,
    }


def _donation(session: Session, record_id: int) -> Body:
    donation = session.get_one(Donation, record_id)
    asked = select(Account.code, DonationPart).join(Account, Account.id == DonationPart.account_id)
    parts = session.execute(asked.where(DonationPart.donation_id == donation.id).order_by(DonationPart.id))
    return {
        "donor": donation.donor_id,
        "via": donation.via_id,
        "campaign": session.get_one(Campaign, donation.campaign_id).code,
        "source": str(donation.source),
        "received_on": donation.received_on.isoformat(),
        "entry": donation.entry_id,
        "corrects": donation.corrects_id,
        "parts": [[account, part.item, part.quantity, part.value] for account, part in parts],
    }


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


def _entry_memo(session: Session, record_id: int) -> Body | None:
    memo = session.get_one(Entry, record_id).memo
    return {"memo": memo} if memo else None


def _receipt_said(session: Session, record_id: int) -> Body | None:
    return {"said": session.get_one(Receipt, record_id).said}


def _void_reason(session: Session, record_id: int) -> Body | None:
    return {"reason": session.get_one(ReceiptVoid, record_id).reason}


_BODIES: dict[str, Callable[[Session, int], Body]] = {
    "entry": _entry,
    "donation": _donation,
    "receipt": _receipt,
    "void": _void,
    "correction": _correction,
    "list": _list,
    "sheet": _sheet,
}
_PERSONS: dict[str, Callable[[Session, int], Body | None]] = {
    "entry": _entry_memo,
    "receipt": _receipt_said,
    "void": _void_reason,
}
