"""Ask whose data may be taken away: because it was asked for, or because the term is over; and who may not be yet.

Papers of money are kept until 31 December of the tenth year after (Luật Kế toán 88/2015, art. 41;
NĐ 174/2016, art. 13), counted from the end of the year: so long a child who was helped stays known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.helping.child_rights import (
    Anonymising,
    AnonymisingStep,
    DataRequest,
    DataRequestKind,
    DataRequestStep,
    DataRequestStepKind,
)
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutLine, HandoutRow
from tracker.models.helping.savings_books import Custody, SavingsBook
from tracker.queries.helping.data_requests import requests_listed, states_of
from tracker.queries.helping.handouts import line_states
from tracker.queries.helping.scholarships import owed_to_child
from tracker.queries.name_search import is_main
from tracker.queries.same import keys_of_one, leading_ids, one_child

#: So many years papers of money are kept, from the end of their year on.
KEPT_YEARS = 10


class Ground(Choice):
    """Why a child's data may be taken away."""

    ASKED = "asked", N_("Its deletion was asked for")
    TERM_OVER = "term_over", N_("The term is over")


@dataclass(frozen=True)
class Standing:
    """Where a child stands: why its data may be taken away (None without a ground), and what stands against it."""

    ground: Ground | None
    #: The last year in which anything happened for the child.
    last_year: int
    #: Lists on which it is still to be given something.
    open_lists: tuple[str, ...]
    #: The last day on which its papers are kept; None where it was never helped.
    kept_until: date | None
    open_requests: int
    #: Numbers of open savings books that are not with the family: whose they are must stay known.
    open_books: tuple[str, ...] = ()
    #: Months of scholarships that are owed to it.
    owed_months: int = 0

    def is_free_on(self, day: date) -> bool:
        """Tell whether nothing stands against it on a day."""
        papers_over = self.kept_until is None or self.kept_until < day
        nothing_open = not (self.open_lists or self.open_requests or self.open_books or self.owed_months)
        return self.ground is not None and papers_over and nothing_open


def standing_of(session: Session, child: Child, day: date) -> Standing:
    """Say where a child stands on a day, all its records looked at."""
    keys = keys_of_one(child)
    helped = session.scalar(select(func.max(Disbursement.given_on)).where(Disbursement.child_id.in_(keys)))
    listed = session.scalar(
        select(func.max(Handout.planned_on)).join(HandoutLine).where(HandoutLine.child_id.in_(keys))
    )
    registered = session.scalar(select(func.max(Child.registered_on)).where(Child.id.in_(keys)))
    states = states_of(session, session.scalars(requests_listed(child=child)))
    asked = max((state.request.received_on for state in states), default=None)
    last = max(each.year for each in (helped, listed, registered, asked) if each is not None)
    deletion = [state for state in states if state.request.kind == DataRequestKind.DELETE and _is_accepted(state.steps)]
    ground = Ground.ASKED if deletion else Ground.TERM_OVER if _end_of_term(last) < day else None
    others = [state for state in states if state.end is None and state.request.kind != DataRequestKind.DELETE]
    until = _end_of_term(helped.year) if helped is not None else None
    lists, books = tuple(_open_lists(session, child)), tuple(_open_books(session, child))
    return Standing(ground, last, lists, until, len(others), books, owed_to_child(session, child))


def _is_accepted(steps: Sequence[DataRequestStep]) -> bool:
    kinds = {step.kind for step in steps}
    return DataRequestStepKind.REFUSED not in kinds and bool(
        kinds & {DataRequestStepKind.ANSWERED, DataRequestStepKind.DONE}
    )


def _end_of_term(year: int) -> date:
    return date(year + KEPT_YEARS, 12, 31)


def _open_lists(session: Session, child: Child) -> list[str]:
    """Name the lists of which a line of the child is open, and the drafts beside which a file still names it."""
    in_file = select(HandoutFile.handout_id).join(HandoutRow, HandoutRow.file_id == HandoutFile.id)
    in_file = in_file.where(HandoutRow.child_id.in_(keys_of_one(child)), HandoutFile.taken_over_at.is_(None))
    drafts = list(session.scalars(select(Handout).where(Handout.id.in_(in_file)).order_by(Handout.id)))
    return sorted({*_with_open_lines(session, child), *(draft.code for draft in drafts)})


