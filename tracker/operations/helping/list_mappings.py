"""Say which column of a list is which, and remember it for the next list with the same headings."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.names import clean_name
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutRow
from tracker.models.helping.list_mappings import HandoutReading, ListMapping
from tracker.models.users import User
from tracker.operations.helping.handout_files import Cells, lay_rows
from tracker.operations.helping.handouts import refuse_fixed
from tracker.operations.helping.row_decisions import refuse_taken
from tracker.queries.helping.handout_checks import Said


def map_columns(
    session: Session,
    *,
    by: User,
    file: HandoutFile,
    heading_row: int,
    rows: Sequence[tuple[int, Said]],
    reading: Cells,
    headings_hash: str,
    source: str,
    columns: Mapping[str, Sequence[int]],
) -> HandoutFile:
    """Lay a file's rows beside its draft anew, read by these columns; what was decided by row is gone.

    `columns` (our heading → columns from 0) is remembered by the hash of the headings under the name of
    the `source`; a list without headings ("") is remembered by nothing. Refuses a file that joined the
    list, one without rows, and headings without the name of their source.
    """
    handout = session.get_one(Handout, file.handout_id)
    refuse_fixed(session, handout)
    refuse_taken(file)
    if not rows:
        raise Refused("file", N_("The file has no rows."))
    mapping = _remember(session, by, headings_hash, source, columns) if headings_hash else None
    read = replace(reading, mapping_id=mapping.id if mapping else None)
    session.execute(delete(HandoutRow).where(HandoutRow.file_id == file.id))
    session.execute(update(HandoutReading).where(HandoutReading.file_id == file.id).values(read.columns))
    file.heading_row = heading_row
    lay_rows(session, handout, file, rows)
    return file


def _remember(
    session: Session, by: User, headings_hash: str, source: str, columns: Mapping[str, Sequence[int]]
) -> ListMapping:
    """Remember the columns of some headings, over what was remembered before."""
    source = clean_name(source, field="source")
    mapping = session.scalar(select(ListMapping).where(ListMapping.headings_hash == headings_hash))
    text = json.dumps({key: list(own) for key, own in columns.items()}, sort_keys=True)
    if mapping is None:
        mapping = ListMapping(headings_hash=headings_hash, source=source, mapping=text, by_id=by.id, at=now())
        session.add(mapping)
    mapping.source, mapping.mapping, mapping.by_id, mapping.at = source, text, by.id, now()
    session.flush()
    return mapping
