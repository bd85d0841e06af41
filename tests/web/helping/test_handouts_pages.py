"""Test the pages of hand-outs: drafted, filled, submitted, approved, and who may do what."""

import pytest
from giving_steps import see_anew
from sqlalchemy import select
from web.handout_steps import funded, new_fields, press, submitted

from tracker.models.helping.handouts import Handout, HandoutLine, HandoutStepKind
from tracker.models.journal import Entry
from tracker.operations.helping.approvals import submit
from tracker.queries.helping.handouts import lines_of, list_hash, shares_of, sheets_of, state_of, totals

pytestmark = pytest.mark.one_engine


def state(session, handout):
    session.rollback()
    return state_of(session, handout)


def test_a_clerk_drafts_a_list_with_goods_and_a_quota(browser, session, make):
    campaign = make.campaign()
    make.place()
    fields = {"goods-0-item": "PARCEL", "goods-0-quantity": "1", "quotas": "Xã Tân Bình, Tân Biên: 12\nXã Mỏ Công\t3"}
    clerk = browser("clerk")

    answer = clerk.post("/handouts/new", **new_fields(campaign, **fields))

    see_anew(campaign)
    handout = session.scalars(select(Handout)).one()
    page = clerk.get(answer.location).text
    assert answer.location == f"/handouts/{handout.id}"
    assert shares_of(session, handout) == {"VND": 1_000_000, "PARCEL": 1}
    assert "DT-2018-0001" in page and "Xã Mỏ Công" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cash": ""}, "cash"),
        ({"cash": "1,5"}, "cash"),
        ({"name": ""}, "name"),
        ({"planned_on": "31/02/2018"}, "planned_on"),
        ({"campaign": "4711"}, "campaign"),
        ({"kind": "weapons"}, "kind"),
        ({"quotas": "Xã Không Có: 3"}, "quotas"),
        ({"quotas": "Xã Tân Bình: 3"}, "quotas"),
        ({"quotas": "mười hai"}, "quotas"),
        ({"goods-0-item": "PARCEL"}, "goods-0-quantity"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept(browser, session, make, change, field):
    make.place()
    fields = {**new_fields(make.campaign()), **change}

    answer = browser("clerk").post("/handouts/new", **fields)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert session.scalar(select(Handout)) is None


def test_ten_presses_draft_one_list(browser, session, make):
    campaign, clerk = make.campaign(), browser("clerk")
    fields = {**clerk.hidden("/handouts/new"), **new_fields(campaign)}
    see_anew(campaign)

    answers = {clerk.client.post("/handouts/new", data=fields).location for _ in range(10)}

    assert answers == {f"/handouts/{session.scalars(select(Handout)).one().id}"}


def test_help_for_one_child_in_stages_is_drafted_on_one_page(browser, session, make):
    campaign, child = make.campaign(), make.child("Nguyễn Thị Lan")
    fields = new_fields(campaign, child=child.code, payee="Đội thợ Ba Tý", stage_1="20.000.000", stage_2="30.000.000")
    see_anew(campaign)

    answer = browser("clerk").post("/handouts/new/single", **{**fields, "kind": "house"})

    handout = session.scalars(select(Handout)).one()
    assert answer.location == f"/handouts/{handout.id}"
    assert totals(session, handout) == (2, {"VND": 50_000_000})
    assert {line.payee for line in lines_of(session, handout)} == {"Đội thợ Ba Tý"}


def test_a_child_who_is_not_clear_is_asked_about(browser, session, make):
    make.child("Nguyễn Thị Lan"), make.child("Nguyễn Văn Lan")
    campaign = make.campaign()
    clerk = browser("clerk")

    several = clerk.post("/handouts/new/single", **new_fields(campaign, child="lan", stage_1="1.000.000"))
    nobody = clerk.post("/handouts/new/single", **new_fields(campaign, child="hoa", stage_1="1.000.000"))

    assert several.status_code == nobody.status_code == 422
    assert 'id="child-error"' in several.text and 'id="child-error"' in nobody.text


def test_another_s_draft_is_not_there_and_a_submitted_list_is(browser, session, make):
    handout = make.handout()
    second = browser(user=make.user("clerk", login="second"))
    others = [second, browser("approver"), browser("cashier"), browser("auditor")]

    before = [each.get(f"/handouts/{handout.id}").status_code for each in others]
    listed = [handout.code in each.get("/handouts").text for each in others]
    make.run(submit, handout=handout)
    after = [each.get(f"/handouts/{handout.id}").status_code for each in others]

    assert before == [404] * 4 and listed == [False] * 4
    assert after == [200] * 4


@pytest.mark.parametrize("path", ["submit", "copy", "children", "files", "pasted", "edit"])
def test_nobody_changes_another_s_draft_by_its_address(browser, session, make, path):
    handout = make.handout()
    second = browser(user=make.user("clerk", login="second"))
    fields = second.hidden("/handouts/new")

    answer = second.client.post(f"/handouts/{handout.id}/{path}", data={**fields, "everybody": "y"})

    assert answer.status_code == 404
    assert state(session, handout) is None


def test_a_draft_is_neither_approved_nor_parted_by_its_address(browser, session, make):
    handout = submitted(make)
    draft = make.handout()
    approver, cashier = browser("approver"), browser("cashier")
    page = f"/handouts/{handout.id}"

    answers = [
        press(approver, f"/handouts/{draft.id}/approve", page, approved_on="15/03/2018"),
        press(cashier, f"/handouts/{draft.id}/sheets", page, way="all"),
        press(cashier, f"/handouts/{handout.id}/sheets", page, way="all"),
    ]

    assert [answer.status_code for answer in answers[:2]] == [404, 404]
    session.rollback()
    assert sheets_of(session, draft) == sheets_of(session, handout) == []
    assert session.scalar(select(Entry)) is None


def test_the_maker_sees_no_button_to_approve_and_is_refused(browser, session, make):
    maker = make.granted(make.user("clerk"), "approver")
    handout = submitted(make)
    own = browser(user=maker)
    page = own.get(f"/handouts/{handout.id}").text

    answer = press(own, f"/handouts/{handout.id}/approve", "/handouts/new", approved_on="15/03/2018")

    assert 'class="approve"' not in page
    assert answer.location == f"/handouts/{handout.id}"
    assert state(session, handout) == HandoutStepKind.SUBMITTED


def test_two_tabs_approve_once_and_the_second_is_shown_the_first_one_s_result(browser, session, make):
    handout = submitted(make, campaign=funded(make))
    approver = browser("approver")
    page = f"/handouts/{handout.id}"
    fields = {"seen_hash": list_hash(session, handout), "approved_on": "15/03/2018"}
    tabs = [{**approver.hidden(page), **fields} for _ in range(2)]

    answers = [approver.client.post(f"{page}/approve", data=tab) for tab in tabs]
    after = approver.get(page).text

    assert {answer.location for answer in answers} == {page}
    assert state(session, handout) == HandoutStepKind.APPROVED
    assert session.query(Entry).filter_by(kind="commitment").count() == 1
    assert 'role="status"' in after and 'class="approve"' not in after


def test_a_list_that_changed_since_the_page_was_drawn_is_not_approved(browser, session, make):
    handout = submitted(make)
    approver = browser("approver")
    page = f"/handouts/{handout.id}"

    press(approver, f"{page}/approve", page, seen_hash="0" * 64, approved_on="15/03/2018")

    assert state(session, handout) == HandoutStepKind.SUBMITTED


def test_the_approver_sees_count_sums_hash_and_what_the_campaign_has(browser, session, make):
    handout = submitted(make, shares={"VND": 4_000_000, "PARCEL": 1}, campaign=funded(make))

    page = browser("approver").get(f"/handouts/{handout.id}").text

    assert f'value="{list_hash(session, handout)}"' in page
    assert "12.000.000 đ" in page and "10.000.000 đ" in page
    assert 'class="warn"' in page


def test_the_accountant_notes_a_check_and_the_approver_sends_back(browser, session, make):
    handout = submitted(make)
    page = f"/handouts/{handout.id}"

    press(browser("accountant"), f"{page}/check", page, remark="Khớp số tiền")
    press(browser("approver"), f"{page}/send-back", page, remark="Thiếu ngày sinh <b>")
    mine = browser("clerk").get(page).text

    assert state(session, handout) is None
    assert "Thiếu ngày sinh &lt;b&gt;" in mine and "Khớp số tiền" in mine


def test_an_approval_is_withdrawn_with_a_reason(browser, session, make):
    handout = make.approved(campaign=funded(make))
    page, approver = f"/handouts/{handout.id}", browser("approver")

    press(approver, f"{page}/withdraw", page, remark="", withdrawn_on="16/03/2018")
    still = state(session, handout)
    press(approver, f"{page}/withdraw", page, remark="Sai đợt", withdrawn_on="16/03/2018")

    assert still == HandoutStepKind.APPROVED
    assert state(session, handout) is None


def test_a_closed_door_stays_closed_for_forms_of_others(browser, session, make):
    handout = submitted(make)
    page = f"/handouts/{handout.id}"
    approver = browser("approver")
    fields = approver.hidden(page)

    answers = [
        approver.client.post(f"{page}/{path}", data=fields).status_code for path in ("submit", "check", "sheets")
    ]
    clerk = browser("clerk").post(f"{page}/approve", page=page).status_code

    assert answers == [403, 403, 403] and clerk == 403
    assert session.scalar(select(HandoutLine.sheet_id).where(HandoutLine.sheet_id.is_not(None))) is None
