"""Read what a recorded gift should have said, why, and how another person settles it."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import FieldList, FormField, SelectChoice, SelectField, StringField
from wtforms import Form as RowForm

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.ground.translations import wtforms_translations
from tracker.models.base import db
from tracker.models.giving.donations import Source
from tracker.models.giving.pledges import Pledge
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import Campaign
from tracker.operations.giving.donations import Gift, Part
from tracker.queries.giving.pledge_numbers import pledge_by_code
from tracker.queries.journal import VND
from tracker.queries.proving.tills import tills_open
from tracker.queries.settings import all_items, items_on
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.chosen import campaign_choices
from tracker.web.forms.fields import ChoiceField, DayField, DongField, NoteField, ReadField, RecordField, TextLineField
from tracker.web.forms.giving.giving import DonorField
from tracker.web.forms.rows import GoodsRow
from tracker.web.language import language_now

#: More rows than this no gift has.
MOST_ROWS = 30


class PledgeCodeField(ReadField):
    """A pledge by its number, such as CK-2018-0031; nothing typed is no pledge."""

    read = staticmethod(lambda text: _pledge_of(text).id)
    show = staticmethod(lambda key: db.session().get_one(Pledge, key).code)
    attributes = {"autocomplete": "off", "spellcheck": "false", "placeholder": "CK-2018-0031"}

    def value(self, session: Session) -> Pledge | None:
        """Read the pledge."""
        return session.get_one(Pledge, self.data) if self.data else None


def _pledge_of(text: str) -> Pledge:
    pledge = pledge_by_code(db.session(), text)
    if pledge is None:
        raise Refused("pledge", N_("There is no pledge %(value)s."), value=text.strip()[:40])
    return pledge


class MoneyRow(RowForm):
    """So much money of a gift in one till; a row without an amount says nothing."""

    class Meta:
        """Speak the user's language."""

        def get_translations(self, form: Any) -> Any:
            """Give WTForms' own messages in the language of the page."""
            return wtforms_translations(language_now())

    amount = DongField(_l("Amount"))
    till = SelectField(_l("Till"), choices=[])


class CorrectionForm(ActForm):
    """The right gift, whole, beside the recorded one, and why the recorded one is wrong."""

    aliases = {"happened_on": "received_on", "amount": "money", "till": "money"}

    donor = DonorField(_l("Donor"), required=True)
    via = DonorField(_l("Via"))
    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    received_on = DayField(_l("Received on"), required=True)
    money = FieldList(FormField(MoneyRow), label=_l("Money"), max_entries=MOST_ROWS)
    goods = FieldList(FormField(GoodsRow), label=_l("Goods"), max_entries=MOST_ROWS)
    pledge = PledgeCodeField(_l("For the pledge"), description=_l("Its number; empty where it fulfils none."))
    source = ChoiceField.of(Source, _l("Source"))
    purpose = TextLineField(
        _l("Purpose, as printed"), render_kw={"maxlength": "200"}, description=_l("Empty says the campaign's name.")
    )
    remark = NoteField(_l("Note"), render_kw={"rows": "2"})
    reason = NoteField(
        _l("What is wrong, and how it is known"), required=True, description=_l("Printed on the correction voucher.")
    )

    @classmethod
    def beside(cls, recorded: Gift) -> "CorrectionForm":
        """Make the form, begun with what is recorded and one empty row of money and of goods."""
        money = [part for part in recorded.parts if part.item == VND]
        goods = [part for part in recorded.parts if part.item != VND]
        form = cls.of_request(
            donor=recorded.donor.id,
            via=recorded.via.id if recorded.via else None,
            campaign=recorded.campaign,
            received_on=recorded.received_on,
            money=[{"till": str(part.account.id), "amount": part.quantity} for part in money],
            goods=[{"item": part.item, "quantity": part.quantity, "value": part.value} for part in goods],
            pledge=recorded.pledge.id if recorded.pledge else None,
            source=recorded.source,
            purpose=recorded.purpose,
            remark=recorded.note,
        )
        form._offer(recorded, more=not form.is_submitted() or "more" in request.form)
        return form

    def _offer(self, recorded: Gift, more: bool) -> None:
        """Add an empty row of each, and let tills, stores and goods be chosen; the recorded ones stay to choose."""
        for rows in (self.money, self.goods) if more else ():
            if len(rows) < MOST_ROWS:
                rows.append_entry()
        if recorded.campaign.closed_on is not None:
            self.campaign.choices.append(SelectChoice(str(recorded.campaign.id), recorded.campaign.name))
        session = db.session()
        tills = {till.id: till.name for till in tills_open(session, (AccountKind.CASH, AccountKind.BANK))}
        tills |= {part.account.id: part.account.name for part in recorded.parts if part.item == VND}
        known, codes = all_items(session), [item.code for item in items_on(session, today())]
        codes += [part.item for part in recorded.parts if part.item != VND and part.item not in codes]
        for row in self.money:
            row.form.till.choices = [SelectChoice(str(key), name) for key, name in tills.items()]
        for row in self.goods:
            row.form.item.choices = [SelectChoice("", "")] + [
                SelectChoice(code, f"{known[code].name} ({known[code].unit})") for code in codes
            ]
        self._stores = [part.account.id for part in recorded.parts if part.item != VND]
        self._stores += [store.id for store in tills_open(session, (AccountKind.GOODS,))]

    _stores: Sequence[int] = ()

    def asks_for_rows(self) -> bool:
        """Tell whether only more rows are wanted."""
        return self.is_submitted() and "more" in request.form

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a donor or `via` of whom it is not clear who is meant."""
        well = super().validate(extra_validators)
        well = self.donor.settle() and well
        well = self.via.settle() and well
        if well and any(row.form.filled for row in self.goods) and not self._stores:
            self.goods.errors = [_("There is no open till for this.")]
            return False
        return well

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `propose_correction` asks, beside the wrong gift."""
        right = Gift(
            donor=self.donor.value(session),  # type: ignore[arg-type]
            campaign=self.campaign.value(session),
            parts=self._parts(session),
            source=Source(self.source.data),
            received_on=self.received_on.data,  # type: ignore[arg-type]
            via=self.via.value(session),
            pledge=self.pledge.value(session),
            purpose=self.purpose.data,
            note=self.remark.data,
        )
        return {"right": right, "reason": self.reason.data}

    def _parts(self, session: Session) -> list[Part]:
        money = [
            Part(session.get_one(Account, int(row.form.till.data)), VND, row.form.amount.data)
            for row in self.money
            if row.form.amount.data
        ]
        filled = [row.form for row in self.goods if row.form.filled]
        store = session.get_one(Account, self._stores[0]) if filled else None
        goods = [Part(store, row.item.data, row.quantity.data, row.value.data) for row in filled] if store else []
        return money + goods


class CorrectionFilter(Filter):
    """What narrows the list of corrections."""

    q = StringField(_l("Words of the reason"))


class ApproveForm(ActForm):
    """The other person's yes: the day of both entries, and a remark or none."""

    aliases = dict.fromkeys(("happened_on", "issued_on", "voided_on", "sent_on", "signed_on"), "approved_on")

    approved_on = DayField(
        _l("Day of the correction"),
        default=today,
        description=_l("Of both entries and the voucher; empty means today."),
    )
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class RejectForm(Form):
    """The other person's no, and why."""

    remark = NoteField(_l("Why it is sent back"), required=True, render_kw={"rows": "2"})
