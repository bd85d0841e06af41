"""Test what held on a day."""

from datetime import date

import pytest

from tracker.models.settings import Item, Position, SeriesCode
from tracker.operations.settings import (
    add_item,
    add_signatory,
    end_item,
    end_occasion,
    set_letterhead,
    set_occasion_day,
    set_series,
)
from tracker.queries.settings import items_on, letterhead_on, occasion_days, occasions_on, series_on, signatories_on

HEAD = {"address": "", "fund_code": "", "phone": "", "hotline": ""}


def test_a_letterhead_holds_until_the_next_begins(session, run):
    run(set_letterhead, valid_from=date(2018, 1, 1), fund_name="Quỹ cũ", **HEAD)
    run(set_letterhead, valid_from=date(2025, 7, 1), fund_name="Quỹ mới", **HEAD)

    days = [date(2017, 12, 31), date(2018, 1, 1), date(2025, 6, 30), date(2025, 7, 1)]
    held = [letterhead_on(session, day) for day in days]

    assert [each.fund_name if each else None for each in held] == [None, "Quỹ cũ", "Quỹ cũ", "Quỹ mới"]


def test_each_position_has_who_signed_on_the_day(session, run):
    run(add_signatory, position="head", title="Giám đốc", full_name="Cũ", valid_from=date(2018, 1, 1))
    run(add_signatory, position="head", title="Giám đốc", full_name="Mới", valid_from=date(2019, 1, 1))
    run(add_signatory, position="cashier", title="Thủ quỹ", full_name="Quỹ", valid_from=date(2018, 1, 1))

    on_the_eve = signatories_on(session, date(2018, 12, 31))
    on_new_year = signatories_on(session, date(2019, 1, 1))

    assert {position: each.full_name for position, each in on_the_eve.items()} == {
        Position.HEAD: "Cũ",
        Position.CASHIER: "Quỹ",
    }
    assert on_new_year[Position.HEAD].full_name == "Mới"


def test_a_series_is_called_as_on_the_day_and_before_all_as_at_first(session, run):
    run(set_series, code="BL", valid_from=date(2020, 1, 1), title="BIÊN LAI MỚI")

    assert series_on(session, "BL", date(1999, 1, 1)).form_label == "Mẫu số C45-BB"
    assert series_on(session, "BL", date(2019, 12, 31)).title == "BIÊN LAI THU TIỀN"
    assert series_on(session, "BL", date(2020, 1, 1)).title == "BIÊN LAI MỚI"


@pytest.mark.parametrize("code", list(SeriesCode))
def test_every_series_begins_with_a_name(session, code):
    assert series_on(session, code, date(2018, 1, 1)).title


def test_goods_are_listed_while_they_hold_and_money_is_none_of_them(session, run):
    run(add_item, code="RICE", name="Gạo", unit="kg", valid_from=date(2019, 1, 1))
    run(end_item, item=session.get_one(Item, "MILK"), valid_to=date(2018, 12, 31))

    in_2018 = {item.code for item in items_on(session, date(2018, 12, 31))}
    in_2019 = {item.code for item in items_on(session, date(2019, 1, 1))}

    assert in_2018 == {"BICYCLE", "PARCEL", "MILK", "BOOK"}
    assert in_2019 == {"BICYCLE", "PARCEL", "RICE", "BOOK"}


def test_occasions_are_listed_while_they_hold_with_their_days(session, run):
    run(set_occasion_day, code="TET", year=2018, falls_on=date(2018, 2, 16))
    run(set_occasion_day, code="TET", year=2019, falls_on=date(2019, 2, 5))
    mid_autumn = next(each for each in occasions_on(session, date(2018, 1, 1)) if each.code == "MID_AUTUMN")
    run(end_occasion, occasion=mid_autumn, valid_to=date(2018, 12, 31))

    assert "MID_AUTUMN" not in {each.code for each in occasions_on(session, date(2019, 1, 1))}
    assert [day.falls_on for day in occasion_days(session)["TET"]] == [date(2019, 2, 5), date(2018, 2, 16)]
