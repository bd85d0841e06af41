"""Scholarships suspended, resumed and stopped: what is open is freed, what was paid stays."""

from datetime import date

import pytest
from scholarship_steps import AWARDED, agreed, award, drafted, out, paid, propose, settled
from sqlalchemy import select

from tracker.ground.refusals import Refused
from tracker.models.helping.handouts import HandoutLine, OutcomeKind
from tracker.models.helping.scholarships import AwardInstalment, AwardStepKind, StopReason
from tracker.operations.helping.approvals import approve, submit, withdraw_approval
from tracker.operations.helping.award_steps import resume_award, stop_award, suspend_award
from tracker.operations.helping.scholarships import award_scholarships
from tracker.operations.helping.settlements import Outcome
from tracker.operations.merges import merge_children
from tracker.operations.proving.campaigns import close_campaign
from tracker.queries.checks import run_checks
from tracker.queries.helping.commitments import due_soon
from tracker.queries.helping.handouts import line_states
from tracker.queries.helping.scholarship_sums import year_scholarships
from tracker.queries.helping.scholarships import award_state, instalments_of
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


def test_stopping_frees_what_is_open_and_leaves_what_was_paid(session, make, clyt):
    one, other = award(make, clyt)
    paid(make, clyt, 1)

    make.run(stop_award, award=one, why=StopReason.DIED, stopped_on=date(2018, 2, 10))

    assert committed(session, clyt) == 1_000_000
    assert [state.open for state in instalments_of(session, one)] == [False, False, False]
    assert instalments_of(session, one)[0].disbursement is not None
    assert year_scholarships(session, *YEAR) == {
        "pupils": 2,
        "awarded": 3_000_000,
        "paid": 1_000_000,
        "still_to_pay": 1_000_000,
    }
    assert award_state(session, other) == AwardStepKind.AWARDED
    assert breaches(session) == {}


def test_stopping_takes_the_month_off_a_draft_but_not_off_an_approved_list(session, make, clyt):
    one, other = award(make, clyt)
    draft = drafted(make, clyt, 1)
    make.run(stop_award, award=one, why=StopReason.LEFT_SCHOOL, stopped_on=date(2018, 1, 20))
    approved = agreed(make, draft, date(2018, 1, 29))

    make.run(stop_award, award=other, why=StopReason.MOVED, stopped_on=date(2018, 1, 30))

    lines = session.scalars(select(HandoutLine).where(HandoutLine.handout_id == approved.id)).all()
    assert [line.child_id for line in lines] == [other.child_id]
    assert committed(session, clyt) == 500_000
    assert breaches(session) == {}


def test_a_month_of_a_stopped_award_is_given_up_on_its_sheet(session, make, clyt):
    (one,) = award(make, clyt, count=1)
    handout = agreed(make, drafted(make, clyt, 1), date(2018, 1, 29))
    make.run(stop_award, award=one, why=StopReason.DIED, stopped_on=date(2018, 1, 30))
    sheet = out(make, handout, date(2018, 1, 31))

    line = line_states(session, handout)[0].line
    settled(make, sheet, date(2018, 1, 31), {line.id: Outcome(OutcomeKind.GIVEN_UP)})

    assert committed(session, clyt) == 0
    assert breaches(session) == {}


def test_a_submitted_list_with_a_stopped_month_is_not_approved(session, make, clyt):
    one, _ = award(make, clyt)
    handout = drafted(make, clyt, 1)
    make.run(submit, handout=handout)
    make.run(stop_award, award=one, why=StopReason.MOVED, stopped_on=date(2018, 1, 30))

    with pytest.raises(Refused, match=one.child.code):
        make.run(approve, by=make.user("approver"), handout=handout)

    assert breaches(session) == {}


def test_an_approval_withdrawn_frees_only_what_was_stopped(session, make, clyt):
    one, _ = award(make, clyt)
    handout = agreed(make, drafted(make, clyt, 1), date(2018, 1, 29))
    make.run(stop_award, award=one, why=StopReason.MOVED, stopped_on=date(2018, 1, 30))
    before = committed(session, clyt)

    make.run(withdraw_approval, by=make.user("approver"), handout=handout, remark="Sai ngày")

    assert (before, committed(session, clyt)) == (2_000_000, 1_500_000)
    assert breaches(session) == {}


@pytest.mark.parametrize(("make_up", "owed"), [(True, 1_500_000), (False, 500_000)])
def test_resuming_owes_what_comes_and_if_asked_what_fell_due_meanwhile(session, make, clyt, make_up, owed):
    (one,) = award(make, clyt, count=1)
    make.run(suspend_award, award=one, why=StopReason.SPONSOR, suspended_on=date(2018, 1, 20))
    between = committed(session, clyt)

    make.run(resume_award, award=one, make_up=make_up, resumed_on=date(2018, 3, 5))

    assert (between, committed(session, clyt)) == (0, owed)
    assert breaches(session) == {}


