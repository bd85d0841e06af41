"""The store on pages: the card, lots and expiry, counts that wait, and nothing leaves that is not there."""

import html
import re
from datetime import date

import pytest
from spending_steps import fresh
from sqlalchemy import select

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.proving.goods_lots import GoodsLot
from tracker.models.proving.purchases import Purchase
from tracker.models.proving.store_counts import StoreCount
from tracker.operations.proving.goods_lots import SaidLot, say_lots
from tracker.operations.proving.store_counts import record_count
from tracker.queries.proving.campaigns import position

pytestmark = pytest.mark.one_engine
CARD = "/store/SUA/MILK"


@pytest.fixture
def milk(make):
    """Give a campaign with 120 boxes of milk."""
    campaign = make.campaign("SUA", name="Sữa học đường")
    make.donation(campaign=campaign, goods=[("MILK", 120, None)])
    return campaign


def part_of(session):
    return session.scalars(select(DonationPart).where(DonationPart.item == "MILK")).one()


def test_the_cashier_counts_a_difference_and_the_approver_posts_it(browser, session, milk):
    cashier, approver = browser("cashier"), browser("approver")

    unreasoned = cashier.post(f"{CARD}/count", counted="29 lốc × 4 hộp", counted_on="30/06/2018", seen="120")
    counted = cashier.post(f"{CARD}/count", counted="29 x 4", counted_on="30/06/2018", reason="Vỡ bốn hộp", seen="120")
    own = cashier.get(counted.location).text
    approved = approver.post(f"{counted.location}/approve", page=counted.location)
    page, card = approver.get(approved.location).text, approver.get(CARD).text

    assert unreasoned.status_code == 422 and 'id="reason-error"' in unreasoned.text and 'value="116"' in unreasoned.text
    assert "/approve" not in own
    assert position(fresh(session), milk).goods["MILK"].in_store == 116
    assert "XK-2018-0001" in page and "Vỡ bốn hộp" in page
    assert "−4" in card and "116" in card


def test_goods_that_moved_while_they_were_counted_are_counted_again(browser, session, make, milk):
    cashier = browser("cashier")
    make.donation(campaign=milk, goods=[("MILK", 10, None)])

    stale = cashier.post(f"{CARD}/count", counted="120", counted_on="30/06/2018", seen="120")
    again = cashier.post(f"{CARD}/count", counted="130", counted_on="30/06/2018")

    assert stale.status_code == 422 and 'id="counted-error"' in stale.text and 'name="seen" value="130"' in stale.text
    assert again.status_code == 302
    assert fresh(session).query(StoreCount).one().difference == 0


def test_nothing_leaves_the_store_that_is_not_there(browser, session, make, milk):
    approver, fund = browser("approver"), make.fund()
    address = f"/campaigns/move?from_campaign={milk.id}"
    store = make.account("assets:goods").id
    fields = {"held": f"{store}:MILK", "quantity": "121", "to_campaign": fund.id, "moved_on": "30/06/2018"}

    refused = approver.post(address, reason="Trao chung", consent="Thư", **fields)
    card = approver.get(CARD).text

    assert refused.status_code == 422 and "120 hộp" in refused.text
    assert position(fresh(session), milk).goods["MILK"].in_store == 120
    assert "120" in card


