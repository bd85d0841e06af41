"""Test the pages of promises: recorded in parts, listed by what is late, changed, written off."""

from datetime import date, timedelta

import pytest
from giving_steps import see_anew

from tracker.ground.dates import today
from tracker.models.giving.pledges import Pledge, Rhythm
from tracker.operations.giving.pledges import write_off_pledge
from tracker.queries.giving.pledges import outstanding, parts_of

pytestmark = pytest.mark.one_engine

SCRIPT = "<script>alert(1)</script>"


def pledge_fields(donor, campaign, **more):
    """Give the fields of a promise of 1.000.000 đ in twelve months; the session then sees what the page writes."""
    fields = {
        "donor": donor.full_name,
        "donor-id": donor.id,
        "campaign": campaign.id,
        "amount": "1.000.000",
        "rhythm": "monthly",
        "count": "12",
        "first_due_on": "31/01/2018",
        "pledged_on": "15/01/2018",
        "agreement_number": "05/2018/TT",
    }
    see_anew(campaign)
    return {**fields, **more}


def test_a_clerk_records_a_promise_in_twelve_parts(browser, session, make):
    fields = pledge_fields(make.donor(), make.campaign())

    answer = browser("clerk").post("/pledges/new", **fields)

    pledge = session.query(Pledge).one()
    parts = [part.instalment for part in parts_of(session, pledge)]
    assert answer.location == f"/pledges/{pledge.id}"
    assert sum(part.amount for part in parts) == 1_000_000
    assert [part.due_on for part in parts[:3]] == [date(2018, 1, 31), date(2018, 2, 28), date(2018, 3, 31)]


