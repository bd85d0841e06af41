"""Read what is said of a campaign."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField

from tracker.models.proving.campaigns import CampaignKind, Leftover
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.fields import ChoiceField, CodeField, DayField, DongField, NameField, NoteField, TextLineField


class CampaignForm(Form):
    """A campaign's names, days, target and terms."""

    name = NameField(_l("Name"), required=True)
    code = CodeField(_l("Code"), required=True)
    kind = ChoiceField.of(CampaignKind, _l("Kind"))
    starts_on = DayField(_l("From"), required=True)
    ends_on = DayField(_l("To"))
    receives_until = DayField(_l("Receives until (announced)"))
    target = DongField(_l("Target"))
    partners = NoteField(_l("Partners"), description=_l("One institution a line."))
    costs_allowed = BooleanField(_l("Costs of the fund may be taken from it"))
    keeps_interest = BooleanField(_l("Its interest stays with it"), default=True)
    leftover = ChoiceField.of(Leftover, _l("What is left over"))
    note = NoteField(_l("Note"))

    def values(self, session: Session) -> dict[str, Any]:
        """Give the terms; partners come line by line."""
        return super().values(session) | {"partners": (self.partners.data or "").splitlines()}


class ClosingForm(Form):
    """The day from which a campaign or till is closed."""

    closed_on = DayField(_l("Closed on"), required=True)


class CampaignFilter(Filter):
    """What narrows the list of campaigns."""

    q = TextLineField(_l("Code or name"))