def test_a_gift_is_taken_with_its_lot_and_the_lot_is_said_anew_afterwards(browser, session, make, milk):
    cashier, donor = browser("cashier"), make.donor("Công ty Sữa", kind="organisation")
    gift = {"donor": donor.full_name, "donor-id": donor.id, "campaign": milk.id, "way": "goods", "source": "domestic"}
    gift |= {"received_on": "01/06/2018", "then": "save", "goods-0-item": "MILK", "goods-0-quantity": "30 lốc × 4 hộp"}
    gift |= {"goods-0-lot": "L0618", "goods-0-expires_on": "30/11/2018", "store": make.account("assets:goods").id}

    valued = cashier.post("/donations/new", **gift, **{"goods-0-value": "900.000"})
    taken = cashier.post("/donations/new", **gift)
    shown = cashier.get(taken.location).text
    part = fresh(session).scalars(select(DonationPart).order_by(DonationPart.id.desc())).first()
    address = f"/goods-lots/gift/{part.id}"
    form = cashier.get(address).text
    too_many = cashier.post(address, **{"lots-0-quantity": "121", "value_basis": "none"})
    lots = {"lots-0-quantity": "60", "lots-0-lot": "L1", "lots-1-quantity": "60", "lots-1-expires_on": "31/12/2018"}
    said = cashier.post(address, value_basis="none", **lots)

    assert valued.status_code == 422 and 'id="goods-0-value_basis-error"' in valued.text
    assert "L0618" in shown and "30/11/2018" in shown and address in shown
    assert 'value="L0618"' in form
    assert too_many.status_code == 422 and "120" in too_many.text
    assert said.status_code == 302
    assert fresh(session).query(GoodsLot).count() == 3 and session.query(Donation).count() == 2
    assert "L1" in cashier.get(CARD).text


def test_what_expires_soon_stands_first_where_the_store_is_looked_at(browser, session, make, milk):
    day = {"source": part_of(session), "lots": [SaidLot(50, "L7", date(2018, 7, 1))], "value_basis": "none"}
    make.run(say_lots, by=make.user("cashier"), **day)

    listed, card, clerk = browser("cashier").get("/store").text, browser("cashier").get(CARD).text, browser("clerk")

    assert "01/07/2018" in listed and "50 hộp" in listed
    assert "L7" in card and "Giả định" in card
    assert CARD in clerk.get("/store?q=sữa").text and CARD not in clerk.get("/store?q=xe").text
    assert clerk.get("/store?since=01/01/2018&until=31/12/2018").status_code == 200
    assert browser("cashier").get(html.unescape(re.search(r"/ledger/till.xlsx[^\"]*", card)[0])).status_code == 200
    assert clerk.get("/store/SUA/VND").status_code == clerk.get("/store/NO/MILK").status_code == 404


def test_bought_goods_are_said_with_their_lot(browser, session, make, milk):
    cashier = browser("cashier")
    make.donation(campaign=milk, amount=9_000_000)
    bought = {"campaign": milk.id, "bought_on": "01/06/2018", "supplier": "Đại lý sữa", "till": make.account().id}
    bought |= {"store": make.account("assets:goods").id, "lines-0-item": "MILK", "lines-0-quantity": "25 x 4"}
    bought |= {"lines-0-unit_price": "7.000", "lines-0-lot": "L88", "lines-0-expires_on": "31/12/2018"}

    answer = cashier.post("/purchases/new", **bought)

    page = cashier.get(answer.location).text
    assert fresh(session).query(Purchase).one().amount == 700_000
    assert "L88" in page and "/goods-lots/purchase/" in page
    assert cashier.get("/goods-lots/purchase/1").status_code == 200


def test_counts_are_listed_by_how_they_stand_and_a_sent_back_one_is_counted_again(browser, session, make, milk):
    cashier, approver = browser("cashier"), browser("approver")
    values = {"store": make.account("assets:goods"), "campaign": milk, "item": "MILK"}
    count = make.run(record_count, by=cashier.user, counted=100, counted_on=date(2018, 6, 30), reason="Thiếu", **values)
    address = f"/store/counts/{count.id}"

    waiting = cashier.get("/store/counts?state=waiting").text
    silent = approver.post(f"{address}/reject", page=address)
    approver.post(f"{address}/reject", page=address, remark="Đếm lại kệ B")

    assert address in waiting and address in cashier.get(CARD).text
    assert silent.status_code == 422
    assert address not in cashier.get("/store/counts?state=waiting").text
    assert "/store/SUA/MILK/count" in cashier.get(address).text
