"""Test how old a child is, and when it turns sixteen."""

from datetime import date

import pytest

from tracker.ground.ages import age_on, is_soon_sixteen, turns_sixteen_on


@pytest.mark.parametrize(
    ("birth_on", "day", "age"),
    [
        (date(2008, 3, 15), date(2018, 3, 14), 9),
        (date(2008, 3, 15), date(2018, 3, 15), 10),
        (date(2008, 2, 29), date(2018, 2, 28), 10),
        (date(2018, 3, 15), date(2018, 3, 15), 0),
    ],
)
def test_the_age_changes_on_the_birthday(birth_on, day, age):
    assert age_on(birth_on, birth_on.year, day) == age


def test_a_year_alone_counts_from_its_first_day():
    assert age_on(None, 2008, date(2018, 12, 31)) == 10


@pytest.mark.parametrize(
    ("birth_on", "year", "day"),
    [
        (date(2008, 3, 15), 2008, date(2024, 3, 15)),
        (date(2008, 2, 29), 2008, date(2024, 2, 29)),
        (None, 2008, date(2024, 1, 1)),
    ],
)
def test_who_turns_sixteen_is_no_child_from_that_day_on(birth_on, year, day):
    assert turns_sixteen_on(birth_on, year) == day


@pytest.mark.parametrize(
    ("day", "soon"), [(date(2023, 9, 14), False), (date(2023, 9, 15), True), (date(2024, 3, 15), False)]
)
def test_half_a_year_ahead_it_is_said(day, soon):
    assert is_soon_sixteen(date(2008, 3, 15), 2008, day) is soon
