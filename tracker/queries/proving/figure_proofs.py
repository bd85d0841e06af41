"""Say in canonical form what was typed of the year's figures."""

from typing import Any

from sqlalchemy.orm import Session

from tracker.models.proving.indicators import Reading


def reading_body(session: Session, record_id: int) -> dict[str, Any]:
    """Say what was read of an indicator for a year."""
    reading = session.get_one(Reading, record_id)
    return {
        "code": reading.code,
        "year": reading.year,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "change": reading.change,
        "by": reading.by_id,
    }


def reading_source(session: Session, record_id: int) -> dict[str, Any] | None:
    """Say where it was read; it may name who told it."""
    return {"source": session.get_one(Reading, record_id).source}
