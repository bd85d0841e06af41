"""Charts keep inside their frame and to the figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.queries.proving.campaign_lists import Month
from tracker.queries.proving.positions import Position
from tracker.web.charts import BAR, BASE, TOP, month_columns, month_middle, parts_of_bar

pytestmark = pytest.mark.one_engine
DONG = st.integers(-(10**14), 10**14)


@given(st.lists(st.tuples(DONG, DONG), min_size=12, max_size=12))
def test_columns_stand_on_the_line_and_never_leave_the_frame(sums):
    months = [Month(number, received, spent) for number, (received, spent) in enumerate(sums, 1)]

    columns = month_columns(months)

    assert len(columns) == sum(amount > 0 for pair in sums for amount in pair)
    assert all(TOP <= column.y < BASE and column.y + column.height == BASE for column in columns)
    assert all(column.x >= 0 and column.x + column.width <= 520 for column in columns)
    assert 0 < month_middle(1) < month_middle(12) < 520


@given(*[st.integers(0, 10**12)] * 4)
def test_the_parts_of_a_bar_fill_it_without_a_gap(paid, in_hand, committed, pledged):
    where = Position(paid=paid, in_hand=in_hand, committed=committed, pledged=pledged)

    parts = parts_of_bar(where)

    begun = 0
    for part in parts:
        assert part.x == begun
        begun += part.width
    assert begun == (BAR if any(part.amount for part in parts) else 0)


def test_the_bar_of_the_sample_is_the_one_of_the_picture():
    where = Position(paid=130, in_hand=125, committed=160, pledged=45)

    amounts = {part.kind: part.amount for part in parts_of_bar(where)}

    assert amounts == {"paid": 130, "committed": 125, "pledged": 35, "free": 10}


def test_small_amounts_have_no_label():
    columns = month_columns([Month(1, 999_999, 12_300_000)])

    assert [column.label for column in columns] == ["", "12"]
