"""Decide with dates how the fund names itself, who signs, what its papers look like, what is given and when."""

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import clean_name, clean_text, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.settings import (
    Item,
    Letterhead,
    Occasion,
    OccasionDay,
    PageSize,
    Position,
    Series,
    SeriesCode,
    Signatory,
)
from tracker.models.users import User
from tracker.operations.codes import clean_code
from tracker.operations.journal import note
from tracker.queries.journal import VND

MOST_NUMBERS = 10_000


def set_letterhead(
    session: Session,
    *,
    by: User,
    valid_from: date,
    fund_name: str,
    address: str,
    fund_code: str,
    phone: str,
    hotline: str,
    southern_words: bool = False,
    even_words: bool = False,
) -> Letterhead:
    """Name the fund on paper from a day on; a day that begins one already has it corrected, with a trace.

    Papers that were printed keep what they said.
    """
    values = {
        "fund_name": clean_name(fund_name, field="fund_name", at_most=200),
        "address": clean_text(address, field="address", at_most=300),
        "fund_code": clean_text(fund_code, field="fund_code", at_most=60),
        "phone": clean_text(phone, field="phone", at_most=60),
        "hotline": clean_text(hotline, field="hotline", at_most=20),
        "southern_words": bool(southern_words),
        "even_words": bool(even_words),
    }
    there = session.scalar(select(Letterhead).where(Letterhead.valid_from == valid_from))
    if there is not None:
        note(session, by=by, record=there, changes=values)
        return there
    letterhead = Letterhead(valid_from=valid_from, **values)
    session.add(letterhead)
    session.flush()
    return letterhead


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
    _refuse_unknown("position", position, {choice.value for choice in Position})
    _refuse_disorder(valid_from, valid_to)
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
    _end(session, by, signatory, valid_to)
    return signatory


def set_series(
    session: Session,
    *,
    by: User,
    code: str,
    valid_from: date,
    title: str,
    form_label: str = "",
    page_size: str = PageSize.A4,
    book_size: int = 100,
) -> Series:
    """Name a kind of numbered paper from a day on; its numbers run on whatever it is called.

    `book_size` is how many numbers make one book (quyển). A day that begins one already has it
    corrected, with a trace.
    """
    _refuse_unknown("code", code, {choice.value for choice in SeriesCode})
    _refuse_unknown("page_size", page_size, {choice.value for choice in PageSize})
    if not 1 <= book_size <= MOST_NUMBERS:
        text = N_("A book has 1 to %(most)s numbers, not %(value)s.")
        raise Refused("book_size", text, most=MOST_NUMBERS, value=book_size)
    values = {
        "title": clean_name(title, field="title"),
        "form_label": clean_text(form_label, field="form_label", at_most=120),
        "page_size": PageSize(page_size),
        "book_size": book_size,
    }
    there = session.scalar(select(Series).where(Series.code == code, Series.valid_from == valid_from))
    if there is not None:
        note(session, by=by, record=there, changes=values)
        return there
    series = Series(code=SeriesCode(code), valid_from=valid_from, **values)
    session.add(series)
    session.flush()
    return series


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
    _end(session, by, item, valid_to)
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
    _end(session, by, occasion, valid_to)
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


def _end(session: Session, by: User, record: Signatory | Item | Occasion, valid_to: date) -> None:
    """Set the last day; a later one than before could overlap what followed."""
    _refuse_disorder(record.valid_from, valid_to)
    if record.valid_to is not None and valid_to > record.valid_to:
        raise Refused("valid_to", N_("It ended on %(day)s already."), day=show_day(record.valid_to))
    note(session, by=by, record=record, changes={"valid_to": valid_to})


def _free_code(session: Session, model: type[Item] | type[Occasion], code: str) -> str:
    clean = clean_code(code, field="code")
    if session.get(model, clean) is not None:
        raise Refused("code", N_("The code “%(value)s” is taken."), value=clean)
    return clean


def _refuse_unknown(field: str, code: str, known: set[str]) -> None:
    if code not in known:
        raise Refused(field, N_("“%(value)s” is not one of the choices."), value=shown(str(code)))


def _refuse_disorder(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Refused(
            "valid_to",
            N_("The last day %(last)s is before the first, %(first)s."),
            last=show_day(last),
            first=show_day(first),
        )
