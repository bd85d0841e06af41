"""Gifts given back: received falls, the pledge is open again, the receipt stays true."""

from datetime import date

import pytest
from make import DAY

from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Source
from tracker.models.giving.pledges import Rhythm
from tracker.models.journal import Entry
from tracker.operations.giving.donations import Part
from tracker.operations.giving.give_backs import give_back
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.corrections import approve_correction, propose_correction, recorded_gift
from tracker.queries.giving.donations import give_backs_of, given_back, parts_of
from tracker.queries.giving.donor_totals import totals_of
from tracker.queries.giving.pledges import open_parts, outstanding
from tracker.queries.journal import balance, lines_of
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.vouchers import vouchers_of, without_voucher


def back(session, make, run, donation, *quantities, till=None, **values):
    parts = parts_of(session, donation)
    homes = [till or part.account for part in parts]
    facts = {"given_back_on": date(2018, 4, 1), "reason": "Nhà tài trợ đề nghị"} | values
    rows = list(zip(parts, quantities, homes, strict=True))
    return run(give_back, by=make.user("approver"), donation=donation, parts=rows, **facts)


def test_what_is_given_back_leaves_till_and_received(session, make, run):
    campaign = make.campaign()
    donation = make.donation(amount=5_000_000, campaign=campaign)

    back(session, make, run, donation, 2_000_000)

    stand = position(session, campaign)
    assert (stand.received, stand.given_back, stand.in_hand) == (3_000_000, 2_000_000, 3_000_000)
    assert given_back(session, parts_of(session, donation)[0]) == 2_000_000


def test_a_returned_gift_opens_its_pledge_again(session, make, run):
    pledge = make.pledge(amount=10_000_000)
    donation = make.donation(pledge=pledge, amount=10_000_000)

    back(session, make, run, donation, 10_000_000)

    assert outstanding(session, pledge) == 10_000_000
    assert position(session, pledge.campaign).pledged == 10_000_000


def test_a_donors_transfer_that_bounces_opens_its_own_instalment_and_no_other(session, make, run):
    pledge = make.pledge(amount=12_000_000, count=3, rhythm=Rhythm.MONTHLY)
    first, second = (make.donation(pledge=pledge, amount=4_000_000, till=make.bank()) for _ in range(2))

    back(session, make, run, first, 4_000_000, reason="Ngân hàng báo chuyển khoản không thành công")
    opened = [(part.instalment.ordinal, part.open) for part in open_parts(session, pledge)]
    make.donation(pledge=pledge, amount=4_000_000, till=make.bank(), received_on=date(2018, 4, 2))

    stand = position(session, pledge.campaign)
    assert opened == [(1, 4_000_000), (3, 4_000_000)]
    assert [part.instalment.ordinal for part in open_parts(session, pledge)] == [3]
    assert (stand.received, stand.given_back, stand.pledged) == (8_000_000, 4_000_000, 4_000_000)
    assert balance(session, make.bank(), pledge.campaign) == 8_000_000
    assert given_back(session, parts_of(session, second)[0]) == 0


def test_what_exceeded_the_pledge_goes_back_first(session, make, run):
    pledge = make.pledge(amount=1_000_000)
    donation = make.donation(pledge=pledge, amount=1_500_000)

    back(session, make, run, donation, 500_000)
    still_fulfilled = outstanding(session, pledge)
    back(session, make, run, donation, 300_000)

    assert still_fulfilled == 0
    assert outstanding(session, pledge) == 300_000


def test_goods_go_back_from_the_store(session, make, run):
    campaign = make.campaign()
    donation = make.donation(goods=[("BICYCLE", 90, None)], campaign=campaign)

    back(session, make, run, donation, 5)

    goods = position(session, campaign).goods["BICYCLE"]
    assert (goods.received, goods.in_store) == (85, 85)


def test_money_may_go_back_from_another_till_that_covers_it(session, make, run):
    campaign = make.campaign()
    make.donation(amount=1_000_000, till=make.bank(), campaign=campaign)
    donation = make.donation(amount=1_000_000, campaign=campaign)

    back(session, make, run, donation, 1_000_000, till=make.bank())

    assert balance(session, make.bank(), campaign) == 0
    assert balance(session, make.account(), campaign) == 1_000_000


