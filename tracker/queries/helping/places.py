"""Ask for places: by day, by name, by what they are called today."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.ground.names import fold
from tracker.models.helping.places import Level, Place, Succession, SuccessionPart

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


#: Kinds as people shorten them, for a search.
_SHORT_KINDS = {"tp", "tx", "h", "p", "x", "tt"}
#: A search looks at no more words than this.
_MOST_WORDS = 8


class Fate(Enum):
    """What is known of what became of a place."""

    #: It is still there, or its end is all that there is to say (districts ended without a successor).
    NONE = "none"
    #: One place holds the whole of it.
    WHOLE = "whole"
    #: Somebody said that it went to several places, a part to each.
    DIVIDED = "divided"
    #: Public sources disagree: a person must choose.
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Branch:
    """A district with its communes of a day; the communes right below the province have no district."""

    province: Place
    district: Place | None
    communes: list[Place]

    @property
    def size(self) -> int:
        """Count the communes."""
        return len(self.communes)


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
        self._predecessors: dict[str, list[Succession]] = defaultdict(list)
        for row in session.scalars(select(Succession).order_by(Succession.id)):
            self._successors[row.old_key].append(row)
            self._predecessors[row.new_key].append(row)
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            self._by_name[bare(place.name)].append(place)
        self._found: dict[tuple[str, date, str], list[Place]] = {}

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
            place = self._whole(place.key)
        return place

    def _whole(self, key: str) -> Place | None:
        rows = self._successors.get(key, [])
        sure = [row for row in rows if row.checked and row.part == SuccessionPart.WHOLE]
        return self.places[sure[0].new_key] if len(sure) == 1 else None

    def successors(self, key: str) -> list[Place]:
        """List what a place became, as far as is known."""
        return [self.places[row.new_key] for row in self.became(key)]

    def became(self, key: str) -> list[Succession]:
        """List the rows that say what a place became."""
        return list(self._successors.get(key, []))

    def came_from(self, key: str) -> list[Succession]:
        """List the rows that say out of which places a place was made."""
        return list(self._predecessors.get(key, []))

    def fate(self, key: str) -> Fate:
        """Tell what is known of what became of a place."""
        rows = self._successors.get(key, [])
        if not rows:
            return Fate.NONE
        if self._whole(key) is not None:
            return Fate.WHOLE
        return Fate.DIVIDED if all(row.checked for row in rows) else Fate.UNDECIDED

    def undecided(self) -> list[Place]:
        """List the communes of which a person must say what they became, by key."""
        return [place for key, place in sorted(self.places.items()) if self.fate(key) == Fate.UNDECIDED]

    def lineage(self, key: str) -> set[str]:
        """Give the keys of a place, of all that lies in it, and of all that became it whole: who lives there now."""
        found: set[str] = set()
        waiting = [key]
        while waiting:
            here = waiting.pop()
            found.add(here)
            within = [place.key for place in self.places.values() if place.parent_key == here]
            before = [row.old_key for row in self.came_from(here) if self._whole(row.old_key) is self.places[here]]
            waiting += [other for other in within + before if other not in found]
        return found

    def tree(self, day: date) -> list[Branch]:
        """Give the communes of a day by what they lie in, in the order of the codes."""
        branches: dict[str, list[Place]] = defaultdict(list)
        for place in sorted(self.places.values(), key=lambda place: place.key):
            if place.level == Level.COMMUNE and place.parent_key and was_there(place, day):
                branches[place.parent_key].append(place)
        return [self._branch(key, communes) for key, communes in sorted(branches.items())]

    def _branch(self, key: str, communes: list[Place]) -> Branch:
        above = self.places[key]
        district = above if above.level == Level.DISTRICT else None
        return Branch((self.parent(above) or above) if district else above, district, communes)

    def search(self, text: str, day: date, *, limit: int = 20) -> list[Place]:
        """Find communes of a day while somebody types: each word in its name or in its district's.

        Those whose own name begins with the text come first, then those whose own name has all words.
        """
        words = re.sub("[.,]", " ", fold(text)).split()[:_MOST_WORDS]
        words = [word for word in words if word not in _SHORT_KINDS] or words
        own, ranked = bare(text), []
        for place in sorted(self.places.values(), key=lambda place: place.key) if words else []:
            if place.level != Level.COMMUNE or not was_there(place, day):
                continue
            if _fits(words, self.full_name(place.key)):
                begins = bool(own) and bare(place.name).startswith(own)
                ranked.append((not begins, not _fits(words, place.name), place))
        return [place for *_, place in sorted(ranked, key=lambda each: each[:2])][:limit]

    def find(self, text: str, day: date, district: str = "") -> list[Place]:
        """Find communes of a day by name, in any spelling, with or without their kind and district."""
        asked = (text, day, district)
        if asked not in self._found:
            # A list names the same communes thousands of times.
            self._found[asked] = self._find(text, day, district)
        return self._found[asked]

    def _find(self, text: str, day: date, district: str) -> list[Place]:
        name, _, rest = text.partition(",")
        within = bare(district or rest.partition(",")[0])
        exact = [place for place in self._of_day(bare(name), day) if fold(place.name) == fold(name.strip())]
        found = exact or self._of_day(bare(name), day)
        near = [place for place in found if not within or self._lies_in(place, within)]
        return near or [place for place in found if within == bare(self._province(place))]

    def _of_day(self, name: str, day: date) -> list[Place]:
        return [p for p in self._by_name.get(name, []) if p.level == Level.COMMUNE and was_there(p, day)]

    def _lies_in(self, place: Place, within: str) -> bool:
        parent = self.parent(place)
        return parent is not None and bare(parent.name) == within

    def _province(self, place: Place) -> str:
        """Name the province; the city of Tây Ninh has the same name, so it is asked last."""
        return self.full_name(place.key).rpartition(", ")[2]


def _fits(words: list[str], name: str) -> bool:
    """Tell whether each of some words begins a word of a name."""
    there = re.sub("[.,]", " ", fold(name)).split()
    return all(any(each.startswith(word) for each in there) for word in words)


def bare(name: str) -> str:
    """Fold a name and leave its kind away: “TX. Trảng Bàng” → trang bang, “Phường 1” → 1."""
    words = fold(name).replace(".", " ").split()
    for length in (2, 1):
        if len(words) > length and " ".join(words[:length]) in _KINDS:
            return " ".join(words[length:])
    return " ".join(words)
