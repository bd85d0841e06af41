"""Decide who signs in a position, from a day to a day."""

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import clean_name
from tracker.ground.refusals import N_, Refused
from tracker.models.settings import Position, Signatory
from tracker.models.users import User
from tracker.operations.journal import note
from tracker.operations.validity import end, refuse_disorder, refuse_unknown


def add_signatory(
    session: Session,
    *,
    by: User,
    position: str,
    title: str,
    full_name: str,
    valid_from: date,
    valid_to: date | None = None,
) -> Signatory:
    """Let somebody sign in a position from a day to a day, both included; None leaves it open.

    Who holds the position without an end makes room on the day before. Refuses another overlap:
    a paper of one day has one name in a position.
    """
    refuse_unknown("position", position, {choice.value for choice in Position})
    refuse_disorder(valid_from, valid_to)
    values = {
        "title": clean_name(title, field="title"),
        "full_name": clean_name(full_name, field="full_name"),
    }
    _make_room(session, by, Position(position), valid_from, valid_to)
    signatory = Signatory(position=Position(position), valid_from=valid_from, valid_to=valid_to, **values)
    session.add(signatory)
    session.flush()
    return signatory


def _make_room(session: Session, by: User, position: Position, first: date, last: date | None) -> None:
    held = select(Signatory).where(
        Signatory.position == position, or_(Signatory.valid_to.is_(None), Signatory.valid_to >= first)
    )
    if last is not None:
        held = held.where(Signatory.valid_from <= last)
    for other in session.scalars(held):
        if other.valid_to is not None or other.valid_from >= first:
            raise Refused(
                "valid_from",
                N_("%(name)s signs in this position from %(first)s to %(last)s. End that first."),
                name=other.full_name,
                first=show_day(other.valid_from),
                last=show_day(other.valid_to) if other.valid_to else "…",
            )
        note(session, by=by, record=other, changes={"valid_to": first - timedelta(days=1)})


def end_signatory(session: Session, *, by: User, signatory: Signatory, valid_to: date) -> Signatory:
    """Let somebody sign for the last time on a day. Refuses an end later than the one that is set."""
    end(session, by=by, record=signatory, valid_to=valid_to)
    return signatory
