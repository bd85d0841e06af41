"""Test what a year's occasions cost and whom they reached."""

from datetime import date

import pytest

from tracker.queries.helping.occasions import occasions_in_year

pytestmark = pytest.mark.one_engine


def test_the_occasions_of_2018_stand_in_the_order_of_their_days(year):
    found = occasions_in_year(year, 2018, viewer_id=0)

    told = {each.code: (each.falls_on, each.helped.children, each.helped.amount, each.helped.goods) for each in found}
    assert told["TET"] == (date(2018, 2, 6), 400, 400_000_000, {"PARCEL": 400})
    assert told["CHILDREN_DAY"][1:] == (1_337, 0, {"MILK": 120_330})
    assert told["ACTION_MONTH"][1:] == (600, 0, {})
    assert told["MID_AUTUMN"][1:] == (90, 0, {"BICYCLE": 90})
    days = [each.falls_on for each in found if each.falls_on is not None]
    assert days == sorted(days)


def test_help_without_an_occasion_stands_as_such_and_last(year):
    *_named, last = occasions_in_year(year, 2018, viewer_id=0)

    assert (last.code, last.helped.amount >= 50_000_000) == ("", True)
    assert any(row.handout.name.startswith("Nhà") for row in last.lists)


def test_a_draft_is_counted_for_its_maker_alone_and_another_year_holds_nothing(session, make):
    make.handout(occasion="TET", planned_on=date(2018, 2, 6))
    maker = make.user("clerk").id

    mine, others = (
        {each.code: len(each.lists) for each in occasions_in_year(session, 2018, viewer_id=key)} for key in (maker, 0)
    )
    next_year = [len(each.lists) for each in occasions_in_year(session, 2019, viewer_id=maker)]

    assert (mine["TET"], others["TET"]) == (1, 0)
    assert set(next_year) == {0}
