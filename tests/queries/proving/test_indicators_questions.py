"""The year's indicators as the newspaper printed them, and how counted and typed rows stand beside each other."""

import pytest

from tracker.queries.proving.activities import activities_of_year
from tracker.queries.proving.indicators import indicator_rows

pytestmark = pytest.mark.one_engine

KEYS = "code,name,numerator,denominator,percent,target,met,previous,change,source"


def told(row):
    return [row[key] for key in KEYS.split(",") if key != "name"]


def test_the_year_2018_has_the_indicators_and_classes_of_the_newspaper(year):
    rows, activities = indicator_rows(year, 2018), activities_of_year(year, 2018)

    assert [[key for key in row if key != "direction"] for row in rows] == [KEYS.split(",")] * 3
    assert [told(row) for row in rows] == [
        ["SPECIAL", 2_813, 259_351, 1.08, 3.5, True, None, None, "counted"],
        ["HELPED", 2_299, 2_813, 81.73, 80, True, None, None, "counted"],
        ["ABUSE", None, None, None, None, None, None, -12, "typed"],
    ]
    assert activities == [
        {"kind": "training", "count": 3, "participants": 655},
        {"kind": "te_software", "count": 4, "participants": None},
    ]
