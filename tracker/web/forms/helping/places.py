"""Read what is said of places: a day to look at, what a commune became. `PlaceField` chooses one."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import RadioField, SelectChoice, SelectField, StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.places import Level, Place, SuccessionPart
from tracker.operations.helping.places import COMMUNE_KINDS
from tracker.queries.helping.places import Gazetteer, places_on
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.fields import DayField, NameField, RecordField, SegmentField, TextLineField
from tracker.web.forms.helping.place_field import PlaceField
from tracker.web.language import said

__all__ = ["DecideForm", "PlaceField", "PlacesFilter", "SucceedForm"]

#: Answers of the form that decides, beside the keys of places.
OTHER, DIVIDED = "other", "divided"


class PlacesFilter(Filter):
    """The day whose places are shown, and what is looked for."""

    q = StringField(_l("Name of the place"))
    day = DayField(_l("Places of"))

    def wanted(self) -> tuple[str, date]:
        """Give the text and the day; what is malformed is left out."""
        sent = self.sent()
        return " ".join(str(sent.get("q", "")).split())[:200], sent.get("day") or today()


class SucceedForm(Form):
    """What a commune of today becomes, from which day on."""

    on = DayField(_l("From day"), required=True, description=_l("The day on which the resolution takes effect."))
    part = SegmentField.of(SuccessionPart, _l("How much of it"), default=SuccessionPart.WHOLE.value)
    code = TextLineField(
        _l("Code of the new place"),
        required=True,
        description=_l("5 digits of the statistics office. Two communes that became one have the same."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    kind = SelectField(_l("Kind"), choices=[SelectChoice(kind, kind) for kind in COMMUNE_KINDS])
    name = NameField(_l("Name of the new place"), required=True)
    parent = RecordField(
        _l("Lies in"),
        model=Place,
        options=lambda session: [(place.key, place.name) for place in _above(session)],
        required=True,
    )


def _above(session: Session) -> list[Place]:
    return places_on(session, today(), Level.DISTRICT) + places_on(session, today(), Level.PROVINCE)


class DecideForm(Form):
    """Which place a commune became where sources disagree."""

    new = RadioField(_l("It became"), choices=[], coerce=lambda value: str(value or ""))
    other = PlaceField(_l("Another commune"))

    def about(self, old: Place, gazetteer: Gazetteer) -> "DecideForm":
        """Offer the places that sources name, another one of the day of its end, and a division."""
        named = gazetteer.successors(old.key)
        rows = [SelectChoice(place.key, gazetteer.short_name(place.key)) for place in named]
        rows.append(SelectChoice(OTHER, said(N_("Another commune"))))
        if len(named) > 1:
            rows.append(SelectChoice(DIVIDED, said(N_("It was divided among these"))))
        self.new.choices = rows
        if old.valid_to is not None:
            self.other.offer(old.valid_to)
        return self

    def values(self, session: Session) -> dict[str, Any]:
        """Give the place that was chosen; None for a division."""
        if self.new.data == DIVIDED:
            return {"new": None}
        if self.new.data == OTHER:
            place = self.other.value(session)
            if place is None:
                raise Refused("other", N_("Please choose the commune."))
            return {"new": place}
        return {"new": session.get_one(Place, self.new.data)}
