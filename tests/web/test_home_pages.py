"""The first page's cards: whom the fund helped this year, and what is in the store."""

from datetime import UTC, date, datetime

import pytest
from help_steps import help_given
from make_help import DAY

from tracker.ground.dates import set_clock
from tracker.operations.helping.child_records import add_to_group

pytestmark = pytest.mark.one_engine


@pytest.fixture
def office(make):
    """Give an office in 2018 that helped one of two children with a group, with nine parcels in store."""
    set_clock(lambda: datetime(2018, 3, 20, 9, tzinfo=UTC))
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=1_000_000, goods=[("PARCEL", 9, None)], received_on=date(2018, 1, 5))
    children = [make.child(), make.child()]
    for child in children:
        make.run(add_to_group, child=child, group="d", since=DAY)
    help_given(make, make.approved(campaign=campaign, children=children[:1]))
    return make


def test_the_share_of_children_helped_is_shown(office, browser):
    page = browser("clerk").get("/?lang=vi").text

    assert '<p><b>1</b> <span class="muted">/ 2' in page and "50,00 %" in page
    assert "2018" in page and '<rect class="paid" x="0" y="0" width="500"' in page


def test_the_store_is_the_cashiers(office, browser):
    cashier, clerk = browser("cashier").get("/").text, browser("clerk").get("/").text

    assert "9 phần" in cashier
    assert "9 phần" not in clerk


def test_the_administrator_sees_no_children(office, browser):
    assert "50,00 %" not in browser("admin").get("/").text


def test_without_children_in_the_register_there_is_no_card(browser, make):
    make.donation()

    assert 'class="card pad helped"' not in browser("clerk").get("/").text
