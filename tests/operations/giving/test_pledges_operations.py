"""Pledges: recorded, fulfilled, changed, written off."""

from datetime import date

import pytest

from tracker.ground.refusals import Refused
from tracker.models.giving.pledges import Rhythm
from tracker.operations.giving.pledges import change_pledge, write_off_pledge
from tracker.queries.giving.pledges import open_parts, outstanding, overdue, parts_of
from tracker.queries.journal import account, balance


def pledged(session, campaign) -> int:
    return balance(session, account(session, "memo:pledged"), campaign)


def test_a_part_payment_leaves_the_rest_of_the_pledge_outstanding(session, make):
    pledge = make.pledge(amount=10_000_000)

    make.donation(pledge=pledge, amount=4_000_000)

    assert outstanding(session, pledge) == 6_000_000
    assert pledged(session, pledge.campaign) == 6_000_000


def test_a_million_in_twelve_parts_is_exact_in_whole_dong(session, make):
    pledge = make.pledge(amount=1_000_000, count=12, rhythm=Rhythm.MONTHLY)

    parts = parts_of(session, pledge)

    assert sum(part.instalment.amount for part in parts) == 1_000_000
    assert [part.instalment.amount for part in parts] == [83_333] * 11 + [83_337]


def test_parts_from_the_31st_keep_the_end_of_the_month(session, make):
    pledge = make.pledge(
        amount=300, count=3, rhythm=Rhythm.MONTHLY, pledged_on=date(2018, 1, 1), first_due_on=date(2018, 1, 31)
    )

    days = [part.instalment.due_on for part in parts_of(session, pledge)]

    assert days == [date(2018, 1, 31), date(2018, 2, 28), date(2018, 3, 31)]


def test_an_excess_over_what_is_due_lowers_the_last_open_part(session, make):
    pledge = make.pledge(amount=3_000_000, count=3, rhythm=Rhythm.MONTHLY)

    make.donation(pledge=pledge, amount=1_200_000)

    assert [part.open for part in parts_of(session, pledge)] == [0, 1_000_000, 800_000]


def test_a_gift_larger_than_its_pledge_is_received_whole(session, make):
    pledge = make.pledge(amount=1_000_000)

    make.donation(pledge=pledge, amount=1_200_000)

    assert outstanding(session, pledge) == 0
    assert balance(session, make.account(), pledge.campaign) == 1_200_000


def test_a_changed_pledge_leaves_paid_parts_as_they_are(session, make, run):
    pledge = make.pledge(amount=12_000_000, count=12, rhythm=Rhythm.MONTHLY)
    for month in (3, 4, 5):
        make.donation(pledge=pledge, amount=1_000_000, received_on=date(2018, month, 15))

    run(
        change_pledge,
        pledge=pledge,
        amount=9_000_000,
        changed_on=date(2018, 6, 1),
        first_due_on=date(2018, 7, 15),
        rhythm=Rhythm.MONTHLY,
        count=3,
        reason="Giảm mức đóng góp",
    )

    parts = parts_of(session, pledge)
    assert [part.paid for part in parts if part.paid] == [1_000_000] * 3
    assert [part.open for part in open_parts(session, pledge)] == [2_000_000] * 3
    assert pledged(session, pledge.campaign) == 6_000_000


def test_a_cancelled_pledge_keeps_what_was_paid_and_owes_nothing(session, make, run):
    pledge = make.pledge(amount=12_000_000, count=12, rhythm=Rhythm.MONTHLY)
    make.donation(pledge=pledge, amount=1_500_000)

    run(
        write_off_pledge,
        by=make.user("approver"),
        pledge=pledge,
        written_off_on=date(2018, 6, 1),
        reason="Công ty giải thể",
    )

    assert outstanding(session, pledge) == 0
    assert sum(part.paid for part in parts_of(session, pledge)) == 1_500_000
    assert pledged(session, pledge.campaign) == 0


def test_a_pledge_of_which_nothing_is_open_cannot_be_written_off(session, make, run):
    pledge = make.pledge(amount=1_000_000)
    make.donation(pledge=pledge, amount=1_000_000)

    with pytest.raises(Refused, match="outstanding"):
        run(write_off_pledge, pledge=pledge, written_off_on=date(2018, 6, 1), reason="…")


def test_a_pledge_below_what_was_paid_is_refused(session, make, run):
    pledge = make.pledge(amount=3_000_000)
    make.donation(pledge=pledge, amount=2_000_000)

    with pytest.raises(Refused) as refusal:
        run(
            change_pledge,
            pledge=pledge,
            amount=2_000_000,
            changed_on=date(2018, 6, 1),
            first_due_on=date(2018, 7, 1),
            rhythm=Rhythm.ONCE,
            count=1,
            reason="Giảm",
        )

    assert refusal.value.field == "amount"


def test_a_gift_to_another_campaign_does_not_fulfil_the_pledge(make):
    pledge = make.pledge()

    with pytest.raises(Refused, match="another campaign"):
        make.donation(pledge=pledge, campaign=make.campaign())


def test_overdue_pledges_come_with_the_longest_waiting_first(session, make):
    late = make.pledge(first_due_on=date(2018, 4, 1))
    later = make.pledge(first_due_on=date(2018, 3, 20))
    make.pledge(first_due_on=date(2018, 12, 1))

    found = overdue(session, date(2018, 5, 1))

    assert [each.pledge.id for each in found] == [later.id, late.id]


@pytest.mark.parametrize("field", ["changed_on", "first_due_on"])
def test_a_change_is_not_dated_before_the_promise(session, make, run, field):
    pledge = make.pledge(amount=1_000_000, pledged_on=date(2018, 3, 15))
    days = {"changed_on": date(2018, 4, 1), "first_due_on": date(2018, 5, 1)} | {field: date(2008, 5, 1)}

    with pytest.raises(Refused) as refused:
        run(change_pledge, pledge=pledge, amount=2_000_000, rhythm=Rhythm.ONCE, count=1, reason="Tăng", **days)

    assert refused.value.field == field
    assert outstanding(session, pledge) == 1_000_000


def test_a_write_off_is_not_dated_before_the_promise(session, make, run):
    pledge = make.pledge(amount=1_000_000, pledged_on=date(2018, 3, 15))

    with pytest.raises(Refused) as refused:
        run(write_off_pledge, pledge=pledge, written_off_on=date(2018, 3, 14), reason="Giải thể")

    assert refused.value.field == "written_off_on"
    assert outstanding(session, pledge) == 1_000_000
