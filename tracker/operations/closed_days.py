"""Refuse days on which nothing may happen any more, or yet."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.refusals import N_, Refused
from tracker.queries.proving.closings import closed_until

#: Before this day no happening is believed.
FIRST_DAY = date(1990, 1, 1)


def refuse_unlikely_day(day: date, field: str | None) -> None:
    """Refuse a day in the future and one before 1990, for the form's field."""
    if day > today():
        raise Refused(field, N_("%(day)s has not come yet."), day=show_day(day))
    if day < FIRST_DAY:
        raise Refused(field, N_("%(day)s is too long ago."), day=show_day(day))


def refuse_closed_day(session: Session, day: date, field: str | None) -> None:
    """Refuse a day in the time that the books are closed for (khóa sổ), for the form's field."""
    until = closed_until(session)
    if until is not None and day <= until:
        text = N_("The books are closed until %(until)s; nothing dated %(day)s is taken any more.")
        raise Refused(field, text, until=show_day(until), day=show_day(day))
