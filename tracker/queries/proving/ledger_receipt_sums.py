"""Narrow the register of receipts, and add up what those say that are not void."""

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.settings import SeriesCode
from tracker.queries.journal import VND
from tracker.queries.proving.ledger_books import ItemTotal, Totals, in_order
from tracker.queries.proving.ledger_filters import Asked, LedgerFilter, gift_of

Part = aliased(DonationPart)


def receipts_wanted(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    """Give what narrows a statement over receipts that already joins their gifts."""
    bounds: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        bounds.append(Receipt.issued_on >= wanted.since)
    if wanted.until is not None:
        bounds.append(Receipt.issued_on <= wanted.until)
    if wanted.campaign_id is not None:
        bounds.append(Donation.campaign_id == wanted.campaign_id)
    if wanted.donor_id is not None:
        bounds.append(gift_of(wanted.donor_id))
    if wanted.till_id is not None:
        bounds.append(exists(_parts_on_paper().where(Part.account_id == wanted.till_id)))
    if wanted.item:
        bounds.append(exists(_parts_on_paper().where(Part.item == wanted.item)))
    return bounds


def _parts_on_paper() -> Select[int]:
    """Ask for the parts of the gift that the receipt is about: its money on a BL, its goods on a TN."""
    return select(Part.id).where(Part.donation_id == Receipt.donation_id, _on_paper())


def _on_paper() -> ColumnElement[bool]:
    money = Receipt.series == SeriesCode.BL
    return or_(money & (Part.item == VND), ~money & (Part.item != VND))


def receipt_totals(session: Session, wanted: LedgerFilter) -> Totals:
    """Count receipts and add up what those say that are not void, goods by item.

    A gift given back stays in the sum: its receipt is true for what was received.
    """
    void = ReceiptVoid.id.is_not(None)
    counted = select(
        func.count(Receipt.id),
        func.count(ReceiptVoid.id),
        func.count(case((~void & (Receipt.series == SeriesCode.BL), 1))),
        func.coalesce(func.sum(case((void, 0), else_=Receipt.amount)), 0),
    )
    rows, voided, paid, amount = session.execute(_joined(counted).where(*receipts_wanted(wanted))).one()
    money = [ItemTotal(VND, int(amount), 0)] if paid else []
    return Totals(rows, in_order(money + _goods_totals(session, wanted)), voided)


def _goods_totals(session: Session, wanted: LedgerFilter) -> list[ItemTotal]:
    asked = _joined(select(DonationPart.item, func.sum(DonationPart.quantity)))
    asked = asked.join(DonationPart, DonationPart.donation_id == Receipt.donation_id).where(
        *receipts_wanted(wanted), Receipt.series == SeriesCode.TN, DonationPart.item != VND, ReceiptVoid.id.is_(None)
    )
    return [ItemTotal(item, int(pieces), 0) for item, pieces in session.execute(asked.group_by(DonationPart.item))]


def _joined(asked: Asked) -> Asked:
    return (
        asked.select_from(Receipt)
        .join(Donation, Donation.id == Receipt.donation_id)
        .outerjoin(ReceiptVoid, ReceiptVoid.receipt_id == Receipt.id)
    )
