"""Let the office of the full books report its figures: targets, readings, a class."""

from make import DAY, Make

from tracker.models.proving.activities import ActivityKind
from tracker.models.proving.indicators import Direction, Indicator
from tracker.operations.proving.activities import record_activity
from tracker.operations.proving.indicators import record_reading, set_target


def report_figures(make: Make) -> None:
    """Set a target and correct it, type a reading twice, and hold a class."""
    indicator = make.session.get_one(Indicator, "SPECIAL")
    aim = {"indicator": indicator, "year": 2018, "direction": Direction.AT_MOST}
    for percent in (300, 350):
        make.run(set_target, by=make.user("approver"), percent=percent, **aim)
    for whole in (259_000, 259_351):
        read = {"indicator": indicator, "year": 2018, "denominator": whole, "source": "Sở"}
        make.run(record_reading, by=make.user("clerk"), **read)
    held = {"kind": ActivityKind.TRAINING, "name": "Lớp 1", "held_on": DAY, "participants": 215}
    make.run(record_activity, by=make.user("clerk"), **held)
