"""A campaign's position adds up, now and for every period, whatever happened."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from money_steps import DAY, Steps
from sqlalchemy import event

from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation
from tracker.models.journal import Entry
from tracker.operations.giving.give_backs import give_back
from tracker.operations.journal import reverse
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.openings import record_opening
from tracker.operations.proving.tills import move_money
from tracker.queries.giving.donations import parts_of
from tracker.queries.journal import VND
from tracker.queries.proving.campaigns import general_fund, position, positions
from tracker.queries.proving.positions import Position
from tracker.queries.proving.tills import balances_of
from tracker.queries.proving.vouchers import without_voucher


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def adds_up(where: Position) -> bool:
    """Tell whether the equation of DESIGN.md §2 holds for money and for every item of goods."""
    came = where.opening + where.received + where.budget + where.interest + where.moved_in + where.unidentified
    went = where.paid + where.bought + where.costs + where.moved_out + where.in_hand + where.advanced
    goods = all(
        each.opening + each.received + each.bought + each.moved_in + each.difference
        == each.given + each.moved_out + each.advanced + each.in_store
        for each in where.goods.values()
    )
    return came == went and goods


def test_gifts_pledges_and_moves_each_show_in_their_figure(session, steps, make, run):
    campaign, other, bank = make.campaign(code="A"), make.campaign(code="B"), steps.bank()
    make.pledge(amount=45_000_000, campaign=campaign)
    steps.gift(campaign, steps.cash, 5_000_000)
    steps.gift(campaign, bank, 20_000_000)
    moved = {"till": bank, "quantity": 2_000_000, "moved_on": DAY, "reason": "Lý do", "consent": "Thư"}
    run(move_between, from_campaign=campaign, to_campaign=other, **moved)

    where = position(session, campaign)

    assert (where.received, where.moved_out, where.in_hand, where.pledged) == (
        25_000_000,
        2_000_000,
        23_000_000,
        45_000_000,
    )
    assert (where.secured, where.free) == (23_000_000, 68_000_000)
    assert position(session, other).moved_in == 2_000_000
    assert adds_up(where)


def test_a_gift_given_back_lowers_received_and_is_told(session, steps, make, run):
    donation = steps.gift(make.campaign(), steps.cash, 3_000_000)
    part = parts_of(session, donation)[0]

    run(give_back, donation=donation, given_back_on=DAY, reason="Chuyển nhầm", parts=[(part, 1_000_000, steps.cash)])

    where = position(session, donation.campaign)
    assert (where.received, where.given_back, where.in_hand) == (2_000_000, 1_000_000, 2_000_000)
    assert adds_up(where)


def test_a_reversed_move_is_neither_in_nor_out(session, steps, make, run):
    campaign, other = make.campaign(), make.campaign()
    steps.gift(campaign, steps.cash, 3_000_000)
    moved = {"till": steps.cash, "quantity": 2_000_000, "moved_on": DAY, "reason": "Lý do", "consent": "Thư"}
    move = run(move_between, from_campaign=campaign, to_campaign=other, **moved)
    entry = entry_of(session, move)

    run(reverse, entry=entry, happened_on=DAY, memo="Nhầm")

    giving, taking = position(session, campaign), position(session, other)
    assert (giving.moved_in, giving.moved_out, taking.moved_in, taking.moved_out) == (0, 0, 0, 0)


def entry_of(session, record):
    return session.get_one(Entry, record.entry_id)


def test_goods_stand_beside_the_money_with_what_they_are_worth(session, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.store, 400, item="PARCEL", value=80_000_000)
    steps.gift(campaign, steps.store, 1_000, item="MILK")

    where = position(session, campaign)

    assert (where.received, where.in_hand) == (0, 0)
    assert (where.goods["PARCEL"].in_store, where.goods["PARCEL"].value) == (400, 80_000_000)
    assert (where.goods["MILK"].in_store, where.goods["MILK"].value) == (1_000, None)


def test_a_period_opens_with_what_was_in_hand_before(session, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 3_000_000, on=date(2018, 12, 31))
    steps.gift(campaign, steps.cash, 1_000_000, on=date(2019, 1, 1))
    steps.gift(campaign, steps.cash, 7_000_000, on=date(2020, 1, 1))

    year = position(session, campaign, since=date(2019, 1, 1), until=date(2019, 12, 31))

    assert (year.opening, year.received, year.in_hand) == (3_000_000, 1_000_000, 4_000_000)
    assert adds_up(year)


def test_nameless_money_is_no_income_and_not_secured(session, make):
    make.transfer(amount=5_000_000)

    where = position(session, general_fund(session))

    assert (where.received, where.unidentified, where.in_hand, where.secured) == (0, 5_000_000, 5_000_000, 0)
    assert adds_up(where)


def test_a_campaign_without_entries_stands_at_nothing(session, make):
    assert position(session, make.campaign()) == Position()


def test_all_campaigns_are_asked_in_four_queries(session, steps, make, engine):
    for _ in range(3):
        steps.gift(make.campaign(), steps.cash, 1_000_000)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    found = positions(session)

    assert len(found) == 3
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 4


WHAT = st.sampled_from(["gift", "goods", "opening", "pledge", "till", "campaign", "back", "nameless"])
STEP = st.tuples(WHAT, st.integers(0, 1), st.integers(0, 1), st.integers(1, 9), st.integers(0, 40))


def do(steps: Steps, campaigns, what: str, which: int, where: int, amount: int, later: int) -> None:
    """Do one thing; what the books do not allow is refused and changes nothing."""
    tills, day = [steps.cash, steps.bank()], DAY + timedelta(days=later)
    campaign, other, till = campaigns[which], campaigns[1 - which], tills[where]
    run, make, session = steps.run, steps.make, steps.session
    if what == "gift":
        steps.gift(campaign, till, amount, on=day)
    elif what == "goods":
        steps.gift(campaign, steps.store, amount, on=day, item="MILK", value=amount * 10)
    elif what == "opening":
        run(record_opening, happened_on=DAY, lines=[(till, campaign, VND, amount)])
    elif what == "pledge":
        make.pledge(amount=amount, campaign=campaign)
    elif what == "till":
        run(move_money, from_till=till, to_till=tills[1 - where], happened_on=day, parts=[(campaign, amount)])
    elif what == "campaign":
        terms = {"quantity": amount, "moved_on": day, "reason": "Lý do", "consent": "Thư"}
        run(move_between, from_campaign=campaign, to_campaign=other, till=till, **terms)
    elif what == "back":
        gift = session.query(Donation).filter(Donation.campaign_id == campaign.id).order_by(Donation.id.desc()).first()
        if gift is not None:
            part = parts_of(session, gift)[0]
            parts = [(part, min(amount, part.quantity), part.account)]
            run(give_back, donation=gift, given_back_on=day, reason="Trả lại", parts=parts)
    else:
        make.transfer(amount=amount, received_on=day)


@given(st.lists(STEP, min_size=3, max_size=12))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_equation_holds_after_anything_and_for_any_period(session, steps, make, happenings):
    campaigns = [make.campaign(), make.campaign()]

    for happening in happenings:
        with suppress(Refused):
            do(steps, campaigns, *happening)

    now = positions(session)
    all_time = positions(session, until=date(2100, 1, 1))
    half = positions(session, since=DAY + timedelta(days=15), until=DAY + timedelta(days=25))
    assert all(adds_up(where) for found in (now, all_time, half) for where in found.values())
    assert now == all_time
    held = sum(row.quantity for row in balances_of(session) if row.item == VND)
    assert sum(where.in_hand + where.advanced for where in now.values()) == held
    assert without_voucher(session) == []
