"""Test who sees what of children: names, groups and accounts by right, the list, all help ever received."""

from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.models.journal import Access
from tracker.operations.helping.child_records import (
    add_guardian,
    add_outside_id,
    add_to_group,
    set_household,
    set_payee,
)
from tracker.operations.helping.children import ChildFacts, register_child
from tracker.operations.helping.settlements import settle_sheet

pytestmark = pytest.mark.one_engine

SCRIPT = "<script>alert(1)</script>"
NAME = "Nguyễn Thị Ngọc Hân"
#: Xã Tân Lập of today.
NOW = "25489-2025"


@pytest.fixture
def clerk(browser, make):
    """Give the clerk's browser, with the places loaded."""
    make.place()
    return browser("clerk")


@pytest.fixture
def child(make):
    """Register a child of 2018 with a guardian and an account."""
    known = {"birth_on": date(2010, 5, 3), "hamlet": "ấp Tân Hòa", "school": "TH Tân Lập A"}
    child = make.child(NAME, place=make.place("25489-2018"), birth_year=2010, **known)
    make.run(add_guardian, child=child, full_name="Lê Thị Mẹ", relation="mẹ", phone="0912345678")
    make.run(
        set_payee,
        child=child,
        holder="Lê Thị Mẹ",
        bank="NHCSXH Tây Ninh",
        account_number="60001234",
        valid_from=date(2018, 1, 1),
    )
    return child


def accesses(session):
    session.rollback()
    return [(row.what, row.record_id, row.reason) for row in session.scalars(select(Access).order_by(Access.id))]


def born_today_years_ago(make, years, name="Bé"):
    day = date(today().year - years, today().month, min(today().day, 28))
    facts = ChildFacts(name, make.place(NOW), birth_on=day)
    return make.run(register_child, facts=facts, registered_on=max(day, date(2025, 8, 1)))


@pytest.mark.parametrize("role", ["clerk", "cashier", "accountant", "approver"])
def test_who_works_with_children_sees_their_names(browser, child, role):
    pages = [browser(role).get(path).text for path in ("/children", f"/children/{child.id}")]

    assert all(NAME in page and child.code in page for page in pages)


def test_the_auditor_sees_the_code_and_nothing_that_names_the_child(browser, make, child):
    make.run(add_outside_id, child=child, system="Phần mềm TE", value="72-000123")
    auditor = browser("auditor")

    pages = [auditor.get(path).text for path in ("/children", f"/children/{child.id}", "/children?q=han")]

    hidden = (NAME, "Lê Thị Mẹ", "0912345678", "ấp Tân Hòa", "TH Tân Lập A", "03/05/2010", "60001234", "72-000123")
    assert child.code in pages[0] and child.code in pages[1] and child.code not in pages[2]
    assert [text for text in hidden for page in pages if text in page] == []


def test_the_administrator_sees_no_child(browser, child):
    admin = browser("admin")

    assert {admin.get(path).status_code for path in ("/children", f"/children/{child.id}", "/children/find.json")} == {
        403
    }


@pytest.mark.parametrize("role", ["cashier", "accountant", "approver", "auditor"])
def test_only_the_clerk_registers_and_corrects(browser, child, role):
    somebody = browser(role)

    assert somebody.get("/children/new").status_code == 403
    assert somebody.get(f"/children/{child.id}/edit").status_code == 403
    assert "/children/new" not in somebody.get("/children").text
    assert f'action="/children/{child.id}/' not in somebody.get(f"/children/{child.id}").text


@pytest.mark.parametrize(
    ("role", "whole"), [("cashier", True), ("accountant", True), ("clerk", False), ("approver", False)]
)
def test_a_bank_account_is_shown_whole_to_who_pays(browser, child, role, whole):
    page = browser(role).get(f"/children/{child.id}").text

    assert ("60001234" in page) is whole
    assert ("•••• 1234" in page) is not whole


def test_groups_are_seen_by_right_and_each_look_is_noted(browser, make, session, child):
    make.run(add_to_group, child=child, group="đ", since=date(2018, 1, 1))
    path = f"/children/{child.id}"

    seen = {role: "HIV" in browser(role).get(path).text for role in ("clerk", "approver", "cashier", "auditor")}

    assert seen == {"clerk": True, "approver": True, "cashier": False, "auditor": False}
    noted = [("children.groups", child.id, "")] * 2 + [("children.page", child.id, "")] * 2
    assert accesses(session) == noted


def test_the_list_of_a_group_is_for_who_may_see_it_and_is_noted(browser, make, session, child):
    make.run(add_to_group, child=make.child("Bé An"), group="đ", since=date(2018, 1, 1))

    of_clerk, of_cashier = (
        browser("clerk").get("/children?group=đ").text,
        browser("cashier").get("/children?group=đ").text,
    )

    assert "Bé An" in of_clerk and NAME not in of_clerk
    assert NAME in of_cashier and 'name="group"' not in of_cashier
    assert accesses(session) == [("children.by_group", None, "đ")]


def test_the_list_is_searched_without_accents_and_by_code(clerk, make, child):
    make.child("Lê Văn Tám")

    for typed in ("ngoc han", child.code, child.code.lower()[3:].join(["te ", ""])):
        page = clerk.get("/children", query_string={"q": typed}).text

        assert NAME in page and "Lê Văn Tám" not in page


