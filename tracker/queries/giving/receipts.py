"""Ask for receipts: by number, by the code on the paper, one after the other."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt, ReceiptCopy, ReceiptVoid


@dataclass(frozen=True)
class ReceiptRow:
    """A receipt with its void, the receipt that stands in its place, and its number of prints."""

    receipt: Receipt
    void: ReceiptVoid | None
    replaced_by: Receipt | None
    copies: int


def receipt_by_token(session: Session, token: str) -> Receipt | None:
    """Find a receipt by the 16 characters on its paper."""
    return session.scalar(select(Receipt).where(Receipt.token == token))


def row_of(session: Session, receipt: Receipt) -> ReceiptRow:
    """Give a receipt with all that happened to it."""
    void = session.scalar(select(ReceiptVoid).where(ReceiptVoid.receipt_id == receipt.id))
    replaced_by = session.scalar(select(Receipt).where(Receipt.replaces_id == receipt.id))
    return ReceiptRow(receipt, void, replaced_by, len(copies_of(session, receipt)))


def copies_of(session: Session, receipt: Receipt) -> list[ReceiptCopy]:
    """List the prints of a receipt, the first first."""
    asked = select(ReceiptCopy).where(ReceiptCopy.receipt_id == receipt.id)
    return list(session.scalars(asked.order_by(ReceiptCopy.number)))


def last_receipt(session: Session, donation: Donation, series: str) -> Receipt | None:
    """Give the newest receipt of a gift in a series, voided or not."""
    asked = select(Receipt).where(Receipt.donation_id == donation.id, Receipt.series == series)
    return session.scalar(asked.order_by(Receipt.id.desc()).limit(1))


def receipts_of(session: Session, donation: Donation) -> list[ReceiptRow]:
    """List the receipts of a gift, oldest first."""
    asked = select(Receipt).where(Receipt.donation_id == donation.id).order_by(Receipt.id)
    return [row_of(session, receipt) for receipt in session.scalars(asked)]


def is_void(session: Session, receipt: Receipt) -> bool:
    """Tell whether a receipt was voided."""
    return session.scalar(select(ReceiptVoid.id).where(ReceiptVoid.receipt_id == receipt.id)) is not None


def last_day(session: Session, series: str) -> date | None:
    """Give the day of the newest receipt of a series: the next is not dated before it, in whatever year."""
    newest_first = select(Receipt.issued_on).order_by(Receipt.year.desc(), Receipt.number.desc())
    return session.scalar(newest_first.where(Receipt.series == series).limit(1))


def register(series: str, year: int) -> Select[Receipt]:
    """Ask for the register of a series and year, 1 to n."""
    return select(Receipt).where(Receipt.series == series, Receipt.year == year).order_by(Receipt.number)


def said_by(receipt: Receipt) -> dict[str, Any]:
    """Read back what a receipt said on its day."""
    said: dict[str, Any] = json.loads(receipt.said)
    return said