def test_a_month_on_a_list_that_waits_is_owed_again_after_a_suspension(session, make, clyt):
    (one,) = award(make, clyt, count=1)
    handout = drafted(make, clyt, 1)
    make.run(submit, handout=handout)
    make.run(suspend_award, award=one, why=StopReason.SPONSOR, suspended_on=date(2018, 1, 20))

    make.run(resume_award, award=one, make_up=False, resumed_on=date(2018, 1, 25))
    make.run(approve, by=make.user("approver"), handout=handout)

    assert committed(session, clyt) == 1_500_000
    assert breaches(session) == {}


def test_two_records_of_one_child_are_not_awarded_twice(session, make, clyt):
    children = [make.child(), make.child()]
    awards = propose(make, clyt, children)
    make.run(merge_children, gone=children[0], kept=children[1], reason="Một em")

    with pytest.raises(Refused, match=children[1].code):
        make.run(award_scholarships, by=make.user("approver"), awards=awards, awarded_on=AWARDED)
    make.run(award_scholarships, by=make.user("approver"), awards=awards[:1], awarded_on=AWARDED)
    with pytest.raises(Refused, match=children[1].code):
        make.run(award_scholarships, by=make.user("approver"), awards=awards[1:], awarded_on=AWARDED)

    assert committed(session, clyt) == 1_500_000


@pytest.mark.one_engine
def test_two_who_are_both_owed_months_are_not_merged_and_none_is_resumed_beside_the_other(session, make, clyt):
    one, other = award(make, clyt)
    with pytest.raises(Refused, match="CLYT"):
        make.run(merge_children, gone=one.child, kept=other.child, reason="Một em")
    make.run(suspend_award, award=one, why=StopReason.MOVED, suspended_on=date(2018, 1, 20))
    make.run(merge_children, gone=one.child, kept=other.child, reason="Một em")

    with pytest.raises(Refused, match=other.child.code):
        make.run(resume_award, award=one, make_up=True, resumed_on=date(2018, 1, 25))

    assert committed(session, clyt) == 1_500_000


@pytest.mark.one_engine
def test_nothing_is_awarded_or_resumed_of_a_campaign_that_was_closed(session, make):
    empty = make.campaign("GIAY")
    (proposed,), (suspended,) = propose(make, empty, [make.child()]), award(make, empty, count=1)
    make.run(suspend_award, award=suspended, why=StopReason.MOVED, suspended_on=date(2018, 1, 20))
    make.run(close_campaign, campaign=empty, closed_on=date(2018, 2, 1))

    with pytest.raises(Refused, match="closed"):
        make.run(award_scholarships, by=make.user("approver"), awards=[proposed], awarded_on=date(2018, 2, 2))
    with pytest.raises(Refused, match="closed"):
        make.run(resume_award, award=suspended, make_up=True, resumed_on=date(2018, 2, 2))

    assert committed(session, empty) == 0


@pytest.mark.one_engine
def test_nothing_is_freed_on_a_day_before_it_was_committed(session, make, clyt):
    (one,) = award(make, clyt, count=1)

    with pytest.raises(Refused) as caught:
        make.run(stop_award, award=one, why=StopReason.MOVED, stopped_on=date(2017, 12, 31))

    assert caught.value.field == "happened_on"
    assert year_scholarships(session, date(2017, 1, 1), date(2017, 12, 31))["still_to_pay"] == 0


@pytest.mark.one_engine
def test_only_what_is_suspended_is_resumed_and_what_is_stopped_stays_so(make, clyt):
    (one,) = award(make, clyt, count=1)

    with pytest.raises(Refused):
        make.run(resume_award, award=one, make_up=True)
    make.run(stop_award, award=one, why=StopReason.FINISHED)
    for operation in (stop_award, suspend_award):
        with pytest.raises(Refused):
            make.run(operation, award=one, why=StopReason.MOVED)
    with pytest.raises(Refused) as caught:
        make.run(stop_award, award=award(make, clyt, count=1)[0], why=StopReason.OTHER, remark=" ")

    assert caught.value.field == "remark"


@pytest.mark.one_engine
def test_months_far_ahead_do_not_bind_what_can_be_spent_now(session, make, clyt):
    award(make, clyt, count=1, months=12)

    soon = due_soon(session, clyt, date(2018, 1, 15))

    assert (committed(session, clyt), soon) == (6_000_000, 1_000_000)
    assert session.scalars(select(AwardInstalment.due_on)).first() == date(2018, 1, 31)
