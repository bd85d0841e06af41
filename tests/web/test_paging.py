"""Test lists that page by key."""

import base64
import json
from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.web.paging import paged

BY_DAY = (Pledge.pledged_on, Pledge.id)


@pytest.fixture
def pledges(make):
    """Make seven pledges, two on each day but one."""
    donor, campaign = make.donor(), make.campaign()
    days = [date(2018, 3, day) for day in (5, 5, 4, 4, 3, 3, 2)]
    return [make.pledge(donor=donor, campaign=campaign, pledged_on=day).id for day in days]


def walk(session, way, cursor=None, **options):
    """Collect the ids of every page until there is none in a direction."""
    pages = []
    while True:
        page = paged(session, select(Pledge), by=BY_DAY, cursor=cursor, size=3, **options)
        pages.append([pledge.id for pledge in page.rows])
        cursor = getattr(page, way)
        if cursor is None:
            return pages, page


def test_every_row_comes_once_newest_first(session, pledges):
    pages, _last = walk(session, "next_cursor")

    assert pages == [[pledges[1], pledges[0], pledges[3]], [pledges[2], pledges[5], pledges[4]], [pledges[6]]]


def test_the_way_back_gives_the_same_pages(session, pledges):
    there, last = walk(session, "next_cursor")

    back, _first = walk(session, "previous_cursor", cursor=last.previous_cursor)

    assert back == there[1::-1]


def test_the_first_page_has_no_page_before_it(session, pledges):
    page = paged(session, select(Pledge), by=BY_DAY, size=10)

    assert (page.next_cursor, page.previous_cursor) == (None, None)


def test_names_are_paged_in_their_order(session, make):
    for name in ("Ân", "An", "Ánh"):
        make.donor(name)

    page = paged(session, select(Donor), by=(Donor.name_sort, Donor.id), size=2, descending=False)
    rest = paged(
        session, select(Donor), by=(Donor.name_sort, Donor.id), size=2, descending=False, cursor=page.next_cursor
    )

    assert [donor.full_name for donor in [*page.rows, *rest.rows]][:3] == ["An", "Ánh", "Ân"]


def test_rows_of_several_things_stay_rows(session, pledges):
    page = paged(session, select(Pledge, Pledge.amount), by=BY_DAY, size=1)

    assert page.rows[0].amount == page.rows[0].Pledge.amount


def cursor_of(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    ["-1", "1" * 30, "%00", "x" * 5000, "é", cursor_of(["n", "2018-03-05", 10**30]), cursor_of(["n", "2018-13-05", 1])]
    + [
        cursor_of(["x", "2018-03-05", 1]),
        cursor_of(["n", 5, 1]),
        cursor_of({"a": 1}),
        cursor_of(None),
        cursor_of(["n"]),
    ],
)
def test_a_cursor_that_we_did_not_make_is_404(session, cursor):
    with pytest.raises(NotFound):
        paged(session, select(Pledge), by=BY_DAY, cursor=cursor)
