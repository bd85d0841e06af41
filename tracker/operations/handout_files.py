"""Take lists into a draft: each file whole or not at all, its rows checked and corrected on screen first."""

import json
from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tracker.ground.names import clean_name
from tracker.ground.refusals import N_, Refused
from tracker.models.handouts import Handout, HandoutFile, HandoutRow, Verdict
from tracker.models.users import User
from tracker.operations.handouts import refuse_fixed
from tracker.operations.row_decisions import BY_HAND, refuse_taken, said_by, why
from tracker.queries.handout_checks import Found, Said, check_rows

#: Rows that may join the list, or that somebody left out.
READY = (Verdict.MATCHED, Verdict.NEW, Verdict.LEFT_OUT)


def add_file(
    session: Session,
    *,
    by: User,
    handout: Handout,
    name: str,
    content_hash: str,
    heading_row: int,
    rows: Sequence[tuple[int, Said]],
) -> HandoutFile:
    """Lay a file's rows beside a draft, each with what was found; nothing joins the list yet.

    Refuses a file that is there already (by its SHA-256), one without rows, and a list that is no draft.
    """
    refuse_fixed(session, handout)
    if not rows:
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
    found = check_rows(session, handout, rows)
    values = [_values(file, number, said, each) for (number, said), each in zip(rows, found, strict=True)]
    session.execute(insert(HandoutRow), values)
    return file


def add_files(
    session: Session, *, by: User, handout: Handout, files: Sequence[tuple[str, str, int, Sequence[tuple[int, Said]]]]
) -> Handout:
    """Lay several files beside a draft, all or none: name, SHA-256, row of the headings and rows of each."""
    for name, content_hash, heading_row, rows in files:
        add_file(
            session,
            by=by,
            handout=handout,
            name=name,
            content_hash=content_hash,
            heading_row=heading_row,
            rows=rows,
        )
    return handout


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
    session.execute(delete(HandoutRow).where(HandoutRow.file_id == file.id))
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
