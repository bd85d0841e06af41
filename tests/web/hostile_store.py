"""Mind a store with hostile texts wherever somebody can type, through the operations."""

from datetime import date

from make import Make
from sqlalchemy import select

from tracker.models.giving.donations import DonationPart
from tracker.models.proving.goods_lots import ValueBasis
from tracker.operations.proving.goods_lots import SaidLot, say_lots
from tracker.operations.proving.purchases import Bought, buy_goods
from tracker.operations.proving.store_counts import record_count, reject_count

DAY = date(2019, 1, 2)


def evil_store(make: Make, evil: str, short: str) -> list[str]:
    """Take and buy goods with hostile lots and count them with a hostile reason; give the addresses of it all."""
    campaign, cashier, store = make.campaign("EVILKHO", name=evil), make.user("cashier"), make.account("assets:goods")
    make.donation(campaign=campaign, amount=900_000, goods=[("MILK", 9, None)], received_on=DAY)
    part = make.session.scalars(
        select(DonationPart).where(DonationPart.item == "MILK").order_by(DonationPart.id.desc())
    )
    gift = part.first()
    make.run(say_lots, by=cashier, source=gift, lots=[SaidLot(4, short, DAY)], value_basis=ValueBasis.NONE)
    lines = [Bought("MILK", 2, 9_000, short, DAY)]
    paid = {"till": make.account(), "store": store, "supplier": evil, "lines": lines}
    bought = make.run(buy_goods, by=cashier, campaign=campaign, bought_on=DAY, **paid)
    counted = {"store": store, "campaign": campaign, "item": "MILK", "counted_on": DAY, "counted": 10, "reason": evil}
    sent_back = make.run(record_count, by=cashier, **counted)
    make.run(reject_count, by=make.user("approver"), count=sent_back, remark=evil)
    waiting = make.run(record_count, by=cashier, **counted)
    return [
        "/store?gone=y",
        "/store/EVILKHO/MILK",
        "/store/EVILKHO/BOOK/count",
        "/store/counts",
        f"/store/counts/{waiting.id}",
        f"/store/counts/{sent_back.id}",
        f"/goods-lots/gift/{gift.id}",
        f"/purchases/{bought.id}",
    ]
