"""Read costs, interest, the ceiling of running costs, and what narrows the list."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectChoice, SelectField, StringField

from tracker.ground.dates import today
from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import CostKind
from tracker.queries.proving.costs import SpendingKind, Wanted
from tracker.queries.proving.running_costs import RunningCosts, running_costs
from tracker.queries.proving.tills import tills_open
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.fields import (
    ChoiceField,
    DayField,
    DongField,
    ReadField,
    RecordField,
    TextLineField,
)
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.spending import PayingField, all_campaigns, campaigns_that_pay, campaigns_with_interest

_SHARE = re.compile(r"(?P<whole>[0-9]{1,3})(?:[.,](?P<part>[0-9]))? ?%?")


def banks(session: Session) -> list[tuple[int, str]]:
    """List the open bank accounts."""
    return [(till.id, till.name) for till in tills_open(session, [AccountKind.BANK])]


class KnowingForm(ActForm):
    """A form of a cost: running costs beyond their ceiling are recorded only by who was told so."""

    knowing = BooleanField(_l("I know; record it all the same"))

    def warned(self) -> RunningCosts | None:
        """Give the year's running costs where this one would pass their ceiling; None where it does not."""
        said = {field.short_name: field.data for field in self}
        day = said.get("paid_on") or said.get("settled_on")
        if said["kind"] != CostKind.ADMIN or not said["amount"] or not isinstance(day, date):
            return None
        costs = running_costs(db.session(), day.year)
        return costs if costs.passed_by(int(said["amount"])) else None

    def goes_ahead(self) -> bool:
        """Tell whether it was sent, is well, and passes no ceiling unknown."""
        return self.sent_and_valid() and (bool(self.knowing.data) or self.warned() is None)

    def values(self, session: Session) -> dict[str, Any]:
        """Leave out the tick: it is about the form."""
        values = super().values(session)
        del values["knowing"]
        return values


class CostForm(KnowingForm):
    """A cost of the work, paid from a till."""

    aliases = {"happened_on": "paid_on"}

    kind = ChoiceField.of(CostKind, _l("Kind"), default=CostKind.PROGRAMME.value)
    campaign = RecordField(
        _l("Campaign"),
        model=Campaign,
        options=campaigns_that_pay,
        required=True,
        description=_l("The general fund, and campaigns whose terms allow costs."),
    )
    payee = TextLineField(_l("Paid to"), required=True)
    purpose = TextLineField(_l("What for"), required=True)
    invoice_number = TextLineField(_l("Invoice number"))
    amount = DongField(_l("Amount"), required=True)
    till = PayingField(_l("Paid from"))
    paid_on = DayField(_l("Paid on"), required=True, default=today)


class InterestForm(ActForm):
    """What a bank credited."""

    aliases = {"happened_on": "credited_on"}

    till = RecordField(_l("Bank"), model=Account, options=banks, required=True)
    campaign = RecordField(
        _l("Belongs to"),
        model=Campaign,
        options=campaigns_with_interest,
        required=True,
        description=_l("The general fund, and campaigns that keep their interest."),
    )
    amount = DongField(_l("Amount"), required=True)
    credited_on = DayField(_l("Credited on"), required=True, default=today)
    remark = TextLineField(_l("Content"), description=_l("As on the statement, such as the month."))


def read_share(text: str) -> int:
    """Read a share in percent with at most one decimal, such as 5 or 2,5; give thousandths."""
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise Refused(None, N_("“%(value)s” is no share. Write it in percent, such as 5 or 2,5."), value=shown(text))
    return int(found["whole"]) * 10 + int(found["part"] or 0)


def show_share(per_mille: int) -> str:
    """Show thousandths in percent: 5, 2,5."""
    whole, part = divmod(per_mille, 10)
    return f"{whole},{part}" if part else str(whole)


class ShareField(ReadField):
    """A share in percent; the value is in thousandths."""

    read = staticmethod(read_share)
    show = staticmethod(show_share)
    attributes = {"inputmode": "decimal", "autocomplete": "off"}

    def _value(self) -> str:
        """Show a share of nothing, too."""
        return show_share(self.data) if self.data == 0 and not self.process_errors else super()._value()


class CeilingForm(Form):
    """The most that running costs may be, and by which rule."""

    per_mille = ShareField(_l("At most, in percent of what comes in during the year"), required=True)
    valid_from = DayField(_l("Counts from"), required=True)
    rule = TextLineField(_l("Rule or decision"), required=True)


class CostFilter(Filter):
    """What narrows the list of costs and interest."""

    q = StringField(_l("Paid to, or what for"))
    kind = ChoiceField.of(SpendingKind, _l("Kind"), blank=N_("All kinds"))
    campaign = RecordField(_l("Campaign"), model=Campaign, options=all_campaigns, blank=N_("All campaigns"))
    year = SelectField(_l("Year"), choices=[], default="")

    def offer_years(self, years: list[int]) -> None:
        """Let one of the years be chosen, or all."""
        self.year.choices = [SelectChoice("", _l("All years"))] + [SelectChoice(str(year), str(year)) for year in years]

    def wanted(self) -> Wanted:
        """Give what the list's question asks."""
        sent = self.sent()
        return Wanted(
            text=str(sent.get("q", ""))[:200],
            kind=sent.get("kind"),
            campaign_id=id_of(sent.get("campaign")),
            year=int(sent["year"]) if "year" in sent else None,
        )
