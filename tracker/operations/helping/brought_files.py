"""Take in the files that somebody sends for a draft: new lists, and rows that come back corrected."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.helping.handouts import Handout, HandoutFile, Verdict
from tracker.models.users import User
from tracker.operations.helping.handout_files import Cells, add_file, check_again, rows_of
from tracker.operations.helping.handouts import refuse_fixed
from tracker.operations.helping.row_decisions import refuse_taken, said_by
from tracker.queries.helping.handout_checks import Said
from tracker.queries.helping.handout_rows import WAITING


@dataclass(frozen=True)
class Brought:
    """A file as it was read: its name, its SHA-256, the row of its headings, its rows (number, what it says).

    `corrects` is the file of the draft whose rows come back, with what each of them says now, by its
    number and our headings; None for a list of its own.
    """

    name: str
    content_hash: str
    heading_row: int
    rows: Sequence[tuple[int, Said]]
    reading: Cells
    corrects: tuple[int, Mapping[int, Mapping[str, str]]] | None = None


def add_files(session: Session, *, by: User, handout: Handout, files: Sequence[Brought]) -> Handout:
    """Take in several files, all or none."""
    for each in files:
        if each.corrects is not None:
            file = session.get(HandoutFile, each.corrects[0])
            if file is None or file.handout_id != handout.id:
                raise Refused("file", N_("The file whose rows these are is not here any more."))
            correct_rows(session, by=by, file=file, rows=each.corrects[1])
        else:
            add_file(
                session,
                by=by,
                handout=handout,
                name=each.name,
                content_hash=each.content_hash,
                heading_row=each.heading_row,
                rows=each.rows,
                reading=each.reading,
            )
    return handout


def correct_rows(
    session: Session, *, by: User, file: HandoutFile, rows: Mapping[int, Mapping[str, str]]
) -> HandoutFile:
    """Write the rows that come back as they should be, and check the file again.

    Only rows that still wait are written: what was decided meanwhile stays, so no row is taken twice.
    What a row does not say any more, because its column was thrown away, stays as it was.
    """
    refuse_fixed(session, session.get_one(Handout, file.handout_id))
    refuse_taken(file)
    for row in rows_of(session, file):
        if row.verdict in WAITING and (says := rows.get(row.row_number)) is not None:
            said = Said(**{**said_by(row).as_dict(), **says})
            row.said = json.dumps(said.as_dict(), ensure_ascii=False, sort_keys=True)
            row.why, row.verdict = "", Verdict.WRONG
    session.flush()
    return check_again(session, by=by, file=file)
