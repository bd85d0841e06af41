"""Let the office of the full books spend what is no help: buy, advance, pay costs, lend, go past what is promised."""

from datetime import date

from make import DAY, Make
from sqlalchemy import select

from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import CostKind
from tracker.operations.proving.advances import give_advance, return_rest, settle_by_cost, settle_by_purchase
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.costs import pay_cost, record_interest, set_ceiling
from tracker.operations.proving.overrides import allow_payment
from tracker.operations.proving.purchases import Bought, buy_goods

LAST = date(2018, 12, 28)


def spend(make: Make) -> None:
    """Do one of everything that takes money and gives a child nothing."""
    campaign = make.campaign("CHI", costs_allowed=True)
    make.donation(amount=20_000_000, campaign=campaign)
    make.donation(amount=20_000_000, campaign=campaign, till=make.bank())
    _advance(make, campaign)
    _costs(make, campaign)
    _leave(make)
    _lend(make, campaign)


def _advance(make: Make, campaign: Campaign) -> None:
    """Give an advance and settle it in every way; another one is open."""
    cash, store, cashier = make.account(), make.account("assets:goods"), make.user("cashier")
    given = {"campaign": campaign, "given_on": DAY, "due_on": LAST, "party": "Phạm Thị Tư", "till": cash}
    advance = make.run(give_advance, by=cashier, purpose="Mua sữa", amount=5_000_000, **given)
    make.run(give_advance, by=cashier, purpose="Đi đường", amount=400_000, **given)
    settled = {"advance": advance, "settled_on": LAST}
    lines = [Bought("MILK", 100, 30_000)]
    make.run(settle_by_purchase, by=cashier, supplier="Đại lý sữa", lines=lines, store=store, **settled)
    paid = {"kind": CostKind.PROGRAMME, "payee": "Xe ba gác", "purpose": "Chở sữa", "amount": 500_000}
    make.run(settle_by_cost, by=cashier, **paid, **settled)
    make.run(return_rest, by=cashier, amount=1_500_000, till=cash, **settled)


def _costs(make: Make, campaign: Campaign) -> None:
    """Set a ceiling, pay running costs and a fee, and take the interest."""
    make.run(set_ceiling, by=make.user("admin"), valid_from=date(2018, 1, 1), per_mille=50, rule="Quyết định 12")
    paid = {"campaign": campaign, "paid_on": LAST, "payee": "Điện lực", "purpose": "Tiền điện"}
    make.run(pay_cost, by=make.user("cashier"), kind=CostKind.ADMIN, amount=300_000, till=make.account(), **paid)
    interest = {"campaign": campaign, "credited_on": LAST, "till": make.bank(), "amount": 12_000}
    make.run(record_interest, by=make.user("accountant"), **interest)


def _leave(make: Make) -> None:
    """Buy for more than approved help leaves, with an approver's leave."""
    gifts = make.session.scalars(select(Campaign).where(Campaign.code == "QUA")).one()
    left = {"campaign": gifts, "amount": 8_000_000, "valid_until": date(2999, 12, 31), "reason": "Giá lên ngày mai"}
    make.run(allow_payment, by=make.user("approver"), **left)
    bought = {"campaign": gifts, "bought_on": LAST, "supplier": "Nhà sách", "lines": [Bought("BOOK", 75, 100_000)]}
    till, store = make.account(), make.account("assets:goods")
    make.run(buy_goods, by=make.user("cashier"), till=till, store=store, **bought)


def _lend(make: Make, campaign: Campaign) -> None:
    """Lend money to another campaign; a part of it came back."""
    other = make.campaign("VAY")
    moved = {"till": make.bank(), "moved_on": LAST, "reason": "Chờ nhà tài trợ chuyển"}
    lent = {"from_campaign": campaign, "to_campaign": other, "quantity": 2_000_000, "back_by": date(2019, 3, 31)}
    loan = make.run(move_between, by=make.user("approver"), **lent, **moved)
    back = {"from_campaign": other, "to_campaign": campaign, "quantity": 500_000, "repays": loan}
    make.run(move_between, by=make.user("approver"), **back, **moved)
