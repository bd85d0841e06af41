"""Keep the register of what families ask about a child's data: received, answered, extended, done or refused."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_name, clean_reason, clean_remark, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.child_rights import DataRequest, DataRequestKind, DataRequestStep, DataRequestStepKind
from tracker.models.helping.children import Child
from tracker.models.users import User
from tracker.operations.helping.child_records import refuse_day_to_come
from tracker.queries.helping.data_requests import states_of
from tracker.queries.same import kept

_WITH_REASON = (DataRequestStepKind.EXTENDED, DataRequestStepKind.REFUSED)


def record_request(
    session: Session,
    *,
    by: User,
    child: Child,
    kind: str,
    asked_by: str,
    asked: str,
    received_on: date | None = None,
    others_involved: bool = False,
) -> DataRequest:
    """Record what somebody asks about a child's data; the terms run from the day of receipt (today if none is said).

    `others_involved`: a processor or third party must act too. Refuses a day to come, and nobody asking.
    """
    day = received_on or today()
    refuse_day_to_come(day, "received_on")
    request = DataRequest(
        child_id=kept(session, child).id,
        kind=DataRequestKind(kind),
        received_on=day,
        asked_by=clean_name(asked_by, field="asked_by"),
        asked=clean_text(asked, field="asked", at_most=2000, many_lines=True),
        others_involved=others_involved,
        by_id=by.id,
        at=now(),
    )
    session.add(request)
    session.flush()
    return request


def take_step(
    session: Session, *, by: User, request: DataRequest, kind: str, happened_on: date | None = None, remark: str = ""
) -> DataRequestStep:
    """Record that a request was answered, its term extended, or that it was done or refused.

    Refuses a step after the end, a second answer or extension, an extension once the term is over, a
    refusal or extension without a reason, a day to come or before the day of receipt.
    """
    step, day = DataRequestStepKind(kind), happened_on or today()
    refuse_day_to_come(day, "happened_on")
    if day < request.received_on:
        raise Refused("happened_on", N_("It came on %(day)s only."), day=show_day(request.received_on))
    (state,) = states_of(session, [request])
    if state.end is not None:
        raise Refused(None, N_("This request was ended on %(day)s."), day=show_day(state.end.happened_on))
    if step in (DataRequestStepKind.ANSWERED, DataRequestStepKind.EXTENDED) and state.step(step):
        raise Refused("kind", N_("This was done once already."))
    if step == DataRequestStepKind.EXTENDED and day > state.done_due:
        raise Refused(
            "happened_on", N_("The term was over on %(day)s: too late to extend it."), day=show_day(state.done_due)
        )
    clean = clean_reason if step in _WITH_REASON else clean_remark
    remark = clean(remark, field="remark", at_most=2000)
    row = DataRequestStep(request_id=request.id, kind=step, happened_on=day, note=remark, by_id=by.id, at=now())
    session.add(row)
    session.flush()
    return row
