"""Report a hostile office's figures, through the operations."""

from datetime import date

from make import Make

from tracker.models.proving.activities import ActivityKind
from tracker.operations.proving.activities import correct_activity, record_activity
from tracker.operations.proving.indicators import add_indicator, correct_indicator, record_reading, set_target

DAY = date(2019, 1, 2)


def evil_figures(make: Make, evil: str, short: str) -> list[str]:
    """Name an indicator, type a reading and hold a class with hostile texts; give the addresses of what was made."""
    clerk = make.user("clerk")
    indicator = make.run(add_indicator, by=clerk, code="EVIL", name=evil)
    make.run(correct_indicator, by=clerk, indicator=indicator, name=short, counts="nothing")
    asked = {"indicator": indicator, "year": 2019}
    make.run(record_reading, by=clerk, numerator=1, denominator=3, source=evil, **asked)
    make.run(set_target, by=make.user("approver"), direction="at_most", percent=1, **asked)
    facts = {"kind": ActivityKind.OTHER, "held_on": DAY, "place": evil, "participants": 3, "note": evil}
    activity = make.run(record_activity, by=clerk, name=evil, **facts)
    make.run(correct_activity, by=clerk, activity=activity, name=short, **facts)
    return [
        "/indicators?year=2019",
        "/indicators/EVIL",
        f"/activities/{activity.id}",
        "/activities?year=2019",
        "/labels?q=evil",
        "/labels/print.pdf?q=evil",
    ]
