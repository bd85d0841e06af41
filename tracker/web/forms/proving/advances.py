"""Read an advance, its settlements, and what narrows their list."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import CostKind
from tracker.queries.proving.advances import AdvanceState
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter
from tracker.web.forms.chosen import campaign_choices
from tracker.web.forms.fields import ChoiceField, DayField, DongField, RecordField, TextLineField
from tracker.web.forms.proving.costs import KnowingForm
from tracker.web.forms.proving.spending import InvoiceForm, PayingField, all_campaigns

#: An advance is due after so many days where nobody says otherwise.
TERM = timedelta(days=30)


class AdvanceForm(ActForm):
    """Money that a party takes along to spend."""

    aliases = {"happened_on": "given_on"}

    party = TextLineField(_l("Taken along by"), required=True, description=_l("As on the voucher."))
    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    purpose = TextLineField(_l("What for"), required=True)
    amount = DongField(_l("Amount"), required=True)
    till = PayingField(_l("Paid from"))
    given_on = DayField(_l("Given out on"), required=True, default=today)
    due_on = DayField(_l("To be settled by"), required=True, default=lambda: today() + TERM)


class SettleByPurchaseForm(InvoiceForm):
    """Goods that were bought out of an advance."""

    aliases = {"happened_on": "settled_on", "amount": "total"}

    settled_on = DayField(_l("Settled on"), required=True, default=today)


class SettleByCostForm(KnowingForm):
    """A cost that was paid out of an advance."""

    aliases = {"happened_on": "settled_on"}

    kind = ChoiceField.of(CostKind, _l("Kind"), default=CostKind.PROGRAMME.value)
    payee = TextLineField(_l("Paid to"), required=True)
    purpose = TextLineField(_l("What for"), required=True)
    invoice_number = TextLineField(_l("Invoice number"))
    amount = DongField(_l("Amount"), required=True)
    settled_on = DayField(_l("Settled on"), required=True, default=today)


class RestForm(ActForm):
    """What was not spent and comes back."""

    aliases = {"happened_on": "settled_on"}

    amount = DongField(_l("Amount"), required=True)
    till = PayingField(_l("Into"))
    settled_on = DayField(_l("Came back on"), required=True, default=today)


class AdvanceFilter(Filter):
    """What narrows the list of advances."""

    q = StringField(_l("Taken along by, or what for"))
    campaign = RecordField(_l("Campaign"), model=Campaign, options=all_campaigns, blank=N_("All campaigns"))
    state = StringField()

    def wanted_state(self) -> AdvanceState:
        """Give the state asked for; what is open, where none is."""
        known = {state.value for state in AdvanceState}
        return AdvanceState(self.state.data) if self.state.data in known else AdvanceState.OPEN
