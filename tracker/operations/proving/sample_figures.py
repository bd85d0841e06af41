"""Report the figures of the sample year 2018, as steps: its indicators and its classes."""

from datetime import date

from tracker.models.proving.activities import ActivityKind
from tracker.models.proving.indicators import Direction, Indicator
from tracker.operations.proving.activities import record_activity
from tracker.operations.proving.indicators import record_reading, set_target
from tracker.operations.sample_steps import Book, Step, Values, as_they_are

YEAR, END = 2018, date(2018, 12, 26)
#: Where the newspaper told it.
SOURCE = "Báo Tây Ninh ngày 26/12/2018"
#: Code → on which side of which share (hundredths of a percent) it is met.
TARGETS = {"SPECIAL": (Direction.AT_MOST, 350), "HELPED": (Direction.AT_LEAST, 8000)}
#: Code → what was typed; the rest the program counts itself.
READINGS = {"SPECIAL": {"denominator": 259_351}, "ABUSE": {"change": -12}}
#: Day, and how many took part in the three classes: 655 officers and collaborators; days and places are made up.
TRAININGS = ((date(2018, 4, 12), 215), (date(2018, 7, 19), 220), (date(2018, 10, 4), 220))
TE_CLASSES = (date(2018, 5, 8), date(2018, 5, 10), date(2018, 8, 14), date(2018, 8, 16))
HALL = "Hội trường Sở, thành phố Tây Ninh"


def figures() -> list[Step]:
    """Set the year's targets, type what the office read, and record its classes."""
    steps = [
        Step(END, "approver", set_target, _of(code, direction=direction, percent=percent))
        for code, (direction, percent) in TARGETS.items()
    ]
    for code, numbers in READINGS.items():
        steps.append(Step(END, "clerk", record_reading, _of(code, source=SOURCE, **numbers)))
    for number, (day, people) in enumerate(TRAININGS, 1):
        name = f"Lớp tập huấn bảo vệ, chăm sóc trẻ em số {number}"
        steps.append(_class(ActivityKind.TRAINING, name, day, people))
    for number, day in enumerate(TE_CLASSES, 1):
        steps.append(_class(ActivityKind.TE_SOFTWARE, f"Lớp sử dụng phần mềm TE số {number}", day, None))
    return steps


def _of(code: str, **values: object) -> Values:
    def made(book: Book) -> dict[str, object]:
        return {"indicator": book.session.get_one(Indicator, code), "year": YEAR, **values}

    return made


def _class(kind: ActivityKind, name: str, day: date, people: int | None) -> Step:
    facts = {"kind": kind, "name": name, "held_on": day, "place": HALL, "participants": people}
    return Step(day, "clerk", record_activity, as_they_are(facts))
