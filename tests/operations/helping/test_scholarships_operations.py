"""Scholarships: proposed by one, awarded by another, committed once."""

from datetime import date

import pytest
from scholarship_steps import AWARDED, award, propose

from tracker.ground.refusals import Refused
from tracker.models.helping.scholarships import AwardStepKind
from tracker.operations.helping.scholarships import award_scholarships, refuse_awards
from tracker.queries.checks import run_checks
from tracker.queries.helping.scholarships import award_state, instalments_of, sponsors_of, still_to_pay
from tracker.queries.journal import account, balance

YEAR = (date(2018, 1, 1), date(2018, 12, 31))


@pytest.fixture
def clyt(make):
    """Give the campaign with 20.000.000 đ at the bank."""
    campaign = make.campaign("CLYT")
    make.donation(campaign=campaign, amount=20_000_000, till=make.bank(), received_on=date(2018, 1, 5))
    return campaign


def committed(session, campaign):
    return balance(session, account(session, "memo:committed"), campaign)


def breaches(session):
    return {finding.check.code: finding.breaches for finding in run_checks(session) if finding.breaches}


def test_a_proposal_commits_nothing_and_an_award_all_its_months(session, make, clyt):
    awards = propose(make, clyt, [make.child(), make.child()], months=12)
    before = committed(session, clyt)

    make.run(award_scholarships, by=make.user("approver"), awards=awards, awarded_on=AWARDED)

    assert (before, committed(session, clyt)) == (0, 12_000_000)
    assert still_to_pay(session, clyt) == 12_000_000
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_months_that_begin_on_a_last_day_keep_it(session, make, clyt):
    (one,) = award(make, clyt, count=1, months=4, first_due_on=date(2018, 1, 31))

    days = [state.instalment.due_on for state in instalments_of(session, one)]

    assert days == [date(2018, 1, 31), date(2018, 2, 28), date(2018, 3, 31), date(2018, 4, 30)]
    assert [state.instalment.amount for state in instalments_of(session, one)] == [500_000] * 4


def test_who_proposed_does_not_award_and_nothing_is_decided_twice(session, make, clyt):
    awards = propose(make, clyt, [make.child()])
    clerk, approver = make.user("clerk"), make.user("approver")

    with pytest.raises(Refused, match="Another person"):
        make.run(award_scholarships, by=clerk, awards=awards)
    make.run(award_scholarships, by=approver, awards=awards, awarded_on=AWARDED)
    with pytest.raises(Refused, match="already settled"):
        make.run(award_scholarships, by=approver, awards=awards)

    assert committed(session, clyt) == 1_500_000


@pytest.mark.one_engine
def test_a_refused_proposal_needs_a_reason_and_commits_nothing(session, make, clyt):
    awards = propose(make, clyt, [make.child()])

    with pytest.raises(Refused) as caught:
        make.run(refuse_awards, by=make.user("approver"), awards=awards, remark=" ")
    make.run(refuse_awards, by=make.user("approver"), awards=awards, remark="Đã có học bổng khác")

    assert caught.value.field == "remark"
    assert award_state(session, awards[0]) == AwardStepKind.REFUSED
    assert committed(session, clyt) == 0


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"monthly_amount": 0}, "monthly_amount"),
        ({"monthly_amount": -1}, "monthly_amount"),
        ({"months": 0}, "months"),
        ({"months": 121}, "months"),
        ({"monthly_amount": 10**15 - 1}, "monthly_amount"),
    ],
)
def test_what_cannot_be_a_scholarship_is_refused_at_its_field(make, clyt, facts, field):
    with pytest.raises(Refused) as caught:
        propose(make, clyt, [make.child()], **facts)

    assert caught.value.field == field


@pytest.mark.one_engine
def test_a_child_has_one_award_of_a_campaign_at_a_time(make, clyt):
    child = make.child()
    (first,) = propose(make, clyt, [child])
    make.run(award_scholarships, by=make.user("approver"), awards=[first], awarded_on=AWARDED)

    with pytest.raises(Refused, match=child.code):
        propose(make, clyt, [child], first_due_on=date(2018, 3, 31))
    with pytest.raises(Refused, match=child.code):
        propose(make, clyt, [make.child(), child, child])

    assert propose(make, clyt, [child], first_due_on=date(2018, 4, 30))


def test_a_sponsor_named_with_the_proposal_stands_behind_each_child(session, make, clyt):
    donor = make.donor()

    awards = propose(make, clyt, [make.child(), make.child()], sponsor=donor)

    assert [each.donor_id for award in awards for each in sponsors_of(session, award)] == [donor.id] * 2
    with pytest.raises(Refused) as caught:
        propose(make, clyt, [make.child()], sponsor=donor, shared=True)
    assert caught.value.field == "sponsor"
