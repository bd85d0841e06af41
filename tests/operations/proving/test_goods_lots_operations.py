"""Lots: no more pieces than came, a value rests on something or is none, what is said again takes the first's place."""

from datetime import date

import pytest
from make import DAY

from tracker.ground.refusals import Refused
from tracker.models.proving.goods_lots import GoodsLot, ValueBasis
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.goods_lots import SaidLot, say_lots
from tracker.operations.proving.purchases import Bought, buy_goods
from tracker.queries.giving.donations import parts_of
from tracker.queries.proving.goods_lots import expiring, lots_in, lots_of_lines, lots_of_parts
from tracker.queries.proving.purchases import lines_of_all

pytestmark = pytest.mark.one_engine
MAY, JUNE, AUGUST = date(2018, 5, 1), date(2018, 6, 30), date(2018, 8, 31)


@pytest.fixture
def campaign(make):
    return make.campaign("SUA")


@pytest.fixture
def part(session, make, campaign):
    """Give a part of 100 boxes of milk without a value."""
    return parts_of(session, make.donation(campaign=campaign, goods=[("MILK", 100, None)]))[0]


@pytest.fixture
def say(make, run):
    def said(source, *lots, basis=ValueBasis.NONE):
        return run(say_lots, by=make.user("cashier"), source=source, lots=lots, value_basis=basis)

    return said


def left(session, campaign):
    return [(row.lot.lot, row.left) for row in lots_in(session, campaign.id, "MILK").rows]


def test_more_pieces_than_came_are_refused_whether_in_one_lot_or_in_two(part, say):
    for lots in ((SaidLot(101),), (SaidLot(60), SaidLot(41)), (), (SaidLot(0),)):
        with pytest.raises(Refused) as refused:
            say(part, *lots)
        assert refused.value.field == "lots"

    assert say(part, SaidLot(60, "A"), SaidLot(40, "B")).quantity == 40


def test_a_value_rests_on_an_invoice_or_an_appraisal_and_no_value_on_neither(session, make, part, say):
    valued = parts_of(session, make.donation(goods=[("PARCEL", 4, 800_000)]))[0]
    money = parts_of(session, make.donation(amount=500_000))[0]

    for source, basis in ((part, "invoice"), (part, "appraisal"), (valued, "none"), (valued, "x"), (money, "none")):
        with pytest.raises(Refused):
            say(source, SaidLot(1), basis=basis)

    assert say(valued, SaidLot(4), basis=ValueBasis.APPRAISAL).value_basis == "appraisal"


def test_what_is_said_again_takes_the_place_of_what_was_said(session, part, say):
    say(part, SaidLot(100, "L1", JUNE))
    say(part, SaidLot(50, "L1", AUGUST), SaidLot(50, "L2", MAY))

    assert [(lot.lot, lot.expires_on) for lot in lots_of_parts(session, [part.id])[part.id]] == [
        ("L1", AUGUST),
        ("L2", MAY),
    ]
    assert session.query(GoodsLot).count() == 3


def test_what_expires_first_has_left_first(session, make, campaign, part, say):
    say(part, SaidLot(30, "later", AUGUST), SaidLot(40, "sooner", MAY))
    store, fund = make.account("assets:goods"), make.fund()
    gift = parts_of(session, make.donation(campaign=fund, goods=[("MILK", 5, None)]))[0]
    say(gift, SaidLot(5, "keeps"))
    make.sheet(make.approved(campaign=campaign, shares={"MILK": 15}), party="Lê Văn Út")

    before = lots_in(session, campaign.id, "MILK")
    soon = expiring(session, date(2018, 4, 10))
    moved = {"from_campaign": campaign, "to_campaign": fund, "till": store, "item": "MILK", "quantity": 20}
    make.run(move_between, by=make.user("approver"), moved_on=DAY, reason="Trao chung", consent="Thư", **moved)
    after = lots_in(session, fund.id, "MILK")

    # 100 came, 30 of them without a lot; 45 went out: 55 are there.
    assert [(row.lot.lot, row.left) for row in before.rows] == [("sooner", 0), ("later", 25)]
    assert (before.unsaid, before.shared) == (30, False)
    assert soon == {}
    assert expiring(session, date(2018, 8, 15)) == {
        (campaign.id, "MILK"): (25, AUGUST),
        (fund.id, "MILK"): (25, AUGUST),
    }
    assert (after.shared, [(row.lot.lot, row.left) for row in after.rows]) == (
        True,
        [("sooner", 0), ("later", 25), ("keeps", 5)],
    )


def test_bought_goods_come_with_their_lot_at_the_price_of_the_invoice(session, make, run, campaign):
    make.donation(campaign=campaign, amount=9_000_000)
    lines = [Bought("MILK", 100, 30_000, "L9", AUGUST), Bought("BOOK", 5, 10_000)]
    paid = {"till": make.account(), "store": make.account("assets:goods"), "supplier": "Đại lý sữa"}
    purchase = run(buy_goods, by=make.user("cashier"), campaign=campaign, bought_on=DAY, lines=lines, **paid)

    found = lots_of_lines(session, [line.id for line in lines_of_all(session, [purchase.id])[purchase.id]])

    (lots,) = found.values()
    assert [(lot.quantity, lot.lot, lot.expires_on, lot.value_basis) for lot in lots] == [
        (100, "L9", AUGUST, ValueBasis.INVOICE)
    ]
    assert left(session, campaign) == [("L9", 100)]
