"""Ask what was given, what of it has no receipt, what nobody can name yet."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.models.giving.donations import Donation, DonationPart, GiveBack, GiveBackPart, UnidentifiedTransfer
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.journal import Account, AccountKind
from tracker.queries.giving.receipt_books import is_handwritten
from tracker.queries.journal import VND

_Right = aliased(Donation)


def donations() -> Select[Donation]:
    """Ask for the donations that stand: those put right by another are left out."""
    return select(Donation).where(~_is_corrected())


def is_corrected(session: Session, donation: Donation) -> Donation | None:
    """Give the donation that stands in the place of a wrong one, if there is one."""
    return session.scalar(select(Donation).where(Donation.corrects_id == donation.id))


def parts_of(session: Session, donation: Donation) -> list[DonationPart]:
    """List the parts of a gift, money first."""
    asked = select(DonationPart).where(DonationPart.donation_id == donation.id)
    return list(session.scalars(asked.order_by((DonationPart.item != VND), DonationPart.id)))


def parts_of_all(session: Session, donation_ids: Iterable[int]) -> dict[int, list[DonationPart]]:
    """List the parts of many gifts in one question, by gift."""
    found: dict[int, list[DonationPart]] = {}
    asked = select(DonationPart).where(DonationPart.donation_id.in_(list(donation_ids)))
    for part in session.scalars(asked.order_by(DonationPart.id)):
        found.setdefault(part.donation_id, []).append(part)
    return found


def given_back(session: Session, part: DonationPart) -> int:
    """Sum how much of a part went back to its donor (whole đồng or pieces)."""
    asked = select(func.coalesce(func.sum(GiveBackPart.quantity), 0)).where(GiveBackPart.donation_part_id == part.id)
    return int(session.scalar(asked) or 0)


def give_backs_of(session: Session, donation: Donation) -> list[tuple[GiveBack, DonationPart, int]]:
    """List what of a gift went back, when, and how much, oldest first."""
    asked = (
        select(GiveBack, DonationPart, GiveBackPart.quantity)
        .join(GiveBackPart, GiveBackPart.give_back_id == GiveBack.id)
        .join(DonationPart, DonationPart.id == GiveBackPart.donation_part_id)
        .where(GiveBack.donation_id == donation.id)
        .order_by(GiveBackPart.id)
    )
    return [(back, part, quantity) for back, part, quantity in session.execute(asked)]


def unreceipted() -> Select[Donation]:
    """Ask for the gifts of which cash or goods have no receipt that stands.

    That is a BL or a number of a handwritten book for cash, a TN for goods.
    """
    cash, goods = _came_into(AccountKind.CASH), _came_into(AccountKind.GOODS)
    money_open = cash & ~exists(standing_receipt("BL")) & ~is_handwritten()
    goods_open = goods & ~exists(standing_receipt("TN"))
    return donations().where(money_open | goods_open)


def unidentified() -> Select[UnidentifiedTransfer]:
    """Ask for the transfers that nobody could name so far."""
    return select(UnidentifiedTransfer).where(~_is_named())


def is_named(session: Session, transfer: UnidentifiedTransfer) -> bool:
    """Tell whether a transfer was named."""
    asked = select(Donation.id).where(Donation.unidentified_id == transfer.id).limit(1)
    return session.scalar(asked) is not None


def receipts_of_all(session: Session, donation_ids: Iterable[int]) -> dict[int, list[tuple[Receipt, bool]]]:
    """List the receipts of many gifts in one question, each with whether it was voided."""
    found: dict[int, list[tuple[Receipt, bool]]] = {}
    asked = (
        select(Receipt, ReceiptVoid.id)
        .outerjoin(ReceiptVoid, ReceiptVoid.receipt_id == Receipt.id)
        .where(Receipt.donation_id.in_(list(donation_ids)))
        .order_by(Receipt.id)
    )
    for receipt, void_id in session.execute(asked):
        found.setdefault(receipt.donation_id, []).append((receipt, void_id is not None))
    return found


def _is_corrected() -> ColumnElement[bool]:
    return exists(select(_Right.id).where(_Right.corrects_id == Donation.id))


def _is_named() -> ColumnElement[bool]:
    return exists(select(Donation.id).where(Donation.unidentified_id == UnidentifiedTransfer.id))


def _came_into(kind: AccountKind) -> ColumnElement[bool]:
    part = select(DonationPart.id).join(Account, Account.id == DonationPart.account_id)
    return exists(part.where(DonationPart.donation_id == Donation.id, Account.kind == kind))


def standing_receipt(series: str | None = None) -> Select[int]:
    """Ask, beside donations, for a receipt of each (of one series) that was not voided."""
    voided = exists(select(ReceiptVoid.id).where(ReceiptVoid.receipt_id == Receipt.id))
    asked = select(Receipt.id).where(Receipt.donation_id == Donation.id, ~voided)
    return asked.where(Receipt.series == series) if series else asked
