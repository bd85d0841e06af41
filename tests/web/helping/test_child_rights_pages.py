"""Test the pages of children's data: consents, requests, who opened what, anonymising, merging."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.models.helping.child_rights import (
    AnonymisingStep,
    Consent,
    ConsentWithdrawal,
    DataRequest,
    DataRequestStep,
)
from tracker.models.helping.children import Child, Guardian
from tracker.models.journal import Access
from tracker.operations.helping.anonymisings import propose_anonymising
from tracker.operations.helping.child_records import add_guardian, add_to_group
from tracker.operations.helping.data_requests import record_request, take_step
from tracker.operations.merges import merge_children
from tracker.queries.helping.accesses import KINDS
from tracker.web.proving.attached import PLACES
from tracker.web.proving.paper_pages import ACCOUNTS

pytestmark = pytest.mark.one_engine

NAME = "Nguyễn Thị Ngọc Hân"
DAY = "01/06/2018"
CONSENT = {"purpose": "publish", "giver": "guardian", "giver_name": "Lê Thị Mẹ", "relation": "mẹ", "method": "written"}


@pytest.fixture
def child(make):
    return make.child(NAME, birth_year=2010)


@pytest.fixture
def requested(make, child):
    """Make a request for deletion that was answered."""

    def requested(**more):
        said = {"kind": "delete", "asked_by": "Lê Thị Mẹ", "asked": "Xin xóa", "received_on": today()} | more
        return make.run(record_request, child=child, **said)

    return requested


def test_a_clerk_records_a_consent_and_that_it_was_taken_back(browser, session, child):
    clerk, page = browser("clerk"), f"/children/{child.id}"

    given = clerk.post(f"{page}/consents", page=page, given_on=DAY, **CONSENT)
    session.rollback()
    consent = session.scalars(select(Consent)).one()
    seen = clerk.get(page).text
    taken = clerk.post(f"{page}/consents/{consent.id}/withdraw", page=page, withdrawn_on="02/06/2018")

    session.rollback()
    assert (given.status_code, taken.status_code) == (302, 302)
    assert "Lê Thị Mẹ" in seen and "còn thiếu: Trẻ em" in seen
    assert session.scalars(select(ConsentWithdrawal)).one().consent_id == consent.id
    assert "Lê Thị Mẹ" not in browser("auditor").get(page).text


@pytest.mark.parametrize(("field", "typed"), [("purpose", ""), ("giver_name", ""), ("relation", ""), ("given_on", "x")])
def test_a_consent_that_says_half_is_refused_at_its_field(browser, session, child, field, typed):
    page = f"/children/{child.id}"

    answer = browser("clerk").post(f"{page}/consents", page=page, **{"given_on": DAY, **CONSENT, field: typed})

    assert answer.status_code == 422
    assert f'id="consents-{field}-error"' in answer.text
    assert session.scalars(select(Consent)).all() == []


def test_a_request_is_recorded_answered_and_done(browser, session, child):
    clerk = browser("clerk")
    fields = {"child": child.code, "child-id": child.id, "kind": "access", "received_on": DAY, "asked_by": "Mẹ em"}

    made = clerk.post("/data-requests/new", **fields)
    page = made.location
    late = clerk.get("/data-requests?state=overdue").text
    found = [child.code in clerk.get(f"/data-requests?q={text}").text for text in ("ngoc han", "Mẹ em", "không ai")]
    done = [clerk.post(f"{page}/steps", page=page, kind=kind, happened_on=DAY) for kind in ("answered", "done", "done")]

    assert child.code in late and NAME in late
    assert found == [True, True, False]
    session.rollback()
    assert [answer.status_code for answer in done] == [302, 302, 422]
    assert [step.kind for step in session.scalars(select(DataRequestStep))] == ["answered", "done"]
    assert session.scalars(select(DataRequest)).one().child_id == child.id
    assert child.code not in clerk.get("/data-requests").text


def test_an_overdue_request_and_a_waiting_proposal_stand_on_the_first_page(browser, make, child, requested):
    request = requested(received_on=today() - timedelta(days=30))
    home = {role: browser(role).get("/").text for role in ("clerk", "cashier")}
    make.run(take_step, request=request, kind="answered", happened_on=today())
    make.run(propose_anonymising, child=child, reason="Gia đình yêu cầu")

    assert "/data-requests?state=overdue" in home["clerk"]
    assert "/data-requests" not in home["cashier"]
    assert 'href="/anonymisings"' in browser("approver").get("/").text


def test_who_opened_a_child_is_noted_and_listed(browser, make, session, child):
    make.run(add_to_group, child=child, group="đ", since=today())
    for role in ("cashier", "auditor", "clerk"):
        browser(role).get(f"/children/{child.id}")

    page = browser("approver").get(f"/children/accesses?child={child.code}").text

    rows = [(each.what, each.record_id) for each in session.scalars(select(Access).order_by(Access.id))]
    assert rows == [("children.page", child.id)] * 2 + [("children.groups", child.id)]
    assert all(f"Người {role}" in page for role in ("cashier", "auditor", "clerk"))
    assert "Mở hồ sơ trẻ, có nhóm hoàn cảnh đặc biệt" in page
    assert browser("cashier").get("/children/accesses").status_code == 403


def test_the_list_of_accesses_is_narrowed_and_says_when_nothing_fits(browser, make, child):
    clerk = browser("clerk")
    clerk.get(f"/children/{child.id}")
    path, tomorrow = "/children/accesses", today() + timedelta(days=1)

    found = {
        query: child.code in clerk.get(f"{path}?{query}").text.split("</form>")[-1]
        for query in (
            f"user={clerk.user.id}",
            f"user={make.user('cashier').id}",
            f"since={today():%d/%m/%Y}&until={today():%d/%m/%Y}",
            f"since={tomorrow:%d/%m/%Y}",
            "child=TE-000000",
            "user=x&since=y",
        )
    }

    assert list(found.values()) == [True, False, True, False, False, True]


def test_anonymising_takes_two_people_and_leaves_the_page_without_a_name(browser, make, session, child, requested):
    make.run(add_guardian, child=child, full_name="Lê Thị Mẹ", relation="mẹ")
    make.run(take_step, request=requested(), kind="answered", happened_on=today())
    clerk, approver = browser("clerk"), browser("approver")
    listed = clerk.get("/anonymisings").text

    proposed = clerk.post(f"/anonymisings/new?child={child.id}", reason="Gia đình yêu cầu")
    refused = clerk.post(f"{proposed.location}/agree", page=proposed.location)
    agreed = approver.post(f"{proposed.location}/agree", page=proposed.location)

    assert f"/anonymisings/new?child={child.id}" in listed
    assert (refused.status_code, agreed.status_code) == (403, 302)
    session.rollback()
    assert session.scalars(select(AnonymisingStep)).one().agreed
    assert session.get_one(Child, child.id).full_name == f"Trẻ {child.code}"
    assert session.scalars(select(Guardian)).all() == []
    pages = [
        clerk.get(path).text for path in (f"/children/{child.id}", "/children", proposed.location, "/anonymisings")
    ]
    assert not any(NAME in page or "Lê Thị Mẹ" in page.replace("Asked by", "") for page in pages[:2] + pages[3:])


def test_a_proposal_without_a_ground_is_refused_and_says_so(browser, child):
    answer = browser("clerk").post(f"/anonymisings/new?child={child.id}", reason="Dọn hồ sơ")

    assert answer.status_code == 422
    assert "chưa hết thời hạn lưu" in answer.text
    assert "Dọn hồ sơ" in answer.text


def test_a_clerk_compares_two_children_merges_them_and_undoes_it(browser, make, session, child):
    other = make.child("Nguyễn Thị Ngọc Hân", birth_year=2010)
    clerk, page = browser("clerk"), f"/children/{child.id}/merge?other={other.id}"

    offered = [clerk.get(path).text for path in ("/children/doubles", f"/children/{child.id}")]
    merged = clerk.post(page, keep=str(child.id), reason="Một em")
    led = clerk.get(f"/children/{other.id}")
    shown = clerk.get(led.location).text
    forms = [clerk.post(f"/children/{other.id}/{name}", page=led.location, **fields) for name, fields in SMALL.items()]
    undone = clerk.post(f"/children/{other.id}/unmerge", page=led.location)

    assert all(page.replace("&", "&amp;") in text for text in offered)
    assert (merged.location, led.location) == (f"/children/{child.id}#merged", f"/children/{child.id}?came={other.id}")
    assert other.code in shown and "Một em" in shown
    assert {answer.location.split("#")[0] for answer in forms} == {f"/children/{other.id}"}
    assert undone.status_code == 302
    session.rollback()
    assert session.get_one(Child, other.id).merged_into_id is None
    assert {guardian.child_id for guardian in session.scalars(select(Guardian))} == {child.id}


#: Small forms of a page that was opened before the merge.
SMALL = {
    "guardians": {"guardian_name": "Lê Văn Cha", "relation": "cha"},
    "households": {"year": "2018", "household": "poor"},
}


def test_a_merged_child_is_offered_nowhere_and_found_by_its_code(browser, make, child):
    other = make.child("Nguyễn Thị Ngọc Hân", birth_year=2010)
    make.run(merge_children, gone=other, kept=child, reason="Một em")
    clerk, handout = browser("clerk"), make.handout()

    found = [clerk.get(f"/children/find.json?q={text}").json for text in ("ngoc han", other.code)]
    listed = clerk.get("/children").text
    searched = clerk.get(f"/search?q={other.code}")

    assert [[row["id"] for row in rows] for rows in found] == [[child.id], [child.id]]
    assert other.code not in listed and child.code in listed
    assert child.code in searched.text or searched.location.endswith(f"/children/{child.id}")
    assert other.code not in clerk.get(f"/handouts/{handout.id}/children?q=han").text


def test_every_access_that_shows_a_childs_data_is_told_in_words():
    naming = {table for table, place in PLACES.items() if place.names}

    noted = {f"{table}.attachment" for table in naming - {"consents"}} | {ACCOUNTS}

    assert noted - set(KINDS) == set()
