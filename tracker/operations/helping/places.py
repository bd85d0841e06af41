"""Load the places of the province with their history, and record what became of one."""

import csv
import re
from datetime import date
from importlib import resources

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.ground.dates import add_months, show_day, today
from tracker.ground.names import clean_name, fold, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.places import Level, Place, Succession, SuccessionPart
from tracker.models.users import User
from tracker.operations.journal import note
from tracker.queries.helping.places import was_there

#: What a commune may be; the words stand before its name. Towns (thị trấn) ended on 1 July 2025.
COMMUNE_KINDS = ("Xã", "Phường", "Thị trấn", "Đặc khu")


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
    session: Session,
    *,
    by: User,
    old: Place,
    on: date,
    code: str,
    name: str,
    kind: str,
    parent: Place | None,
    part: str = SuccessionPart.WHOLE,
) -> Place:
    """Record that a commune became, whole or in part, a new one from a day on.

    A place with that code and day that is there already is taken (two communes became one); `kind`
    is put before a name that lacks it. Refuses a place that was not there on the day before, one
    whose fate is known, a code or name that is another's, and a parent of another time.
    """
    _refuse_no_end(session, old, on, SuccessionPart(part))
    new = _new_place(session, old, on, code, _with_kind(name, kind), kind)
    if parent is None or parent.level == Level.COMMUNE:
        raise Refused("parent", N_("Say in which district or province it lies."))
    refuse_other_time(parent, on, field="parent")
    if new.parent_key not in (None, parent.key):
        raise Refused("parent", N_("%(place)s lies somewhere else in the register."), place=new.name)
    new.parent_key = parent.key
    session.add(new)
    note(session, by=by, record=old, changes={"valid_to": on})
    session.flush()
    session.add(Succession(old_key=old.key, new_key=new.key, part=SuccessionPart(part), checked=True))
    session.flush()
    return new


def decide_succession(session: Session, *, by: User, old: Place, new: Place | None) -> Place:
    """Say which new place an old one became where sources disagree; None: it was divided among them.

    The others are left as parts. A commune that was there when the old one ended may be named
    though no source did. Refuses any other place, and a division among fewer than two.
    """
    rows = list(session.scalars(select(Succession).where(Succession.old_key == old.key).order_by(Succession.id)))
    if new is None and len(rows) < 2:
        raise Refused("new", N_("%(old)s is known to have gone to one place only."), old=old.name)
    chosen = next((row for row in rows if new is not None and row.new_key == new.key), None)
    if new is not None and chosen is None:
        chosen = _other_successor(session, old, new)
        rows.append(chosen)
    for row in rows:
        part = SuccessionPart.WHOLE if row is chosen else SuccessionPart.PART
        note(session, by=by, record=row, changes={"part": part, "checked": row is chosen or new is None})
    return old


def _refuse_no_end(session: Session, old: Place, on: date, part: SuccessionPart) -> None:
    if old.level != Level.COMMUNE:
        raise Refused(None, N_("Only what a commune became is recorded here."))
    if old.valid_to not in (None, on) or not (old.valid_from is None or old.valid_from < on):
        raise Refused("on", N_("%(place)s was not there on %(day)s."), place=old.name, day=show_day(on))
    if on > add_months(today(), 12):
        raise Refused("on", N_("%(day)s is too far ahead."), day=show_day(on))
    known = list(session.scalars(select(Succession.part).where(Succession.old_key == old.key)))
    if known and SuccessionPart.WHOLE in (*known, part):
        raise Refused(None, N_("What became of %(place)s is recorded already."), place=old.name)


def _with_kind(name: str, kind: str) -> str:
    if kind not in COMMUNE_KINDS:
        raise Refused("kind", N_("“%(value)s” is not one of the choices."), value=shown(kind))
    name = clean_name(name, field="name")
    return name if fold(name).startswith(fold(kind) + " ") else f"{kind} {name}"


def _new_place(session: Session, old: Place, on: date, code: str, name: str, kind: str) -> Place:
    """Give the place with that code and day, made where it is not there yet; it is not added."""
    code = "".join(code.split())
    if not re.fullmatch("[0-9]{5}", code):
        raise Refused("code", N_("“%(value)s”: a commune's code has 5 digits."), value=shown(code))
    there = session.scalar(select(Place).where(Place.code == code, Place.valid_from == on))
    if there is not None and fold(there.name) != fold(name):
        raise Refused("name", N_("%(code)s is %(place)s in the register."), code=code, place=there.name)
    lasting = select(Place).where(Place.code == code, Place.key != old.key)
    open_end = or_(Place.valid_to.is_(None), Place.valid_to > on)
    other = session.scalar(lasting.where(open_end)) if there is None else None
    if other is not None:
        text = N_("%(code)s is still %(place)s; record first what became of it.")
        raise Refused("code", text, code=code, place=other.name)
    return there or Place(
        key=_free_key(session, code, on),
        code=code,
        name=name,
        name_folded=fold(name),
        kind=kind,
        level=Level.COMMUNE,
        valid_from=on,
    )


def _free_key(session: Session, code: str, on: date) -> str:
    """Give the key of code and year; where a year saw two changes, of code and day."""
    key = f"{code}-{on.year}"
    return key if session.get(Place, key) is None else f"{code}-{on.isoformat()}"


def _other_successor(session: Session, old: Place, new: Place) -> Succession:
    if new.level != Level.COMMUNE or old.valid_to is None or not was_there(new, old.valid_to):
        raise Refused("new", N_("%(old)s is not known to have become %(new)s."), old=old.name, new=new.name)
    row = Succession(old_key=old.key, new_key=new.key, part=SuccessionPart.PART, checked=False)
    session.add(row)
    session.flush()
    return row


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
