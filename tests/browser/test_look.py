"""Every page fits a phone, asks nothing of the outside, and passes axe's rules."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.one_engine

#: Who opens what: each page of the year 2018 that a person works with.
PAGES = {
    "accountant": ["/", "/campaigns", "/campaigns/2", "/tills", "/tills/1", "/tills/move", "/vouchers", "/vouchers/1"],
    "cashier": [
        *("/donations", "/donations/new", "/donations/5", "/receipts", "/receipts/3"),
        *("/purchases/new", "/advances", "/advances/new", "/costs", "/costs/new"),
    ],
    "clerk": ["/donors", "/donors/1", "/donors/new", "/pledges", "/pledges/1", "/pledges/new", "/settings"],
    "approver": [
        "/overrides/new?campaign=2",
        "/campaigns/moves",
        "/campaigns/move",
        "/corrections",
        "/campaigns/2/edit",
    ],
    "auditor": ["/ledger", "/ledger?book=receipts", "/ledger?book=till", "/search?q=lan"],
    "admin": ["/users", "/users/new", "/settings", "/costs/ceiling"],
    "": ["/login", "/public", "/r/"],
}
WIDTHS = (1280, 390)


@pytest.mark.parametrize("login", PAGES)
def test_no_page_scrolls_sideways_complains_or_breaks_a_rule_of_accessibility(office, address, login):
    page = office.person(login) if login else office.stranger()
    asked, faults, breaches = [], [], {}
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))

    for path in PAGES[login]:
        answer = page.goto(address + path)
        wide = {width: wide_at(page, width) for width in WIDTHS}
        assert (path, answer.status, wide) == (path, 200, {width: width for width in WIDTHS})
        page.set_viewport_size({"width": 1280, "height": 900})
        found = [breach["id"] for breach in Axe().run(page).response["violations"]]
        breaches |= {path: found} if found else {}

    assert faults == []
    assert [url for url in asked if not url.startswith(address)] == []
    assert breaches == {}


def wide_at(page, width: int) -> int:
    """Give how wide a page wants to be in a window of a width."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth")
