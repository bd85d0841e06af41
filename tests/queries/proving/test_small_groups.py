"""Small groups are told as one: no sum, and nothing left of a sum, is of fewer than five children."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.queries.proving.small_groups import merged_groups

pytestmark = pytest.mark.one_engine


def told(groups):
    return [group.keys for group in merged_groups(groups)]


def some(first, count):
    return frozenset(range(first, first + count))


def test_one_childs_house_is_told_with_the_smallest_group_that_got_money():
    groups = {
        "scholarship": {"VND": some(0, 40)},
        "house": {"VND": some(50, 1)},
        "gift": {"VND": some(100, 400), "PARCEL": some(100, 400)},
        "milk": {"MILK": some(600, 1337)},
    }

    assert told(groups) == [("scholarship", "house"), ("gift",), ("milk",)]


def test_a_group_of_which_few_got_one_thing_is_told_with_another_that_got_it():
    groups = {
        "a": {"VND": some(0, 30), "BICYCLE": some(0, 2)},
        "b": {"VND": some(40, 9)},
        "c": {"BICYCLE": some(60, 8)},
    }

    assert told(groups) == [("a", "c"), ("b",)]


def test_a_group_that_nobody_else_can_hide_stays_few():
    (house, milk) = merged_groups({"house": {"VND": some(0, 1)}, "milk": {"MILK": some(9, 50)}})

    assert house.few == ["VND"] and milk.few == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.sampled_from("abcdefg"),
        st.dictionaries(
            st.sampled_from(["VND", "MILK", ""]), st.frozensets(st.integers(0, 40), min_size=1), min_size=1
        ),
        min_size=1,
    )
)
def test_nothing_can_be_taken_from_a_sum_to_leave_few_children(groups):
    merged = merged_groups(groups)

    assert sorted(key for group in merged for key in group.keys) == sorted(groups)
    for what in ("VND", "MILK", ""):
        got = [group.got[what] for group in merged if group.got.get(what)]
        if len(got) > 1:
            assert all(len(children) >= 5 for children in got)
            assert all(len(frozenset().union(*some_)) >= 5 for some_ in combinations(got, len(got) - 1))
