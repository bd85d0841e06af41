"""Steps that tests of money that is no help share: what is bought, advanced and paid."""

from datetime import date
from typing import Any

from full_books_spending import spend
from make import Make
from money_steps import Steps
from sqlalchemy.orm import Session

from tracker.models.journal import Entry
from tracker.models.proving.advances import Advance
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import Cost, CostKind
from tracker.models.proving.purchases import Purchase
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.journal import reverse
from tracker.operations.proving.advances import give_advance
from tracker.operations.proving.costs import pay_cost
from tracker.operations.proving.purchases import Bought, buy_goods
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.checks import run_checks

DAY = date(2018, 3, 1)
DUE = date(2018, 3, 31)
#: Two bicycles and a parcel: 3.450.000 đ.
LINES = [Bought("BICYCLE", 2, 1_600_000), Bought("PARCEL", 1, 250_000)]


class Spending(Steps):
    """Do and look, with few words."""

    def bought(self, campaign: Campaign, **but: Any) -> dict[str, Any]:
        """Give what `buy_goods` asks, but for some."""
        values = {"campaign": campaign, "bought_on": DAY, "supplier": "Cửa hàng xe đạp Hòa Bình", "lines": LINES}
        return values | {"till": self.cash, "store": self.store, "invoice_number": "0000123"} | but

    def buy(self, campaign: Campaign, **but: Any) -> Purchase:
        return self.run(buy_goods, **self.bought(campaign, **but))

    def advance(self, campaign: Campaign, amount: int = 5_000_000, **but: Any) -> Advance:
        values = {"campaign": campaign, "given_on": DAY, "due_on": DUE, "party": "Lê Văn Út", "amount": amount}
        return self.run(give_advance, **values | {"purpose": "Mua quà Tết", "till": self.cash} | but)

    def cost(self, campaign: Campaign, amount: int = 300_000, **but: Any) -> Cost:
        values = {"kind": CostKind.PROGRAMME, "campaign": campaign, "paid_on": DAY, "payee": "Nhà in Tây Ninh"}
        values |= {"purpose": "In phông chương trình", "amount": amount, "till": self.cash}
        return self.run(pay_cost, **values | but)

    def take_back(self, entry_id: int, on: date = DAY) -> None:
        """Reverse an entry on a voucher of its own, as a correction does."""
        self.run(_reversed, entry=self.session.get_one(Entry, entry_id), on=on)

    def papers(self, entry_id: int) -> list[str]:
        """List the series of the vouchers on which an entry stands."""
        return [voucher.series for voucher in self.vouchers(self.session.get_one(Entry, entry_id))]


def _reversed(session: Session, *, by: User, entry: Entry, on: date) -> Entry:
    mirror = reverse(session, by=by, entry=entry, happened_on=on, memo="Ghi nhầm")
    make_vouchers(session, by=by, entries=[mirror], party="", reason="Ghi nhầm", series=SeriesCode.DC)
    return mirror


def breaches(session: Session) -> dict[str, list[str]]:
    """Run all checks of the books; give those that fire."""
    return {each.check.code: each.breaches for each in run_checks(session) if each.breaches}


def fresh(session: Session) -> Session:
    """Let a session see what pages wrote meanwhile."""
    session.rollback()
    return session


def spending_office(make: Make) -> None:
    """Do one of everything that is no help, in an office that has promised 3.000.000 đ to children."""
    gifts = make.campaign("QUA")
    make.bank()
    make.donation(amount=10_000_000, campaign=gifts)
    make.approved(campaign=gifts, shares={"VND": 1_000_000})
    spend(make)
