"""Ask how the headings of a list were read before, and how a file beside a draft was read."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.helping.handouts import HandoutFile
from tracker.models.helping.list_mappings import HandoutReading, ListMapping


def mappings_of(session: Session, hashes: Iterable[str]) -> dict[str, ListMapping]:
    """Give what is remembered of headings, by their hash."""
    asked = select(ListMapping).where(ListMapping.headings_hash.in_(list(hashes)))
    return {mapping.headings_hash: mapping for mapping in session.scalars(asked)}


def columns_of(mapping: ListMapping) -> dict[str, list[int]]:
    """Read which columns of a list are which, as they are remembered."""
    return {str(key): [int(column) for column in own] for key, own in json.loads(mapping.mapping).items()}


def reading_of(session: Session, file: HandoutFile) -> HandoutReading | None:
    """Give how a file was read; None for one that came without its cells."""
    return session.scalar(select(HandoutReading).where(HandoutReading.file_id == file.id))


def notes_of(reading: HandoutReading | None) -> list[tuple[str, dict[str, Any]]]:
    """Give what people should know of a file, as msgids with values."""
    return [(str(text), dict(values)) for text, values in json.loads(reading.notes)] if reading else []


def source_of(session: Session, reading: HandoutReading | None) -> str:
    """Give the source whose headings were known when a file was read; "" where none was."""
    mapping = session.get(ListMapping, reading.mapping_id) if reading and reading.mapping_id else None
    return mapping.source if mapping else ""
