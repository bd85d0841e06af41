"""Goods are bought with a campaign's own money, to the đồng, and lie in its store with what they cost."""

from datetime import date

import pytest
from help_steps import help_given
from spending_steps import DAY, Spending, breaches
from sqlalchemy import select

from tracker.models.helping.disbursements import DisbursementPart
from tracker.models.proving.purchases import PurchaseLine
from tracker.operations.proving.campaigns import close_campaign
from tracker.operations.proving.purchases import Bought, buy_goods
from tracker.queries.helping.disbursements import unit_values
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.vouchers import without_voucher


@pytest.fixture
def steps(session, make, run):
    return Spending(session, make, run)


@pytest.fixture
def campaign(steps, make):
    campaign = make.campaign("XEDAP", name="Xe đạp")
    steps.gift(campaign, steps.cash, 10_000_000, on=date(2018, 2, 1))
    return campaign


def test_money_leaves_and_goods_come_in_each_on_its_voucher(session, steps, campaign):
    purchase = steps.buy(campaign, total=3_450_000)

    where = position(session, campaign)
    lines = session.scalars(select(PurchaseLine).where(PurchaseLine.purchase_id == purchase.id)).all()
    assert (purchase.amount, sum(line.quantity * line.unit_price for line in lines)) == (3_450_000, 3_450_000)
    assert (where.bought, where.in_hand, where.received) == (3_450_000, 6_550_000, 10_000_000)
    assert (where.goods["BICYCLE"].bought, where.goods["BICYCLE"].in_store) == (2, 2)
    assert steps.papers(purchase.entry_id) == ["PC", "NK"]
    assert without_voucher(session) == []
    assert breaches(session) == {}


def test_a_purchase_by_bank_is_a_payment_order(session, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.bank(), 10_000_000, on=date(2018, 2, 1))

    purchase = steps.buy(campaign, till=steps.bank())

    assert steps.papers(purchase.entry_id) == ["UNC", "NK"]


@pytest.mark.one_engine
def test_senseless_purchases_are_refused_at_their_field(session, steps, campaign):
    cases = [
        {"lines": []},
        {"lines": [Bought("VND", 1, 1)]},
        {"lines": [Bought("BICYCLE", 0, 1)]},
        {"lines": [Bought("BICYCLE", 1, 0)]},
        {"lines": [Bought("BICYCLE", 10**12, 10**12)]},
        {"total": 3_450_001},
        {"supplier": " "},
        {"till": steps.store},
        {"store": steps.cash},
        {"bought_on": date(2999, 1, 1)},
        {"bought_on": date(2018, 1, 31)},
        {"lines": [Bought("BICYCLE", 1, 10_000_001)]},
    ]

    refused = [steps.refused(buy_goods, **steps.bought(campaign, **case)) for case in cases]

    fields = ["lines"] * 5 + ["total", "supplier", "till", "store", "happened_on", "happened_on", "amount"]
    assert [each.field for each in refused] == fields
    assert "3.450.000 đ" in str(refused[5]) and "3.450.001 đ" in str(refused[5])
    assert position(session, campaign).in_hand == 10_000_000


@pytest.mark.one_engine
def test_a_closed_campaign_buys_nothing(steps, make, run):
    campaign = make.campaign()
    run(close_campaign, campaign=campaign, closed_on=DAY)

    assert steps.refused(buy_goods, **steps.bought(campaign)).field in ("campaign", "amount")


@pytest.mark.one_engine
def test_bought_goods_are_worth_what_they_cost_when_they_are_handed_out(session, steps, make, campaign):
    steps.gift(campaign, steps.store, 1, item="BICYCLE", value=1_000_000)
    steps.buy(campaign, lines=[Bought("BICYCLE", 3, 1_600_000)])
    handout = make.approved(campaign=campaign, shares={"BICYCLE": 1})

    help_given(make, handout)

    worth = unit_values(session, handout)["BICYCLE"]
    parts = session.scalars(select(DisbursementPart).where(DisbursementPart.item == "BICYCLE")).all()
    assert (worth.value, worth.pieces) == (5_800_000, 4)
    assert parts and {part.value for part in parts} == {1_450_000}


def test_a_purchase_can_be_taken_back_whole(session, steps, campaign):
    purchase = steps.buy(campaign)

    steps.take_back(purchase.entry_id)

    where = position(session, campaign)
    assert (where.bought, where.in_hand, where.goods["BICYCLE"].in_store) == (0, 10_000_000, 0)
    assert breaches(session) == {}
