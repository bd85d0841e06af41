"""Read a transfer that nobody can name yet, and whose gifts it was."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import Form as RowForm
from wtforms import SelectChoice, SelectField

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.giving.donations import Source, UnidentifiedTransfer
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import Campaign
from tracker.operations.giving.donations import Gift, Part
from tracker.queries.journal import VND
from tracker.queries.proving.tills import tills_open
from tracker.web.forms.acts import ActForm
from tracker.web.forms.chosen import campaign_choices, text_or_none
from tracker.web.forms.fields import ChoiceField, DayField, DongField, RecordField, TextLineField
from tracker.web.forms.giving.giving import GONE, DonorField, PledgeField
from tracker.web.forms.ids import id_of
from tracker.web.forms.rows import Rows, SpokenMeta

#: So many gifts may one transfer be.
MOST_GIFTS = 10


def banks(session: Session) -> Sequence[tuple[int, str]]:
    """List the open bank accounts for a select."""
    return [(till.id, till.name) for till in tills_open(session, [AccountKind.BANK])]


class TransferForm(ActForm):
    """Bank money that came without a name."""

    till = RecordField(_l("Bank account"), model=Account, options=banks, required=True)
    amount = DongField(_l("Amount"), required=True)
    received_on = DayField(_l("Received on"), required=True, default=today)
    bank_text = TextLineField(_l("Bank's text"), required=True, render_kw={"maxlength": "300"})
    bank_reference = TextLineField(_l("Reference"), render_kw={"maxlength": "60"})


class NamedRow(RowForm):
    """One gift of a transfer; a row without anything says nothing."""

    Meta = SpokenMeta

    donor = DonorField(_l("Donor"))
    campaign = SelectField(_l("Campaign"), choices=[], coerce=text_or_none)
    amount = DongField(_l("Amount"), render_kw={"class": "num", "data-words": False})
    via = DonorField(_l("Via"))
    pledge = PledgeField(_l("For the pledge"))

    @property
    def filled(self) -> bool:
        """Tell whether anybody or any amount stands in the row."""
        return any(field.raw_data and field.raw_data[0].strip() for field in (self.donor, self.amount, self.via))

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a row that says half, and a donor of whom it is not clear who is meant."""
        if not self.filled:
            return True
        well: bool = super().validate(extra_validators)
        for field, text in (
            (self.donor, N_("Choose the donor.")),
            (self.campaign, N_("Choose a campaign")),
            (self.amount, N_("Please enter the amount.")),
        ):
            if not field.data and not field.errors:
                field.errors = [_(text)]
                well = False
        well = self.donor.settle() and well
        return self.via.settle() and well

    def gift(self, session: Session, transfer: UnidentifiedTransfer, source: Source, purpose: str) -> Gift:
        """Give what the row says as a gift of the transfer's money."""
        donor, campaign = self.donor.value(session), session.get(Campaign, id_of(self.campaign.data) or 0)
        if donor is None or campaign is None:
            raise Refused("gifts", GONE)
        return Gift(
            donor=donor,
            campaign=campaign,
            parts=[Part(session.get_one(Account, transfer.account_id), VND, self.amount.data or 0)],
            source=source,
            received_on=transfer.received_on,
            via=self.via.value(session),
            pledge=self.pledge.value(session),
            purpose=purpose,
        )


class NamingForm(ActForm):
    """Whose gifts a transfer was."""

    aliases = {"happened_on": "named_on"} | dict.fromkeys(
        ("amount", "campaign", "pledge", "via", "received_on"), "gifts"
    )

    named_on = DayField(_l("Named on"), required=True, default=today)
    gifts = Rows(NamedRow, MOST_GIFTS)
    source = ChoiceField.of(Source, _l("Source"), default=Source.DOMESTIC.value)
    purpose = TextLineField(_l("Purpose, as printed"), render_kw={"maxlength": "200"})

    #: The transfer that is named; set by the view.
    transfer: UnidentifiedTransfer

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        names = [SelectChoice("", _("Choose a campaign"))] + [
            SelectChoice(str(key), name) for key, name in campaign_choices(db.session())
        ]
        for row in self.gifts:
            row.form.campaign.choices = names
            row.form.pledge.offer(row.form.donor.picked, id_of(row.form.campaign.data))

    @property
    def rows(self) -> list[NamedRow]:
        """List the rows in which a gift stands."""
        return [row.form for row in self.gifts if row.form.filled]

    def makes_sense(self) -> bool:
        """Refuse a form that names nobody."""
        if not self.rows:
            self.gifts.errors = [_("Choose the donor.")]
        return bool(self.rows)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `name_unidentified` asks, beside the transfer."""
        transfer = session.get_one(UnidentifiedTransfer, self.transfer.id)
        source, purpose = Source(self.source.data), self.purpose.data
        gifts = [row.gift(session, transfer, source, purpose) for row in self.rows]
        return {"named_on": self.named_on.data, "gifts": gifts}
