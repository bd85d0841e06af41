"""Ask what somebody should know about a child with a scholarship: it turns 16, it moved, its account is wrong."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Text, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.ground.ages import is_soon_sixteen, turns_sixteen_on
from tracker.models.helping.children import Child, Payee
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine
from tracker.models.helping.scholarships import Award, AwardInstalment
from tracker.models.journal import Change, Entry
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.scholarship_lists import AwardRow, AwardState
from tracker.queries.helping.scholarships import is_paid
from tracker.queries.same import leading_id, one_child

#: In these states a scholarship goes on no more.
_DONE = (AwardState.PAID, AwardState.STOPPED, AwardState.REFUSED)


@dataclass(frozen=True)
class Warnings:
    """What to look at: the day of the 16th birthday where it comes soon or was; where the child lived before."""

    sixteen_on: date | None = None
    #: Key of the place that the child left since the scholarship was proposed.
    moved_from: str = ""

    @property
    def any(self) -> bool:
        """Tell whether there is anything to look at."""
        return self.sixteen_on is not None or bool(self.moved_from)


@dataclass(frozen=True)
class Returned:
    """A month's transfer that came back and is owed again, while the child's account is as it was."""

    award: Award
    instalment: AwardInstalment
    child: Child
    handout: Handout
    back: TakeBack


def warnings_of(session: Session, rows: Collection[AwardRow], day: date) -> dict[int, Warnings]:
    """Say of some scholarships, by id, what to look at; one of which nothing is to be said is missing.

    Of one that is over or was paid in full nothing is: nothing goes on.
    """
    rows = [row for row in rows if row.state not in _DONE]
    moved = _moved(session, rows)
    found = {row.award.id: Warnings(_sixteen(row.child, day), moved.get(row.award.id, "")) for row in rows}
    return {key: each for key, each in found.items() if each.any}


def accounts_to_mend(session: Session, award: Award | None = None) -> list[Returned]:
    """List the months whose transfer came back to be paid again, where no account was named since; oldest first."""
    asked = _came_back().where(AwardInstalment.freed_on.is_(None), ~is_paid(), ~_named_since())
    if award is not None:
        asked = asked.where(Award.id == award.id)
    rows = session.execute(asked.order_by(TakeBack.id)).all()
    # A month may have come back more than once: its last return counts.
    return list({row[1].id: Returned(*row) for row in rows}.values())


def returns_of(session: Session, award: Award) -> dict[int, TakeBack]:
    """Give the last return of each month of a scholarship that was to be paid again, by the month's id."""
    rows = session.execute(_came_back().where(Award.id == award.id).order_by(TakeBack.id))
    return {instalment.id: back for _award, instalment, _child, _handout, back in rows}


def _sixteen(child: Child, day: date) -> date | None:
    turns = turns_sixteen_on(child.birth_on, child.birth_year)
    soon = is_soon_sixteen(child.birth_on, child.birth_year, day)
    return turns if child.anonymised_on is None and (soon or turns <= day) else None


def _moved(session: Session, rows: Collection[AwardRow]) -> dict[int, str]:
    """Say whose place was changed since the proposal, unless the new one is what became of the old one."""
    keys = {str(row.child.id) for row in rows}
    asked = select(Change).where(
        Change.table_name == "children", Change.field == "place_key", Change.record_id.in_(keys)
    )
    changes: dict[str, list[Change]] = {}
    for change in session.scalars(asked.order_by(Change.id)) if keys else ():
        changes.setdefault(change.record_id, []).append(change)
    if not changes:
        return {}
    gazetteer, found = Gazetteer(session), {}
    for row in rows:
        here = row.child.place_key
        later = [each for each in changes.get(str(row.child.id), ()) if each.at > row.award.proposed_at]
        before = later[0].old if later else None
        became = gazetteer.lineage(here) | {each.old_key for each in gazetteer.came_from(here)}
        if before is not None and before not in became:
            found[row.award.id] = before
    return found


def _came_back() -> Select[Award, AwardInstalment, Child, Handout, TakeBack]:
    return (
        select(Award, AwardInstalment, Child, Handout, TakeBack)
        .join(DisbursementPart, DisbursementPart.id == TakeBack.disbursement_part_id)
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .join(Handout, Handout.id == HandoutLine.handout_id)
        .join(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
        .join(Award, Award.id == AwardInstalment.award_id)
        .join(Child, Child.id == one_child(Award.child_id))
        .where(TakeBack.open_again.is_(True))
    )


def _named_since() -> ColumnElement[bool]:
    """Tell whether an account was named for the child after the transfer had come back."""
    record = aliased(Child)
    back_at = select(Entry.recorded_at).where(Entry.id == TakeBack.entry_id).scalar_subquery()
    named = (
        select(Change.id)
        .join(Payee, cast(Payee.id, Text) == Change.record_id)
        .join(record, record.id == Payee.child_id)
        .where(Change.table_name == "payees", Change.at > back_at)
        .where(func.coalesce(record.merged_into_id, record.id) == Child.id)
    )
    return exists(named)


def payees_known(session: Session, children: Collection[Child], moment: object = None) -> dict[int, Payee]:
    """Give the account of each of some children by its kept record's id, as it was known at a moment, or is now."""
    keys = {leading_id(child) for child in children}
    lead = func.coalesce(Child.merged_into_id, Child.id)
    asked = select(lead, Payee).join(Child, Child.id == Payee.child_id).where(lead.in_(keys))
    if moment is not None:
        known = select(Change.id).where(
            Change.table_name == "payees", Change.record_id == cast(Payee.id, Text), Change.at <= moment
        )
        asked = asked.where(exists(known))
    return {key: payee for key, payee in session.execute(asked.order_by(Payee.valid_from, Payee.id))}
