"""Opening balances come before everything else."""

from datetime import date

import pytest
from money_steps import DAY, Steps

from tracker.models.journal import EntryKind
from tracker.operations.proving.openings import record_opening
from tracker.queries.journal import VND, balance
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.vouchers import without_voucher


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def test_what_was_there_opens_the_books_on_one_voucher(session, steps, make, run):
    campaign, other = make.campaign(code="A"), make.campaign(code="B")

    entry = run(
        record_opening,
        happened_on=date(2018, 1, 1),
        lines=[
            (steps.cash, campaign, VND, 5_000_000),
            (steps.bank(), campaign, VND, 20_000_000),
            (steps.cash, other, VND, 1_000_000),
            (steps.store, campaign, "BICYCLE", 3),
        ],
    )

    where = position(session, campaign)
    assert entry.kind == EntryKind.OPENING
    assert [voucher.code for voucher in steps.vouchers(entry)] == ["DC-2018-0001"]
    assert (where.opening, where.in_hand, where.goods["BICYCLE"].opening) == (25_000_000, 25_000_000, 3)
    assert balance(session, steps.cash) == 6_000_000
    assert without_voucher(session) == []


def test_openings_may_be_recorded_in_turns_until_something_else_happens(session, steps, make, run):
    campaign = make.campaign()
    for quantity in (1_000_000, 2_000_000):
        run(record_opening, happened_on=date(2018, 1, 1), lines=[(steps.cash, campaign, VND, quantity)])
    steps.gift(campaign, steps.cash, 500_000)

    refused = steps.refused(record_opening, happened_on=date(2018, 1, 1), lines=[(steps.cash, campaign, VND, 1)])

    assert refused.field is None
    assert position(session, campaign).opening == 3_000_000


def test_a_pledge_alone_begins_the_books_too(steps, make):
    pledge = make.pledge(amount=1_000_000)

    refused = steps.refused(record_opening, happened_on=DAY, lines=[(steps.cash, pledge.campaign, VND, 1)])

    assert "begun" in str(refused)


def test_senseless_openings_are_refused(steps, make):
    campaign = make.campaign()

    nothing = steps.refused(record_opening, happened_on=DAY, lines=[])
    zero = steps.refused(record_opening, happened_on=DAY, lines=[(steps.cash, campaign, VND, 0)])
    goods_in_till = steps.refused(record_opening, happened_on=DAY, lines=[(steps.cash, campaign, "BICYCLE", 1)])
    money_in_store = steps.refused(record_opening, happened_on=DAY, lines=[(steps.store, campaign, VND, 1)])
    to_come = steps.refused(record_opening, happened_on=date(2999, 1, 1), lines=[(steps.cash, campaign, VND, 1)])

    fields = [refused.field for refused in (nothing, zero, goods_in_till, money_in_store, to_come)]
    assert fields == ["lines", "lines", "lines", "lines", "happened_on"]