def test_money_does_not_go_back_from_the_store(session, make, run):
    donation = make.donation(goods=[("BICYCLE", 1, None)])

    with pytest.raises(Refused) as refused:
        back(session, make, run, donation, 1, till=make.account())

    assert refused.value.field == "till"


def test_each_giving_back_stands_on_a_voucher(session, make, run):
    donation = make.donation(amount=5_000_000, goods=[("BICYCLE", 9, None)])

    given = back(session, make, run, donation, 1_000_000, 2)

    vouchers = vouchers_of(session, [given.entry_id])[given.entry_id]
    assert [voucher.code for voucher in vouchers] == ["PC-2018-0001", "XK-2018-0001"]
    assert without_voucher(session) == []


@pytest.mark.parametrize("quantity", [3_000_001, -1])
def test_no_more_goes_back_than_is_left_of_the_gift(session, make, run, quantity):
    donation = make.donation(amount=5_000_000)
    make.donation(amount=5_000_000, campaign=donation.campaign)
    back(session, make, run, donation, 2_000_000)

    with pytest.raises(Refused) as refused:
        back(session, make, run, donation, quantity)

    assert (refused.value.field, refused.value.values) == ("amount", {"left": "3.000.000 đ"})


def test_nothing_is_not_given_back(session, make, run):
    with pytest.raises(Refused) as refused:
        back(session, make, run, make.donation(), 0)

    assert refused.value.field == "amount"


def test_a_spent_gift_does_not_go_back(session, make, run):
    campaign = make.campaign()
    donation = make.donation(amount=5_000_000, campaign=campaign)
    moving = {"till": make.account(), "quantity": 4_000_000, "moved_on": DAY, "reason": "Cho mượn", "consent": "Có"}
    run(move_between, by=make.user("approver"), from_campaign=campaign, to_campaign=make.campaign(), **moving)

    with pytest.raises(Refused) as refused:
        back(session, make, run, donation, 1_000_001)

    assert refused.value.field == "amount"
    assert give_backs_of(session, donation) == []
    assert balance(session, make.account(), campaign) == 1_000_000


def test_nothing_goes_back_before_it_came_or_without_a_reason(session, make, run):
    donation = make.donation()

    with pytest.raises(Refused) as too_early:
        back(session, make, run, donation, 1, given_back_on=date(2018, 3, 14))
    with pytest.raises(Refused) as unreasoned:
        back(session, make, run, donation, 1, reason=" ")

    assert (too_early.value.field, unreasoned.value.field) == ("given_back_on", "reason")


def test_a_corrected_gift_does_not_go_back_but_the_right_one_does(session, make, run):
    donation = make.donation(amount=5_000_000)
    right = recorded_gift(session, donation)
    right = type(right)(**(vars(right) | {"parts": [Part(make.account(), "VND", 500_000)]}))
    facts = {"donation": donation, "right": right, "reason": "Gõ nhầm"}
    correction = run(propose_correction, by=make.user("accountant"), **facts)
    approving = {"correction": correction, "public_url": "", "approved_on": DAY}
    step = run(approve_correction, by=make.user("approver"), **approving)

    with pytest.raises(Refused, match="corrected"):
        back(session, make, run, donation, 1)
    kept = session.get_one(type(donation), step.donation_id)
    back(session, make, run, kept, 500_000)

    assert balance(session, make.account(), donation.campaign) == 0


def test_budget_money_goes_back_to_the_budget(session, make, run):
    donation = make.donation(amount=5_000_000, source=Source.BUDGET)

    given = back(session, make, run, donation, 5_000_000)

    codes = {make.account(code).id for code in ("assets:cash", "income:budget")}
    assert {line.account_id for line in lines_of(session, session.get_one(Entry, given.entry_id))} == codes


def test_a_donors_total_falls_by_what_went_back(session, make, run):
    donor = make.donor()
    donation = make.donation(amount=5_000_000, donor=donor)

    back(session, make, run, donation, 2_000_000)

    assert totals_of(session, donor).own.amount == 3_000_000
