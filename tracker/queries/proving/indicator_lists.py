"""Ask what pages tell of indicators: the years, what was typed so far, the targets."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.journal import Change
from tracker.models.proving.indicators import IndicatorTarget, Reading


def years_of_indicators(session: Session) -> tuple[list[int], int]:
    """Give the years to choose from, the latest first, and the one to begin with.

    It is this year where something is known of it, else the last one of which something is.
    """
    bounds = [
        session.execute(select(func.min(table.year), func.max(table.year))).one()
        for table in (Reading, IndicatorTarget)
    ]
    known = [year for bound in bounds for year in bound if year is not None]
    this = today().year
    years = list(range(max([this, *known]), min([this, *known]) - 1, -1))
    return years, max(known, default=this)


def readings_of(code: str) -> Select[Reading]:
    """Ask for all that was typed of an indicator; the page puts it in order."""
    return select(Reading).where(Reading.code == code)


def targets_of(session: Session, code: str) -> list[IndicatorTarget]:
    """List the targets of an indicator, the latest year first."""
    asked = select(IndicatorTarget).where(IndicatorTarget.code == code)
    return list(session.scalars(asked.order_by(IndicatorTarget.year.desc())))


def target_changes(session: Session, targets: list[IndicatorTarget]) -> list[Change]:
    """List what was changed in targets, newest first."""
    keys = [str(target.id) for target in targets]
    asked = select(Change).where(Change.table_name == IndicatorTarget.__tablename__, Change.record_id.in_(keys))
    return list(session.scalars(asked.order_by(Change.id.desc())))


def target_of(session: Session, code: str, year: int) -> IndicatorTarget | None:
    """Find the target of an indicator for a year."""
    asked = select(IndicatorTarget).where(IndicatorTarget.code == code, IndicatorTarget.year == year)
    return session.scalar(asked)


def last_reading(session: Session, code: str, year: int) -> Reading | None:
    """Find what was typed last of an indicator for a year."""
    asked = select(Reading).where(Reading.code == code, Reading.year == year)
    return session.scalar(asked.order_by(Reading.id.desc()).limit(1))
