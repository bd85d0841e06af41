"""Indicators: the last reading counts, the target is corrected with a trace, and senseless numbers are refused."""

from datetime import date

import pytest
from help_steps import help_given
from make_help import DAY

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.helping.children import Group
from tracker.models.proving.activities import ActivityKind
from tracker.models.proving.indicators import Counting, Direction, Indicator
from tracker.operations.helping.child_records import add_to_group
from tracker.operations.proving.activities import correct_activity, record_activity
from tracker.operations.proving.indicators import add_indicator, correct_indicator, record_reading, set_target
from tracker.queries.journal import history_of
from tracker.queries.proving.activities import activities_of_year
from tracker.queries.proving.indicators import indicator_rows
from tracker.queries.proving.proof_checks import broken_proofs

pytestmark = pytest.mark.one_engine


@pytest.fixture
def read(session, run):
    """Type a reading of an indicator."""

    def type_it(code, year=2018, **numbers):
        return run(record_reading, indicator=session.get_one(Indicator, code), year=year, source="Báo cáo", **numbers)

    return type_it


def rows_of(session, code, year=2018):
    rows = [row for row in indicator_rows(session, year) if row["code"] == code]
    return [tuple(row[key] for key in ("numerator", "denominator", "percent", "source")) for row in rows]


def test_counted_and_typed_stand_side_by_side_and_the_year_before_is_its_own_source_first(session, make, run, read):
    helped, alone = make.child(), make.child()
    for child in (helped, alone):
        run(add_to_group, child=child, group=Group.A, since=DAY)
    campaign = make.campaign()
    make.donation(amount=1_000_000, campaign=campaign)
    help_given(make, make.approved(campaign=campaign, children=[helped]))
    read("SPECIAL", denominator=3)
    read("HELPED", year=2017, numerator=1, denominator=8)
    read("HELPED", numerator=99)
    read("HELPED", numerator=2)

    assert rows_of(session, "SPECIAL") == [(2, 3, 66.67, "counted")]
    assert rows_of(session, "HELPED") == [(1, 2, 50, "counted"), (2, 2, 100, "typed")]
    both = [row for row in indicator_rows(session, 2018) if row["code"] == "HELPED"]
    assert [(row["previous"], row["change"]) for row in both] == [(12.5, 37.5), (12.5, 87.5)]
    assert rows_of(session, "HELPED", 2017) == [(1, 8, 12.5, "typed")]
    assert rows_of(session, "SPECIAL", 2017) == [(None, None, None, "typed")]
    assert broken_proofs(session) == []


def test_a_target_is_met_by_the_share_as_printed_and_corrected_with_a_trace(session, run, read):
    indicator = run(add_indicator, code="school", name="Trẻ em đến trường")
    approver = {"indicator": indicator, "year": 2018}
    read("SCHOOL", numerator=79_996, denominator=100_000)
    met = []
    for direction, percent in ((Direction.AT_LEAST, 8000), (Direction.AT_LEAST, 8001), (Direction.AT_MOST, 7999)):
        target = run(set_target, direction=direction, percent=percent, **approver)
        told = [row for row in indicator_rows(session, 2018) if row["code"] == "SCHOOL"]
        met += [(row["direction"], row["met"]) for row in told]
    run(correct_indicator, indicator=indicator, name="Trẻ 6 tuổi đến trường", counts=Counting.NOTHING)

    assert met == [("at_least", True), ("at_least", False), ("at_most", False)]
    assert [change.new for change in history_of(session, "indicator_targets", target.id)] == ["7999", "at_most", "8001"]
    assert history_of(session, "indicators", "SCHOOL")[0].old == "Trẻ em đến trường"


def test_where_only_the_difference_is_known_it_stands_alone_and_beside_a_number_it_tells_the_year_before(session, read):
    read("ABUSE", change=-12)
    alone = indicator_rows(session, 2018)[-1]
    read("ABUSE", numerator=30, change=-12)
    beside = indicator_rows(session, 2018)[-1]

    assert [alone[key] for key in ("numerator", "previous", "change")] == [None, None, -12]
    assert [beside[key] for key in ("numerator", "previous", "change", "percent")] == [30, 42, -12, None]


def test_senseless_readings_and_targets_are_refused_at_their_field(session, run, read):
    cases = [
        ({}, "numerator"),
        ({"numerator": 5, "denominator": 4}, "numerator"),
        ({"numerator": -1}, "numerator"),
        ({"denominator": 0}, "denominator"),
        ({"numerator": 5, "denominator": 9, "change": 1}, "change"),
        ({"numerator": 5, "change": 6}, "change"),
        ({"numerator": 5, "year": today().year + 1}, "year"),
    ]
    for numbers, field in cases:
        with pytest.raises(Refused) as refused:
            read("ABUSE", **numbers)
        assert refused.value.field == field
    abuse = session.get_one(Indicator, "ABUSE")
    for values, field in (({"percent": 10_001}, "percent"), ({"direction": "about"}, "direction")):
        with pytest.raises(Refused) as refused:
            run(set_target, **({"indicator": abuse, "year": 2018, "direction": "at_most", "percent": 1} | values))
        assert refused.value.field == field
    for code in ("abuse", "A B", ""):
        with pytest.raises(Refused) as refused:
            run(add_indicator, code=code, name="X")
        assert refused.value.field == "code"


def test_activities_are_summed_by_kind_and_corrected_with_a_trace(session, run):
    facts = {"kind": ActivityKind.TRAINING, "name": "Lớp 1", "held_on": date(2018, 5, 2)}
    first = run(record_activity, participants=30, **facts)
    run(record_activity, **facts)
    run(record_activity, **facts | {"held_on": date(2019, 1, 1)})
    run(correct_activity, activity=first, participants=0, **facts)

    assert activities_of_year(session, 2018) == [{"kind": "training", "count": 2, "participants": 0}]
    assert [(change.old, change.new) for change in history_of(session, "activities", first.id)] == [("30", "0")]
    with pytest.raises(Refused):
        run(record_activity, **facts | {"held_on": date(2999, 1, 1)})
