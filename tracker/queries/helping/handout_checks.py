"""Check the rows of a list against the register and the places of its day: sure, new, doubtful or wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.ground.codes import read_child_code
from tracker.ground.dates import parse_day
from tracker.ground.names import clean_name, clean_phone, clean_text, fold, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, Verdict
from tracker.models.helping.places import Place
from tracker.queries.helping.children import child_by_code, children_by_folded_name, same_birth
from tracker.queries.helping.handout_children import on_list
from tracker.queries.helping.overlaps import children_elsewhere
from tracker.queries.helping.places import Gazetteer
from tracker.queries.same import kept_ones, leading_id, merged_into

_SEXES = {"nu": "female", "gai": "female", "female": "female", "nam": "male", "trai": "male", "male": "male"}


@dataclass(frozen=True)
class Said:
    """What a row says, as typed; what it leaves out is empty."""

    full_name: str = ""
    birth: str = ""
    sex: str = ""
    commune: str = ""
    district: str = ""
    hamlet: str = ""
    school: str = ""
    school_class: str = ""
    guardian: str = ""
    phone: str = ""
    code: str = ""

    def as_dict(self) -> dict[str, str]:
        """Give the cells that say something."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Found:
    """What was found out about a row: the verdict, why (msgid and values), and the child it means."""

    verdict: Verdict
    why: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    child: Child | None = None


@dataclass(frozen=True)
class Facts:
    """A row that could be read: name, birth day or year, its commune, and what else it says of the child."""

    name: str
    birth_on: date | None
    birth_year: int
    place: Place
    sex: str | None = None
    hamlet: str = ""
    school: str = ""
    school_class: str = ""
    #: Who stands by the child; empty where the row names nobody.
    guardian: str = ""
    #: Kept with the guardian.
    phone: str = ""

    @property
    def key(self) -> tuple[str, date | None, int, str]:
        """Give what makes two rows the same child."""
        return fold(self.name), self.birth_on, self.birth_year, self.place.key


def check_rows(session: Session, handout: Handout, rows: Sequence[tuple[int, Said]]) -> list[Found]:
    """Check all rows of a file (row number and what it says) in a handful of questions."""
    checker = _Checker(session, handout, [said.full_name for _, said in rows])
    return [checker.check(number, said) for number, said in rows]


def read_facts(said: Said, gazetteer: Gazetteer, day: date) -> Facts:
    """Read all cells of a row; refuse what is no name, no day, no place of that day, no sex, no phone number."""
    name = clean_name(said.full_name, field="full_name")
    birth_on, birth_year = read_birth(said.birth)
    if birth_year > day.year or (birth_on is not None and birth_on > day):
        raise Refused("birth", N_("The birth lies in the future."))
    if day.year - birth_year > 18:
        raise Refused("birth", N_("Born in %(year)s: that is no child any more."), year=birth_year)
    places = gazetteer.find(said.commune, day, said.district)
    if not places:
        raise Refused("commune", N_("There is no commune “%(name)s” on that day."), name=said.commune)
    if len(places) > 1:
        names = "; ".join(gazetteer.short_name(place.key) for place in places)
        raise Doubt(N_("Which one: %(places)s?"), places=names)
    return Facts(name, birth_on, birth_year, places[0], **_beside(said))


def _beside(said: Said) -> dict[str, Any]:
    """Read what a row says beside name, birth and commune, so that nothing is refused only when it joins."""
    sex = _SEXES.get(fold(said.sex))
    if said.sex.strip() and sex is None:
        raise Refused("sex", N_("“%(value)s” is no sex. Write Nam or Nữ."), value=shown(said.sex))
    return {
        "sex": sex,
        "hamlet": clean_text(said.hamlet, field="hamlet", at_most=120),
        "school": clean_text(said.school, field="school", at_most=120),
        "school_class": clean_text(said.school_class, field="school_class", at_most=20),
        "guardian": clean_name(said.guardian, field="guardian") if said.guardian.strip() else "",
        "phone": clean_phone(said.phone, field="phone"),
    }


