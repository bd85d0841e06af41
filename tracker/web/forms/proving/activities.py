"""Read an activity, and what narrows their list."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.proving.activities import ActivityKind
from tracker.queries.proving.activities import Wanted
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.fields import ChoiceField, DayField, NameField, NoteField, TextLineField
from tracker.web.forms.proving.indicators import WholeField


class ActivityForm(Form):
    """A class, course or event."""

    kind = ChoiceField.of(ActivityKind, _l("Kind"), default=ActivityKind.TRAINING.value)
    name = NameField(_l("Name"), required=True)
    held_on = DayField(_l("Held on"), required=True, default=today)
    place = TextLineField(_l("Held at"))
    participants = WholeField(_l("People who took part"), description=_l("Empty where nobody counted them."))
    note = NoteField(_l("Note"))


class ActivityFilter(Filter):
    """What narrows the list of activities."""

    q = StringField(_l("Name, place or note"))
    kind = ChoiceField.of(ActivityKind, _l("Kind"), blank=N_("All kinds"))
    year = SelectField(_l("Year"), choices=[], default="")

    def offer_years(self, years: list[int]) -> None:
        """Let one of the years be chosen, or all."""
        self.year.choices = [SelectChoice("", _l("All years"))] + [SelectChoice(str(year), str(year)) for year in years]

    def wanted(self) -> Wanted:
        """Give what the list's question asks."""
        sent = self.sent()
        year = int(sent["year"]) if "year" in sent else None
        return Wanted(text=str(sent.get("q", ""))[:200], kind=sent.get("kind"), year=year)
