"""A payment that settles no commitment leaves what approved help will soon need, unless an approver says why."""

from datetime import UTC, date, datetime

import pytest
from money_steps import DAY as FIRST
from spending_steps import Spending, breaches
from sqlalchemy import select

from tracker.ground.dates import set_clock
from tracker.models.proving.overrides import OverrideUse
from tracker.operations.proving.advances import give_advance
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.costs import pay_cost
from tracker.operations.proving.overrides import allow_payment
from tracker.operations.proving.purchases import Bought, buy_goods
from tracker.queries.helping.commitments import can_be_spent, due_soon, override_of

#: The office's day: what is planned until the end of April is due soon.
TODAY = date(2018, 3, 20)
LATER = date(2018, 5, 1)


@pytest.fixture
def steps(session, make, run):
    set_clock(lambda: datetime(2018, 3, 20, 3, tzinfo=UTC))
    return Spending(session, make, run)


@pytest.fixture
def campaign(steps, make):
    """Give a campaign with 10.000.000 đ, of which 6.000.000 đ are approved on two lists."""
    campaign = make.campaign("QUA", costs_allowed=True)
    steps.gift(campaign, steps.cash, 10_000_000)
    for planned_on in (date(2018, 4, 30), LATER):
        make.approved(campaign=campaign, planned_on=planned_on, shares={"VND": 1_000_000})
    return campaign


def leave(steps, campaign, amount, until=TODAY):
    values = {"campaign": campaign, "amount": amount, "valid_until": until, "reason": "Xe hỏng, phải sửa ngay"}
    return steps.run(allow_payment, by=steps.make.user("approver"), **values)


def test_what_is_due_by_the_end_of_next_month_is_not_spent(session, steps, campaign):
    refused = steps.refused(pay_cost, kind="admin", campaign=campaign, paid_on=FIRST, payee="X", purpose="Y",
                            amount=7_000_001, till=steps.cash)  # fmt: skip
    steps.cost(campaign, 7_000_000)

    assert (due_soon(session, campaign, TODAY), can_be_spent(session, campaign, TODAY)) == (3_000_000, 0)
    assert refused.field == "amount" and "7.000.000 đ" in str(refused) and "3.000.000 đ" in str(refused)
    assert refused.offer == ("allow_payment", {"campaign_id": campaign.id, "amount": 7_000_001})
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_every_payment_that_is_no_help_keeps_off(steps, make, campaign):
    steps.cost(campaign, 7_000_000)
    asked = [
        (buy_goods, steps.bought(campaign, lines=[Bought("BICYCLE", 1, 1)])),
        (give_advance, {"campaign": campaign, "given_on": FIRST, "due_on": LATER, "party": "Út", "purpose": "Quà",
                        "amount": 1, "till": steps.cash}),
        (move_between, {"from_campaign": campaign, "to_campaign": make.fund(), "till": steps.cash, "quantity": 1,
                        "moved_on": FIRST, "reason": "Thiếu", "consent": "Thư"}),
    ]  # fmt: skip

    offers = [steps.refused(operation, **values).offer[0] for operation, values in asked]

    assert offers == ["allow_payment"] * 3


@pytest.mark.one_engine
def test_what_somebody_holds_in_advance_is_not_spent_again(session, steps, campaign):
    steps.advance(campaign, 4_000_000)

    assert can_be_spent(session, campaign, TODAY) == 3_000_000


def test_an_approvers_leave_lets_one_payment_pass(session, steps, campaign):
    given = leave(steps, campaign, 8_000_000)
    large = leave(steps, campaign, 9_000_000)

    cost = steps.cost(campaign, 8_000_000)

    assert override_of(session, cost.entry_id).id == given.id != large.id
    assert session.scalars(select(OverrideUse.override_id)).all() == [given.id]
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_a_leave_that_is_not_needed_is_kept(session, steps, campaign):
    leave(steps, campaign, 8_000_000)

    cost = steps.cost(campaign, 7_000_000)

    assert override_of(session, cost.entry_id) is None


@pytest.mark.one_engine
@pytest.mark.parametrize("why", ["used", "too small", "of another campaign", "over"])
def test_a_leave_that_does_not_fit_helps_nobody(steps, make, campaign, why):
    if why == "used":
        leave(steps, campaign, 8_000_000)
        steps.cost(campaign, 8_000_000)
    elif why == "too small":
        leave(steps, campaign, 7_999_999)
    elif why == "of another campaign":
        leave(steps, make.fund(), 8_000_000)
    else:
        leave(steps, campaign, 8_000_000)
        set_clock(lambda: datetime(2018, 3, 21, 3, tzinfo=UTC))
    amount = 1 if why == "used" else 8_000_000

    refused = steps.refused(pay_cost, kind="admin", campaign=campaign, paid_on=FIRST, payee="X", purpose="Y",
                            amount=amount, till=steps.cash)  # fmt: skip

    assert refused.offer[0] == "allow_payment"


@pytest.mark.one_engine
def test_nobody_pays_by_a_leave_of_his_own(session, steps, make, campaign):
    both = make.granted(make.user("cashier", login="both"), "approver")
    values = {"campaign": campaign, "amount": 8_000_000}
    make.run(allow_payment, by=both, valid_until=TODAY, reason="Gấp", **values)
    paid = values | {"kind": "admin", "paid_on": FIRST, "payee": "X", "purpose": "Y", "till": steps.cash}

    refused = steps.refused(pay_cost, by=both, **paid)
    cost = make.run(pay_cost, by=make.user("cashier"), **paid)

    assert refused.field == "amount" and "Your own leave" in str(refused)
    assert override_of(session, cost.entry_id).by_id == both.id


@pytest.mark.one_engine
def test_dating_a_payment_back_does_not_help(steps, campaign):
    set_clock(lambda: datetime(2018, 4, 2, 3, tzinfo=UTC))

    refused = steps.refused(pay_cost, kind="admin", campaign=campaign, paid_on=FIRST, payee="X", purpose="Y",
                            amount=4_000_001, till=steps.cash)  # fmt: skip

    assert "4.000.000 đ" in str(refused) and "31/05/2018" in str(refused)


@pytest.mark.one_engine
def test_a_leave_needs_an_amount_a_reason_and_a_day_to_come(steps, campaign):
    asked = {"campaign": campaign, "amount": 1, "valid_until": TODAY, "reason": "Gấp"}
    cases = [{"amount": 0}, {"reason": " "}, {"valid_until": date(2018, 3, 19)}]

    fields = [steps.refused(allow_payment, **asked | case).field for case in cases]

    assert fields == ["amount", "reason", "valid_until"]


@pytest.mark.one_engine
def test_no_advance_is_given_out_of_what_waits_for_a_name(steps, make):
    fund, bank = make.fund(), make.bank()
    make.transfer(amount=5_000_000, received_on=FIRST)
    steps.gift(fund, bank, 1_000_000)
    asked = {"campaign": fund, "given_on": FIRST, "due_on": LATER, "party": "Út", "purpose": "Quà", "till": bank}

    refused = steps.refused(give_advance, amount=1_000_001, **asked)
    given = steps.run(give_advance, amount=1_000_000, **asked)

    assert refused.offer is None and "5.000.000 đ" in str(refused) and "1.000.000 đ" in str(refused)
    assert given.amount == 1_000_000
