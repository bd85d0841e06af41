"""Ask what held on a day: letterhead, signatories, series, goods, occasions."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from tracker.models.settings import Item, Letterhead, Occasion, OccasionDay, Position, Series, Signatory
from tracker.queries.journal import VND


def letterhead_on(session: Session, day: date) -> Letterhead | None:
    """Give the letterhead that held on a day; None before the first."""
    asked = select(Letterhead).where(Letterhead.valid_from <= day).order_by(Letterhead.valid_from.desc())
    return session.scalars(asked.limit(1)).first()


def signatories_on(session: Session, day: date) -> dict[Position, Signatory]:
    """Give who signed in each position on a day; a position without anybody is missing."""
    asked = select(Signatory).where(_holds(Signatory, day)).order_by(Signatory.id)
    return {Position(signatory.position): signatory for signatory in session.scalars(asked)}


def series_on(session: Session, code: str, day: date) -> Series:
    """Give the latest naming of a series up to a day, the earliest where none began by then.

    A series without any naming is a fault of the program: the migration brings one for each.
    """
    of_code = select(Series).where(Series.code == code).limit(1)
    begun = of_code.where(Series.valid_from <= day).order_by(Series.valid_from.desc())
    return session.scalars(begun).first() or session.scalars(of_code.order_by(Series.valid_from)).one()


def items_on(session: Session, day: date) -> Sequence[Item]:
    """List the kinds of goods that may be given on a day, by name; money is none of them."""
    return session.scalars(select(Item).where(_holds(Item, day), Item.code != VND).order_by(Item.name)).all()


def all_items(session: Session) -> dict[str, Item]:
    """Give every item that ever was, money too, by its code."""
    return {item.code: item for item in session.scalars(select(Item).order_by(Item.name))}


def occasions_on(session: Session, day: date) -> Sequence[Occasion]:
    """List the occasions that may be chosen on a day, by name."""
    return session.scalars(select(Occasion).where(_holds(Occasion, day)).order_by(Occasion.name)).all()


def occasion_days(session: Session) -> dict[str, list[OccasionDay]]:
    """Give each occasion's known days, the newest year first, by the occasion's code."""
    days: dict[str, list[OccasionDay]] = {}
    for day in session.scalars(select(OccasionDay).order_by(OccasionDay.year.desc(), OccasionDay.code)):
        days.setdefault(day.code, []).append(day)
    return days


def _holds(table: type[Signatory] | type[Item] | type[Occasion], day: date) -> ColumnElement[bool]:
    return (table.valid_from <= day) & or_(table.valid_to.is_(None), table.valid_to >= day)