def test_ten_presses_record_one_promise(browser, session, make):
    clerk = browser("clerk")
    fields = {**clerk.hidden("/pledges/new"), **pledge_fields(make.donor(), make.campaign())}

    answers = [clerk.client.post("/pledges/new", data=fields) for _ in range(10)]

    assert {answer.location for answer in answers} == {f"/pledges/{session.query(Pledge).one().id}"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount", "NaN"),
        ("amount", "-1"),
        ("amount", ""),
        ("amount", "11"),
        ("count", "121"),
        ("count", "1.5"),
        ("rhythm", "weekly"),
        ("first_due_on", "31/02/2018"),
        ("first_due_on", "01/01/2018"),
        ("pledged_on", "31/12/2099"),
        ("campaign", "4711"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept(browser, session, make, name, value):
    fields = pledge_fields(make.donor("Nguyễn Thị Lan"), make.campaign()) | {name: value}
    if name == "pledged_on":
        fields["first_due_on"] = "31/12/2099"

    answer = browser("clerk").post("/pledges/new", **fields)

    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert 'value="Nguyễn Thị Lan"' in answer.text
    assert session.query(Pledge).count() == 0


def test_a_donor_typed_but_not_picked_is_asked_about(browser, session, make):
    lan = make.donor("Nguyễn Thị Lan")
    typed = pledge_fields(lan, make.campaign()) | {"donor": "lan", "donor-id": ""}
    chosen = typed | {"donor-choice": lan.id}
    clerk = browser("clerk")
    see_anew(lan)

    asked = clerk.post("/pledges/new", **typed)
    answer = clerk.post("/pledges/new", **chosen)

    assert f'name="donor-choice" value="{session.query(Pledge).one().donor_id}"' in asked.text
    assert answer.status_code == 302


def test_who_has_no_scripts_sees_the_parts_before_they_are_recorded(browser, session, make):
    fields = pledge_fields(make.donor(), make.campaign(), then="plan")

    answer = browser("clerk").post("/pledges/new", **fields)

    assert "83.337 đ" in answer.text
    assert session.query(Pledge).count() == 0


def test_the_plan_is_shown_as_one_types(browser):
    clerk = browser("clerk")

    plan = clerk.get("/pledges/plan.json?amount=300&rhythm=monthly&count=3&first_due_on=31/01/2018").json
    wrong = clerk.get("/pledges/plan.json?amount=2&rhythm=monthly&count=3&first_due_on=31/01/2018").json
    half = clerk.get("/pledges/plan.json?amount=NaN&rhythm=monthly").json

    assert [part["due"] for part in plan["parts"]] == ["31/01/2018", "28/02/2018", "31/03/2018"]
    assert [part["amount"] for part in plan["parts"]] == ["100 đ", "100 đ", "100 đ"]
    assert set(wrong) == {"error"}
    assert half == {}


def test_the_lists_count_and_sum_what_is_outstanding_and_overdue(browser, make):
    later = today() + timedelta(days=30)
    make.pledge(amount=10_000_000, donor=make.donor("Người Trễ"))
    make.pledge(amount=4_000_000, donor=make.donor("Người Chờ"), pledged_on=today(), first_due_on=later)
    kept = make.pledge(amount=1_000_000, donor=make.donor("Người Đủ"))
    make.donation(pledge=kept, amount=1_000_000)
    auditor = browser("auditor")

    pages = {state: auditor.get(f"/pledges?state={state}").text for state in ("outstanding", "overdue", "all")}

    assert "14.000.000 đ</b>" in pages["outstanding"] and "Người Đủ" not in pages["outstanding"]
    assert "10.000.000 đ</b>" in pages["overdue"] and "Người Chờ" not in pages["overdue"]
    assert "15.000.000 đ</b>" in pages["all"] and "Người Đủ" in pages["all"]


def test_pledges_are_found_by_donor_number_and_campaign(browser, make):
    pledge = make.pledge(donor=make.donor("Đặng Anh Khoa"))
    make.pledge(donor=make.donor("Lê Văn Tí"))
    auditor = browser("auditor")
    queries = ("q=dang+anh", f"q={pledge.code}", "q=0001", f"campaign={pledge.campaign_id}")

    pages = {query: auditor.get(f"/pledges?{query}").text for query in queries}

    for query, page in pages.items():
        assert "Đặng Anh Khoa" in page and "Lê Văn Tí" not in page, query


def test_overdue_pledges_page_by_the_longest_waiting(browser, make):
    donor, campaign = make.donor(), make.campaign()
    for month in range(1, 13):
        day = date(2018, month, 1)
        for _ in range(5):
            make.pledge(amount=1_000, donor=donor, campaign=campaign, pledged_on=date(2018, 1, 1), first_due_on=day)
    auditor = browser("auditor")

    first = auditor.get("/pledges?state=overdue").text
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = auditor.get(following).text

    assert first.count("/pledges/") - second.count("/pledges/") == 40
    assert "01/01/2018" in first and "01/12/2018" in second


def test_the_page_of_a_promise_shows_parts_gifts_and_steps(browser, make, run):
    pledge = make.pledge(amount=3_000_000, count=3, rhythm=Rhythm.MONTHLY, donor=make.donor(SCRIPT))
    make.donation(pledge=pledge, amount=1_200_000)
    approver = make.user("approver")
    run(write_off_pledge, by=approver, pledge=pledge, written_off_on=date(2018, 7, 1), reason="Công ty giải thể")

    page = browser("auditor").get(f"/pledges/{pledge.id}").text

    for text in (pledge.code, "1.000.000 đ", "200.000 đ", "Công ty giải thể", approver.full_name):
        assert text in page, text
    assert SCRIPT not in page


def test_a_change_keeps_what_was_paid(browser, session, make):
    pledge = make.pledge(amount=3_000_000, count=3, rhythm=Rhythm.MONTHLY)
    make.donation(pledge=pledge, amount=1_000_000)
    path = f"/pledges/{pledge.id}"
    change = {"amount": "5.000.000", "rhythm": "quarterly", "count": "4", "first_due_on": "15/06/2018"}
    see_anew(pledge)

    answer = browser("clerk").post(f"{path}/edit", **change, changed_on="01/06/2018", reason="Tăng mức hỗ trợ")

    assert answer.location == path
    assert [part.open for part in parts_of(session, pledge)] == [0, 1_000_000, 1_000_000, 1_000_000, 1_000_000]


def test_a_change_below_what_was_paid_is_refused(browser, session, make):
    pledge = make.pledge(amount=3_000_000)
    make.donation(pledge=pledge, amount=2_000_000)
    path = f"/pledges/{pledge.id}/edit"
    change = {"amount": "2.000.000", "rhythm": "once", "count": "1", "first_due_on": "15/06/2018"}
    see_anew(pledge)

    answer = browser("clerk").post(path, **change, changed_on="01/06/2018", reason="Giảm")

    assert 'id="amount-error"' in answer.text
    assert outstanding(session, pledge) == 1_000_000


def test_an_approver_writes_off_what_is_open(browser, session, make):
    pledge = make.pledge(amount=3_000_000)
    make.donation(pledge=pledge, amount=1_000_000)
    path = f"/pledges/{pledge.id}"
    see_anew(pledge)
    approver = browser("approver")

    without = approver.post(f"{path}/write-off", written_off_on="01/06/2018", reason=" ")
    answer = approver.post(f"{path}/write-off", written_off_on="01/06/2018", reason="Công ty giải thể")

    assert 'id="reason-error"' in without.text
    assert answer.location == path
    assert outstanding(session, pledge) == 0


def test_each_role_has_its_part_in_promises(browser, make):
    pledge = make.pledge()
    paths = ("", "/new", f"/{pledge.id}", f"/{pledge.id}/edit", f"/{pledge.id}/write-off")
    roles = ("clerk", "accountant", "cashier", "approver", "auditor", "admin")
    people = {role: browser(role) for role in roles}

    may = {role: [who.get(f"/pledges{path}").status_code == 200 for path in paths] for role, who in people.items()}

    assert may == {
        "clerk": [True, True, True, True, False],
        "accountant": [True, False, True, False, False],
        "cashier": [True, False, True, False, False],
        "approver": [True, False, True, False, True],
        "auditor": [True, False, True, False, False],
        "admin": [False] * 5,
    }


@pytest.mark.parametrize("path", ["/pledges/4711", "/pledges?cursor=x", "/pledges?state=overdue&cursor=WyJuIiwxLDJd"])
def test_what_is_not_there_is_404(browser, path):
    assert browser("auditor").get(path).status_code == 404
