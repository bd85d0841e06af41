"""Costs are paid by the general fund unless a campaign's terms allow it; so with the interest that stays."""

from datetime import date

import pytest
from spending_steps import DAY, Spending, breaches

from tracker.models.proving.costs import CostKind
from tracker.operations.proving.costs import pay_cost, record_interest, set_ceiling
from tracker.queries.journal import balance, history_of
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.running_costs import running_costs


@pytest.fixture
def steps(session, make, run):
    return Spending(session, make, run)


@pytest.fixture
def fund(steps, make):
    steps.gift(make.fund(), steps.cash, 10_000_000, on=date(2018, 2, 1))
    return make.fund()


def test_each_kind_of_cost_goes_to_its_account_on_its_voucher(session, steps, make, fund):
    steps.gift(fund, steps.bank(), 1_000_000, on=date(2018, 2, 1))

    printed = steps.cost(fund)
    rent = steps.cost(fund, 2_000_000, kind=CostKind.ADMIN, purpose="Tiền điện")
    fee = steps.cost(fund, 11_000, kind=CostKind.FEES, till=steps.bank(), payee="NHCSXH", purpose="Phí chuyển")

    assert [steps.papers(each.entry_id) for each in (printed, rent, fee)] == [["PC"], ["PC"], ["UNC"]]
    assert position(session, fund).costs == 2_311_000
    codes = ("expenses:programme", "expenses:admin", "expenses:fees")
    assert [balance(session, make.account(code)) for code in codes] == [300_000, 2_000_000, 11_000]
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_a_campaign_pays_costs_only_where_its_terms_allow_it(steps, make):
    strict, free = make.campaign(), make.campaign(costs_allowed=True)
    for each in (strict, free):
        steps.gift(each, steps.cash, 1_000_000, on=date(2018, 2, 1))
    asked = {"kind": CostKind.ADMIN, "paid_on": DAY, "payee": "X", "purpose": "Y", "amount": 1, "till": steps.cash}

    refused = steps.refused(pay_cost, campaign=strict, **asked)
    paid = steps.cost(free, 1)

    assert refused.field == "campaign" and paid.amount == 1


@pytest.mark.one_engine
def test_senseless_costs_are_refused_at_their_field(steps, fund):
    asked = {"kind": CostKind.ADMIN, "campaign": fund, "paid_on": DAY, "payee": "X", "purpose": "Y", "amount": 1}
    cases = [
        {"amount": 0},
        {"payee": ""},
        {"purpose": " "},
        {"till": steps.store},
        {"paid_on": date(2999, 1, 1)},
        {"amount": 10_000_001},
    ]

    fields = [steps.refused(pay_cost, **asked | {"till": steps.cash} | case).field for case in cases]

    assert fields == ["amount", "payee", "purpose", "till", "happened_on", "amount"]


def test_interest_is_credited_by_a_bank_to_whom_it_belongs(session, steps, make):
    keeps, gives = make.campaign(keeps_interest=True), make.campaign(keeps_interest=False)
    asked = {"credited_on": DAY, "till": steps.bank(), "amount": 12_345}

    refused = steps.refused(record_interest, campaign=gives, **asked)
    at_cash = steps.refused(record_interest, campaign=keeps, **asked | {"till": steps.cash})
    interest = steps.run(record_interest, campaign=keeps, **asked)

    assert (refused.field, at_cash.field) == ("campaign", "till")
    assert position(session, keeps).interest == position(session, keeps).in_hand == 12_345
    assert steps.papers(interest.entry_id) == ["BC"]
    assert breaches(session) == {}


def test_a_cost_and_interest_can_be_taken_back_whole(session, steps, fund):
    cost = steps.cost(fund)
    interest = steps.run(record_interest, campaign=fund, credited_on=DAY, till=steps.bank(), amount=12_345)

    for each in (cost, interest):
        steps.take_back(each.entry_id)

    assert (position(session, fund).costs, position(session, fund).interest) == (0, 0)
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_running_costs_stand_against_the_ceiling_of_their_year(session, steps, fund):
    before = running_costs(session, 2018)
    for day, share in ((date(2018, 1, 1), 100), (date(2018, 7, 1), 50), (date(2019, 1, 1), 0)):
        steps.run(set_ceiling, valid_from=day, per_mille=share, rule="Quyết định 12/QĐ-QBTTE")
    steps.cost(fund, 400_000, kind=CostKind.ADMIN)
    steps.cost(fund, 400_000, kind=CostKind.PROGRAMME)

    now = running_costs(session, 2018)

    assert before.ceiling is None and before.most is None and not before.passed_by(10**15)
    assert (now.income, now.spent, now.ceiling.per_mille, now.most) == (10_000_000, 400_000, 50, 500_000)
    assert (now.passed_by(100_000), now.passed_by(100_001)) == (False, True)


@pytest.mark.one_engine
def test_a_ceiling_said_again_for_its_day_is_corrected_with_a_trace(session, steps):
    first = steps.run(set_ceiling, valid_from=DAY, per_mille=50, rule="QĐ 1")

    second = steps.run(set_ceiling, valid_from=DAY, per_mille=40, rule="QĐ 1")
    refused = [steps.refused(set_ceiling, valid_from=DAY, per_mille=share, rule="QĐ").field for share in (-1, 1001)]

    assert (second.id, second.per_mille) == (first.id, 40)
    assert [(each.field, each.old, each.new) for each in history_of(session, "cost_ceilings", first.id)] == [
        ("per_mille", "50", "40")
    ]
    assert refused == ["per_mille", "per_mille"]
