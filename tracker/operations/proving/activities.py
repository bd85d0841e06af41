"""Record what the office did beside giving (classes, courses, events), and correct it with a trace."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.ground.names import clean_name, clean_text, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.proving.activities import Activity, ActivityKind
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.operations.journal import note as keep_trace

#: More people than this take part in nothing.
_MOST = 9_999_999


def record_activity(
    session: Session,
    *,
    by: User,
    kind: str,
    name: str,
    held_on: date,
    place: str = "",
    participants: int | None = None,
    note: str = "",
) -> Activity:
    """Record an activity that was held; `participants` is None where nobody counted them.

    Refuses a day that has not come.
    """
    activity = Activity(**_clean(kind, name, held_on, place, participants, note), recorded_by=by.id)
    session.add(activity)
    session.flush()
    return activity


def correct_activity(
    session: Session,
    *,
    by: User,
    activity: Activity,
    kind: str,
    name: str,
    held_on: date,
    place: str = "",
    participants: int | None = None,
    note: str = "",
) -> Activity:
    """Correct an activity; who, when, old and new are kept. The rules are those of `record_activity`."""
    keep_trace(session, by=by, record=activity, changes=_clean(kind, name, held_on, place, participants, note))
    return activity


def _clean(kind: str, name: str, held_on: date, place: str, participants: int | None, note: str) -> dict[str, Any]:
    if kind not in {choice.value for choice in ActivityKind}:
        raise Refused("kind", N_("“%(value)s” is not one of the choices."), value=shown(str(kind)))
    if participants is not None and not 0 <= participants <= _MOST:
        raise Refused("participants", N_("“%(value)s”: this cannot be a number of people."), value=participants)
    refuse_unlikely_day(held_on, "held_on")
    return {
        "kind": ActivityKind(kind).value,
        "name": clean_name(name, field="name", at_most=200),
        "held_on": held_on,
        "place": clean_text(place, field="place", at_most=200),
        "participants": participants,
        "note": clean_text(note, field="note", at_most=2000, many_lines=True),
    }
