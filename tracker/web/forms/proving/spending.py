"""Read what forms of spending share: which till pays, which goods are bought at which price."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import SelectChoice, SelectField

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign
from tracker.operations.proving.purchases import Bought
from tracker.queries.proving.campaigns import campaigns_open
from tracker.queries.proving.tills import tills_open
from tracker.queries.settings import items_on
from tracker.web.forms.acts import ActForm
from tracker.web.forms.chosen import text_or_none
from tracker.web.forms.fields import DongField, PiecesField, RecordField, TextLineField
from tracker.web.forms.proving.lot_fields import ExpiryField, LotNumberField
from tracker.web.forms.rows import Rows, SaidRow
from tracker.web.rights import may

#: So many kinds of goods fit on one invoice.
MOST_LINES = 20


def paying_tills(session: Session) -> list[tuple[int, str]]:
    """List the open tills that who asks may pay from: the cashier from cash, the accountant from the bank."""
    kinds: list[str] = [AccountKind.CASH] if may("donations.cash") else []
    kinds += [AccountKind.BANK] if may("donations.bank") else []
    return [(till.id, till.name) for till in tills_open(session, kinds)]


def stores(session: Session) -> list[tuple[int, str]]:
    """List the open stores."""
    return [(store.id, store.name) for store in tills_open(session, [AccountKind.GOODS])]


def campaigns_that_pay(session: Session) -> list[tuple[int, str]]:
    """List the open campaigns from which costs may be taken, the general fund first."""
    fit = [each for each in campaigns_open(session) if each.costs_allowed or each.code == GENERAL_FUND]
    return _named(fit)


def campaigns_with_interest(session: Session) -> list[tuple[int, str]]:
    """List the open campaigns that keep their interest, the general fund first."""
    fit = [each for each in campaigns_open(session) if each.keeps_interest or each.code == GENERAL_FUND]
    return _named(fit)


def _named(campaigns: list[Campaign]) -> list[tuple[int, str]]:
    first = sorted(campaigns, key=lambda each: each.code != GENERAL_FUND)
    return [(each.id, f"{each.code} – {each.name}") for each in first]


def all_campaigns(session: Session) -> list[tuple[int, str]]:
    """List all campaigns by code, for a filter."""
    return [(each.id, each.code) for each in session.query(Campaign).order_by(Campaign.code)]


class PayingField(RecordField):
    """The till that pays or takes money back; where there is one only, it is chosen."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, model=Account, options=paying_tills, required=True, **options)


class StoreField(RecordField):
    """The store that takes goods; where there is one only, it is chosen."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, model=Account, options=stores, required=True, **options)


class BoughtRow(SaidRow):
    """One kind of goods of an invoice; a row without anything says nothing."""

    needed = {
        "item": N_("Choose what was bought."),
        "quantity": N_("Say how many."),
        "unit_price": N_("Say what one costs."),
    }

    item = SelectField(_l("Goods"), choices=[SelectChoice("", "")], coerce=text_or_none)
    quantity = PiecesField(_l("Quantity"))
    unit_price = DongField(_l("Price of one"), render_kw={"class": "num", "data-words": False})
    lot = LotNumberField()
    expires_on = ExpiryField()


class InvoiceForm(ActForm):
    """The goods of an invoice with their prices, who sold them, and into which store they went."""

    supplier = TextLineField(_l("Supplier"), required=True)
    invoice_number = TextLineField(_l("Invoice number"), description=_l("Empty where there is only a retail bill."))
    lines = Rows(BoughtRow, MOST_LINES)
    total = DongField(_l("Total of the invoice"), description=_l("To hold the lines against; may stay empty."))
    store = StoreField(_l("Into the store"))
    note = TextLineField(_l("Content, as printed"), description=_l("Empty: the supplier's name is printed."))

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        items = items_on(db.session(), today())
        names = [SelectChoice("", "")] + [SelectChoice(item.code, f"{item.name} ({item.unit})") for item in items]
        for row in self.lines:
            row.form.item.choices = names

    @property
    def rows(self) -> list[BoughtRow]:
        """List the rows in which something stands."""
        return [row.form for row in self.lines if row.form.filled]

    def makes_sense(self) -> bool:
        """Refuse an invoice without goods."""
        if not self.rows:
            self.lines.errors = [_("Enter at least one kind of goods.")]
        return bool(self.rows)

    def values(self, session: Session) -> dict[str, Any]:
        """Give the goods as the operation asks for them."""
        bought = [
            Bought(row.item.data, row.quantity.data, row.unit_price.data, row.lot.data, row.expires_on.data)
            for row in self.rows
        ]
        return super().values(session) | {"lines": bought}
