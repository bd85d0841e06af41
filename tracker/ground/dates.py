"""Read, show and count days, in the time of Việt Nam (DOMAIN.md §5.2)."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused

#: The office's own time; the server may run on any other.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 1900, 2100
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{2}|[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")

_clock: Callable[[], datetime] | None = None


def set_clock(clock: Callable[[], datetime] | None) -> None:
    """Let `now` and `today` read another clock, which gives aware datetimes; None: the real one."""
    global _clock
    _clock = clock


def now() -> datetime:
    """Give this moment, aware, in UTC."""
    return _clock().astimezone(UTC) if _clock else datetime.now(UTC)


def today() -> date:
    """Give the day that the office's calendar shows, whatever zone the server runs in."""
    return now().astimezone(ZONE).date()


def parse_day(text: str, field: str | None = None) -> date:
    """Read a day as people type it: 26/12/2018, 3/4/2010 (3 April), 3-4-2010, or ISO 2018-12-26.

    Refuses years of two digits, days that the calendar does not have, and years before 1900 or
    after 2100.
    """
    typed = text.strip()
    if not typed:
        raise Refused(field, N_("Please enter a day."))
    found = _DAY_FIRST.fullmatch(typed) or _ISO.fullmatch(typed)
    if found is None:
        raise Refused(field, N_("“%(value)s” is not a day. Write it as 26/12/2018."), value=shown(typed))
    if len(found["year"]) == 2:
        raise Refused(field, N_("“%(value)s”: write the year with four digits, such as 26/12/2018."), value=typed)
    return _day_of(int(found["year"]), int(found["month"]), int(found["day"]), typed, field)


def _day_of(year: int, month: int, day: int, typed: str, field: str | None) -> date:
    """Give the day, or refuse it where the calendar or the books have none such."""
    try:
        found = date(year, month, day)
    except ValueError:
        raise Refused(field, N_("There is no day %(value)s."), value=typed) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        text = N_("“%(value)s”: the year must be between %(first)s and %(last)s.")
        raise Refused(field, text, value=typed, first=FIRST_YEAR, last=LAST_YEAR)
    return found


def show_day(day: date) -> str:
    """Show a day on the screen: 26/12/2018."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def show_moment(moment: datetime) -> str:
    """Show a moment in the office's time: 13:32 26/12/2018. A naive one is a ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    here = moment.astimezone(ZONE)
    return f"{here:%H:%M} {show_day(here.date())}"


def day_on_paper(day: date) -> str:
    """Write a day on a paper: ngày 26 tháng 12 năm 2018.

    Days below 10 and the months 1 and 2 get a 0, so that nobody adds a digit (NĐ 30/2020).
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def add_months(day: date, count: int) -> date:
    """Give the same day `count` months on, or that month's last day where it is shorter.

    Count from the first day of a plan, never from the day before: 31 January + 1 is 28 or 29
    February, + 2 is 31 March again.
    """
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_between(first: date, last: date) -> int:
    """Count the days from one to the other; negative where `last` comes before `first`."""
    return (last - first).days
