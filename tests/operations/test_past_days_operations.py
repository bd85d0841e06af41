"""What is dated back takes nothing that was not there, on its day or on any day since."""

from datetime import date

import pytest
from make import DAY
from money_steps import Steps

from tracker.ground.refusals import Refused
from tracker.models.journal import EntryKind
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.tills import move_money
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.checks import run_checks
from tracker.queries.journal import balance

VND = "VND"


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def broken(session):
    return [(finding.check.code, finding.breaches) for finding in run_checks(session) if finding.breaches]


@pytest.mark.parametrize("spent_on", [date(2018, 3, 5), date(2018, 3, 14)])
def test_what_is_dated_back_before_the_money_came_is_refused_with_that_day(steps, make, spent_on):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 500_000, on=date(2018, 3, 15))

    refused = steps.refused(
        move_money, from_till=steps.cash, to_till=steps.bank(), happened_on=spent_on, parts=[(campaign, 500_000)]
    )

    assert refused.field == "happened_on"
    assert f"At the end of {spent_on:%d/%m/%Y}" in str(refused)
    assert "500.000 đ too little" in str(refused)


def test_what_is_dated_back_is_refused_where_a_later_day_would_fall_short(steps, make, run):
    """1/3: +5, 10/3: −4, 20/3: +4. Taking 2 on 5/3 leaves −1 at the end of 10/3, though 5 are there today."""
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, steps.cash, 5, on=date(2018, 3, 1))
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 10), parts=[(campaign, 4)])
    steps.gift(campaign, steps.cash, 4, on=date(2018, 3, 20))

    refused = steps.refused(
        move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 5), parts=[(campaign, 2)]
    )
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 5), parts=[(campaign, 1)])

    assert "At the end of 10/03/2018" in str(refused)
    assert broken(steps.session) == []


def test_within_one_day_the_order_does_not_matter(session, steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, steps.cash, 5, on=date(2018, 3, 9))
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 9), parts=[(campaign, 5)])
    steps.gift(campaign, steps.cash, 5, on=date(2018, 3, 8))

    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 8), parts=[(campaign, 5)])

    assert balance(session, steps.cash, campaign) == 0
    assert broken(session) == []


def test_the_general_funds_nameless_money_is_not_spent(session, make, run):
    fund, bank = make.fund(), make.bank()
    make.donation(campaign=fund, till=bank, amount=2_000_000)
    make.transfer(amount=5_000_000)
    gifts = make.account("income:gifts")

    def spend(session, *, by, amount):
        entry = open_entry(session, by=by, kind=EntryKind.OPENING, happened_on=DAY)
        post(session, (entry, [Draft(bank, fund, VND, -amount), Draft(gifts, fund, VND, amount)]))
        return make_vouchers(session, by=by, entries=[entry], party="", reason="")

    with pytest.raises(Refused) as refused:
        run(spend, amount=2_000_001)
    run(spend, amount=2_000_000)

    assert str(refused.value) == (
        "Quỹ chung has 2.000.000 đ of its own; 5.000.000 đ more waits for a name and cannot be used."
    )
    assert balance(session, bank, fund) == 5_000_000


def test_nameless_money_was_not_spent_on_any_day_of_the_past_either(make, run):
    """The fund's own 3 came on 20/3; on 12/3 all that lay in its bank was nameless."""
    fund, bank = make.fund(), make.bank()
    make.transfer(amount=5_000_000, received_on=date(2018, 3, 10))
    make.donation(campaign=fund, till=bank, amount=3_000_000, received_on=date(2018, 3, 20))
    gifts = make.account("income:gifts")

    def spend(session, *, by, on):
        entry = open_entry(session, by=by, kind=EntryKind.OPENING, happened_on=on)
        post(session, (entry, [Draft(bank, fund, VND, -3_000_000), Draft(gifts, fund, VND, 3_000_000)]))
        return make_vouchers(session, by=by, entries=[entry], party="", reason="")

    with pytest.raises(Refused) as refused:
        run(spend, on=date(2018, 3, 12))
    run(spend, on=date(2018, 3, 20))

    assert refused.value.field == "happened_on"
    assert "12/03/2018" in str(refused.value)


def test_nameless_money_may_be_moved_from_till_to_till(session, make, run):
    fund, bank = make.fund(), make.bank()
    make.transfer(amount=5_000_000)

    run(move_money, from_till=bank, to_till=make.account(), happened_on=DAY, parts=[(fund, 5_000_000)])

    assert balance(session, make.account(), fund) == 5_000_000