def _open_books(session: Session, child: Child) -> list[str]:
    """Name the child's open savings books that the fund, the bank or somebody else keeps."""
    asked = select(SavingsBook.number).where(SavingsBook.child_id.in_(keys_of_one(child)))
    asked = asked.where(SavingsBook.closed_on.is_(None), SavingsBook.custody != Custody.FAMILY)
    return list(session.scalars(asked.order_by(SavingsBook.id)))


def _with_open_lines(session: Session, child: Child) -> list[str]:
    on_list = select(HandoutLine.handout_id).where(HandoutLine.child_id.in_(keys_of_one(child)))
    found = []
    for handout in session.scalars(select(Handout).where(Handout.id.in_(on_list)).order_by(Handout.id)):
        states = line_states(session, handout)
        leads = leading_ids(session, {state.line.child_id for state in states})
        own = [state for state in states if leads.get(state.line.child_id, state.line.child_id) == child.id]
        if any(not state.settled for state in own):
            found.append(handout.code)
    return found


def who_may_go(day: date) -> Select[Child]:
    """Ask for the children who might be anonymised on a day; `standing_of` says of each whether it may be.

    Those of whom a deletion was accepted, and those for whom nothing happened since the term began.
    """
    asked = select(Child).where(Child.anonymised_on.is_(None), is_main(Child), Child.id.not_in(_proposed_ids()))
    return asked.where(or_(Child.id.in_(_asked_for()), _forgotten(day)))


def _proposed_ids() -> Select[int]:
    done = exists(select(AnonymisingStep.id).where(AnonymisingStep.anonymising_id == Anonymising.id))
    return select(Anonymising.child_id).where(~done)


def _asked_for() -> Select[int]:
    def has(*kinds: DataRequestStepKind) -> ColumnElement[bool]:
        step = select(DataRequestStep.id).where(DataRequestStep.request_id == DataRequest.id)
        return exists(step.where(DataRequestStep.kind.in_(kinds)))

    accepted = has(DataRequestStepKind.ANSWERED, DataRequestStepKind.DONE) & ~has(DataRequestStepKind.REFUSED)
    return select(one_child(DataRequest.child_id)).where(DataRequest.kind == DataRequestKind.DELETE, accepted)


def _forgotten(day: date) -> ColumnElement[bool]:
    """Tell the children for whom nothing happened since the year of which the term is over."""
    since = date(day.year - KEPT_YEARS, 1, 1)
    helped = select(one_child(Disbursement.child_id)).where(Disbursement.given_on >= since)
    listed = select(one_child(HandoutLine.child_id)).join(Handout, Handout.id == HandoutLine.handout_id)
    asked = select(one_child(DataRequest.child_id)).where(DataRequest.received_on >= since)
    return and_(
        Child.registered_on < since,
        Child.id.not_in(helped),
        Child.id.not_in(listed.where(Handout.planned_on >= since)),
        Child.id.not_in(asked),
    )


def waiting_anonymisings() -> Select[Anonymising]:
    """Ask for the proposals that nobody has ended yet."""
    done = exists(select(AnonymisingStep.id).where(AnonymisingStep.anonymising_id == Anonymising.id))
    return select(Anonymising).where(~done).options(joinedload(Anonymising.child), joinedload(Anonymising.proposer))


def waiting_for(session: Session, child: Child) -> Anonymising | None:
    """Give the proposal for a child that nobody has ended yet."""
    return session.scalar(waiting_anonymisings().where(Anonymising.child_id == child.id).limit(1))


def step_of(session: Session, anonymising: Anonymising) -> AnonymisingStep | None:
    """Give how a proposal ended; None while it waits."""
    return session.scalar(select(AnonymisingStep).where(AnonymisingStep.anonymising_id == anonymising.id))
