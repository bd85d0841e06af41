"""Spend an office's money with hostile texts wherever somebody can type, through the operations."""

from datetime import date

from make import Make

from tracker.models.proving.costs import CostKind
from tracker.operations.proving.advances import give_advance, settle_by_cost, settle_by_purchase
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.costs import pay_cost, record_interest, set_ceiling
from tracker.operations.proving.overrides import allow_payment
from tracker.operations.proving.purchases import Bought, buy_goods

DAY = date(2019, 1, 2)


def evil_spending(make: Make, evil: str, short: str) -> list[str]:
    """Buy, advance, pay and lend with hostile names and reasons; give the addresses of what was made."""
    campaign = make.campaign("EVILCOST", name=evil, costs_allowed=True)
    make.donation(amount=9_000_000, campaign=campaign, received_on=DAY)
    make.approved(campaign=campaign, shares={"VND": 1_000_000}, name=evil)
    cash, store, cashier = make.account(), make.account("assets:goods"), make.user("cashier")
    lines = [Bought("BOOK", 3, 10_000)]
    leave = {"campaign": campaign, "amount": 6_500_000, "valid_until": date(2999, 1, 1), "reason": evil}
    make.run(allow_payment, by=make.user("approver"), **leave)
    bought = {"campaign": campaign, "bought_on": DAY, "supplier": evil, "invoice_number": short, "note": evil}
    purchase = make.run(buy_goods, by=cashier, till=cash, store=store, lines=[Bought("BOOK", 65, 100_000)], **bought)
    make.donation(amount=9_000_000, campaign=campaign, received_on=DAY)
    taken = {"campaign": campaign, "given_on": DAY, "due_on": DAY, "party": evil, "purpose": evil, "amount": 1_000_000}
    advance = make.run(give_advance, by=cashier, till=cash, **taken)
    settled = {"advance": advance, "settled_on": DAY}
    make.run(settle_by_purchase, by=cashier, supplier=evil, note=evil, lines=lines, store=store, **settled)
    paid = {"kind": CostKind.ADMIN, "payee": evil, "purpose": evil, "amount": 9_000, "invoice_number": short}
    make.run(settle_by_cost, by=cashier, **settled, **paid)
    cost = make.run(pay_cost, by=cashier, campaign=campaign, paid_on=DAY, till=cash, **paid)
    credited = {"campaign": campaign, "credited_on": DAY, "till": make.bank(), "amount": 5_000, "remark": evil}
    interest = make.run(record_interest, by=make.user("accountant"), **credited)
    make.run(set_ceiling, by=make.user("admin"), valid_from=DAY, per_mille=0, rule=evil)
    lent = {"from_campaign": campaign, "to_campaign": make.fund(), "till": cash, "quantity": 20_000, "moved_on": DAY}
    loan = make.run(move_between, by=make.user("approver"), reason=evil, back_by=date(2019, 6, 1), **lent)
    return [
        f"/purchases/{purchase.id}",
        f"/advances/{advance.id}",
        f"/costs/{cost.id}",
        f"/costs/interest/{interest.id}",
        f"/campaigns/moves/{loan.id}",
        f"/campaigns/move?repays={loan.id}",
        f"/campaigns/{campaign.id}?list=purchases",
        f"/campaigns/{campaign.id}?list=costs",
        "/costs?year=2019",
        "/overrides",
    ]
