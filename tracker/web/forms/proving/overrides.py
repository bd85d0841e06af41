"""Read an approver's leave for a payment."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.proving.campaigns import Campaign
from tracker.web.forms.base import Form
from tracker.web.forms.chosen import campaign_choices
from tracker.web.forms.fields import DayField, DongField, NoteField, RecordField

#: A leave counts so many days where nobody says otherwise.
TERM = timedelta(days=7)


class OverrideForm(Form):
    """Which payment may go past what is promised, until when, and why."""

    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    amount = DongField(_l("The payment is at most"), required=True)
    valid_until = DayField(_l("Counts until"), required=True, default=lambda: today() + TERM)
    reason = NoteField(_l("Reason"), required=True)
