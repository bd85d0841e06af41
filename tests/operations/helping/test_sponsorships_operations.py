"""Sponsors stand behind scholarships, one per child and campaign; they change, go, and are told what was decided."""

from datetime import date

import pytest
from scholarship_steps import AWARDED, award, propose
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker.ground.refusals import Refused
from tracker.models.helping.scholarships import Sponsorship, StopReason
from tracker.operations.helping.award_steps import stop_award, suspend_award
from tracker.operations.helping.scholarships import refuse_awards
from tracker.operations.helping.sponsorships import add_sponsor, change_sponsor, end_sponsorship, tell_sponsor
from tracker.operations.merges import merge_children
from tracker.queries.helping.sponsor_news import to_tell
from tracker.queries.journal import history_of

SINCE, LATER = date(2018, 1, 8), date(2018, 3, 1)


@pytest.fixture
def campaign(make):
    campaign = make.campaign("CLYT")
    make.donation(campaign=campaign, amount=50_000_000)
    return campaign


def sponsor(make, award, donor=None, **facts):
    return make.run(add_sponsor, award=award, donor=donor or make.donor(), **({"since": SINCE} | facts))


def stopped(make, award, day=LATER, why=StopReason.LEFT_SCHOOL):
    make.run(stop_award, by=make.user("approver"), award=award, stopped_on=day, why=why)


def test_a_second_sponsor_of_one_child_is_refused_and_named(session, make, campaign):
    (one,) = award(make, campaign, count=1)
    sponsor(make, one, make.donor("Nguyễn Văn An"))

    with pytest.raises(Refused) as refused:
        sponsor(make, one, make.donor("Trần Thị Bình"))

    assert refused.value.field == "donor"
    assert refused.value.values["donor"] == "Nguyễn Văn An"


def test_the_database_alone_refuses_a_second_live_sponsor_of_a_child_in_a_campaign(session, make, campaign):
    (one,) = award(make, campaign, count=1)
    first = sponsor(make, one)
    row = {"award_id": one.id, "child_id": one.child_id, "campaign_id": campaign.id, "shared": False, "share": 100}
    session.add(Sponsorship(**row, donor_id=first.donor_id, since=SINCE, why_ended="", by_id=first.by_id))

    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


@pytest.mark.one_engine
def test_shares_of_a_shared_award_stay_within_100_percent(session, make, campaign):
    (one,) = award(make, campaign, count=1, shared=True)
    sponsor(make, one, share=60)
    sponsor(make, one, share=40)

    with pytest.raises(Refused) as refused:
        sponsor(make, one, share=1)

    assert refused.value.field == "share"


@pytest.mark.one_engine
def test_a_pledge_of_another_donor_or_campaign_pays_for_no_scholarship(make, campaign):
    (one,) = award(make, campaign, count=1)
    donor = make.donor()
    others = make.pledge(campaign=campaign), make.pledge(donor=donor)

    for pledge in others:
        with pytest.raises(Refused) as refused:
            sponsor(make, one, donor, pledge=pledge)
        assert refused.value.field == "pledge"


def test_another_sponsor_takes_over_and_the_first_stays_as_history(session, make, campaign):
    (one,) = award(make, campaign, count=1)
    first = sponsor(make, one)

    second = make.run(change_sponsor, sponsorship=first, donor=make.donor(), since=LATER, reason="Ngừng tài trợ")

    assert (first.until, first.why_ended) == (date(2018, 2, 28), "Ngừng tài trợ")
    assert (second.since, second.until, second.share) == (LATER, None, 100)
    assert {change.field for change in history_of(session, "sponsorships", first.id)} == {"until", "why_ended"}


@pytest.mark.one_engine
def test_a_sponsorship_ends_once_and_not_before_it_began(make, campaign):
    (one,) = award(make, campaign, count=1)
    first = sponsor(make, one)

    with pytest.raises(Refused) as early:
        make.run(end_sponsorship, sponsorship=first, until=date(2018, 1, 1), reason="Sai")
    make.run(end_sponsorship, sponsorship=first, until=LATER, reason="Chuyển công tác")
    with pytest.raises(Refused):
        make.run(end_sponsorship, sponsorship=first, until=LATER, reason="Chuyển công tác")

    assert early.value.field == "until"
    assert sponsor(make, one, since=LATER).until is None


@pytest.mark.one_engine
def test_who_says_no_to_a_proposal_lets_its_sponsors_go(make, campaign):
    (one,) = propose(make, campaign, [make.child()])
    first = sponsor(make, one)

    make.run(refuse_awards, by=make.user("approver"), awards=[one], remark="Chưa đủ hồ sơ")

    assert first.until is not None
    with pytest.raises(Refused):
        sponsor(make, one)


@pytest.mark.one_engine
def test_a_sponsor_is_told_of_a_stop_once_by_the_childs_code_alone(session, make, campaign):
    (one,) = award(make, campaign, count=1)
    first = sponsor(make, one, make.donor("Nguyễn Văn An"))
    stopped(make, one, why=StopReason.DIED)
    (news,) = to_tell(session, "Quỹ Bảo trợ trẻ em")

    make.run(tell_sponsor, sponsorship=first, step=news.step, how="Điện thoại", told_on=LATER)

    assert one.child.code in news.text and one.child.full_name not in news.text
    assert "không xin đóng góp thêm" in news.text
    assert to_tell(session) == []
    with pytest.raises(Refused):
        make.run(tell_sponsor, sponsorship=first, step=news.step, how="Điện thoại", told_on=LATER)


@pytest.mark.one_engine
def test_who_stood_behind_it_on_the_day_is_told_and_who_went_before_is_not(session, make, campaign):
    (one,) = award(make, campaign, count=1)
    first = sponsor(make, one)
    make.run(change_sponsor, sponsorship=first, donor=make.donor("Người sau"), since=LATER, reason="Ngừng")
    stopped(make, one)

    told = [news.donor.full_name for news in to_tell(session)]

    assert told == ["Người sau"]


@pytest.mark.one_engine
def test_two_records_of_a_child_with_a_sponsor_each_are_not_merged(session, make, campaign):
    one, other = award(make, campaign, count=2)
    sponsor(make, one), sponsor(make, other)

    with pytest.raises(Refused) as refused:
        make.run(merge_children, gone=other.child, kept=one.child, reason="Một em")
    second = session.scalars(select(Sponsorship).where(Sponsorship.award_id == other.id)).one()
    make.run(end_sponsorship, sponsorship=second, until=AWARDED, reason="Trùng hồ sơ")
    make.run(suspend_award, award=other, why=StopReason.MOVED, suspended_on=LATER)
    make.run(merge_children, gone=other.child, kept=one.child, reason="Một em")

    assert refused.value.values == {"campaign": "CLYT"}
    with pytest.raises(Refused):
        sponsor(make, other)
