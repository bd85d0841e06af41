"""Test how promises are listed, counted and summed by what is late."""

from datetime import date

from tracker.models.giving.pledges import Rhythm
from tracker.operations.giving.give_backs import give_back
from tracker.queries.giving.donations import parts_of
from tracker.queries.giving.pledge_lists import PledgeState, Sum, Wanted, fulfilments, pledges_listed, sums_of_states

TODAY = date(2018, 6, 15)


def listed(session, state=PledgeState.ALL, **wanted):
    return [row[0].id for row in session.execute(pledges_listed(state, TODAY, Wanted(**wanted)))]


def test_states_count_and_sum_what_is_open_and_what_is_late(session, make):
    late = make.pledge(amount=3_000_000, count=3, rhythm=Rhythm.QUARTERLY)
    make.donation(pledge=late, amount=400_000)
    later = make.pledge(amount=5_000_000, first_due_on=date(2018, 7, 1))
    kept = make.pledge(amount=1_000_000)
    make.donation(pledge=kept, amount=1_000_000)

    sums = sums_of_states(session, TODAY, Wanted())

    assert sums == {
        PledgeState.OUTSTANDING: Sum(2, 7_600_000),
        PledgeState.OVERDUE: Sum(1, 600_000),
        PledgeState.NO_MORE: Sum(0, 0),
        PledgeState.ALL: Sum(3, 9_000_000),
    }
    assert sorted(listed(session, PledgeState.OUTSTANDING)) == [late.id, later.id]
    assert listed(session, PledgeState.OVERDUE) == [late.id]


def test_nothing_promised_sums_to_nothing(session):
    sums = sums_of_states(session, TODAY, Wanted(text="nobody", campaign_id=1))

    assert set(sums.values()) == {Sum(0, 0)}


def test_a_pledge_is_found_by_donor_agreement_and_number(session, make):
    pledge = make.pledge(donor=make.donor("Đặng Anh Khoa"), agreement_number="05/2018/TT")
    make.pledge(donor=make.donor("Lê Văn Tí"))

    for text in ("dang khoa", "05/2018", pledge.code, "ck 1", "2018/1"):
        assert listed(session, text=text) == [pledge.id], text
    assert listed(session, text="%") == []
    assert listed(session, campaign_id=pledge.campaign_id) == [pledge.id]


def test_fulfilments_tell_what_came_and_what_went_back(session, make, run):
    pledge = make.pledge(amount=2_000_000)
    gift = make.donation(pledge=pledge, amount=1_500_000)
    part = parts_of(session, gift)[0]
    back = {"given_back_on": date(2018, 4, 1), "reason": "Nhầm", "parts": [(part, 500_000, make.account())]}
    run(give_back, by=make.user("approver"), donation=gift, **back)

    found = [(each.amount, each.happened_on) for each in fulfilments(session, pledge)]

    assert found == [(1_500_000, gift.received_on), (-500_000, date(2018, 4, 1))]
