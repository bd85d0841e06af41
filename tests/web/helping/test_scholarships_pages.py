"""Scholarships on pages: proposed for many, awarded, found again, suspended and stopped with what that frees."""

from datetime import date

import pytest
from scholarship_steps import AWARDED, agreed, award, drafted, propose
from spending_steps import fresh
from web.handout_steps import breaches, press

from tracker.ground.dates import today
from tracker.models.helping.scholarships import Award, AwardInstalment, AwardStep
from tracker.operations.helping.award_steps import stop_award
from tracker.operations.helping.children import ChildFacts, correct_child
from tracker.queries.helping.anonymisings import standing_of
from tracker.queries.helping.places import Gazetteer
from tracker.queries.journal import account, balance

pytestmark = pytest.mark.one_engine

SAID = {"monthly_amount": "500.000", "months": "12", "first_due_on": "31/01/2026", "school_year": "2025-2026"}


def test_children_are_gathered_by_search_codes_and_a_list_and_proposed_at_once(browser, make, session):
    campaign, clerk = make.campaign(), browser("clerk")
    found, coded, listed = make.child("Bùi Thị Tìm"), make.child(), make.child()
    handout = make.handout(campaign=campaign, children=[listed])
    page, facts = "/scholarships/new", {"campaign": campaign.id, **SAID}

    searched = clerk.post(page, act="search", q="bui thi tim", child=[coded.id], **facts)
    looked = clerk.post(page, act="look", child=[found.id], codes=coded.code.lower(), source=handout.id, **facts)
    proposed = clerk.post(page, act="propose", child=[found.id, coded.id, listed.id], **facts)

    awards = fresh(session).query(Award).all()
    assert f'value="{found.id}" id="child-{found.id}"' in searched.text and 'value="500.000"' in searched.text
    assert all(f'id="child-{child.id}"' in looked.text for child in (found, coded, listed))
    assert "18.000.000" in looked.text
    assert proposed.location == "/scholarships?state=proposed"
    assert {each.child_id for each in awards} == {found.id, coded.id, listed.id}
    assert found.code in clerk.get(proposed.location).text


def test_a_wrong_code_and_a_missing_amount_are_said_at_their_fields_and_the_ticks_stay(browser, make, session):
    child, clerk, page = make.child(), browser("clerk"), "/scholarships/new"
    facts = {"campaign": make.campaign().id, **SAID, "child": [child.id]}

    unknown = clerk.post(page, act="propose", codes="TE-XXXXXX", **facts)
    nothing = clerk.post(page, act="propose", **{**facts, "monthly_amount": ""})
    nobody = clerk.post(page, act="propose", **{**facts, "child": []})

    assert [each.status_code for each in (unknown, nothing, nobody)] == [422, 422, 422]
    assert 'id="codes-error"' in unknown.text and "TE-XXXXXX" in unknown.text
    assert f'id="child-{child.id}" aria-label' in unknown.text and 'id="monthly_amount-error"' in nothing.text
    assert fresh(session).query(Award).count() == 0


def test_the_approver_sees_what_waits_and_awards_all_of_it_once(browser, make, session):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000)
    awards = propose(make, campaign, [make.child(), make.child()])
    approver, page = browser("approver"), "/scholarships/proposals"
    seen = approver.get(page).text
    sent = {**approver.hidden(page), "everybody": "y", "last": awards[-1].id, "awarded_on": "08/01/2018"}
    late = propose(make, campaign, [make.child()])

    answers = [approver.client.post(f"{page}/award", data=sent) for _ in range(2)]

    books = fresh(session)
    assert "3.000.000" in seen and "7.000.000" in seen
    assert [answer.location for answer in answers] == [page, page]
    assert {step.award_id for step in books.query(AwardStep)} == {each.id for each in awards}
    assert balance(books, account(books, "memo:committed"), campaign) == 3_000_000
    assert f'value="{late[0].id}"' in approver.get(page).text
    assert breaches(session) == {}


def test_proposals_are_refused_with_a_reason_and_nobody_awards_what_he_proposed(browser, make, session):
    (theirs,) = propose(make, make.campaign(), [make.child()])
    approver, page = browser("approver"), "/scholarships/proposals"

    without = press(approver, f"{page}/refuse", page, award=theirs.id)
    none = press(approver, f"{page}/award", page, awarded_on="08/01/2018")
    refused = press(approver, f"{page}/refuse", page, award=theirs.id, remark="Đã có học bổng khác")

    assert without.status_code == none.status_code == 422 and 'id="remark-error"' in without.text
    assert f'id="award-{theirs.id}" aria-label' in without.text
    assert refused.location == page
    assert [step.kind for step in fresh(session).query(AwardStep)] == ["refused"]
    assert browser("clerk").post(f"{page}/award", page="/scholarships", award=theirs.id).status_code == 403


