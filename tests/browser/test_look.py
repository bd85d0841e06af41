"""Every page fits a phone, asks nothing of the outside, and passes axe's rules."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.one_engine

#: Who opens what: each page of the year 2018 that a person works with.
PAGES = {
    "accountant": ["/", "/campaigns", "/campaigns/2", "/tills", "/tills/1", "/tills/move", "/vouchers", "/vouchers/1"],
    "cashier": ["/donations", "/donations/new", "/donations/5", "/receipts", "/receipts/3"],
    "clerk": ["/donors", "/donors/1", "/donors/new", "/pledges", "/pledges/1", "/pledges/new", "/settings"],
    "approver": ["/campaigns/move", "/corrections", "/campaigns/2/edit"],
    "auditor": ["/ledger", "/ledger?book=receipts", "/ledger?book=till", "/search?q=lan"],
    "admin": ["/users", "/users/new", "/settings"],
    "": ["/login", "/public", "/r/"],
}
WALKS = [(login, width) for login in PAGES for width in (1280, 390)]


def open_as(office, login: str, width: int):
    return office.person(login, width) if login else office.stranger(width)


@pytest.mark.parametrize(("login", "width"), WALKS)
def test_no_page_scrolls_sideways_or_complains(office, address, login, width):
    page = open_as(office, login, width)
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))

    for path in PAGES[login]:
        answer = page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (path, answer.status, wide) == (path, 200, width)

    assert faults == []
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.parametrize("login", PAGES)
def test_no_page_breaks_a_rule_of_accessibility(office, address, login):
    page = open_as(office, login, 1280)
    found = {}

    for path in PAGES[login]:
        page.goto(address + path)
        breaches = [breach["id"] for breach in Axe().run(page).response["violations"]]
        found |= {path: breaches} if breaches else {}

    assert found == {}
