"""Say of goods that came with which lots they came, until when they are good, and what their value rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.money import show_dong, show_number
from tracker.ground.names import clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.proving.goods_lots import GoodsLot, ValueBasis
from tracker.models.proving.purchases import Purchase, PurchaseLine
from tracker.models.users import User
from tracker.queries.journal import VND
from tracker.queries.proving.reversals import reversal_of


@dataclass(frozen=True)
class SaidLot:
    """So many pieces with one lot number (as printed; may be empty) and expiry (None where they keep)."""

    quantity: int
    lot: str = ""
    expires_on: date | None = None


def say_lots(
    session: Session,
    *,
    by: User,
    source: DonationPart | PurchaseLine,
    lots: Sequence[SaidLot],
    value_basis: str,
) -> GoodsLot:
    """Keep the lots of a gift's part or of a purchase's line; said again, they take the place of what was said.

    Refuses more pieces than came, money, what counts no more, a value by invoice or appraisal where
    there is no value, and none where there is one. Gives the last lot.
    """
    _refuse_gone(session, source)
    _refuse_basis(source, value_basis)
    if not lots:
        raise Refused("lots", N_("Enter at least one lot."))
    for lot in lots:
        if lot.quantity < 1:
            raise Refused("lots", N_("“%(value)s”: the number must be at least 1."), value=lot.quantity)
    said = sum(lot.quantity for lot in lots)
    if said > source.quantity:
        text = N_("The lots sum to %(sum)s pieces, only %(came)s came.")
        raise Refused("lots", text, sum=show_number(said), came=show_number(source.quantity))
    of_gift = isinstance(source, DonationPart)
    moment = _later_than_before(session, source)
    kept = [
        GoodsLot(
            donation_part_id=source.id if of_gift else None,
            purchase_line_id=None if of_gift else source.id,
            quantity=lot.quantity,
            lot=clean_text(lot.lot, field="lots", at_most=60),
            expires_on=lot.expires_on,
            value_basis=value_basis,
            by_id=by.id,
            at=moment,
        )
        for lot in lots
    ]
    session.add_all(kept)
    session.flush()
    return kept[-1]


def _refuse_gone(session: Session, source: DonationPart | PurchaseLine) -> None:
    """Refuse money, and what a correction took back."""
    if source.item == VND:
        raise Refused(None, N_("Only goods have lots."))
    of: Donation | Purchase
    if isinstance(source, DonationPart):
        of = session.get_one(Donation, source.donation_id)
    else:
        of = session.get_one(Purchase, source.purchase_id)
    if reversal_of(session, of.entry_id) is not None:
        raise Refused(None, N_("This was put right and counts no more; say it at the right one."))


def _refuse_basis(source: DonationPart | PurchaseLine, basis: str) -> None:
    """Refuse a basis that nobody knows, one without a value, and a value without one."""
    if basis not in [each.value for each in ValueBasis]:
        raise Refused("value_basis", N_("“%(value)s” is not one of the choices."), value=basis[:40])
    value = source.value if isinstance(source, DonationPart) else source.quantity * source.unit_price
    if value is None and basis != ValueBasis.NONE:
        raise Refused("value_basis", N_("No value is recorded for these goods: choose “Without a value”."))
    if value is not None and basis == ValueBasis.NONE:
        text = N_("These goods are recorded at %(value)s: say whether by invoice or by appraisal.")
        raise Refused("value_basis", text, value=show_dong(value))


def _later_than_before(session: Session, source: DonationPart | PurchaseLine) -> datetime:
    """Give this moment, after what was said of the same goods before, however the clock stands."""
    column = GoodsLot.donation_part_id if isinstance(source, DonationPart) else GoodsLot.purchase_line_id
    last = session.scalar(select(func.max(GoodsLot.at)).where(column == source.id))
    return now() if last is None else max(now(), last + timedelta(microseconds=1))
