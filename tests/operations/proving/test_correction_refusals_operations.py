"""Corrections that are refused: by the maker, twice, of spent money, of what cannot be a gift."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from make import DAY, PUBLIC_URL

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation
from tracker.operations.giving.donations import Part
from tracker.operations.giving.give_backs import give_back
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.campaigns import close_campaign
from tracker.operations.proving.closings import approve_closing, propose_closing
from tracker.operations.proving.corrections import (
    approve_correction,
    propose_correction,
    recorded_gift,
    reject_correction,
)
from tracker.operations.proving.tills import close_till, move_money
from tracker.queries.giving.donations import is_corrected, parts_of
from tracker.queries.giving.receipts import row_of
from tracker.queries.journal import balance
from tracker.queries.proving.corrections import step_of, waiting_for


def propose(session, make, run, donation, reason="Gõ nhầm", by=None, **right):
    """Propose the recorded gift with some values changed."""
    gift = replace(recorded_gift(session, donation), **right)
    by = by or make.user("accountant")
    return run(propose_correction, by=by, donation=donation, right=gift, reason=reason)


def approve(make, run, correction, by=None, **values: Any):
    by = by or make.user("approver")
    return run(approve_correction, by=by, correction=correction, public_url=PUBLIC_URL, **values)


def money(make, amount):
    return [Part(make.account(), "VND", amount)]


def test_money_that_is_spent_cannot_be_corrected_away(session, make, run):
    campaign, other = make.campaign(), make.campaign()
    donation = make.donation(amount=5_000_000, campaign=campaign)
    receipt = make.receipt(donation)
    moving = {
        "till": make.account(),
        "quantity": 4_800_000,
        "moved_on": DAY,
        "reason": "Cho mượn",
        "consent": "Nhà tài trợ đồng ý",
    }
    run(move_between, by=make.user("approver"), from_campaign=campaign, to_campaign=other, **moving)
    correction = propose(session, make, run, donation, parts=money(make, 100_000))

    with pytest.raises(Refused) as refused:
        approve(make, run, correction)

    assert refused.value.field == "amount"
    assert step_of(session, correction) is None
    assert row_of(session, receipt).void is None
    assert balance(session, make.account(), campaign) == 200_000


def test_what_covers_the_net_is_enough_although_the_gift_itself_is_spent(session, make, run):
    campaign, other = make.campaign(), make.campaign()
    donation = make.donation(amount=5_000_000, campaign=campaign)
    moving = {
        "till": make.account(),
        "quantity": 4_800_000,
        "moved_on": DAY,
        "reason": "Cho mượn",
        "consent": "Nhà tài trợ đồng ý",
    }
    run(move_between, by=make.user("approver"), from_campaign=campaign, to_campaign=other, **moving)

    approve(make, run, propose(session, make, run, donation, parts=money(make, 4_900_000)))

    assert balance(session, make.account(), campaign) == 100_000


def test_the_maker_neither_approves_nor_rejects(session, make, run):
    maker = make.granted(make.user("accountant"), "approver")
    correction = propose(session, make, run, make.donation(), parts=money(make, 2), by=maker)

    with pytest.raises(Refused, match="Another person"):
        approve(make, run, correction, by=maker)
    with pytest.raises(Refused, match="Another person"):
        run(reject_correction, by=maker, correction=correction, remark="Không")

    assert step_of(session, correction) is None


def test_a_settled_proposal_is_not_settled_again(session, make, run):
    correction = propose(session, make, run, make.donation(), parts=money(make, 2))
    approve(make, run, correction)

    with pytest.raises(Refused, match="settled"):
        approve(make, run, correction)
    with pytest.raises(Refused, match="settled"):
        run(reject_correction, by=make.user("approver"), correction=correction, remark="Không")


def test_a_rejected_proposal_leaves_the_books_and_another_may_follow(session, make, run):
    donation = make.donation(amount=5_000_000)
    correction = propose(session, make, run, donation, parts=money(make, 500_000))

    with pytest.raises(Refused) as unreasoned:
        run(reject_correction, by=make.user("approver"), correction=correction, remark=" ")
    run(reject_correction, by=make.user("approver"), correction=correction, remark="Phiếu nộp ghi 5 triệu")
    again = propose(session, make, run, donation, parts=money(make, 50_000))

    assert unreasoned.value.field == "remark"
    assert is_corrected(session, donation) is None
    assert waiting_for(session, donation) == again


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_proposal_says_why(session, make, run, reason):
    with pytest.raises(Refused) as refused:
        propose(session, make, run, make.donation(), parts=money(make, 2), reason=reason)

    assert refused.value.field == "reason"


def test_a_proposal_that_changes_nothing_is_refused(session, make, run):
    donation = make.donation(pledge=make.pledge())

    with pytest.raises(Refused, match="the same"):
        propose(session, make, run, donation)


def test_a_second_proposal_for_the_same_gift_is_refused(session, make, run):
    donation = make.donation()
    propose(session, make, run, donation, parts=money(make, 2))

    with pytest.raises(Refused, match="waiting"):
        propose(session, make, run, donation, parts=money(make, 3))


def test_the_wrong_gift_is_not_corrected_again_but_the_right_one_is(session, make, run):
    donation = make.donation(amount=5_000_000)
    step = approve(make, run, propose(session, make, run, donation, parts=money(make, 500_000)))

    with pytest.raises(Refused, match="corrected before"):
        propose(session, make, run, donation, parts=money(make, 2))
    right = session.get_one(Donation, step.donation_id)
    approve(make, run, propose(session, make, run, right, parts=money(make, 50_000)))

    assert balance(session, make.account(), donation.campaign) == 50_000


def test_a_gift_of_which_something_went_back_cannot_be_corrected(session, make, run):
    donation = make.donation(amount=5_000_000)
    parts = [(parts_of(session, donation)[0], 1_000_000, make.account())]
    back = {"given_back_on": DAY, "reason": "Chuyển nhầm", "parts": parts}
    run(give_back, by=make.user("approver"), donation=donation, **back)

    with pytest.raises(Refused, match="went back"):
        propose(session, make, run, donation, parts=money(make, 4_000_000))


def test_a_gift_given_back_after_the_proposal_cannot_be_corrected(session, make, run):
    donation = make.donation(amount=5_000_000)
    correction = propose(session, make, run, donation, parts=money(make, 4_000_000))
    parts = [(parts_of(session, donation)[0], 1_000_000, make.account())]
    back = {"given_back_on": DAY, "reason": "Chuyển nhầm", "parts": parts}
    run(give_back, by=make.user("approver"), donation=donation, **back)

    with pytest.raises(Refused, match="went back"):
        approve(make, run, correction)


@pytest.mark.parametrize("wrong", ["donor", "campaign"])
def test_the_right_gift_fulfils_no_foreign_pledge(session, make, run, wrong):
    donation = make.donation(pledge=make.pledge(), amount=1_000_000)
    other = make.donor() if wrong == "donor" else make.campaign()

    with pytest.raises(Refused) as refused:
        propose(session, make, run, donation, **{wrong: other})

    assert refused.value.field == "pledge"


def test_the_right_day_is_not_in_the_future(session, make, run):
    with pytest.raises(Refused) as refused:
        propose(session, make, run, make.donation(), received_on=today() + timedelta(days=1))

    assert refused.value.field == "received_on"


def test_a_campaign_closed_since_the_proposal_is_refused(session, make, run):
    campaign = make.campaign()
    donation = make.donation()
    correction = propose(session, make, run, donation, campaign=campaign)
    run(close_campaign, by=make.user("approver"), campaign=campaign, closed_on=date(2018, 6, 1))

    with pytest.raises(Refused) as refused:
        approve(make, run, correction)

    assert refused.value.field == "campaign"


def closed_bank(make, run, donation):
    """Move a gift's money from the bank to the cash box and close the bank."""
    moved = {"from_till": make.bank(), "to_till": make.account(), "happened_on": DAY}
    run(move_money, by=make.user("accountant"), parts=[(donation.campaign, 5_000_000)], **moved)
    run(close_till, by=make.user("accountant"), till=make.bank(), closed_on=DAY)


