"""Read a move of money from one till to another, many campaigns on one slip."""

from typing import Any, cast

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import Campaign
from tracker.queries.proving.tills import tills_open
from tracker.web.forms.base import Form
from tracker.web.forms.fields import DayField, DongField, RecordField, TextLineField

MONEY_KINDS = (AccountKind.CASH, AccountKind.BANK)
_AMOUNT = "amount_"


def money_tills(session: Session) -> list[tuple[int, str]]:
    """List the open tills that keep money, for a choice."""
    return [(till.id, till.name) for till in tills_open(session, MONEY_KINDS)]


class AmountField(DongField):
    """Whole đồng in a table's row, without the words below."""

    attributes = {"inputmode": "numeric", "autocomplete": "off"}


class TillMoveForm(Form):
    """Where to, when, and so much of each campaign's own money; the amounts are added by `till_move_form`."""

    to_till = RecordField(_l("To till"), model=Account, options=money_tills, blank=N_("Choose"), required=True)
    happened_on = DayField(_l("Day"), required=True)
    memo = TextLineField(_l("Content"))

    #: The campaigns with an amount field, in the order of the table.
    campaigns: list[Campaign]

    def amount_of(self, campaign: Campaign) -> AmountField:
        """Give the amount field of a campaign."""
        return cast(AmountField, self[f"{_AMOUNT}{campaign.id}"])

    def refuse(self, refused: Refused) -> None:
        """Put a lack of money beside the campaign that has too little."""
        super().refuse(refused)
        short = [one for one in self.campaigns if one.name == refused.values.get("campaign")]
        if refused.field == "amount" and short:
            field = self.amount_of(short[0])
            field.errors = [*field.errors, self.form_errors.pop()]

    def values(self, session: Session) -> dict[str, Any]:
        """Give the parts: campaign and amount, where one was typed."""
        typed = [(one.id, self.amount_of(one).data) for one in self.campaigns]
        return {
            "to_till": self.to_till.value(session),
            "happened_on": self.happened_on.data,
            "memo": self.memo.data,
            "parts": [(session.get_one(Campaign, key), amount) for key, amount in typed if amount],
        }


def till_move_form(campaigns: list[Campaign], **initial: Any) -> TillMoveForm:
    """Make the form with an amount field for each of the campaigns."""
    fields = {f"{_AMOUNT}{one.id}": AmountField(f"{one.code} · {one.name}") for one in campaigns}
    form = cast(type[TillMoveForm], type("OneSlipForm", (TillMoveForm,), fields)).of_request(**initial)
    form.campaigns = campaigns
    return form


def campaigns_typed() -> list[int]:
    """List the campaigns for which an amount was sent, though they may have nothing there any more."""
    keys = [name.removeprefix(_AMOUNT) for name in request.form if name.startswith(_AMOUNT)]
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]
