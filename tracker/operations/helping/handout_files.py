"""Take lists into a draft: each file whole or not at all, its rows checked and corrected on screen first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tracker.ground.names import clean_name
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutRow, Verdict
from tracker.models.helping.list_mappings import HandoutReading
from tracker.models.users import User
from tracker.operations.helping.handouts import refuse_fixed
from tracker.operations.helping.row_decisions import BY_HAND, refuse_taken, said_by, why
from tracker.queries.helping.handout_checks import Found, Said, check_rows

#: Rows that may join the list, or that somebody left out.
READY = (Verdict.MATCHED, Verdict.NEW, Verdict.LEFT_OUT)


@dataclass(frozen=True)
class Cells:
    """How a file was read, beside its rows: its cells as they came, and what people should know of it.

    `cells` is the text of its grid; `mapping_id` names what was remembered of such headings and used;
    `fonts` are the columns, from 0, that somebody had converted; `notes` are msgids with values.
    """

    cells: str = ""
    mapping_id: int | None = None
    fonts: Mapping[int, str] = field(default_factory=dict)
    notes: Sequence[tuple[str, Mapping[str, Any]]] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """Give the values as the table keeps them."""
        fonts, notes = (json.dumps(each, ensure_ascii=False) for each in (dict(self.fonts), list(self.notes)))
        return {"cells": self.cells, "mapping_id": self.mapping_id, "fonts": fonts, "notes": notes}


def add_file(
    session: Session,
    *,
    by: User,
    handout: Handout,
    name: str,
    content_hash: str,
    heading_row: int,
    rows: Sequence[tuple[int, Said]],
    reading: Cells | None = None,
) -> HandoutFile:
    """Lay a file's rows beside a draft, each with what was found; nothing joins the list yet.

    A file that waits until somebody says which column is which has cells and no rows. Refuses a file
    that is there already (by its SHA-256), one without either, and a list that is no draft.
    """
    refuse_fixed(session, handout)
    reading = reading or Cells()
    if not rows and not reading.cells:
        raise Refused("file", N_("The file has no rows."))
    asked = select(HandoutFile).where(HandoutFile.handout_id == handout.id, HandoutFile.content_hash == content_hash)
    if session.scalar(asked) is not None:
        raise Refused("file", N_("This file is there already."))
    file = HandoutFile(
        handout_id=handout.id,
        name=clean_name(name, field="file"),
        content_hash=content_hash,
        heading_row=heading_row,
        taken_over_at=None,
    )
    session.add(file)
    session.flush()
    session.add(HandoutReading(file_id=file.id, **reading.columns))
    lay_rows(session, handout, file, rows)
    return file


def lay_rows(session: Session, handout: Handout, file: HandoutFile, rows: Sequence[tuple[int, Said]]) -> None:
    """Put rows into a file that has none, each with what was found."""
    found = check_rows(session, handout, rows)
    values = [_values(file, number, said, each) for (number, said), each in zip(rows, found, strict=True)]
    if values:
        session.execute(insert(HandoutRow), values)
    session.flush()


def correct_row(session: Session, *, by: User, row: HandoutRow, said: Said) -> HandoutRow:
    """Write a row as it should be, and check the file again: another row may repeat it now."""
    file = session.get_one(HandoutFile, row.file_id)
    handout = session.get_one(Handout, file.handout_id)
    refuse_fixed(session, handout)
    refuse_taken(file)
    row.said = json.dumps(said.as_dict(), ensure_ascii=False, sort_keys=True)
    row.why, row.verdict = "", Verdict.WRONG
    session.flush()
    check_again(session, by=by, file=file)
    return row


def check_again(session: Session, *, by: User, file: HandoutFile) -> HandoutFile:
    """Check a file against the register and the list as they are now; what somebody decided by hand stays."""
    handout = session.get_one(Handout, file.handout_id)
    refuse_fixed(session, handout)
    refuse_taken(file)
    rows = [row for row in rows_of(session, file) if row.verdict != Verdict.LEFT_OUT]
    found = check_rows(session, handout, [(row.row_number, said_by(row)) for row in rows])
    changes = [
        {
            "id": row.id,
            "verdict": str(each.verdict),
            "why": _why(each),
            "child_id": each.child.id if each.child else None,
        }
        for row, each in zip(rows, found, strict=True)
        if row.why != BY_HAND
    ]
    if changes:
        session.execute(update(HandoutRow), changes)
    for row in rows:
        session.expire(row, ["verdict", "why", "child_id"])
    return file


def remove_file(session: Session, *, by: User, file: HandoutFile) -> Handout:
    """Throw a file away that was not taken over."""
    handout = session.get_one(Handout, file.handout_id)
    refuse_taken(file)
    for table in (HandoutRow, HandoutReading):
        session.execute(delete(table).where(table.file_id == file.id))
    session.delete(file)
    session.flush()
    return handout


def rows_of(session: Session, file: HandoutFile) -> list[HandoutRow]:
    """List the rows of a file in their order."""
    return list(session.scalars(select(HandoutRow).where(HandoutRow.file_id == file.id).order_by(HandoutRow.id)))


def _values(file: HandoutFile, number: int, said: Said, found: Found) -> dict[str, object]:
    return {
        "file_id": file.id,
        "row_number": number,
        "said": json.dumps(said.as_dict(), ensure_ascii=False, sort_keys=True),
        "verdict": str(found.verdict),
        "why": _why(found),
        "child_id": found.child.id if found.child else None,
    }


def _why(found: Found) -> str:
    return why(found.why, **found.values) if found.why else ""
