"""List what held and holds: every letterhead, signatory, series, kind of goods and occasion, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.journal import Change
from tracker.models.settings import Item, Letterhead, Occasion, Position, Series, SeriesCode, Signatory
from tracker.queries.journal import VND
from tracker.queries.settings import letterhead_on, signatories_on

#: The tables of the settings, whose changes are told together.
TABLES = ("letterheads", "signatories", "series", "items", "occasions", "occasion_days")


@dataclass(frozen=True)
class Held:
    """Something dated, and whether it holds on the day asked for."""

    record: Letterhead | Signatory | Series | Item | Occasion
    holds: bool


def letterheads(session: Session, day: date) -> list[Held]:
    """List the letterheads; the one of the day holds."""
    now = letterhead_on(session, day)
    rows = session.scalars(select(Letterhead).order_by(Letterhead.valid_from.desc()))
    return [Held(row, row is now) for row in rows]


def signatories(session: Session, day: date) -> list[Held]:
    """List the signatories by position, each position's latest first."""
    now = set(signatories_on(session, day).values())
    rows = session.scalars(select(Signatory).order_by(Signatory.valid_from.desc(), Signatory.id.desc())).all()
    order = list(Position)
    return [Held(row, row in now) for row in sorted(rows, key=lambda row: order.index(Position(row.position)))]


def series(session: Session, day: date) -> list[Held]:
    """List the names of the papers by kind, each kind's latest first.

    The latest begun one holds; before all of them the earliest does, as in `series_on`.
    """
    rows = session.scalars(select(Series).order_by(Series.valid_from.desc())).all()
    now: dict[str, Series] = {}
    for row in reversed(rows):
        if row.valid_from <= day or row.code not in now:
            now[row.code] = row
    order = list(SeriesCode)
    by_kind = sorted(rows, key=lambda row: order.index(SeriesCode(row.code)))
    return [Held(row, now.get(row.code) is row) for row in by_kind]


def goods(session: Session, day: date) -> list[Held]:
    """List the kinds of goods by name; money is none of them."""
    return [_held(row, day) for row in session.scalars(select(Item).where(Item.code != VND).order_by(Item.name))]


def occasions(session: Session, day: date) -> list[Held]:
    """List the occasions by name."""
    return [_held(row, day) for row in session.scalars(select(Occasion).order_by(Occasion.name))]


def _held(row: Item | Occasion, day: date) -> Held:
    return Held(row, row.valid_from <= day and (row.valid_to is None or day <= row.valid_to))


def recent_changes(session: Session, *, limit: int = 50) -> Sequence[Change]:
    """List the last changes of all settings, newest first."""
    asked = select(Change).where(Change.table_name.in_(TABLES)).order_by(Change.id.desc())
    return session.scalars(asked.limit(limit)).all()