def read_birth(text: str) -> tuple[date | None, int]:
    """Read a birth day, or a year alone."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) == 4:
        return None, int(text)
    if not text:
        raise Refused("birth", N_("Enter the birth day, or the year alone."))
    day = parse_day(text, "birth")
    return day, day.year


class Doubt(Refused):
    """Something that is not wrong, but that a person must look at."""

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(None, text, **values)


class _Checker:
    def __init__(self, session: Session, handout: Handout, names: Sequence[str]) -> None:
        self.session = session
        self.day = handout.planned_on
        self.gazetteer = Gazetteer(session)
        self.register = children_by_folded_name(session, [name for name in names if name.strip()])
        self.on_list = on_list(session, handout)
        self.elsewhere = children_elsewhere(session, handout, handout.prepared_by)
        self.seen: dict[Any, int] = {}

    def check(self, number: int, said: Said) -> Found:
        try:
            if said.code.strip():
                return self._repeated(number, None, self._by_code(said))
            facts = read_facts(said, self.gazetteer, self.day)
            return self._repeated(number, facts, self._matched(facts))
        except Doubt as doubt:
            return Found(Verdict.DOUBTFUL, doubt.text, doubt.values)
        except Refused as refused:
            return Found(Verdict.WRONG, refused.text, refused.values)

    def _repeated(self, number: int, facts: Facts | None, found: Found) -> Found:
        if found.child is None and facts is None:
            return found
        key = found.child.id if found.child is not None else facts.key if facts else None
        first = self.seen.setdefault(key, number)
        if first != number:
            return Found(Verdict.DOUBTFUL, N_("Repeats row %(row)s."), {"row": first}, found.child)
        if found.child is not None and found.child.id in self.on_list:
            return Found(Verdict.DOUBTFUL, N_("On the list already."), {}, found.child)
        return self._warned(found)

    def _warned(self, found: Found) -> Found:
        """Say of a child that is sure on which other lists of the occasion it is; that stops nothing."""
        lists = self.elsewhere.get(leading_id(found.child), []) if found.child is not None else []
        if found.verdict != Verdict.MATCHED or not lists:
            return found
        return replace(found, why=N_("Also on %(lists)s."), values={"lists": ", ".join(each.code for each in lists)})

    def _matched(self, facts: Facts) -> Found:
        alike = self.register.get(fold(facts.name), [])
        same = kept_ones(self.session, (child for child in alike if self._is_same(child, facts)))
        if len(same) == 1:
            return Found(Verdict.MATCHED, child=same[0])
        close = same or kept_ones(self.session, (child for child in alike if self._is_close(child, facts)))
        if close:
            codes = ", ".join(f"{child.code} ({self.gazetteer.places[child.place_key].name})" for child in close[:5])
            return Found(Verdict.DOUBTFUL, N_("May be: %(codes)s."), {"codes": codes})
        return Found(Verdict.NEW)

    def _by_code(self, said: Said) -> Found:
        """Find the child of a code; what the row says beside it must be what the register says."""
        child = child_by_code(self.session, said.code) if read_child_code(said.code) else None
        if child is None:
            raise Refused("code", N_("No child has the code “%(code)s”."), code=shown(said.code))
        if said.full_name.strip() and not self._any(child, lambda each: fold(each.full_name) == fold(said.full_name)):
            return Found(Verdict.DOUBTFUL, N_("%(code)s has another name in the register."), {"code": child.code})
        birth = read_birth(said.birth) if said.birth.strip() else None
        if birth and not self._any(child, lambda each: same_birth(each, *birth)):
            return Found(Verdict.DOUBTFUL, N_("%(code)s has another birth in the register."), {"code": child.code})
        if said.commune.strip() and not self._any(child, lambda each: each.place_key in self._keys(said)):
            return Found(Verdict.DOUBTFUL, N_("%(code)s lives elsewhere in the register."), {"code": child.code})
        return Found(Verdict.MATCHED, child=child)

    def _any(self, child: Child, fits: Callable[[Child], bool]) -> bool:
        """Tell whether one of a child's records fits; those merged into it are asked for where its own does not."""
        return fits(child) or any(fits(each) for each in merged_into(self.session, child))

    def _keys(self, said: Said) -> set[str]:
        return {place.key for place in self.gazetteer.find(said.commune, self.day, said.district)}

    def _is_same(self, child: Child, facts: Facts) -> bool:
        return child.place_key == facts.place.key and same_birth(child, facts.birth_on, facts.birth_year)

    def _is_close(self, child: Child, facts: Facts) -> bool:
        return child.place_key == facts.place.key or same_birth(child, facts.birth_on, facts.birth_year)
