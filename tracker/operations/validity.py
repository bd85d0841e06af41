"""Keep what is dated in order: a last day after the first, an end that is not moved later, a known code."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused
from tracker.models.settings import Item, Occasion, Signatory
from tracker.models.users import User
from tracker.operations.journal import note


def end(session: Session, *, by: User, record: Signatory | Item | Occasion, valid_to: date) -> None:
    """Set the last day; refuse a later one than is set, for it could overlap what followed."""
    refuse_disorder(record.valid_from, valid_to)
    if record.valid_to is not None and valid_to > record.valid_to:
        raise Refused("valid_to", N_("It ended on %(day)s already."), day=show_day(record.valid_to))
    note(session, by=by, record=record, changes={"valid_to": valid_to})


def refuse_unknown(field: str, code: str, known: set[str]) -> None:
    """Refuse a code that is not in a closed list."""
    if code not in known:
        raise Refused(field, N_("“%(value)s” is not one of the choices."), value=shown(str(code)))


def refuse_disorder(first: date | None, last: date | None) -> None:
    """Refuse a last day before the first."""
    if first is not None and last is not None and last < first:
        raise Refused(
            "valid_to",
            N_("The last day %(last)s is before the first, %(first)s."),
            last=show_day(last),
            first=show_day(first),
        )
