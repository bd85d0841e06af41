"""Choose a commune of a day: a list by district, which a script turns into a search."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from wtforms import SelectChoice, SelectField
from wtforms.validators import StopValidation

from tracker.ground.dates import show_day, today
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.helping.places import Place
from tracker.queries.helping.places import Gazetteer
from tracker.web.forms.typed import Needed
from tracker.web.language import said

SEARCH = "/places/find.json"
_NOWHERE = N_("There is no commune “%(name)s” on that day.")
_WHICH = N_("Which one: %(places)s?")


class PlaceField(SelectField):
    """A commune that was there on a day, chosen by its key; `value` is the Place.

    Without scripts it is a list with a group for each district. The page that loads
    static/places.js before picker.js makes a search of it; what was typed and not picked comes
    under `<name>-text` and is looked up here, and asked about where several places are called so.

    `on` gives the day in question, or `offer(day)` sets it once the form knows; `also` adds a
    place of another time, such as the one that stands in a record. `day_field` is the id of the
    input that holds the day, where the form has one.
    """

    data: str | None
    render_kw: dict[str, str] | None

    def __init__(
        self,
        label: Any = None,
        *,
        on: Callable[[], date] = today,
        blank: str = N_("– choose –"),
        required: bool = False,
        day_field: str = "",
        validators: Any = (),
        **settings: Any,
    ) -> None:
        checks = [Needed(), *validators] if required else list(validators)
        super().__init__(label, checks, choices=[], coerce=_text_or_none, **settings)
        self.blank, self.day_field = blank, day_field
        self.typed = ""
        self.day = on()
        self._others: list[str] = []
        self._wrong = ""
        self.gazetteer = Gazetteer(db.session())
        self.offer(self.day)

    def offer(self, day: date) -> None:
        """Offer the places of another day; look up again what was typed."""
        self.day = day
        rows = [SelectChoice("", said(self.blank))]
        for key in self._others:
            rows.append(SelectChoice(key, self.gazetteer.short_name(key)))
        for branch in self.gazetteer.tree(day):
            group = (branch.district or branch.province).name
            rows += [SelectChoice(place.key, place.name, optgroup=group) for place in branch.communes]
        self.choices = rows
        self.render_kw = {**(self.render_kw or {}), **self._attributes()}
        if self.typed and not self.data:
            self._look_up()

    def also(self, place: Place | None) -> None:
        """Offer one more place, of another time."""
        if place is not None and place.key not in self.keys:
            self._others.append(place.key)
            self.offer(self.day)

    @property
    def keys(self) -> set[str]:
        """Give the keys that may be chosen."""
        return {choice.value for choice in self.choices or () if isinstance(choice, SelectChoice) and choice.value}

    def _attributes(self) -> dict[str, str]:
        found = {
            "data-places": f"{SEARCH}?{urlencode({'day': self.day.isoformat()})}",
            "data-places-day": self.day_field,
            "data-typed": self.typed,
            "data-none": said(N_("Nothing found")),
            "data-hint": said(N_("Type a name…")),
        }
        return {name: value for name, value in found.items() if value}

    def process_data(self, value: Any) -> None:
        """Take a place, or its key, as the value to begin with."""
        super().process_data(value.key if isinstance(value, Place) else value)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the key, or else what was typed beside it."""
        super().process(formdata, data, extra_filters)
        self.typed = " ".join((formdata or {}).get(f"{self.name}-text", "").split())[:200]
        if self.typed and not self.data:
            self._look_up()

    def _look_up(self) -> None:
        found = self.gazetteer.find(self.typed, self.day)
        self.data = found[0].key if len(found) == 1 else None
        names = "; ".join(self.gazetteer.short_name(place.key) for place in found)
        self._wrong = said(_WHICH, places=names) if found else said(_NOWHERE, name=self.typed)
        self.render_kw = {**(self.render_kw or {}), **self._attributes()}

    def pre_validate(self, form: Any) -> None:
        """Let nothing chosen pass; refuse what is called by no place or several, and a place of another time."""
        if self.data is None:
            if self.typed:
                raise StopValidation(self._wrong)
            return
        place = self.gazetteer.places.get(self.data)
        if place is None:
            raise StopValidation(said(N_("This choice is no longer there. Choose again.")))
        if self.data not in self.keys:
            name, day = self.gazetteer.short_name(place.key), show_day(self.day)
            raise StopValidation(said(N_("%(place)s was not there on %(day)s."), place=name, day=day))

    def value(self, session: Session) -> Place | None:
        """Read the chosen place; None where nothing was chosen."""
        if self.data is None:
            return None
        place = session.get(Place, self.data)
        if place is None:
            raise Refused(self.short_name, N_("This choice is no longer there. Choose again."))
        return place


def _text_or_none(text: Any) -> str | None:
    return str(text) if text not in (None, "", "None") else None
