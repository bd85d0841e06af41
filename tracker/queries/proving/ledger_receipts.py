"""Read the register of receipts, as their papers say, with what became of each."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.giving.donations import Donation, DonationPart, GiveBackPart
from tracker.models.giving.receipts import Receipt, ReceiptCopy, ReceiptVoid
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import SeriesCode
from tracker.queries.journal import VND
from tracker.queries.proving.ledger_filters import Asked, LedgerFilter
from tracker.queries.proving.ledger_receipt_sums import receipts_wanted
from tracker.queries.snapshots import CHUNK

#: By day; within a series this is the order of the numbers, for none is dated before the last.
ORDER = (Receipt.issued_on, Receipt.id)
Replaced = aliased(Receipt)


class ReceiptState(Choice):
    """What became of a receipt."""

    VALID = "valid", N_("Valid")
    VOID = "void", N_("Voided")
    REFUNDED = "refunded", N_("Given back")


@dataclass(frozen=True)
class ReceiptLine:
    """A receipt in the register; `goods` are (pieces, code of the item)."""

    id: int
    number: str
    issued_on: date
    received_on: date
    state: ReceiptState
    donor: str | None
    donor_id: int | None
    via: str | None
    via_id: int | None
    campaign: str
    #: Whole đồng; a void receipt keeps it, but no sum counts it.
    amount: int
    pieces: tuple[tuple[int, str], ...]
    #: Who took the gift, as printed.
    received_by: str
    #: Number of the voided receipt in whose place it stands.
    replaces: str | None
    void_reason: str | None
    copies: int

    @property
    def goods(self) -> str:
        """Write goods as “90 BICYCLE; 2 PARCEL”."""
        return "; ".join(f"{quantity} {item}" for quantity, item in self.pieces)


def receipts(wanted: LedgerFilter) -> Asked:
    """Ask for the receipts that a filter wants, unordered; `receipts_dressed` makes rows of them."""
    copies = select(func.count(ReceiptCopy.id)).where(ReceiptCopy.receipt_id == Receipt.id).scalar_subquery()
    asked = (
        select(
            Receipt.id,
            Receipt.series,
            Receipt.year,
            Receipt.number,
            Receipt.donation_id,
            Receipt.issued_on,
            Donation.received_on,
            Donation.donor_id,
            Donation.via_id,
            Campaign.code.label("campaign"),
            Receipt.amount,
            Receipt.said,
            ReceiptVoid.id.label("void_id"),
            ReceiptVoid.reason,
            Replaced.series.label("old_series"),
            Replaced.year.label("old_year"),
            Replaced.number.label("old_number"),
            copies.label("copies"),
        )
        .join(Donation, Donation.id == Receipt.donation_id)
        .join(Campaign, Campaign.id == Donation.campaign_id)
        .outerjoin(ReceiptVoid, ReceiptVoid.receipt_id == Receipt.id)
        .outerjoin(Replaced, Replaced.id == Receipt.replaces_id)
    )
    return asked.where(*receipts_wanted(wanted))


def receipt_lines(session: Session, wanted: LedgerFilter, *, names: bool = True) -> Iterator[ReceiptLine]:
    """Read all that a filter wants, a chunk at a time; without `names` no donor is named."""
    asked = receipts(wanted).order_by(*ORDER)
    for chunk in session.execute(asked, execution_options={"yield_per": CHUNK}).partitions():
        yield from receipts_dressed(session, chunk, names=names)


def receipts_dressed(session: Session, chunk: Iterable[Any], *, names: bool = True) -> list[ReceiptLine]:
    """Make rows of some receipts, with their goods and whether all of the gift went back."""
    found = list(chunk)
    parts = _parts_of(session, {receipt.donation_id for receipt in found})
    return [_line(receipt, parts[receipt.donation_id], names) for receipt in found]


def _parts_of(session: Session, donation_ids: set[int]) -> dict[int, list[Any]]:
    back = (
        select(func.coalesce(func.sum(GiveBackPart.quantity), 0))
        .where(GiveBackPart.donation_part_id == DonationPart.id)
        .scalar_subquery()
    )
    asked = select(DonationPart.donation_id, DonationPart.item, DonationPart.quantity, back.label("back"))
    parts: dict[int, list[Any]] = defaultdict(list)
    for part in session.execute(asked.where(DonationPart.donation_id.in_(donation_ids)).order_by(DonationPart.id)):
        parts[part.donation_id].append(part)
    return parts


def _line(receipt: Any, parts: list[Any], names: bool) -> ReceiptLine:
    said = json.loads(receipt.said)
    on_paper = [part for part in parts if (part.item == VND) == (receipt.series == SeriesCode.BL)]
    old = f"{receipt.old_series}-{receipt.old_year}-{receipt.old_number:04d}" if receipt.old_series else None
    return ReceiptLine(
        id=receipt.id,
        number=f"{receipt.series}-{receipt.year}-{receipt.number:04d}",
        issued_on=receipt.issued_on,
        received_on=receipt.received_on,
        state=_state(receipt.void_id is not None, on_paper),
        donor=said["donor_name"] if names else None,
        donor_id=receipt.donor_id if names else None,
        via=(said["via_name"] or None) if names else None,
        via_id=receipt.via_id if names else None,
        campaign=receipt.campaign,
        amount=receipt.amount,
        pieces=tuple((part.quantity, part.item) for part in on_paper if part.item != VND),
        received_by=said["signers"][1][1],
        replaces=old,
        void_reason=receipt.reason,
        copies=receipt.copies,
    )


def _state(void: bool, parts: list[Any]) -> ReceiptState:
    if void:
        return ReceiptState.VOID
    all_back = bool(parts) and all(part.back >= part.quantity for part in parts)
    return ReceiptState.REFUNDED if all_back else ReceiptState.VALID
