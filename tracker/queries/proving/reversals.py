"""Tell what was taken back whole: records whose entry has a mirror."""

from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from tracker.models.journal import Entry

_Mirror = aliased(Entry)


def is_reversed(entry_id: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Tell, beside a row with its entry, whether that entry was reversed."""
    return exists(select(_Mirror.id).where(_Mirror.reverses_id == entry_id))


def reversal_of(session: Session, entry_id: int) -> Entry | None:
    """Give the entry that took another one back; None while it stands."""
    return session.scalar(select(Entry).where(Entry.reverses_id == entry_id))
