"""Keep the year's indicators: name them, set their targets, record what was read."""

import re

from sqlalchemy.orm import Session

from tracker.ground.dates import now, today
from tracker.ground.names import clean_name, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.proving.indicators import Counting, Direction, Indicator, IndicatorTarget, Reading
from tracker.models.users import User
from tracker.operations.journal import note
from tracker.operations.proving.sealing import seal
from tracker.queries.proving.indicator_lists import target_of

#: Before this year no figure is believed.
FIRST_YEAR = 1990
#: No count has more children than this.
_MOST = 999_999_999
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,19}")


def add_indicator(session: Session, *, by: User, code: str, name: str, counts: str = Counting.NOTHING) -> Indicator:
    """Name an indicator that the office reports each year; `counts` says what the program counts of it.

    Refuses a code that another one has, and one of other signs than A–Z, digits and dashes.
    """
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        text = N_("“%(value)s”: a code has only letters A–Z, digits and dashes.")
        raise Refused("code", text, value=shown(code))
    if session.get(Indicator, code) is not None:
        raise Refused("code", N_("There is an indicator %(code)s already."), code=code)
    indicator = Indicator(code=code, name=clean_name(name, field="name", at_most=200), counts=_counting(counts))
    session.add(indicator)
    session.flush()
    return indicator


def correct_indicator(session: Session, *, by: User, indicator: Indicator, name: str, counts: str) -> Indicator:
    """Correct what an indicator is called or what the program counts of it, with a trace."""
    changes = {"name": clean_name(name, field="name", at_most=200), "counts": _counting(counts)}
    note(session, by=by, record=indicator, changes=changes)
    return indicator


def set_target(
    session: Session, *, by: User, indicator: Indicator, year: int, direction: str, percent: int
) -> IndicatorTarget:
    """Set what is aimed at in a year, in hundredths of a percent; said again, it is corrected with a trace.

    Refuses less than 0 and more than 100 percent, and a year that is none.
    """
    year = _likely(year, today().year + 10)
    if direction not in {choice.value for choice in Direction}:
        raise Refused("direction", N_("“%(value)s” is not one of the choices."), value=shown(str(direction)))
    if not 0 <= percent <= 10_000:
        raise Refused("percent", N_("Enter a share from 0 to 100."))
    said = {"direction": Direction(direction).value, "percent": percent}
    there = target_of(session, indicator.code, year)
    if there is not None:
        note(session, by=by, record=there, changes=said)
        return there
    target = IndicatorTarget(code=indicator.code, year=year, **said)
    session.add(target)
    session.flush()
    return target


def record_reading(
    session: Session,
    *,
    by: User,
    indicator: Indicator,
    year: int,
    source: str,
    numerator: int | None = None,
    denominator: int | None = None,
    change: int | None = None,
) -> Reading:
    """Record what was read of an indicator for a year, in children, and where; the last reading counts.

    `change` is the difference to the year before, for where the whole is not known. Refuses nothing
    said, a year that has not come, more children than there are in all, and a change beside the whole.
    """
    reading = Reading(
        code=indicator.code,
        year=_likely(year, today().year),
        **_numbers(numerator, denominator, change),
        source=clean_name(source, field="source", at_most=200),
        by_id=by.id,
        at=now(),
    )
    session.add(reading)
    session.flush()
    seal(session, "reading", reading.id)
    return reading


def _counting(counts: str) -> str:
    if counts not in {choice.value for choice in Counting}:
        raise Refused("counts", N_("“%(value)s” is not one of the choices."), value=shown(str(counts)))
    return Counting(counts).value


def _likely(year: int, last: int) -> int:
    if not FIRST_YEAR <= year <= last:
        text = N_("“%(value)s”: the year must be between %(first)s and %(last)s.")
        raise Refused("year", text, value=year, first=FIRST_YEAR, last=last)
    return year


def _numbers(numerator: int | None, denominator: int | None, change: int | None) -> dict[str, int | None]:
    if numerator is None and denominator is None and change is None:
        raise Refused("numerator", N_("Enter at least one number."))
    for field, number, least in (
        ("numerator", numerator, 0),
        ("denominator", denominator, 1),
        ("change", change, -_MOST),
    ):
        if number is not None and not least <= number <= _MOST:
            raise Refused(field, N_("“%(value)s”: this cannot be a number of children."), value=number)
    if numerator is not None and denominator is not None and numerator > denominator:
        text = N_("%(part)s children are more than the %(whole)s there are in all.")
        raise Refused("numerator", text, part=numerator, whole=denominator)
    if change is not None and denominator is not None:
        raise Refused("change", N_("The difference follows from the two years' numbers; leave it empty."))
    if change is not None and numerator is not None and numerator - change < 0:
        raise Refused("change", N_("Then there would have been fewer than no children the year before."))
    return {"numerator": numerator, "denominator": denominator, "change": change}
