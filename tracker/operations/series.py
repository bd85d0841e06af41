"""Take numbers that run without a gap per series and year."""

from sqlalchemy.orm import Session

from tracker.models.settings import SeriesCode, SeriesCount
from tracker.operations.writing import locked_head


def take_number(session: Session, code: SeriesCode, year: int) -> int:
    """Take the next number of a series in a year; if the transaction fails, so does the taking."""
    locked_head(session)
    count = session.get(SeriesCount, (str(code), year), populate_existing=True)
    if count is None:
        count = SeriesCount(code=code, year=year, last_number=0)
        session.add(count)
    count.last_number += 1
    session.flush()
    return count.last_number