def test_the_list_is_narrowed_by_district_commune_of_today_household_and_help(clerk, make, child):
    make.child("Bé Xa", place=make.place("25516-2018"))
    make.run(set_household, child=child, year=2018, household="poor")

    for narrowed in ("place=705-2018", "place=25489-2018", f"place={NOW}", "place=80", "household=poor"):
        page = clerk.get(f"/children?{narrowed}").text

        assert (NAME in page, "Bé Xa" in page) == (True, narrowed == "place=80")
    assert NAME in clerk.get("/children?helped=no").text
    assert NAME not in clerk.get("/children?helped=yes").text
    assert NAME in clerk.get("/children?place=nowhere&household=king&helped=maybe").text


def test_an_empty_list_says_how_to_begin_and_an_empty_search_how_to_go_on(clerk, make):
    empty = clerk.get("/children").text
    make.child()

    searched = clerk.get("/children?q=khongcoai").text

    assert empty.count('href="/children/new"') == 2
    assert 'href="/children">' in searched.split('class="empty"')[1]


def test_pages_lead_on_and_back_by_keys_and_never_by_names(clerk, make):
    for at in range(53):
        make.child(f"Bé Thứ{chr(97 + at // 26)}{chr(97 + at % 26)}")

    first = clerk.get("/children").text
    following = first.split('rel="next" href="')[1].split('"')[0]
    second = clerk.get(unescape(following)).text

    assert (first.count('class="lead"'), second.count('class="lead"')) == (50, 3)
    assert following.startswith("/children?cursor=n") and following.removeprefix("/children?cursor=n").isdigit()
    assert 'rel="prev" href="/children?cursor=p' in second


@pytest.mark.parametrize("cursor", ["x", "n", "n0", "n999999", "n-1", "n" + "9" * 30, "p1'--"])
def test_a_cursor_that_is_not_ours_is_not_found(clerk, cursor):
    assert clerk.get("/children", query_string={"cursor": cursor}).status_code == 404


def test_a_pick_list_names_children_by_right_only(browser, child):
    (of_clerk,) = browser("clerk").get("/children/find.json?q=han").json
    auditor = browser("auditor")

    assert (of_clerk["id"], of_clerk["text"], of_clerk["code"]) == (child.id, NAME, child.code)
    assert child.code in of_clerk["sub"] and "03/05/2010" in of_clerk["sub"]
    assert auditor.get("/children/find.json?q=han").json == []
    (of_auditor,) = auditor.get(f"/children/find.json?q={child.code}").json
    assert of_auditor["text"] == child.code and "03/05/2010" not in str(of_auditor)


def test_no_address_or_title_of_a_page_names_a_child(clerk, child):
    pages = [clerk.get(path).text for path in ("/children", f"/children/{child.id}", f"/children/{child.id}/edit")]

    assert all(NAME not in page.split("</title>")[0] for page in pages)
    assert all(
        "Ng%E1" not in page and "nguyen" not in page.lower().split("<main")[1].split("name_")[0] for page in pages[:1]
    )


def test_all_help_is_shown_with_its_list_sheet_and_entry(browser, make, child):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=5_000_000, received_on=date(2018, 1, 5))
    handout = make.approved(campaign=campaign, children=[child], name="Quà Tết", shares={"VND": 1_500_000})
    sheet = make.sheet(handout)
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=date(2018, 3, 15), outcomes={})

    of_accountant, of_clerk = (browser(role).get(f"/children/{child.id}").text for role in ("accountant", "clerk"))

    for link in (f"/handouts/{handout.id}", f"/sheets/{sheet.token}", "/disbursements/1"):
        assert f'href="{link}"' in of_clerk
    assert 'href="/ledger?entry=' in of_accountant and 'href="/ledger?entry=' not in of_clerk
    assert of_clerk.count("1.500.000 đ") == 2


@pytest.mark.parametrize(("years", "warned"), [(16, True), (17, True), (15, False), (8, False)])
def test_who_turned_sixteen_is_warned_of_and_nothing_is_blocked(clerk, make, years, warned):
    child = born_today_years_ago(make, years)

    page = clerk.get(f"/children/{child.id}").text

    assert ('class="warn' in page) is warned
    assert f'href="/children/{child.id}/edit"' in page


def test_the_likely_double_of_a_child_is_named_on_its_page(clerk, make, child):
    other = make.child("Nguyễn Thị Ngọc Hân", birth_year=2010)

    page = clerk.get(f"/children/{other.id}").text

    assert f'href="/children/{child.id}"' in page


@pytest.mark.parametrize(
    "name", [SCRIPT, '"><img src=x onerror=alert(1)>', "A & B <Cty>", "O'Brien-Nguyễn", "H’Bia Niê"]
)
def test_a_hostile_name_is_shown_as_typed_and_does_nothing(clerk, make, name):
    child = make.child(name, hamlet=SCRIPT, school=SCRIPT, note=SCRIPT)
    make.run(add_guardian, child=child, full_name=name, relation=SCRIPT)
    make.run(add_outside_id, child=child, system=name[:40], value="1")

    pages = [clerk.get(path).text for path in ("/children", f"/children/{child.id}", f"/children/{child.id}/edit")]

    assert all("<script>alert" not in page and "<img src=x" not in page for page in pages)
    assert all(name in unescape(page) for page in pages)
