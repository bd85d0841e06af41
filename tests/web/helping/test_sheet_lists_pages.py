"""Test how sheets are found, listed and printed, and who may see the names on them."""

import pytest
from sqlalchemy import func, select
from web.handout_steps import funded, press, sheet_path

from tracker.ground.proofs import show_token
from tracker.models.helping.handouts import SheetCopy

pytestmark = pytest.mark.one_engine


@pytest.fixture
def handout(make):
    """Give an approved list of three children at 1.000.000 đ and a parcel, with the money there."""
    return make.approved(campaign=funded(make), shares={"VND": 1_000_000, "PARCEL": 1})


def test_a_sheet_opens_by_its_code_or_number_in_any_spelling(browser, session, make, handout):
    sheet = make.sheet(handout)
    reader = browser("auditor")

    found = {
        reader.get(f"/sheets?q={text}").location
        for text in (show_token(sheet.token).lower(), "dt-2018-0001/1", "2018-1/1")
    }
    wrong = reader.get("/sheets?q=DT-2018-0001/7").text
    missing = reader.get("/sheets/0000000000000000").status_code

    assert found == {sheet_path(sheet)}
    assert 'class="warn' in wrong and missing == 404
    assert browser().get(sheet_path(sheet)).location.startswith("/login")


def test_sheets_are_listed_by_whether_they_are_out(browser, session, make, handout):
    sheet = make.sheet(handout)
    waiting = make.sheet(make.approved(campaign=handout.campaign), out=False)
    cashier = browser("cashier")

    pages = {state: cashier.get(f"/sheets?state={state}").text for state in ("", "waiting", "settled")}

    assert [sheet.token in pages[state] for state in pages] == [True, False, False]
    assert [waiting.token in pages[state] for state in pages] == [False, True, False]


def test_names_and_prints_of_a_sheet_are_for_those_who_may_see_them(browser, session, make):
    child = make.child("Nguyễn Thị Lan")
    sheet = make.sheet(make.approved(campaign=funded(make), children=[child]))
    make.letterhead()
    clerk, auditor, page = browser("clerk"), browser("auditor"), sheet_path(sheet)

    printed = press(clerk, f"{page}/print", page)
    pdf = clerk.get(printed.location)
    again = clerk.get(printed.location)

    assert pdf.mimetype == "application/pdf" and pdf.data == again.data
    session.rollback()
    assert session.scalar(select(func.count(SheetCopy.id))) == 1
    assert auditor.get(printed.location).status_code == 403
    assert "Nguyễn Thị Lan" not in auditor.get(page).text and child.code in auditor.get(page).text
    assert clerk.get(f"{page}/copies/7.pdf").status_code == 404


def test_a_print_pressed_twice_is_one_copy(browser, session, make, handout):
    sheet = make.sheet(handout)
    clerk, page = browser("clerk"), sheet_path(sheet)
    fields = clerk.hidden(page)

    answers = {clerk.client.post(f"{page}/print", data=fields).location for _ in range(3)}

    assert answers == {f"{page}/copies/1.pdf"}
