"""Ask for places: by day, by name, by what they are called today."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.ground.names import fold
from tracker.models.places import Level, Place, Succession, SuccessionPart

#: What people write before a name, or leave out.
_KINDS = {
    "tinh",
    "thanh pho",
    "tp",
    "thi xa",
    "tx",
    "huyen",
    "h",
    "phuong",
    "p",
    "xa",
    "x",
    "thi tran",
    "tt",
    "dac khu",
}


def was_there(place: Place, day: date) -> bool:
    """Tell whether a place was there on a day."""
    begun = place.valid_from is None or place.valid_from <= day
    return begun and (place.valid_to is None or day < place.valid_to)


def places_on(session: Session, day: date, level: Level = Level.COMMUNE) -> list[Place]:
    """List the places of a level that were there on a day, by key."""
    asked = select(Place).where(
        Place.level == level,
        or_(Place.valid_from.is_(None), Place.valid_from <= day),
        or_(Place.valid_to.is_(None), Place.valid_to > day),
    )
    return list(session.scalars(asked.order_by(Place.key)))


class Gazetteer:
    """All places in memory, for lists of a thousand rows and pages of names: one question in all."""

    def __init__(self, session: Session) -> None:
        self.places = {place.key: place for place in session.scalars(select(Place))}
        self._successors: dict[str, list[Succession]] = defaultdict(list)
        for row in session.scalars(select(Succession)):
            self._successors[row.old_key].append(row)
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            self._by_name[bare(place.name)].append(place)

    def parent(self, place: Place) -> Place | None:
        """Give what a place lies in."""
        return self.places.get(place.parent_key) if place.parent_key else None

    def full_name(self, key: str) -> str:
        """Name a place with all it lies in: Xã Tân Bình, Huyện Tân Biên, Tỉnh Tây Ninh."""
        names, place = [], self.places.get(key)
        while place is not None:
            names.append(place.name)
            place = self.parent(place)
        return ", ".join(names)

    def short_name(self, key: str) -> str:
        """Name a place with its district only."""
        return ", ".join(self.full_name(key).split(", ")[:2])

    def district(self, key: str) -> Place | None:
        """Give the district of a commune; None since districts are no more."""
        parent = self.parent(self.places[key])
        return parent if parent is not None and parent.level == Level.DISTRICT else None

    def today(self, key: str, day: date) -> Place | None:
        """Follow a place to what it is on a day; None where a person must choose."""
        place: Place | None = self.places[key]
        while place is not None and not was_there(place, day):
            sure = [row for row in self._successors[place.key] if row.checked and row.part == SuccessionPart.WHOLE]
            place = self.places[sure[0].new_key] if len(sure) == 1 else None
        return place

    def successors(self, key: str) -> list[Place]:
        """List what a place became, as far as is known."""
        return [self.places[row.new_key] for row in self._successors[key]]

    def find(self, text: str, day: date, district: str = "") -> list[Place]:
        """Find communes of a day by name, in any spelling, with or without their kind and district."""
        name, _, rest = text.partition(",")
        within = bare(district or rest.partition(",")[0])
        exact = [place for place in self._of_day(bare(name), day) if fold(place.name) == fold(name.strip())]
        found = exact or self._of_day(bare(name), day)
        return [place for place in found if not within or within in self._names_above(place)]

    def _of_day(self, name: str, day: date) -> list[Place]:
        return [p for p in self._by_name.get(name, []) if p.level == Level.COMMUNE and was_there(p, day)]

    def _names_above(self, place: Place) -> Iterable[str]:
        parent = self.parent(place)
        while parent is not None:
            yield bare(parent.name)
            parent = self.parent(parent)


def bare(name: str) -> str:
    """Fold a name and leave its kind away: “TX. Trảng Bàng” → trang bang, “Phường 1” → 1."""
    words = fold(name).replace(".", " ").split()
    for length in (2, 1):
        if len(words) > length and " ".join(words[:length]) in _KINDS:
            return " ".join(words[length:])
    return " ".join(words)
