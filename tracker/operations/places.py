"""Load the places of the province with their history, and record what became of one."""

import csv
from collections.abc import Sequence
from datetime import date
from importlib import resources

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import clean_name, fold
from tracker.ground.refusals import N_, Refused
from tracker.models.places import Level, Place, Succession, SuccessionPart
from tracker.models.users import User
from tracker.operations.journal import note
from tracker.queries.places import was_there


def load_places(session: Session, *, by: User | None) -> int:
    """Load the places of Tây Ninh of 2018, 2020 and 2025 with their successions; give their number.

    Does nothing where places are there already.
    """
    if session.scalar(select(func.count()).select_from(Place)):
        return 0
    places = [_place(row) for row in _rows("places.csv")]
    for level in Level:
        session.add_all(place for place in places if place.level == level)
        session.flush()
    for row in _rows("successions.csv"):
        checked = row["checked"] == "yes"
        session.add(Succession(old_key=row["old"], new_key=row["new"], part=row["part"], checked=checked))
    session.flush()
    return len(places)


def succeed_place(
    session: Session, *, by: User, old: Place, on: date, code: str, name: str, kind: str, parent: Place | None
) -> Place:
    """Record that an old place became, whole, a new one from a day on.

    A place with that code and day that is there already is taken (two communes became one).
    Refuses a place that was not there on the day before.
    """
    if old.valid_to not in (None, on) or not (old.valid_from is None or old.valid_from < on):
        raise Refused("on", N_("%(place)s was not there on %(day)s."), place=old.name, day=show_day(on))
    key = f"{code.strip()}-{on.year}"
    new = session.get(Place, key)
    if new is None:
        new = Place(key=key, code=code.strip(), level=old.level, parent_key=parent.key if parent else None)
        new.name, new.kind, new.valid_from = clean_name(name, field="name"), kind, on
        new.name_folded = fold(new.name)
        session.add(new)
    note(session, by=by, record=old, changes={"valid_to": on})
    session.flush()
    session.add(Succession(old_key=old.key, new_key=new.key, part=SuccessionPart.WHOLE, checked=True))
    session.flush()
    return new


def decide_succession(session: Session, *, by: User, old: Place, new: Place) -> Succession:
    """Say which new place an old one became where sources disagree; the others are left as parts.

    Refuses a new place that the old one is not known to have become.
    """
    rows: Sequence[Succession] = session.scalars(select(Succession).where(Succession.old_key == old.key)).all()
    chosen = next((row for row in rows if row.new_key == new.key), None)
    if chosen is None:
        raise Refused("new", N_("%(old)s is not known to have become %(new)s."), old=old.name, new=new.name)
    for row in rows:
        part = SuccessionPart.WHOLE if row is chosen else SuccessionPart.PART
        note(session, by=by, record=row, changes={"part": part, "checked": row is chosen})
    return chosen


def refuse_other_time(place: Place, day: date, *, field: str = "place") -> None:
    """Refuse a place that was not there on a day."""
    if not was_there(place, day):
        raise Refused(field, N_("%(place)s was not there on %(day)s."), place=place.name, day=show_day(day))


def _place(row: dict[str, str]) -> Place:
    return Place(
        key=row["key"],
        code=row["code"],
        name=row["name"],
        name_folded=fold(row["name"]),
        kind=row["kind"],
        level=row["level"],
        parent_key=row["parent"] or None,
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("tracker").joinpath("data", name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))
