"""Read in one question all small things that belong to one child: who stands by it, what it agreed to, what is asked.

Each kind is joined to a row of its own, so that nothing is multiplied and a page with many cards
asks the database once for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, select, true, union_all
from sqlalchemy.orm import Session

from tracker.models.helping.child_rights import (
    Anonymising,
    AnonymisingStep,
    Consent,
    ConsentWithdrawal,
    DataRequest,
    DataRequestStep,
)
from tracker.models.helping.children import ChildGroup, ChildHousehold, Guardian, OutsideId, Payee
from tracker.queries.helping.consents import Given
from tracker.queries.helping.data_requests import RequestState

_OF_CHILD: tuple[Any, ...] = (
    *(Guardian, ChildGroup, ChildHousehold, Payee, OutsideId),
    *(Consent, DataRequest, Anonymising),
)
_TABLES = (*_OF_CHILD, ConsentWithdrawal, DataRequestStep)


@dataclass
class ChildParts:
    """What belongs to a child, all of its records, each list as a page shows it."""

    guardians: list[Guardian] = field(default_factory=list)
    #: Those that are over come last; show them to who has the right only.
    groups: list[ChildGroup] = field(default_factory=list)
    #: Newest year first.
    households: list[ChildHousehold] = field(default_factory=list)
    #: The latest first.
    payees: list[Payee] = field(default_factory=list)
    outside_ids: list[OutsideId] = field(default_factory=list)
    #: The newest first.
    given: list[Given] = field(default_factory=list)
    #: The newest first.
    requests: list[RequestState] = field(default_factory=list)
    #: The proposal to anonymise that nobody has ended yet.
    proposal: Anonymising | None = None


def child_parts(session: Session, child_ids: Sequence[int]) -> ChildParts:
    """Read what belongs to a child; `child_ids` are the keys of all its records."""
    found: dict[type[Any], list[Any]] = {table: [] for table in _TABLES}
    taken_back: dict[int, ConsentWithdrawal] = {}
    for row in session.execute(_asked(child_ids)):
        for record in row:
            if isinstance(record, ConsentWithdrawal):
                taken_back[record.consent_id] = record
            elif record is not None and record not in found[type(record)]:
                found[type(record)].append(record)
    steps = sorted(found[DataRequestStep], key=lambda step: step.id)
    return ChildParts(
        guardians=sorted(found[Guardian], key=lambda each: each.id),
        groups=sorted(found[ChildGroup], key=lambda each: (each.until is not None, -each.since.toordinal(), each.id)),
        households=sorted(found[ChildHousehold], key=lambda each: -each.year),
        payees=_newest(found[Payee], "valid_from"),
        outside_ids=sorted(found[OutsideId], key=lambda each: each.system),
        given=[Given(each, taken_back.get(each.id)) for each in _newest(found[Consent], "given_on")],
        requests=[
            RequestState(each, [step for step in steps if step.request_id == each.id])
            for each in _newest(found[DataRequest], "received_on")
        ],
        proposal=next(iter(found[Anonymising]), None),
    )


def _newest(records: list[Any], day: str) -> list[Any]:
    return sorted(records, key=lambda each: (getattr(each, day), each.id), reverse=True)


def _asked(child_ids: Sequence[int]) -> Select[Any]:
    """Ask for a row for each thing of each kind, the other kinds empty in it."""
    kinds = union_all(*(select(literal(number).label("kind")) for number in range(len(_OF_CHILD)))).subquery()

    def of_child(table: Any) -> ColumnElement[bool]:
        return and_(kinds.c.kind == _OF_CHILD.index(table), table.child_id.in_(child_ids))

    ended = exists(select(AnonymisingStep.id).where(AnonymisingStep.anonymising_id == Anonymising.id))
    asked: Select[Any] = select(*_TABLES).select_from(kinds)
    for table in _OF_CHILD:
        unless = ~ended if table is Anonymising else true()
        asked = asked.outerjoin(table, and_(of_child(table), unless))
    asked = asked.outerjoin(ConsentWithdrawal, ConsentWithdrawal.consent_id == Consent.id)
    return asked.outerjoin(DataRequestStep, DataRequestStep.request_id == DataRequest.id)