def test_scholarships_are_found_by_name_only_by_who_may_see_names(browser, make):
    awards = award(make, make.campaign())
    child = awards[0].child
    make.run(correct_child, child=child, facts=ChildFacts("Ngô Văn Riêng", child.place, birth_year=2001))

    by_name = browser("clerk").get("/scholarships?q=rieng").text
    unseen = browser("auditor").get("/scholarships?q=rieng").text
    by_code = browser("auditor").get(f"/scholarships?q={child.code}&campaign={awards[0].campaign_id}").text

    assert "Ngô Văn Riêng" in by_name and awards[1].child.code not in by_name and "2017" in by_name
    assert child.code not in unseen
    assert child.code in by_code and "Riêng" not in by_code
    assert "Riêng" not in browser("auditor").get(f"/scholarships/{awards[0].id}").text
    assert f"/scholarships/{awards[0].id}" in browser("clerk").get(f"/children/{child.id}").text


def test_the_form_says_what_stopping_frees_and_which_month_stays_and_then_does_so(browser, make, session):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000)
    first, _second = award(make, campaign)
    run = agreed(make, drafted(make, campaign, 1), date(2018, 1, 31))
    clerk, page = browser("clerk"), f"/scholarships/{first.id}/stop"

    said, before = clerk.get(page).text, clerk.get(f"/scholarships/{first.id}").text
    wrong = clerk.post(page, why="other", happened_on="10/02/2018", remark="")
    done = clerk.post(page, why="left_school", happened_on="10/02/2018", remark="")

    months = fresh(session).query(AwardInstalment).filter_by(award_id=first.id).order_by(AwardInstalment.number)
    assert "1.000.000" in said and f'href="/handouts/{run.id}"' in said
    assert wrong.status_code == 422 and 'id="remark-error"' in wrong.text
    assert done.location == f"/scholarships/{first.id}"
    assert "16 tuổi từ năm 2024" in before and "16 tuổi từ năm" not in clerk.get(f"/scholarships/{first.id}").text
    assert [each.freed_on for each in months] == [None, date(2018, 2, 10), date(2018, 2, 10)]
    assert browser("approver").get(page).status_code == 302
    assert breaches(session) == {}


def test_a_suspended_scholarship_is_resumed_with_the_months_between_only_where_ticked(browser, make, session):
    first, _second = award(make, make.campaign(), months=60)
    clerk, page = browser("clerk"), f"/scholarships/{first.id}"

    clerk.post(f"{page}/suspend", why="moved", happened_on="10/02/2018", remark="")
    offered = clerk.get(f"{page}/resume").text
    clerk.post(f"{page}/resume", happened_on="10/02/2020", remark="")

    freed = fresh(session).query(AwardInstalment).filter(AwardInstalment.freed_on.is_not(None)).count()
    assert 'name="make_up"' in offered and "60" in offered
    assert freed == 25
    assert breaches(session) == {}


def test_a_child_who_moved_is_marked_and_one_whose_commune_became_another_is_not(browser, make, session):
    moved, stayed = award(make, make.campaign())
    gazetteer = Gazetteer(session)
    became = gazetteer.successors(stayed.child.place_key)
    now = [branch.communes for branch in gazetteer.tree(today())]
    elsewhere = next(place for places in now for place in places if place not in became)
    for each, place in ((moved, elsewhere), (stayed, became[0])):
        facts = ChildFacts(each.child.full_name, place, birth_year=today().year - 8)
        make.run(correct_child, child=each.child, facts=facts)

    pages = [browser("clerk").get(f"/scholarships/{each.id}").text for each in (moved, stayed)]

    assert [page.count('class="warn spaced"') for page in pages] == [1, 0]
    assert elsewhere.name in pages[0]


def test_a_child_who_is_owed_months_is_not_anonymised(browser, make, session):
    owed, stopped = award(make, make.campaign())
    make.run(stop_award, award=stopped, why="left_school", stopped_on=AWARDED)
    day = date(2045, 1, 1)

    standings = [standing_of(session, each.child, day) for each in (owed, stopped)]

    assert [each.owed_months for each in standings] == [3, 0]
    assert [each.is_free_on(day) for each in standings] == [False, True]
