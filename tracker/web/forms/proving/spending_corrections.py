"""Read what is right instead of a wrong purchase, cost, interest or advance, and why."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms import Form as RowForm

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import Cost, CostKind, Interest
from tracker.models.proving.purchases import Purchase
from tracker.operations.proving.purchases import Bought
from tracker.operations.proving.spending_rights import Right
from tracker.queries.proving.campaigns import campaigns_open
from tracker.queries.proving.spending_corrections import Spending
from tracker.queries.proving.tills import tills_open
from tracker.queries.settings import all_items, items_on
from tracker.web.forms.acts import ActForm
from tracker.web.forms.chosen import campaign_choices, text_or_none
from tracker.web.forms.fields import (
    ChoiceField,
    CountField,
    DayField,
    DongField,
    NameField,
    NoteField,
    RecordField,
    TextLineField,
)
from tracker.web.forms.rows import SpokenMeta

#: More rows than this no purchase has.
MOST_ROWS = 30
MONEY = (AccountKind.CASH, AccountKind.BANK)
#: What is not said of a kind of spending.
_NOT_SAID: dict[type[Any], tuple[str, ...]] = {
    Purchase: ("amount", "cost_kind", "due_on"),
    Cost: ("due_on", "store", "lines"),
    Interest: ("party", "invoice_number", "cost_kind", "due_on", "store", "lines"),
    Advance: ("invoice_number", "cost_kind", "store", "lines"),
    AdvanceStep: (
        *("campaign", "till", "amount", "party", "purpose", "invoice_number", "cost_kind", "due_on", "store"),
        *("lines", "nothing"),
    ),
}


class BoughtRow(RowForm):
    """So many pieces of one kind of goods at a price each; a row without a count says nothing."""

    Meta = SpokenMeta

    item = SelectField(_l("Goods"), choices=[], coerce=text_or_none)
    quantity = CountField(_l("Quantity"))
    unit_price = DongField(_l("Price each"), render_kw={"class": "num", "data-words": False})


class SpendingCorrectionForm(ActForm):
    """What is right instead, whole, beside what is recorded; or that nothing is."""

    aliases = {"happened_on": "reason"}

    nothing = BooleanField(_l("It never happened: nothing takes its place"))
    campaign = RecordField(_l("Campaign"), model=Campaign, options=campaign_choices)
    cost_kind = ChoiceField.of(CostKind, _l("Kind"))
    party = NameField(_l("Who was paid"))
    purpose = TextLineField(_l("What for"), render_kw={"maxlength": "200"})
    invoice_number = TextLineField(_l("Invoice number"), render_kw={"maxlength": "60"})
    till = RecordField(_l("Till"), model=Account, options=lambda session: [])
    amount = DongField(_l("Amount"))
    lines = FieldList(FormField(BoughtRow), label=_l("Goods"), max_entries=MOST_ROWS)
    store = RecordField(_l("Into the store"), model=Account, options=lambda session: [])
    due_on = DayField(_l("To be settled by"))
    reason = NoteField(
        _l("What is wrong, and how it is known"), required=True, description=_l("Printed on the correction voucher.")
    )

    @classmethod
    def beside(cls, spending: Spending, recorded: Right, *, whole_only: bool) -> "SpendingCorrectionForm":
        """Make the form of a kind of spending, begun with what is recorded; `whole_only` asks for the reason alone."""
        form = cls.of_request(
            **(
                vars(recorded)
                | {
                    "lines": [
                        {"item": each.item, "quantity": each.quantity, "unit_price": each.unit_price}
                        for each in recorded.lines
                    ]
                }
            )
        )
        for name in _NOT_SAID[AdvanceStep if whole_only else type(spending)]:
            delattr(form, name)
        if not whole_only:
            form._offer(spending, recorded)
        return form

    def _offer(self, spending: Spending, recorded: Right) -> None:
        """Let tills, stores and goods be chosen; the recorded ones stay to choose."""
        session = db.session()
        kinds = (AccountKind.BANK,) if isinstance(spending, Interest) else MONEY
        tills = {till.id: till.name for till in [recorded.till, *tills_open(session, kinds)]}
        self.till.choices = [(str(key), name) for key, name in tills.items()]
        if recorded.campaign.id not in {campaign.id for campaign in campaigns_open(session)}:
            self.campaign.choices.append((str(recorded.campaign.id), recorded.campaign.name))
        if "store" in self:
            stores = {store.id: store.name for store in tills_open(session, (AccountKind.GOODS,))}
            if recorded.store is not None:
                stores |= {recorded.store.id: recorded.store.name}
            self.store.choices = [(str(key), name) for key, name in stores.items()]
        if "lines" in self:
            if not self.is_submitted() or self.asks_for_rows():
                self.lines.append_entry()
            self._offer_goods(session, recorded)

    def _offer_goods(self, session: Session, recorded: Right) -> None:
        known = all_items(session)
        codes = list(
            dict.fromkeys([*(line.item for line in recorded.lines), *(i.code for i in items_on(session, today()))])
        )
        for row in self.lines:
            row.form.item.choices = [("", ""), *((code, f"{known[code].name} ({known[code].unit})") for code in codes)]

    def asks_for_rows(self) -> bool:
        """Tell whether only more rows are wanted."""
        return self.is_submitted() and "more" in request.form

    def makes_sense(self) -> bool:
        """Ask for what a right one must say, unless nothing takes the wrong one's place."""
        if "nothing" not in self or self.nothing.data:
            return True
        for name in ("amount", "party", "campaign", "till", "due_on"):
            if name in self and not self[name].data and not self[name].errors:
                self[name].errors = [_("This field is required.")]
        return not self.errors

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `propose_spending_correction` asks, beside the wrong entry."""
        if "nothing" not in self or self.nothing.data:
            return {"reason": self.reason.data, "right": None}
        said: dict[str, Any] = {
            name: self[name].data
            for name in ("amount", "party", "purpose", "invoice_number", "due_on")
            if name in self and self[name].data is not None
        }
        if "cost_kind" in self:
            said["cost_kind"] = CostKind(self.cost_kind.data)
        if "lines" in self:
            said["lines"] = self._lines()
        if "store" in self:
            said["store"] = self.store.value(session)
        right = Right(campaign=self.campaign.value(session), till=self.till.value(session), **said)
        return {"reason": self.reason.data, "right": right}

    def _lines(self) -> list[Bought]:
        rows = [
            row.form for row in self.lines if row.form.item.data and (row.form.quantity.data or row.unit_price.data)
        ]
        return [Bought(row.item.data, row.quantity.data or 0, row.unit_price.data or 0) for row in rows]
