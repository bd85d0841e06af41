"""Read a move between campaigns."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from tracker.ground.dates import show_day
from tracker.ground.money import parse_dong, show_dong, show_number
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import TILL_KINDS, Account
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.moves import CampaignMove
from tracker.models.settings import Item
from tracker.queries.journal import VND
from tracker.queries.proving.campaigns import campaigns_open
from tracker.queries.proving.moves import open_loans
from tracker.queries.proving.tills import Held
from tracker.web.forms.base import Form
from tracker.web.forms.fields import DayField, NoteField, ReadField, RecordField, TextLineField


def open_campaigns(session: Session) -> list[tuple[int, str]]:
    """List the campaigns that are not closed, for a choice."""
    return [(campaign.id, f"{campaign.code} · {campaign.name}") for campaign in campaigns_open(session)]


class QuantityField(ReadField):
    """Whole đồng or pieces, whichever is chosen beside it."""

    read = staticmethod(parse_dong)
    show = staticmethod(show_number)
    attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "big"}


class CampaignMoveForm(Form):
    """What moves where, why, and with whose consent or until when."""

    #: Till and item, as `3:VND`.
    held = RadioField(_l("What and where it is"), choices=[], validators=[InputRequired()])
    quantity = QuantityField(_l("Amount or count"), required=True)
    to_campaign = RecordField(
        _l("To campaign"), model=Campaign, options=open_campaigns, blank=N_("Choose"), required=True
    )
    moved_on = DayField(_l("Day"), required=True)
    reason = TextLineField(_l("Reason"), required=True)
    consent = NoteField(_l("The donor's consent"), description=_l("By whom, when and how it was given."))
    back_by = DayField(_l("Or lent, back by"))
    repays = RecordField(_l("Or brings back the loan"), model=CampaignMove, options=lambda session: [])

    def offer_held(self, rows: list[Held]) -> None:
        """Let one of the tills and stores be chosen in which the giving campaign has something."""
        self.held.choices = [
            SelectChoice(f"{row.till.id}:{row.item}", "") for row in rows if row.till.kind in TILL_KINDS
        ]

    def offer_loans(self, session: Session, giving: Campaign, items: Mapping[str, Item]) -> None:
        """Let one of the open loans be chosen that this campaign owes."""
        owed = [(loan, left) for loan, left in open_loans(session) if loan.to_id == giving.id]
        rows = [SelectChoice(str(loan.id), _loan_text(loan, left, items)) for loan, left in owed]
        self.repays.choices = [SelectChoice("", _("No loan")), *rows]

    def refuse(self, refused: Refused) -> None:
        """Put what the books refuse at the field where it was typed."""
        field = {"amount": "quantity", "till": "held", "happened_on": "moved_on"}.get(
            refused.field or "", refused.field
        )
        super().refuse(Refused(field, refused.text, offer=refused.offer, **refused.values))

    def values(self, session: Session) -> dict[str, Any]:
        """Give till and item apart."""
        values = super().values(session)
        till_id, item = str(values.pop("held")).split(":", 1)
        return values | {"till": session.get_one(Account, int(till_id)), "item": item}


def _loan_text(loan: CampaignMove, left: int, items: Mapping[str, Item]) -> str:
    amount = show_dong(left) if loan.item == VND else f"{show_number(left)} {items[loan.item].unit}"
    return _(
        "%(left)s to %(campaign)s, lent on %(day)s",
        left=amount,
        campaign=loan.from_campaign.code,
        day=show_day(loan.moved_on),
    )
