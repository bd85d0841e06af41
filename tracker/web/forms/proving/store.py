"""Read what narrows the store, what was counted in it, and how another person answers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.settings import Item
from tracker.queries.journal import VND
from tracker.queries.proving.store import Wanted
from tracker.queries.settings import all_items
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.fields import DayField, FoundField, NoteField, RecordField
from tracker.web.forms.ids import id_of


def all_goods(session: Session) -> list[tuple[str, str]]:
    """List every kind of goods that there is or was, for a choice."""
    return [(code, item.name) for code, item in all_items(session).items() if code != VND]


class StoreFilter(Filter):
    """What narrows the store."""

    q = StringField(_l("Campaign"))
    item = RecordField(_l("Goods"), model=Item, options=all_goods, blank=N_("All goods"))
    since = DayField(_l("From"))
    until = DayField(_l("To"))
    gone = BooleanField(_l("Also what has all gone"))

    def wanted(self) -> Wanted:
        """Give what the store's question asks."""
        sent = self.sent()
        days = {name: sent.get(name) for name in ("since", "until")}
        text, item = str(sent.get("q", ""))[:200], str(sent.get("item") or "")
        return Wanted(text=text, item=item, gone=bool(sent.get("gone") or any(days.values())), **days)


class CountForm(ActForm):
    """What was found of one kind of goods, and why it is not what the books say."""

    aliases = {"happened_on": "counted_on", "amount": "counted"}

    counted = FoundField(_l("Found"), required=True, description=_l("Packs may be typed as 30 × 4."))
    counted_on = DayField(
        _l("Counted on"), required=True, default=today, description=_l("At the end of this day, after the last slip.")
    )
    reason = NoteField(
        _l("Why it differs"), render_kw={"rows": "2"}, description=_l("Only where it differs; printed on the slip.")
    )
    #: What the books said when the form was drawn.
    seen = HiddenField()

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `record_count` asks, beside the goods."""
        return super().values(session) | {"seen": id_of(self.seen.data)}


class ApproveCountForm(Form):
    """The other person's yes, with a remark or without."""

    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})
