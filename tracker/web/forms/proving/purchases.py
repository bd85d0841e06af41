"""Read a purchase, and what narrows their list."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.proving.campaigns import Campaign
from tracker.queries.proving.purchases import Wanted
from tracker.web.forms.base import Filter
from tracker.web.forms.chosen import campaign_choices
from tracker.web.forms.fields import DayField, RecordField
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.spending import InvoiceForm, PayingField, all_campaigns


class PurchaseForm(InvoiceForm):
    """Goods bought with a campaign's money from a till."""

    aliases = {"happened_on": "bought_on", "amount": "total"}

    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    till = PayingField(_l("Paid from"))
    bought_on = DayField(_l("Bought on"), required=True, default=today)


class PurchaseFilter(Filter):
    """What narrows the list of purchases."""

    q = StringField(_l("Supplier or invoice"))
    campaign = RecordField(_l("Campaign"), model=Campaign, options=all_campaigns, blank=N_("All campaigns"))
    since = DayField(_l("From"))
    until = DayField(_l("To"))

    def wanted(self) -> Wanted:
        """Give what the list's question asks."""
        sent = self.sent()
        day: dict[str, date | None] = {name: sent.get(name) for name in ("since", "until")}
        return Wanted(text=str(sent.get("q", ""))[:200], campaign_id=id_of(sent.get("campaign")), **day)
