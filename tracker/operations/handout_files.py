"""Take lists into a draft: each file whole or not at all, its rows checked and corrected on screen first."""

import json
from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.names import clean_name, fold
from tracker.ground.refusals import N_, Refused
from tracker.models.children import Child
from tracker.models.handouts import Handout, HandoutFile, HandoutRow, Verdict
from tracker.models.users import User
from tracker.operations.children import ChildFacts, add_guardian, register_children
from tracker.operations.handouts import add_children, refuse_fixed
from tracker.queries.handout_checks import Found, Said, check_rows, read_facts
from tracker.queries.places import Gazetteer

#: Rows that may join the list, or that somebody left out.
READY = (Verdict.MATCHED, Verdict.NEW, Verdict.LEFT_OUT)
_SEXES = {"nu": "female", "gai": "female", "female": "female", "nam": "male", "trai": "male", "male": "male"}


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


def choose_child(session: Session, *, by: User, row: HandoutRow, child: Child) -> HandoutRow:
    """Say which child of the register a row means."""
    return _decide(session, row, Verdict.MATCHED, child)


def call_new(session: Session, *, by: User, row: HandoutRow) -> HandoutRow:
    """Say that a row means a child who is not in the register; refuses a row that cannot be read."""
    file, handout = _of(session, row)
    read_facts(said_by(row), Gazetteer(session), handout.planned_on)
    return _decide(session, row, Verdict.NEW, None)


def leave_out(session: Session, *, by: User, row: HandoutRow) -> HandoutRow:
    """Say that a row is not to join the list."""
    return _decide(session, row, Verdict.LEFT_OUT, None)


def correct_row(session: Session, *, by: User, row: HandoutRow, said: Said) -> HandoutRow:
    """Write a row as it should be, and check it with all others again."""
    file, handout = _of(session, row)
    row.said = json.dumps(said.as_dict(), ensure_ascii=False, sort_keys=True)
    session.flush()
    others = list(session.scalars(select(HandoutRow).where(HandoutRow.file_id == file.id).order_by(HandoutRow.id)))
    found = check_rows(session, handout, [(each.row_number, said_by(each)) for each in others])
    mine = next(each for other, each in zip(others, found, strict=True) if other.id == row.id)
    row.verdict, row.child_id = mine.verdict, mine.child.id if mine.child else None
    row.why = _why(mine)
    session.flush()
    return row


def remove_file(session: Session, *, by: User, file: HandoutFile) -> Handout:
    """Throw a file away that was not taken over."""
    handout = session.get_one(Handout, file.handout_id)
    _refuse_taken(file)
    for row in session.scalars(select(HandoutRow).where(HandoutRow.file_id == file.id)):
        session.delete(row)
    session.flush()
    session.delete(file)
    session.flush()
    return handout


def take_over(session: Session, *, by: User, file: HandoutFile) -> Handout:
    """Let all rows of a file join the list; new children are registered as of the day of the hand-out.

    Refuses while one row is doubtful or wrong, and names how many.
    """
    handout = session.get_one(Handout, file.handout_id)
    refuse_fixed(session, handout)
    _refuse_taken(file)
    rows = list(session.scalars(select(HandoutRow).where(HandoutRow.file_id == file.id).order_by(HandoutRow.id)))
    waiting = [str(row.row_number) for row in rows if row.verdict not in READY]
    if waiting:
        text = N_("%(count)s rows are to be looked at first: %(rows)s.")
        raise Refused(None, text, count=len(waiting), rows=", ".join(waiting[:20]))
    _register_new(session, by, handout, [row for row in rows if row.verdict == Verdict.NEW])
    joining = [session.get_one(Child, row.child_id) for row in rows if row.verdict != Verdict.LEFT_OUT]
    add_children(session, by=by, handout=handout, children=joining)
    file.taken_over_at = now()
    session.flush()
    return handout


def said_by(row: HandoutRow) -> Said:
    """Read back what a row says."""
    return Said(**json.loads(row.said))


def _register_new(session: Session, by: User, handout: Handout, rows: Sequence[HandoutRow]) -> None:
    gazetteer = Gazetteer(session)
    facts = [_facts(said_by(row), gazetteer, handout) for row in rows]
    children = register_children(session, by=by, many=facts, registered_on=handout.planned_on)
    for row, child in zip(rows, children, strict=True):
        row.child_id = child.id
        said = said_by(row)
        if said.guardian:
            add_guardian(session, by=by, child=child, full_name=said.guardian, relation="", phone=said.phone)
    session.flush()


def _facts(said: Said, gazetteer: Gazetteer, handout: Handout) -> ChildFacts:
    read = read_facts(said, gazetteer, handout.planned_on)
    return ChildFacts(
        full_name=read.name,
        place=read.place,
        birth_on=read.birth_on,
        birth_year=read.birth_year,
        sex=_SEXES.get(fold(said.sex)),
        hamlet=said.hamlet,
        school=said.school,
        school_class=said.school_class,
    )


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
    return json.dumps([found.why, dict(found.values)], ensure_ascii=False) if found.why else ""


def _decide(session: Session, row: HandoutRow, verdict: Verdict, child: Child | None) -> HandoutRow:
    file, handout = _of(session, row)
    row.verdict, row.child_id, row.why = verdict, child.id if child else None, ""
    session.flush()
    return row


def _of(session: Session, row: HandoutRow) -> tuple[HandoutFile, Handout]:
    file = session.get_one(HandoutFile, row.file_id)
    handout = session.get_one(Handout, file.handout_id)
    refuse_fixed(session, handout)
    _refuse_taken(file)
    return file, handout


def _refuse_taken(file: HandoutFile) -> None:
    if file.taken_over_at is not None:
        raise Refused(None, N_("“%(file)s” joined the list already."), file=file.name)
