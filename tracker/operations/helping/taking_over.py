"""Let the rows of a file join a draft, all of them or none; who is new is registered."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child, Guardian
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutRow, Verdict
from tracker.models.helping.list_mappings import HandoutReading
from tracker.models.users import User
from tracker.operations.helping.children import ChildFacts, register_children
from tracker.operations.helping.handout_files import READY, rows_of
from tracker.operations.helping.handouts import add_children, refuse_fixed
from tracker.operations.helping.row_decisions import BY_HAND, refuse_taken, said_by
from tracker.queries.helping.handout_checks import Facts, check_rows, read_facts
from tracker.queries.helping.handout_children import on_list
from tracker.queries.helping.places import Gazetteer
from tracker.queries.same import leading_ids

#: So many row numbers stand in a refusal.
_SHOWN = 20


def take_over(session: Session, *, by: User, file: HandoutFile) -> Handout:
    """Let all rows of a file join the list; new children are registered as of the day of the hand-out.

    Refuses while one row is doubtful or wrong, and where since the check a child got into the register
    or onto the list; names the rows.
    """
    handout = session.get_one(Handout, file.handout_id)
    refuse_fixed(session, handout)
    refuse_taken(file)
    rows = rows_of(session, file)
    if not rows:
        raise Refused(None, N_("Say first which column of “%(file)s” is which."), file=file.name)
    waiting = [row.row_number for row in rows if row.verdict not in READY]
    if waiting:
        text = N_("%(count)s rows are to be looked at first: %(rows)s.")
        raise Refused(None, text, count=len(waiting), rows=_listed(waiting))
    joining = [row for row in rows if row.verdict != Verdict.LEFT_OUT]
    _refuse_stale(session, handout, joining)
    _register_new(session, by, handout, [row for row in joining if row.verdict == Verdict.NEW])
    add_children(session, by=by, handout=handout, children=_children_of(session, file))
    file.taken_over_at = now()
    # The cells have done their work; nobody needs a second copy of what they say of children.
    session.execute(update(HandoutReading).where(HandoutReading.file_id == file.id).values(cells=""))
    session.flush()
    return handout


def _refuse_stale(session: Session, handout: Handout, rows: Sequence[HandoutRow]) -> None:
    """Refuse rows that somebody else has overtaken, and a child whom two rows mean."""
    there = on_list(session, handout)
    leads = leading_ids(session, {row.child_id for row in rows if row.child_id is not None})
    means = {row.id: leads.get(row.child_id, row.child_id) for row in rows if row.child_id is not None}
    meant = Counter(means.values())
    known = [row for row in rows if row.id in means]
    stale = [row.row_number for row in known if means[row.id] in there or meant[means[row.id]] > 1]
    new = [row for row in rows if row.verdict == Verdict.NEW and row.why != BY_HAND]
    found = check_rows(session, handout, [(row.row_number, said_by(row)) for row in new])
    stale += [row.row_number for row, each in zip(new, found, strict=True) if each.verdict != Verdict.NEW]
    if stale:
        text = N_("Since the check something changed for rows %(rows)s. Check the file again.")
        raise Refused(None, text, rows=_listed(stale))


def _listed(numbers: Iterable[int]) -> str:
    shown = [str(number) for number in sorted(set(numbers))]
    return ", ".join(shown[:_SHOWN]) + ("…" if len(shown) > _SHOWN else "")


def _register_new(session: Session, by: User, handout: Handout, rows: Sequence[HandoutRow]) -> None:
    gazetteer = Gazetteer(session)
    read = [read_facts(said_by(row), gazetteer, handout.planned_on) for row in rows]
    many = [_facts(each) for each in read]
    children = register_children(session, by=by, many=many, registered_on=handout.planned_on)
    links = [{"id": row.id, "child_id": child.id} for row, child in zip(rows, children, strict=True)]
    guardians = [
        {"child_id": child.id, "full_name": each.guardian, "relation": "", "phone": each.phone}
        for child, each in zip(children, read, strict=True)
        if each.guardian
    ]
    if links:
        session.execute(update(HandoutRow), links)
    if guardians:
        session.execute(insert(Guardian), guardians)
    for row in rows:
        session.expire(row, ["child_id"])


def _facts(read: Facts) -> ChildFacts:
    return ChildFacts(
        full_name=read.name,
        place=read.place,
        birth_on=read.birth_on,
        birth_year=read.birth_year,
        sex=read.sex,
        hamlet=read.hamlet,
        school=read.school,
        school_class=read.school_class,
    )


def _children_of(session: Session, file: HandoutFile) -> list[Child]:
    """Give the children whom a file's rows mean, in their order."""
    asked = select(Child).join(HandoutRow, HandoutRow.child_id == Child.id)
    mine = asked.where(HandoutRow.file_id == file.id, HandoutRow.verdict != Verdict.LEFT_OUT)
    return list(session.scalars(mine.order_by(HandoutRow.id)))