def test_a_gift_in_a_till_that_is_closed_since_gets_its_right_donor_and_no_other_amount(session, make, run):
    donation = make.donation(amount=5_000_000, till=make.bank())
    closed_bank(make, run, donation)

    with pytest.raises(Refused) as more:
        propose(session, make, run, donation, parts=[Part(make.bank(), "VND", 6_000_000)])
    right = make.donor("Lê Thị Đúng")
    step = approve(make, run, propose(session, make, run, donation, donor=right))

    assert more.value.field == "till"
    assert session.get_one(Donation, step.donation_id).donor_id == right.id
    assert balance(session, make.account(), donation.campaign) == 5_000_000
    assert balance(session, make.bank(), donation.campaign) == 0


@pytest.mark.one_engine
def test_a_correction_is_not_dated_before_the_gift(session, make, run):
    donation = make.donation(amount=5_000_000)
    correction = propose(session, make, run, donation, parts=money(make, 500_000))

    with pytest.raises(Refused) as refused:
        approve(make, run, correction, approved_on=DAY - timedelta(days=1))
    approve(make, run, correction, approved_on=DAY)

    assert refused.value.field == "approved_on"


@pytest.mark.one_engine
def test_a_correction_keeps_off_closed_days_and_the_gift_keeps_its_own(session, make, run):
    donation = make.donation(amount=5_000_000)
    closing = run(propose_closing, by=make.user("accountant"), until=DAY)
    run(approve_closing, by=make.user("approver"), closing=closing)
    correction = propose(session, make, run, donation, parts=money(make, 500_000))

    with pytest.raises(Refused) as refused:
        approve(make, run, correction, approved_on=DAY)
    step = approve(make, run, correction, approved_on=DAY + timedelta(days=1))

    assert refused.value.field == "happened_on"
    assert session.get_one(Donation, step.donation_id).received_on == DAY
