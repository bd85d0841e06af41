"""Purchases on pages: an invoice is typed line by line, held against its total, and shown with its vouchers."""

from datetime import date

import pytest
from spending_steps import Spending, fresh

from tracker.models.proving.overrides import OverrideUse
from tracker.models.proving.purchases import Purchase
from tracker.queries.proving.campaigns import position

pytestmark = pytest.mark.one_engine


@pytest.fixture
def steps(session, make, run):
    return Spending(session, make, run)


@pytest.fixture
def campaign(steps, make):
    campaign = make.campaign("XEDAP", name="Xe đạp")
    steps.gift(campaign, steps.cash, 10_000_000, on=date(2018, 2, 1))
    return campaign


def typed(steps, campaign, **but):
    fields = {"campaign": campaign.id, "bought_on": "01/03/2018", "supplier": "Cửa hàng A", "till": steps.cash.id}
    fields |= {"store": steps.store.id, "lines-0-item": "BICYCLE", "lines-0-quantity": "2"}
    fields |= {"lines-0-unit_price": "1.600.000", "lines-3-item": "PARCEL", "lines-3-quantity": "1"}
    return fields | {"lines-3-unit_price": "250.000", "total": "3.450.000"} | but


def test_the_cashier_records_an_invoice_and_sees_its_vouchers(browser, session, steps, campaign):
    cashier = browser("cashier")

    answer = cashier.post("/purchases/new", **typed(steps, campaign))

    page, listed = cashier.get(answer.location).text, cashier.get("/purchases?q=A").text
    assert fresh(session).query(Purchase).one().amount == position(session, campaign).bought == 3_450_000
    assert "PC-2018-0001" in page and "NK-2018-0001" in page and "1.600.000 đ" in page
    assert "3.450.000 đ" in listed and "2 chiếc" in listed
    assert "Cửa hàng A" not in cashier.get("/purchases?since=02/03/2018").text


def test_a_refused_invoice_keeps_its_lines_and_says_why_at_the_field(browser, session, steps, campaign):
    cashier = browser("cashier")

    wrong_sum = cashier.post("/purchases/new", **typed(steps, campaign, total="3.500.000"))
    half_row = cashier.post("/purchases/new", **typed(steps, campaign, **{"lines-0-unit_price": ""}))
    too_much = cashier.post("/purchases/new", **typed(steps, campaign, **{"lines-0-quantity": "20", "total": ""}))
    nothing = cashier.post("/purchases/new", campaign=campaign.id, supplier="A", bought_on="01/03/2018")

    assert [each.status_code for each in (wrong_sum, half_row, too_much, nothing)] == [422] * 4
    assert 'id="total-error"' in wrong_sum.text and 'value="1.600.000"' in wrong_sum.text
    assert 'id="lines-0-unit_price-error"' in half_row.text
    assert 'id="total-error"' in too_much.text and "10.000.000 đ" in too_much.text
    assert "Hãy nhập ít nhất một loại hàng" in nothing.text
    assert fresh(session).query(Purchase).count() == 0


def test_cash_is_the_cashiers_and_the_bank_the_accountants(browser, session, steps, campaign):
    bank = steps.bank()

    at_bank = browser("cashier").post("/purchases/new", **typed(steps, campaign, till=bank.id))
    at_cash = browser("accountant").post("/purchases/new", **typed(steps, campaign))
    reads = [browser(role).get("/purchases").status_code for role in ("clerk", "auditor", "admin")]

    assert (at_bank.status_code, at_cash.status_code, reads) == (422, 422, [403, 200, 403])
    assert fresh(session).query(Purchase).count() == 0


def test_what_is_promised_to_children_needs_the_approvers_leave(browser, session, steps, make, campaign):
    make.approved(campaign=campaign, shares={"VND": 3_000_000})
    cashier, approver = browser("cashier"), browser("approver")

    refused = cashier.post("/purchases/new", **typed(steps, campaign))
    offered = f"/overrides/new?campaign={campaign.id}&amp;amount=3450000"
    form = approver.get(offered.replace("&amp;", "&"))
    allowed = approver.post(offered.replace("&amp;", "&"), campaign=campaign.id, amount="3.450.000",
                            valid_until="31/12/2099", reason="Giá lên ngày mai")  # fmt: skip
    bought = cashier.post("/purchases/new", **typed(steps, campaign))

    page, leave = cashier.get(bought.location).text, approver.get(allowed.location).text
    assert "Người approver" in refused.text and offered not in refused.text
    assert 'value="3.450.000"' in form.text and "9.000.000 đ" in form.text and "1.000.000 đ" in form.text
    assert "Giá lên ngày mai" in page and allowed.location in page
    assert "PC-2018-0001" in leave and bought.location in leave
    assert fresh(session).query(OverrideUse).count() == 1
    assert "PC-2018-0001" in approver.get("/overrides").text


def test_who_may_allow_it_is_led_to_the_form(browser, steps, make, campaign):
    make.approved(campaign=campaign, shares={"VND": 3_000_000})
    person = make.granted(make.user("approver"), "cashier")

    refused = browser(user=person).post("/purchases/new", **typed(steps, campaign))

    assert f"/overrides/new?campaign={campaign.id}&amp;amount=3450000" in refused.text


def test_what_was_taken_back_is_marked_and_not_summed(browser, steps, campaign):
    steps.take_back(steps.buy(campaign).entry_id)
    auditor = browser("auditor")

    listed, shown = auditor.get("/purchases").text, auditor.get("/purchases/1").text

    assert "<s>3.450.000 đ</s>" in listed and '<b class="num">0 đ</b>' in listed
    assert "DC-2018-0001" in shown


def test_the_campaigns_figure_leads_to_its_purchases(browser, steps, campaign):
    purchase = steps.buy(campaign)
    auditor = browser("auditor")

    page = auditor.get(f"/campaigns/{campaign.id}").text
    behind = auditor.get(f"/campaigns/{campaign.id}?list=purchases").text
    clerk = browser("clerk").get(f"/campaigns/{campaign.id}")

    assert f"/campaigns/{campaign.id}?list=purchases#list" in page
    assert f"/purchases/{purchase.id}" in behind and "PC-2018-0001" in behind
    assert "list=purchases" not in clerk.text


def test_the_accountant_is_led_to_put_a_wrong_one_right(browser, steps, campaign):
    entry = steps.buy(campaign).entry_id
    address = f"/corrections/spending/new?entry={entry}"

    accountant, cashier = browser("accountant").get("/purchases/1").text, browser("cashier").get("/purchases/1").text

    assert address in accountant and address not in cashier
    assert browser("accountant").get(address).status_code == 200
