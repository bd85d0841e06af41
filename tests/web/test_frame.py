"""Test the frame that every page stands in."""

import pytest

pytestmark = pytest.mark.one_engine


def test_home_greets_with_the_day_and_says_that_nothing_waits(browser):
    page = browser("clerk").get("/")

    assert page.status_code == 200
    assert 'aria-current="page"' in page.text
