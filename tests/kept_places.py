"""Load the places by the operation once a process; later offices get the very same rows."""

from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from tracker.models.base import Base
from tracker.models.helping.places import Level
from tracker.operations.helping.places import load_places
from tracker.operations.writing import writing

#: A place stands after the one in which it lies.
_ORDER = list(Level)
_kept: list[tuple[Table, list[dict[str, Any]]]] = []


def places_of_the_province(session: Session) -> None:
    """Put the places and their successions into an office that has none."""
    with writing(session):
        if not _kept:
            load_places(session, by=None)
            _kept.extend(
                (table, _rows(session, table))
                for table in (Base.metadata.tables[name] for name in ("places", "successions"))
            )
            return
        for table, rows in _kept:
            session.execute(insert(table), rows)


def _rows(session: Session, table: Table) -> list[dict[str, Any]]:
    """Read the rows without the numbers that the database gives them."""
    rows = [dict(row) for row in session.execute(select(table)).mappings()]
    for row in rows:
        row.pop("id", None)
    return sorted(rows, key=lambda row: _ORDER.index(row["level"]) if "level" in row else 0)
