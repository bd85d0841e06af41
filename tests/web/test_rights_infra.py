"""Test how a page asks for its right."""

import pytest

from tracker.web.rights import needs

pytestmark = pytest.mark.one_engine


def test_a_right_that_nobody_defined_is_a_fault_at_once():
    with pytest.raises(LookupError):
        needs("pledges.eat")


def test_who_is_not_signed_in_is_asked_to_and_comes_back(browser):
    answer = browser().get("/search?q=a")

    assert answer.location == "/login?next=/search?q%3Da"


def test_who_may_not_sees_a_plain_page_in_the_frame(browser):
    page = browser("admin").get("/search?q=a")

    assert page.status_code == 403
    assert "<nav" in page.text


def test_a_page_names_its_right(app):
    assert app.view_functions["search.index"].right == "donors.read"
