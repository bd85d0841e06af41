"""Ask what the next receipt would be called, before it is issued."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.models.settings import SeriesCode, SeriesCount
from tracker.queries.settings import series_on


@dataclass(frozen=True)
class PaperToCome:
    """A paper with its title and the number it gets if nobody takes it first."""

    title: str
    code: str


def papers_to_come(session: Session, day: date) -> dict[str, PaperToCome]:
    """Give the next receipt (BL) and goods receipt (TN) of a day, by series."""
    return {code: _next(session, code, day) for code in (SeriesCode.BL, SeriesCode.TN)}


def _next(session: Session, code: SeriesCode, day: date) -> PaperToCome:
    count = session.get(SeriesCount, (code.value, day.year))
    number = count.last_number + 1 if count is not None else 1
    return PaperToCome(series_on(session, code, day).title, f"{code}-{day.year}-{number:04d}")
