"""Read a gift as it is taken at the counter."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import HiddenField, RadioField, SelectChoice

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.giving.donations import Source
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.giving.receipt_books import ReceiptBook
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import Campaign
from tracker.operations.giving.donations import Part
from tracker.operations.giving.taking import NewDonor, PartLot
from tracker.queries.journal import VND
from tracker.queries.proving.tills import tills_open
from tracker.queries.settings import items_on
from tracker.web.forms.acts import ActForm
from tracker.web.forms.chosen import campaign_choices
from tracker.web.forms.fields import ChoiceField, DayField, DongField, NoteField, PhoneField, RecordField, TextLineField
from tracker.web.forms.giving.gift_ways import Way
from tracker.web.forms.giving.giving import GONE, DonorField, PledgeField
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.lot_fields import GiftGoodsRow
from tracker.web.forms.rows import Rows
from tracker.web.rights import may

#: So many rows of goods fit on one gift.
MOST_GOODS = 30
NOT_HELD = N_("“%(till)s” does not hold this.")


def tills_of_user(session: Session) -> Sequence[Account]:
    """List the open tills and stores into which who asks may take gifts."""
    kinds: list[str] = [AccountKind.CASH, AccountKind.GOODS] if may("donations.cash") else []
    kinds += [AccountKind.BANK] if may("donations.bank") else []
    return tills_open(session, kinds)


class GiftForm(ActForm):
    """A gift from its donor to its paper."""

    aliases = {
        "happened_on": "received_on",
        "full_name": "donor",
        "kind": "donor_kind",
        "phone": "donor_phone",
        "address": "donor_address",
    }

    donor = DonorField(_l("Donor"), new=True, required=True)
    donor_kind = RadioField(
        _l("Kind of donor"),
        choices=[SelectChoice(kind.value, _l(kind.label)) for kind in DonorKind],
        default=DonorKind.PERSON.value,
    )
    donor_phone = PhoneField(_l("Phone"))
    donor_address = TextLineField(_l("Address"))
    via = DonorField(_l("Via"), description=_l("Who passes the gift on, if anybody; both are named on the paper."))
    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    way = RadioField(_l("Form of gift"), choices=[])
    received_on = DayField(_l("Received on"), required=True, default=today)
    till = RecordField(_l("Into"), model=Account, options=lambda session: [])
    amount = DongField(_l("Amount"))
    pledge = PledgeField(_l("For the pledge"))
    goods = Rows(GiftGoodsRow, MOST_GOODS)
    store = RecordField(_l("Into the store"), model=Account, options=lambda session: [])
    source = ChoiceField.of(Source, _l("Source"), default=Source.DOMESTIC.value)
    purpose = TextLineField(_l("Purpose, as printed"), render_kw={"maxlength": "200"})
    remark = NoteField(_l("Note"), render_kw={"rows": "2"})
    #: A handwritten book and the number in it that is the receipt of the money; empty for none.
    book = HiddenField()
    number = HiddenField()

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        self._offer_tills(tills_of_user(db.session()))
        names = [SelectChoice("", "")] + [
            SelectChoice(item.code, f"{item.name} ({item.unit})") for item in self._items()
        ]
        for row in self.goods:
            row.form.item.choices = names
        self.pledge.offer(self.donor.picked, id_of(self.campaign.data))

    def _offer_tills(self, tills: Sequence[Account]) -> None:
        kinds = {till.kind for till in tills}
        self.way.choices = [SelectChoice(way.value, _(way.label)) for way in Way if way.value in kinds]
        self.way.data = self.way.data if self.way.data in kinds or self.is_submitted() else self._first_way(kinds)
        self.till.choices = [_choice(till) for till in tills if till.kind != AccountKind.GOODS]
        self.store.choices = [_choice(till) for till in tills if till.kind == AccountKind.GOODS]

    @staticmethod
    def _first_way(kinds: set[str]) -> str | None:
        return next((way.value for way in Way if way.value in kinds), None)

    def _items(self) -> Any:
        return items_on(db.session(), self.received_on.data or today())

    @property
    def rows(self) -> list[GiftGoodsRow]:
        """List the rows of goods in which something stands."""
        return [row.form for row in self.goods if row.form.filled]

    def makes_sense(self) -> bool:
        """Refuse a donor or `via` of whom it is not clear who is meant, and money or goods that do not fit the way."""
        well = self.donor.settle(self.donor_phone.data or "")
        well = self.via.settle() and well
        return self._fits_way() and well

    def _fits_way(self) -> bool:
        if self.way.data == Way.GOODS and self.amount.data:
            return _refuse(self.amount, _("In kind only: leave the amount empty, or choose how the money came."))
        if self.way.data == Way.GOODS and not self.rows:
            return _refuse(self.goods[0].form.item, _("Choose what was given.")) or _refuse(self.goods, "")
        if self.way.data != Way.GOODS and not self.amount.data and not self.amount.errors:
            return _refuse(self.amount, _("Please enter the amount."))
        if self.rows and not self.store.choices:
            return _refuse(self.goods, _("Only the storekeeper takes goods."))
        return True

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `take_gift` asks, beside the receipt."""
        return {
            "donor": self._donor(session),
            "campaign": self.campaign.value(session),
            "parts": self._parts(session),
            "source": Source(self.source.data),
            "received_on": self.received_on.data,
            "via": self.via.value(session),
            "pledge": self.pledge.value(session) if self.way.data != Way.GOODS else None,
            "purpose": self.purpose.data,
            "remark": self.remark.data,
            "handwritten": self._handwritten(session),
            "lots": self._lots(),
        }

    def _lots(self) -> list[PartLot]:
        """Say the lots of goods by their place among the parts: the money, if any comes, is the first of them."""
        first = 1 if self.amount.data else 0
        return [
            PartLot(place, row.lot.data, row.expires_on.data, row.basis)
            for place, row in enumerate(self.rows, first)
            if row.has_lot
        ]

    def _handwritten(self, session: Session) -> tuple[ReceiptBook, int] | None:
        if not self.book.data:
            return None
        book, number = session.get(ReceiptBook, id_of(self.book.data) or 0), id_of(self.number.data)
        if book is None or number is None:
            raise Refused(None, GONE)
        return book, number

    @property
    def handwritten(self) -> str:
        """Show the handwritten number of the gift, such as HT/18-0012; empty for none."""
        book, number = db.session().get(ReceiptBook, id_of(self.book.data) or 0), id_of(self.number.data)
        return book.code(number) if book is not None and number is not None else ""

    def _donor(self, session: Session) -> Donor | NewDonor:
        known = self.donor.value(session)
        facts = {"phone": self.donor_phone.data, "address": self.donor_address.data}
        return known or NewDonor(self.donor_kind.data, self.donor.text, **facts)

    def _parts(self, session: Session) -> list[Part]:
        money = [Part(self._till(session), VND, self.amount.data)] if self.amount.data else []
        store = self.store.value(session) or _first(session, self.store) if self.rows else None
        goods = [Part(store, row.item.data, row.quantity.data, row.value.data) for row in self.rows] if store else []
        return money + goods

    def _till(self, session: Session) -> Account:
        """Give the till chosen, else the first of the kind; one of another kind is refused."""
        till: Account | None = self.till.value(session)
        if till is None:
            till = _first(session, self.till, self.way.data)
        if till.kind != self.way.data:
            raise Refused("till", NOT_HELD, till=till.name)
        return till


def _choice(till: Account) -> SelectChoice:
    return SelectChoice(str(till.id), till.name, {"data-kind": till.kind})


def _first(session: Session, field: RecordField, kind: str | None = None) -> Account:
    keys = [row.value for row in field.choices if kind is None or row.render_kw["data-kind"] == kind]
    if not keys:
        raise Refused(field.short_name, N_("There is no open till for this."))
    return session.get_one(Account, int(keys[0]))


def _refuse(field: Any, text: str) -> bool:
    field.errors = [*field.errors, text] if text else field.errors
    return False
