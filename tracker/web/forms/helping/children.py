"""Read what is said of a child, and what narrows the list of children."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectField, StringField

from tracker.ground.dates import show_day
from tracker.ground.names import clean_phone
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Group, Household, Sex
from tracker.operations.helping.children import ChildFacts
from tracker.queries.helping.child_lists import WantedChildren
from tracker.queries.helping.children import Likeness, likely_doubles
from tracker.queries.helping.handout_checks import read_birth
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.fields import ChoiceField, DayField, NameField, NoteField, PhoneField, ReadField, TextLineField
from tracker.web.forms.helping.place_field import PlaceField

#: A birth: the day or None, and the year.
Birth = tuple[date | None, int]


def _show_birth(birth: Birth) -> str:
    return show_day(birth[0]) if birth[0] is not None else str(birth[1])


class BirthField(ReadField):
    """A birth day, or a year alone; `data` is (day or None, year)."""

    read = staticmethod(read_birth)
    show = staticmethod(_show_birth)
    attributes = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy", "maxlength": "20"}
    data: Birth | None


class ChildForm(Form):
    """What is known of a child itself."""

    full_name = NameField(_l("Full name"), required=True, description=_l("As on the birth certificate."))
    birth = BirthField(_l("Birth day"), required=True, description=_l("Or the year alone, such as 2010."))
    sex = ChoiceField.of(Sex, _l("Sex"), blank=N_("Not known"))
    place = PlaceField(_l("Commune or ward"), required=True, day_field="registered_on")
    hamlet = TextLineField(_l("Hamlet or quarter"))
    school = TextLineField(_l("School"))
    school_class = TextLineField(_l("Class"))
    note = NoteField(_l("Note"))

    def facts(self, session: Session) -> ChildFacts:
        """Give what is said, with the place read in this session."""
        birth_on, birth_year = self.birth.data or (None, None)
        texts = {name: self[name].data for name in ("full_name", "hamlet", "school", "school_class", "note")}
        place = self.place.value(session)
        if place is None:
            raise Refused("place", N_("Please choose the commune."))
        return ChildFacts(place=place, birth_on=birth_on, birth_year=birth_year, sex=self.sex.data, **texts)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what the operation asks."""
        return {"facts": self.facts(session)}


class NewChildForm(ChildForm):
    """A new child with who stands by it, and the word that a likely double is somebody else."""

    guardian_name = TextLineField(_l("Parent or guardian"))
    relation = TextLineField(_l("Relation"), render_kw={"placeholder": _l("mother, grandmother…")})
    phone = PhoneField(_l("Phone"))
    registered_on = DayField(
        _l("Registered on"), description=_l("Empty means today. The communes are those of that day.")
    )
    confirmed = BooleanField(_l("This is another child: record all the same"))
    #: Who is likely the same, where the form was refused for it.
    doubles: Sequence[Likeness] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.registered_on.data is not None:
            self.place.offer(self.registered_on.data)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what the operation asks; refuse a likely double until somebody says that it is none.

        Asked under the lock and once per key, so a second press never finds the first one's child.
        """
        facts = self.facts(session)
        names = ("guardian_name", "relation", "phone", "registered_on")
        if not self.confirmed.data:
            self.doubles = likely_doubles(
                session,
                full_name=facts.full_name,
                birth_on=facts.birth_on,
                birth_year=facts.birth_year or 0,
                place_key=facts.place.key,
                phone=clean_phone(self.phone.data or ""),
            )
            if self.doubles:
                raise Refused("confirmed", N_("Likely double: not recorded yet."))
        return {"facts": facts, **{name: self[name].data for name in names}}


class ChildFilter(Filter):
    """What narrows the list of children."""

    q = StringField(_l("Name or code"))
    place = SelectField(_l("Commune or district"), default="", validate_choice=False)
    household = ChoiceField.of(Household, _l("Household class"), blank=N_("All"))
    group = ChoiceField.of(Group, _l("Group of article 10"), blank=N_("All"))
    helped = StringField()

    def wanted(self, *, by_name: bool, groups: bool, places: frozenset[str] | None) -> WantedChildren:
        """Give what the list's question asks; `groups` says whether who asks may see them."""
        sent = self.sent()
        return WantedChildren(
            text=" ".join(str(sent.get("q", "")).split())[:200],
            places=places,
            household=sent.get("household", ""),
            group=sent.get("group", "") if groups else "",
            helped={"yes": True, "no": False}.get(str(sent.get("helped", ""))),
            by_name=by_name,
        )


def cursor_id(cursor: str | None) -> tuple[str, int] | None:
    """Read where a page begins: `n12` after the child of key 12, `p12` before it; None for what is none."""
    found = re.fullmatch(r"([np])([1-9][0-9]{0,17})", cursor or "")
    return (found[1], int(found[2])) if found else None
