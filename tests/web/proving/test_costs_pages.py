"""Costs and interest on pages; running costs warn in words before and after they pass their ceiling."""

from datetime import date

import pytest
from spending_steps import Spending, fresh

from tracker.ground.dates import today
from tracker.models.giving.donations import Source
from tracker.models.proving.costs import Cost, CostCeiling, CostKind, Interest
from tracker.operations.proving.costs import set_ceiling

pytestmark = pytest.mark.one_engine


@pytest.fixture
def steps(session, make, run):
    return Spending(session, make, run)


@pytest.fixture
def fund(steps, make):
    steps.gift(make.fund(), steps.cash, 10_000_000, on=date(2018, 2, 1))
    return make.fund()


def typed(steps, fund, **but):
    fields = {"kind": "admin", "campaign": fund.id, "payee": "Điện lực", "purpose": "Tiền điện", "amount": "500.001"}
    return fields | {"till": steps.cash.id, "paid_on": "01/03/2018"} | but


def test_a_cost_is_paid_and_shown_with_its_voucher(browser, session, steps, fund):
    cashier = browser("cashier")

    answer = cashier.post("/costs/new", **typed(steps, fund, kind="programme"))

    page, listed = cashier.get(answer.location).text, cashier.get("/costs?kind=programme&year=2018").text
    assert fresh(session).query(Cost).one().amount == 500_001
    assert "PC-2018-0001" in page and "Tiền điện" in page
    assert "−500.001 đ" in listed and "Tiền điện" in listed
    assert "Tiền điện" not in cashier.get("/costs?kind=fees").text + cashier.get(f"/costs?year={today().year}").text


def test_beyond_the_ceiling_it_is_recorded_only_by_who_was_told(browser, session, steps, fund):
    steps.run(set_ceiling, valid_from=date(2018, 1, 1), per_mille=50, rule="Quyết định 12/QĐ")
    cashier = browser("cashier")

    warned = cashier.post("/costs/new", **typed(steps, fund))
    before = fresh(session).query(Cost).count()
    recorded = cashier.post("/costs/new", **typed(steps, fund, knowing="y"))

    assert warned.status_code == 422 and "Quyết định 12/QĐ" in warned.text and 'name="knowing"' in warned.text
    assert 'value="500.001"' in warned.text and 'value="Tiền điện"' in warned.text
    assert (before, recorded.status_code, fresh(session).query(Cost).count()) == (0, 302, 1)
    assert "Quyết định 12/QĐ" in cashier.get("/costs?year=2018").text


def test_a_running_cost_out_of_an_advance_warns_too(browser, session, steps, fund):
    steps.run(set_ceiling, valid_from=date(2018, 1, 1), per_mille=0, rule="Quyết định 12/QĐ")
    advance = steps.advance(fund, 1_000_000)
    fields = {"kind": "admin", "payee": "X", "purpose": "Y", "amount": "1", "settled_on": "01/03/2018"}

    warned = browser("cashier").post(f"/advances/{advance.id}/cost", **fields)

    assert warned.status_code == 422 and 'name="knowing"' in warned.text and fresh(session).query(Cost).count() == 0


def test_only_campaigns_whose_terms_allow_it_are_offered(browser, steps, make, fund):
    strict, free = make.campaign("NGHIEM"), make.campaign("THOANG", costs_allowed=True)

    page = browser("cashier").get("/costs/new").text
    forged = browser("cashier").post("/costs/new", **typed(steps, strict))

    assert f'value="{free.id}"' in page and "NGHIEM" not in page
    assert forged.status_code == 422


def test_the_accountant_records_interest_of_a_bank(browser, session, steps, make):
    accountant, bank = browser("accountant"), steps.bank()
    fields = {"till": bank.id, "campaign": make.fund().id, "amount": "12.345", "credited_on": "31/03/2018"}

    answer = accountant.post("/costs/interest/new", **fields, remark="Lãi tháng 3")
    refused = browser("cashier").get("/costs/interest/new")

    assert fresh(session).query(Interest).one().amount == 12_345
    assert "BC-2018-0001" in accountant.get(answer.location).text
    assert "Lãi tháng 3" in accountant.get("/costs?kind=interest").text
    assert refused.status_code == 403


def test_the_administrator_sets_the_ceiling_with_its_rule(browser, session):
    admin = browser("admin")

    refused = admin.post("/costs/ceiling", per_mille="5,55", valid_from="01/01/2018", rule="")
    answer = admin.post("/costs/ceiling", per_mille="2,5", valid_from="01/01/2018", rule="Quyết định 12/QĐ")
    others = [browser(role).get("/costs/ceiling").status_code for role in ("accountant", "approver")]

    assert refused.status_code == 422 and 'id="per_mille-error"' in refused.text and 'id="rule-error"' in refused.text
    assert fresh(session).query(CostCeiling).one().per_mille == 25
    assert "2,5 %" in admin.get(answer.location).text
    assert others == [403, 403]
    assert "/costs/ceiling" in admin.get("/settings").text


def test_passing_the_ceiling_waits_on_the_first_page(browser, steps, make):
    day = today()
    steps.gift(make.fund(), steps.cash, 10_000_000, on=day)
    steps.run(set_ceiling, valid_from=date(2018, 1, 1), per_mille=50, rule="QĐ 12")
    steps.cost(make.fund(), 500_001, kind=CostKind.ADMIN, paid_on=day)

    page = browser("accountant").get("/").text

    assert "/costs?kind=admin" in page


def test_budget_money_is_told_by_its_source(browser, steps, make):
    source = make.donor("Ngân sách tỉnh Tây Ninh", kind="organisation")
    campaign = make.campaign("SUA", name="Quỹ sữa")
    make.donation(amount=7_000_000, donor=source, campaign=campaign, source=Source.BUDGET)
    steps.buy(campaign, bought_on=date(2018, 4, 1))
    auditor = browser("auditor")

    page, other = auditor.get("/costs/budget?year=2018").text, auditor.get("/costs/budget?year=2019").text

    for shown in ("Ngân sách tỉnh Tây Ninh", "7.000.000 đ", "Quỹ sữa", "3.450.000 đ"):
        assert shown in page
    assert "Ngân sách tỉnh Tây Ninh" not in other
