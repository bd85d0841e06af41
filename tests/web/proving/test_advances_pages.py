"""Advances on pages: who holds how much since when, and each way in which it is settled."""

from datetime import date

import pytest
from spending_steps import Spending, fresh

from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.queries.proving.advances import open_part
from tracker.queries.proving.campaigns import position

pytestmark = pytest.mark.one_engine


@pytest.fixture
def steps(session, make, run):
    return Spending(session, make, run)


@pytest.fixture
def campaign(steps, make):
    campaign = make.campaign("QUA", name="Quà Tết", costs_allowed=True)
    steps.gift(campaign, steps.cash, 10_000_000, on=date(2018, 2, 1))
    return campaign


def test_an_advance_is_given_and_settled_in_each_way_on_pages(browser, session, steps, campaign):
    cashier = browser("cashier")
    taken = {"party": "Lê Văn Út", "campaign": campaign.id, "purpose": "Mua sữa", "amount": "5.000.000"}
    taken |= {"till": steps.cash.id, "given_on": "01/03/2018", "due_on": "31/03/2018"}
    given = cashier.post("/advances/new", **taken)
    goods = {"lines-0-item": "MILK", "lines-0-quantity": "100", "lines-0-unit_price": "30.000", "total": "3.000.000"}

    bought = cashier.post(f"{given.location}/purchase", settled_on="05/03/2018", supplier="Đại lý sữa",
                          store=steps.store.id, **goods)  # fmt: skip
    paid = cashier.post(f"{given.location}/cost", settled_on="05/03/2018", kind="programme", payee="Xe ba gác",
                        purpose="Chở sữa", amount="500.000")  # fmt: skip
    offered = cashier.get(f"{given.location}/rest").text
    back = cashier.post(f"{given.location}/rest", settled_on="06/03/2018", amount="1.500.000", till=steps.cash.id)

    page = cashier.get(given.location).text
    assert {each.location for each in (bought, paid, back)} == {given.location}
    assert 'value="1.500.000"' in offered
    assert open_part(fresh(session), fresh(session).query(Advance).one()) == position(session, campaign).advanced == 0
    assert fresh(session).query(AdvanceStep).count() == 3
    for shown in ("PC-2018-0001", "NK-2018-0001", "PT-2018-0002", "/purchases/1", "/costs/1", "3.000.000 đ"):
        assert shown in page


def test_open_advances_come_first_with_what_is_overdue(browser, steps, campaign):
    steps.advance(campaign, 1_000_000, party="Trần Thị Trễ", due_on=date(2018, 3, 2))
    steps.advance(campaign, 2_000_000, party="Lê Văn Mới", due_on=date(2999, 1, 1))
    auditor = browser("auditor")

    opened, overdue = auditor.get("/advances").text, auditor.get("/advances?state=overdue").text
    settled, found = auditor.get("/advances?state=settled").text, auditor.get("/advances?q=m%E1%BB%9Bi").text

    assert opened.index("Trần Thị Trễ") < opened.index("Lê Văn Mới") and "3.000.000 đ" in opened
    assert "Trần Thị Trễ" in overdue and "Lê Văn Mới" not in overdue
    assert "Trần Thị Trễ" not in settled + found and "Lê Văn Mới" in found


def test_what_is_out_for_a_sheet_stands_beside_them(browser, steps, make, campaign):
    sheet = make.sheet(make.approved(campaign=campaign, shares={"VND": 1_000_000}), party="Phạm Thị Tư")

    page = browser("cashier").get("/advances").text

    assert f"/sheets/{sheet.token}" in page and "Phạm Thị Tư" in page and "3.000.000 đ" in page


def test_more_than_is_open_is_refused_at_its_field(browser, steps, campaign):
    advance = steps.advance(campaign, 1_000_000)

    answer = browser("cashier").post(f"/advances/{advance.id}/rest", settled_on="06/03/2018", amount="1.000.001",
                                     till=steps.cash.id)  # fmt: skip

    assert answer.status_code == 422 and 'id="amount-error"' in answer.text and "1.000.000 đ" in answer.text


def test_overdue_advances_wait_on_the_first_page(browser, steps, campaign):
    steps.advance(campaign, 1_000_000, due_on=date(2018, 3, 2))

    cashier, clerk = browser("cashier").get("/").text, browser("clerk").get("/").text

    assert "/advances?state=overdue" in cashier and "1.000.000 đ" in cashier
    assert "/advances" not in clerk
