"""Let the office of the full books mind its store: lots, a count that agrees, differences approved and waiting."""

from datetime import date

from make import Make
from sqlalchemy import select

from tracker.models.giving.donations import DonationPart
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.goods_lots import ValueBasis
from tracker.models.proving.purchases import PurchaseLine
from tracker.operations.proving.goods_lots import SaidLot, say_lots
from tracker.operations.proving.store_counts import approve_count, record_count

LAST = date(2018, 12, 28)


def mind_store(make: Make) -> None:
    """Say the lots of a gift and of a purchase; count bicycles three times: as booked, one missing, one too many."""
    session, cashier = make.session, make.user("cashier")
    bicycles = session.scalars(select(DonationPart).where(DonationPart.item == "BICYCLE")).first()
    lots = [SaidLot(60, "X1"), SaidLot(30, "X2")]
    make.run(say_lots, by=cashier, source=bicycles, lots=lots, value_basis=ValueBasis.NONE)
    milk = session.scalars(select(PurchaseLine).where(PurchaseLine.item == "MILK")).first()
    good = [SaidLot(100, "S1", date(2019, 6, 30))]
    make.run(say_lots, by=cashier, source=milk, lots=good, value_basis=ValueBasis.INVOICE)
    campaign = session.scalars(select(Campaign).where(Campaign.code == "XEDAP")).one()
    counted = {"store": make.account("assets:goods"), "campaign": campaign, "item": "BICYCLE", "counted_on": LAST}
    make.run(record_count, by=cashier, counted=90, **counted)
    missing = make.run(record_count, by=cashier, counted=89, reason="Mất một chiếc", **counted)
    make.run(approve_count, by=make.user("approver"), count=missing)
    make.run(record_count, by=cashier, counted=90, reason="Tìm thấy ở kho huyện", **counted)
