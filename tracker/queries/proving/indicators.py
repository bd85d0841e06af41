"""Reckon the year's indicators: what the program counts and what was typed, side by side (chỉ tiêu)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tracker.ground.shares import share_of
from tracker.models.proving.indicators import Counting, Direction, Indicator, IndicatorTarget, Reading
from tracker.queries.proving.year_help import Register, register_of


@dataclass(frozen=True)
class Figure:
    """An indicator's numbers of one year by one source (children); None where nobody knows."""

    numerator: int | None = None
    denominator: int | None = None
    change: int | None = None

    @property
    def share(self) -> int | None:
        """Give the share in hundredths of a percent; None where there is no whole to be a part of."""
        if self.numerator is None or not self.denominator:
            return None
        return share_of(self.numerator, self.denominator)

    def number_like(self, other: Self) -> int | None:
        """Give what is compared with another year: the share where that one has a share, else the children."""
        return self.share if other.share is not None else self.numerator


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of a year by one source, with its target and the year before."""

    indicator: Indicator
    counted: bool
    figure: Figure
    target: IndicatorTarget | None
    #: The year before, by the same source or else as typed.
    before: Figure | None
    #: What was typed of the row: all of it, or only the whole of what was counted.
    reading: Reading | None

    @property
    def in_shares(self) -> bool:
        """Tell whether `previous` and `change` are hundredths of a percent; else they are children."""
        return self.figure.share is not None

    @property
    def previous(self) -> int | None:
        """Give the year before; what a typed difference leaves is as good."""
        if self.before is not None:
            return self.before.number_like(self.figure)
        if self.figure.numerator is None or self.figure.change is None:
            return None
        return self.figure.numerator - self.figure.change

    @property
    def change(self) -> int | None:
        """Give how much more (+) or less (−) it is than the year before; where only that is known, that."""
        now = self.figure.number_like(self.figure)
        return now - self.previous if now is not None and self.previous is not None else self.figure.change

    @property
    def met(self) -> bool | None:
        """Tell whether the share, as it is printed, is on the target's side; None where either is missing."""
        share = self.figure.share
        if share is None or self.target is None:
            return None
        at_most = self.target.direction == Direction.AT_MOST
        return share <= self.target.percent if at_most else share >= self.target.percent


@dataclass(frozen=True)
class _Year:
    """What is known of one year: what the program counts, and the last reading of each indicator."""

    special: int
    helped: int
    readings: dict[str, Reading]

    def counted(self, indicator: Indicator) -> Figure | None:
        """Give what the program counts; None where it counts nothing of this indicator.

        Before anybody in the register was in a group, its count would say 0 of a year that it does not know.
        """
        if not self.special:
            return None
        if indicator.counts == Counting.SPECIAL:
            reading = self.readings.get(indicator.code)
            return Figure(self.special, reading.denominator if reading else None)
        return Figure(self.helped, self.special) if indicator.counts == Counting.HELPED else None

    def typed(self, indicator: Indicator) -> Figure | None:
        """Give what was typed; what it left out is the program's where the program has it.

        None where nothing was typed but the whole that the counted row is a part of.
        """
        reading, counted = self.readings.get(indicator.code), self.counted(indicator)
        if reading is None:
            return None
        own = Figure(reading.numerator, reading.denominator, reading.change)
        if counted is None or own.change is not None:
            return own
        numerator = counted.numerator if own.numerator is None else own.numerator
        whole = Figure(numerator, own.denominator or counted.denominator)
        return None if whole == counted and own.numerator is None else whole


def indicator_rows(session: Session, year: int, counted: Register | None = None) -> list[dict[str, Any]]:
    """List the year's indicators as the year's report tells them (DESIGN.md §3), in a handful of questions.

    One row where the program counts, one where somebody typed: both where both are known. `counted` is
    what was counted of the year already.
    """
    return [_as_told(row) for row in indicators_of_year(session, year, counted)]


def indicators_of_year(session: Session, year: int, counted: Register | None = None) -> list[IndicatorRow]:
    """List the year's indicators, what is counted before what is typed; one of which nothing is known stands empty."""
    indicators = session.scalars(select(Indicator).order_by(_counting_first(), Indicator.code)).all()
    asked = select(IndicatorTarget).where(IndicatorTarget.year == year)
    targets = {target.code: target for target in session.scalars(asked)}
    readings = _last_readings(session, year)
    now = _year(counted or _counted(session, year), readings[year])
    before = _year(_counted(session, year - 1), readings[year - 1])
    return [row for indicator in indicators for row in _rows(indicator, targets.get(indicator.code), now, before)]


def _counting_first() -> Any:
    return case({Counting.SPECIAL.value: 0, Counting.HELPED.value: 1}, value=Indicator.counts, else_=2)


def _counted(session: Session, year: int) -> Register:
    return register_of(session, date(year, 1, 1), date(year, 12, 31))


def _year(counted: Register, readings: dict[str, Reading]) -> _Year:
    return _Year(counted.special, counted.helped, readings)


def _last_readings(session: Session, year: int) -> dict[int, dict[str, Reading]]:
    """Give the last reading of each indicator, of a year and of the one before it."""
    found: dict[int, dict[str, Reading]] = {year - 1: {}, year: {}}
    last = select(func.max(Reading.id)).where(Reading.year.in_(found)).group_by(Reading.code, Reading.year)
    for reading in session.scalars(select(Reading).where(Reading.id.in_(last))):
        found[reading.year][reading.code] = reading
    return found


def _rows(indicator: Indicator, target: IndicatorTarget | None, now: _Year, before: _Year) -> Iterator[IndicatorRow]:
    counted, typed = now.counted(indicator), now.typed(indicator)
    counted_before, typed_before = before.counted(indicator), before.typed(indicator)
    reading = now.readings.get(indicator.code)
    if counted is not None:
        whole = reading if indicator.counts == Counting.SPECIAL and counted.denominator else None
        yield IndicatorRow(indicator, True, counted, target, _first(counted, counted_before, typed_before), whole)
    if typed is not None or counted is None:
        figure = typed or Figure()
        yield IndicatorRow(indicator, False, figure, target, _first(figure, typed_before), reading)


def _first(figure: Figure, *earlier: Figure | None) -> Figure | None:
    """Choose the first figure of the year before that this year's can be held against."""
    fits = [each for each in earlier if each is not None and each.number_like(figure) is not None]
    return fits[0] if fits else None


def _as_told(row: IndicatorRow) -> dict[str, Any]:
    return {
        "code": row.indicator.code,
        "name": row.indicator.name,
        "numerator": row.figure.numerator,
        "denominator": row.figure.denominator,
        "percent": _percent(row.figure.share),
        "direction": row.target.direction if row.target else None,
        "target": _percent(row.target.percent if row.target else None),
        "met": row.met,
        "previous": _percent(row.previous) if row.in_shares else row.previous,
        "change": _percent(row.change) if row.in_shares else row.change,
        "source": "counted" if row.counted else "typed",
    }


def _percent(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100
