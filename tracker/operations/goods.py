"""Keep the lists of what is given and on which occasions: kinds of goods, and the times of the year."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import clean_name, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.settings import Item, Occasion, OccasionDay
from tracker.models.users import User
from tracker.operations.codes import clean_code
from tracker.operations.journal import note
from tracker.operations.validity import end
from tracker.queries.journal import VND
from tracker.queries.settings import items_on


def add_item(session: Session, *, by: User, code: str, name: str, unit: str, valid_from: date) -> Item:
    """Take a kind of goods into the list, with the unit in which it is counted, such as chiếc."""
    item = Item(
        code=_free_code(session, Item, code),
        name=clean_name(name, field="name"),
        unit=clean_name(unit, field="unit", at_most=30),
        valid_from=valid_from,
    )
    session.add(item)
    session.flush()
    return item


def end_item(session: Session, *, by: User, item: Item, valid_to: date) -> Item:
    """Let a kind of goods be given for the last time on a day. Refuses money: it has no end."""
    if item.code == VND:
        raise Refused(None, N_("Money is always given; it has no end."))
    end(session, by=by, record=item, valid_to=valid_to)
    return item


def add_occasion(session: Session, *, by: User, code: str, name: str, valid_from: date) -> Occasion:
    """Take a time of the year at which help is given into the list."""
    occasion = Occasion(
        code=_free_code(session, Occasion, code), name=clean_name(name, field="name"), valid_from=valid_from
    )
    session.add(occasion)
    session.flush()
    return occasion


def end_occasion(session: Session, *, by: User, occasion: Occasion, valid_to: date) -> Occasion:
    """Let an occasion be used for the last time on a day."""
    end(session, by=by, record=occasion, valid_to=valid_to)
    return occasion


def set_occasion_day(session: Session, *, by: User, code: str, year: int, falls_on: date) -> OccasionDay:
    """Say when an occasion falls in a year; said again, it is corrected with a trace.

    Refuses a day of another year.
    """
    if session.get(Occasion, code) is None:
        raise Refused("code", N_("“%(value)s” is not one of the choices."), value=shown(code))
    if falls_on.year != year:
        raise Refused("falls_on", N_("%(day)s is not in the year %(year)s."), day=show_day(falls_on), year=year)
    there = session.get(OccasionDay, (code, year))
    if there is not None:
        note(session, by=by, record=there, changes={"falls_on": falls_on})
        return there
    day = OccasionDay(code=code, year=year, falls_on=falls_on)
    session.add(day)
    session.flush()
    return day


def refuse_unknown_item(session: Session, item: str, day: date, *, field: str | None) -> None:
    """Refuse what is no kind of goods that is given on the day; money is none."""
    if item not in {each.code for each in items_on(session, day)}:
        raise Refused(field, N_("“%(value)s” is not one of the choices."), value=shown(item))


def _free_code(session: Session, model: type[Item] | type[Occasion], code: str) -> str:
    clean = clean_code(code, field="code")
    if session.get(model, clean) is not None:
        raise Refused("code", N_("The code “%(value)s” is taken."), value=clean)
    return clean
