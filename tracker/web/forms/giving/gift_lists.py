"""Read what narrows the list of gifts."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from tracker.ground.refusals import N_
from tracker.models.giving.donations import Source
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.donation_lists import GiftState, Wanted
from tracker.web.forms.base import Filter
from tracker.web.forms.chosen import campaign_codes
from tracker.web.forms.fields import ChoiceField, DayField, RecordField
from tracker.web.forms.giving.gift_ways import Way
from tracker.web.forms.ids import id_of


class GiftFilter(Filter):
    """What narrows the list of gifts."""

    q = StringField(_l("Donor"))
    campaign = RecordField(
        _l("Campaign"),
        model=Campaign,
        options=campaign_codes,
        blank=N_("All campaigns"),
    )
    since = DayField(_l("From"))
    until = DayField(_l("To"))
    form = ChoiceField.of(Way, _l("Form of gift"), blank=N_("All forms"))
    source = ChoiceField.of(Source, _l("Source"), blank=N_("All sources"))
    state = StringField()

    def wanted(self) -> Wanted:
        """Give what the list's question asks."""
        sent = self.sent()
        day: dict[str, date | None] = {name: sent.get(name) for name in ("since", "until")}
        known = {state.value for state in GiftState}
        return Wanted(
            text=str(sent.get("q", ""))[:200],
            campaign_id=id_of(sent.get("campaign")),
            form=sent.get("form"),
            source=sent.get("source"),
            state=GiftState(sent["state"]) if sent.get("state") in known else GiftState.ALL,
            **day,
        )
