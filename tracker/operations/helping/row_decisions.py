"""Say by hand what a doubtful row of a file means: which child, a new one, or nobody."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutRow, Verdict
from tracker.models.users import User
from tracker.operations.helping.handouts import refuse_fixed
from tracker.queries.helping.handout_checks import Said, read_facts
from tracker.queries.helping.handout_children import on_list
from tracker.queries.helping.places import Gazetteer
from tracker.queries.same import kept, keys_of_one


def why(text: str, **values: Any) -> str:
    """Write down a msgid and its values as a row keeps them."""
    return json.dumps([text, values], ensure_ascii=False)


#: What stands at a row that somebody decided: a later check leaves it alone.
BY_HAND = why(N_("Decided by hand."))


def choose_child(session: Session, *, by: User, row: HandoutRow, child: Child) -> HandoutRow:
    """Say which child of the register a row means; refuses one that is on the list or that another row means."""
    file, handout = _of(session, row)
    child = kept(session, child)
    if child.id in on_list(session, handout):
        raise Refused("child", N_("On the list already: %(codes)s."), codes=child.code)
    other = session.scalar(
        select(HandoutRow.row_number).where(
            HandoutRow.file_id == file.id,
            HandoutRow.child_id.in_(keys_of_one(child)),
            HandoutRow.id != row.id,
            HandoutRow.verdict == Verdict.MATCHED,
        )
    )
    if other is not None:
        raise Refused("child", N_("Row %(row)s means %(code)s already."), row=other, code=child.code)
    return _decide(session, row, Verdict.MATCHED, child)


def call_new(session: Session, *, by: User, row: HandoutRow) -> HandoutRow:
    """Say that a row means a child who is not in the register; refuses a row that cannot be read."""
    _file, handout = _of(session, row)
    read_facts(said_by(row), Gazetteer(session), handout.planned_on)
    return _decide(session, row, Verdict.NEW, None)


def leave_out(session: Session, *, by: User, row: HandoutRow) -> HandoutRow:
    """Say that a row is not to join the list."""
    _of(session, row)
    return _decide(session, row, Verdict.LEFT_OUT, None)


def said_by(row: HandoutRow) -> Said:
    """Read back what a row says."""
    return Said(**json.loads(row.said))


def refuse_taken(file: HandoutFile) -> None:
    """Refuse to change a file whose rows joined the list."""
    if file.taken_over_at is not None:
        raise Refused(None, N_("“%(file)s” joined the list already."), file=file.name)


def _decide(session: Session, row: HandoutRow, verdict: Verdict, child: Child | None) -> HandoutRow:
    row.verdict, row.child_id, row.why = verdict, child.id if child else None, BY_HAND
    session.flush()
    return row


def _of(session: Session, row: HandoutRow) -> tuple[HandoutFile, Handout]:
    file = session.get_one(HandoutFile, row.file_id)
    handout = session.get_one(Handout, file.handout_id)
    refuse_fixed(session, handout)
    refuse_taken(file)
    return file, handout
