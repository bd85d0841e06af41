"""Days: what is read, what is refused, and how they are shown and counted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ground.dates import (
    add_months,
    day_on_paper,
    days_between,
    now,
    parse_day,
    set_clock,
    show_day,
    show_moment,
    today,
)
from tracker.ground.refusals import Refused

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.fixture(autouse=True)
def _real_clock() -> Iterator[None]:
    yield
    set_clock(None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26/12/2018", date(2018, 12, 26)),
        ("3/4/2010", date(2010, 4, 3)),
        ("03/04/2010", date(2010, 4, 3)),
        ("3-4-2010", date(2010, 4, 3)),
        ("3.4.2010", date(2010, 4, 3)),
        ("2018-12-26", date(2018, 12, 26)),
        (" 26/12/2018\n", date(2018, 12, 26)),
        ("29/02/2016", date(2016, 2, 29)),
        ("01/01/1900", date(1900, 1, 1)),
        ("31/12/2100", date(2100, 12, 31)),
    ],
)
def test_a_day_is_read_with_the_day_first_or_as_iso(text: str, day: date) -> None:
    read = parse_day(text)

    assert read == day


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "26/12/18", "1/1/1", "30/02/2010", "29/02/2018", "31/04/2018", "32/01/2018", "00/01/2018", "1/0/2018",
        "12/26/2018", "26/12-2018", "26/12", "2018", "20181226", "26/12/20188", "31/12/1899", "01/01/2101",
        "0000-01-01", "2018-13-01", "2018-1-1", "2018/12/26", "2018-12-26T00:00", "２６/12/2018", "-1/1/2018",
        "hôm nay",
        "26 tháng 12", "\x00", "\ud800", "1" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_day(text, field="received_on")

    assert refused.value.field == "received_on"
    assert len(str(refused.value).encode()) < 200


def test_a_day_that_the_calendar_does_not_have_is_named() -> None:
    with pytest.raises(Refused) as refused:
        parse_day("30/02/2010")

    assert str(refused.value) == "There is no day 30/02/2010."


def test_a_year_of_two_digits_is_asked_for_in_full() -> None:
    with pytest.raises(Refused) as refused:
        parse_day("26/12/18")

    assert "26/12/18" in str(refused.value)
    assert "four digits" in str(refused.value)


@given(days)
def test_a_day_that_is_shown_is_read_again(day: date) -> None:
    assert parse_day(show_day(day)) == day
    assert parse_day(day.isoformat()) == day


def test_the_day_is_the_one_in_viet_nam_while_the_server_is_still_in_the_old_year() -> None:
    set_clock(lambda: datetime(2018, 12, 31, 17, 0, tzinfo=UTC))

    assert today() == date(2019, 1, 1)
    assert now() == datetime(2018, 12, 31, 17, 0, tzinfo=UTC)


def test_a_second_before_midnight_it_is_still_the_old_year() -> None:
    set_clock(lambda: datetime(2018, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=7))))

    assert today() == date(2018, 12, 31)
    assert now().tzinfo is UTC


def test_the_real_clock_is_aware_and_comes_back() -> None:
    set_clock(lambda: datetime(2018, 1, 1, tzinfo=UTC))

    set_clock(None)

    assert now().utcoffset() == timedelta(0)
    assert now().year >= 2024


def test_days_and_moments_are_shown_as_an_office_writes_them() -> None:
    assert show_day(date(2018, 2, 5)) == "05/02/2018"
    assert show_moment(datetime(2018, 12, 26, 6, 32, 59, tzinfo=UTC)) == "13:32 26/12/2018"


def test_a_moment_without_a_zone_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="zone"):
        show_moment(datetime(2018, 12, 26))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2018, 12, 26), "ngày 26 tháng 12 năm 2018"),
        (date(2018, 2, 5), "ngày 05 tháng 02 năm 2018"),
        (date(2018, 1, 10), "ngày 10 tháng 01 năm 2018"),
        (date(2018, 3, 9), "ngày 09 tháng 3 năm 2018"),
    ],
)
def test_a_paper_pads_small_days_and_the_first_two_months(day: date, text: str) -> None:
    assert day_on_paper(day) == text


@pytest.mark.parametrize(
    ("count", "day"),
    [
        (0, date(2018, 1, 31)),
        (1, date(2018, 2, 28)),
        (2, date(2018, 3, 31)),
        (3, date(2018, 4, 30)),
        (11, date(2018, 12, 31)),
        (12, date(2019, 1, 31)),
        (25, date(2020, 2, 29)),
        (-2, date(2017, 11, 30)),
    ],
)
def test_months_from_the_31_january_keep_the_end_of_the_month(count: int, day: date) -> None:
    assert add_months(date(2018, 1, 31), count) == day


@given(days, st.integers(-600, 600))
def test_months_on_never_leave_their_month_nor_pass_the_first_day(day: date, count: int) -> None:
    later = add_months(day, count)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_days_between_are_counted_with_their_direction() -> None:
    assert days_between(date(2018, 12, 1), date(2018, 12, 26)) == 25
    assert days_between(date(2018, 12, 26), date(2018, 12, 1)) == -25
