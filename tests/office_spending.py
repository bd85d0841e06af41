"""Let the office at work spend what is no help, in any order, and keep beside the books what its tills must hold."""

from typing import Any

from office_acts import Act, Held, Office
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.models.journal import Account, Entry, EntryKind
from tracker.models.proving.advances import Advance
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import CostKind
from tracker.models.proving.moves import CampaignMove
from tracker.models.settings import SeriesCode
from tracker.operations.journal import reverse
from tracker.operations.proving.advances import give_advance, return_rest, settle_by_cost, settle_by_purchase
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.costs import pay_cost, record_interest
from tracker.operations.proving.overrides import allow_payment
from tracker.operations.proving.purchases import Bought, buy_goods
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.journal import lines_of

ITEMS = ("MILK", "BICYCLE")
REVERSIBLE = (EntryKind.PURCHASE, EntryKind.COST, EntryKind.ADVANCE, EntryKind.ADVANCE_BACK, EntryKind.INTEREST)


class SpendingOffice(Office):
    """An office that also buys, advances, pays costs, lends, and takes such things back."""

    def buy(self, act: Act, moved: Held) -> None:
        """Buy goods out of what a campaign has."""
        campaign, till, _, quantity = self._there(act, goods=False)
        line = Bought(ITEMS[act.which % 2], 1, quantity)
        values = {"campaign": campaign, "till": till, "store": self._store(), "lines": [line], "supplier": "Chợ"}
        self._by("cashier", buy_goods, bought_on=act.day, **values)
        moved[campaign.id, till.id, "VND"] -= quantity
        moved[campaign.id, self._store().id, line.item] += 1

    def advance(self, act: Act, moved: Held) -> None:
        """Give money along."""
        campaign, till, _, quantity = self._there(act, goods=False)
        values = {"campaign": campaign, "till": till, "amount": quantity, "party": ("Út", "Tư")[act.other % 2]}
        self._by("cashier", give_advance, given_on=act.day, due_on=act.day, purpose="Mua quà", **values)
        moved[campaign.id, till.id, "VND"] -= quantity

    def settle(self, act: Act, moved: Held) -> None:
        """Settle an advance by goods, by a cost or by what comes back."""
        advance: Advance = self._pick(Advance, act.which)
        campaign, till = advance.campaign_id, self._pick(Account, act.amount)
        settled: dict[str, Any] = {"advance": advance, "settled_on": act.day}
        if act.other % 3 == 0:
            lines = [Bought(ITEMS[0], 1, act.amount)]
            self._by("cashier", settle_by_purchase, supplier="Chợ", lines=lines, store=self._store(), **settled)
            moved[campaign, self._store().id, ITEMS[0]] += 1
        elif act.other % 3 == 1:
            paid = {"kind": CostKind.PROGRAMME, "payee": "Xe", "purpose": "Chở", "amount": act.amount}
            self._by("cashier", settle_by_cost, **paid, **settled)
        else:
            self._by("cashier", return_rest, amount=act.amount, till=till, **settled)
            moved[campaign, till.id, "VND"] += act.amount

    def cost(self, act: Act, moved: Held) -> None:
        """Pay a cost out of what a campaign has."""
        campaign, till, _, quantity = self._there(act, goods=False)
        values = {"campaign": campaign, "till": till, "amount": quantity, "kind": list(CostKind)[act.other % 3]}
        self._by("cashier", pay_cost, paid_on=act.day, payee="Điện lực", purpose="Tiền điện", **values)
        moved[campaign.id, till.id, "VND"] -= quantity

    def interest(self, act: Act, moved: Held) -> None:
        """Take interest."""
        till, campaign = self._pick(Account, act.other), self._pick(Campaign, act.which)
        values = {"campaign": campaign, "till": till, "amount": act.amount, "credited_on": act.day}
        self._by("accountant", record_interest, **values)
        moved[campaign.id, till.id, "VND"] += act.amount

    def lend(self, act: Act, moved: Held) -> None:
        """Lend to another campaign, or bring back what was lent."""
        loans = self.session.scalars(select(CampaignMove).order_by(CampaignMove.id)).all()
        loan = loans[act.which % len(loans)] if loans and act.other % 2 else None
        campaign, till, item, quantity = self._there(act, goods=False)
        terms: dict[str, Any] = {"quantity": quantity, "moved_on": act.day, "reason": "Thiếu", "item": item}
        if loan is None:
            giving, taking = campaign, self._pick(Campaign, act.other)
            terms["back_by"] = act.day.replace(year=2019)
        else:
            giving, taking = loan.to_campaign, loan.from_campaign
            terms |= {"repays": loan, "quantity": act.amount}
        self._by("approver", move_between, from_campaign=giving, to_campaign=taking, till=till, **terms)
        moved[giving.id, till.id, "VND"] -= terms["quantity"]
        moved[taking.id, till.id, "VND"] += terms["quantity"]

    def allow(self, act: Act, moved: Held) -> None:
        """Allow a payment that may never come."""
        values = {"campaign": self._pick(Campaign, act.which), "amount": act.amount, "valid_until": today()}
        self._by("approver", allow_payment, reason="Gấp", **values)

    def reverse(self, act: Act, moved: Held) -> None:
        """Take one of these whole back, on a voucher of its own."""
        entries = self.session.scalars(select(Entry).where(Entry.kind.in_(REVERSIBLE)).order_by(Entry.id)).all()
        if not entries:
            return
        entry = entries[act.which % len(entries)]
        by = self.make.user("accountant")
        mirror = reverse(self.session, by=by, entry=entry, happened_on=act.day, memo="Ghi nhầm")
        make_vouchers(self.session, by=by, entries=[mirror], party="", reason="Ghi nhầm", series=SeriesCode.DC)
        tills = {
            till.id for till in self.session.scalars(select(Account).where(Account.kind.in_(("cash", "bank", "goods"))))
        }
        for line in lines_of(self.session, mirror):
            if line.account_id in tills:
                moved[line.campaign_id, line.account_id, line.item] += line.quantity
