"""Ask what families ask about a child's data, and by when the law wants it answered and done.

The terms are those of NĐ 356/2025/NĐ-CP, counted from the day of receipt: an answer in 2 working
days; withdraw, restrict, object in 15 days, 20 where a processor or third party must act too; one
extension of at most 15 days. For access, correction and deletion the decree leaves 10 to 20 days:
10 for the first two and 20 for deletion is this office's choice within them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.models.helping.child_rights import DataRequest, DataRequestKind, DataRequestStep, DataRequestStepKind
from tracker.models.helping.children import Child
from tracker.queries.helping.children import child_keys
from tracker.queries.same import keys_of_one

#: Working days until an answer (the decree's figure).
ANSWER_DAYS = 2
#: Days until it is done; withdraw, restrict, object are the decree's, the others our choice within 10–20.
DONE_DAYS = {
    DataRequestKind.ACCESS: 10,
    DataRequestKind.CORRECT: 10,
    DataRequestKind.DELETE: 20,
    DataRequestKind.WITHDRAW: 15,
    DataRequestKind.RESTRICT: 15,
    DataRequestKind.OBJECT: 15,
}
#: The decree's term where a processor or third party must act too.
DONE_DAYS_WITH_OTHERS = 20
#: The longest extension, once (the decree's figure).
EXTENSION_DAYS = 15
_WITH_OTHERS = (DataRequestKind.WITHDRAW, DataRequestKind.RESTRICT, DataRequestKind.OBJECT)
_ENDS = (DataRequestStepKind.DONE, DataRequestStepKind.REFUSED)


@dataclass(frozen=True)
class RequestState:
    """A request with what was done about it, oldest first, and the days by which the law wants more."""

    request: DataRequest
    steps: Sequence[DataRequestStep] = field(default_factory=list)

    def step(self, *kinds: DataRequestStepKind) -> DataRequestStep | None:
        """Give the first step of some kinds."""
        return next((step for step in self.steps if step.kind in kinds), None)

    @property
    def end(self) -> DataRequestStep | None:
        """Give the step that ended it; None while it is open."""
        return self.step(*_ENDS)

    @property
    def answer_due(self) -> date:
        """Give the last day for an answer."""
        return working_days_later(self.request.received_on, ANSWER_DAYS)

    @property
    def done_due(self) -> date:
        """Give the last day to have it done, the extension counted."""
        kind = DataRequestKind(self.request.kind)
        longer = self.request.others_involved and kind in _WITH_OTHERS
        days = DONE_DAYS_WITH_OTHERS if longer else DONE_DAYS[kind]
        days += EXTENSION_DAYS if self.step(DataRequestStepKind.EXTENDED) else 0
        return self.request.received_on + timedelta(days=days)

    @property
    def next_due(self) -> date | None:
        """Give the next day by which something must happen; None once it is ended."""
        if self.end is not None:
            return None
        return self.done_due if self.step(DataRequestStepKind.ANSWERED) else min(self.answer_due, self.done_due)

    def overdue_on(self, day: date) -> bool:
        """Tell whether something should have happened before a day."""
        return self.next_due is not None and self.next_due < day


def working_days_later(day: date, count: int) -> date:
    """Give the day so many working days later: Monday to Friday.

    Public holidays are not known here, so the day may come earlier than the law's, never later.
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def requests_listed(
    *, open_only: bool = False, child: Child | None = None, text: str = "", by_name: bool = True
) -> Select[DataRequest]:
    """Ask for requests, of all children or of one, perhaps only what is not ended; the page puts them in order.

    A text is a child's code, words of its name (`by_name`, for who may see names), or part of who asked.
    """
    asked = select(DataRequest).options(joinedload(DataRequest.child))
    if open_only:
        ended = select(DataRequestStep.request_id).where(DataRequestStep.kind.in_(_ENDS))
        asked = asked.where(DataRequest.id.not_in(ended))
    if child is not None:
        asked = asked.where(DataRequest.child_id.in_(keys_of_one(child)))
    if text.strip():
        called = DataRequest.child_id.in_(child_keys(text, by_name=by_name))
        asked = asked.where(or_(called, DataRequest.asked_by.icontains(text.strip(), autoescape=True)))
    return asked


def states_of(session: Session, requests: Iterable[DataRequest]) -> list[RequestState]:
    """Put what was done beside some requests, in one question."""
    requests = list(requests)
    asked = select(DataRequestStep).where(DataRequestStep.request_id.in_([request.id for request in requests]))
    steps: dict[int, list[DataRequestStep]] = defaultdict(list)
    for step in session.scalars(asked.order_by(DataRequestStep.id)):
        steps[step.request_id].append(step)
    return [RequestState(request, steps[request.id]) for request in requests]


def overdue_requests(session: Session, day: date) -> list[RequestState]:
    """List the open requests of which a term passed before a day, the longest overdue first."""
    states = states_of(session, session.scalars(requests_listed(open_only=True)))
    return sorted((state for state in states if state.overdue_on(day)), key=lambda state: state.next_due or day)
