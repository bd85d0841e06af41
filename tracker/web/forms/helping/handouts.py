"""Read what is said of a hand-out: its day, what each child gets, how many of each commune."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import Form as RowForm
from wtforms import SelectChoice, SelectField, StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.models.helping.handouts import HelpKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Occasion
from tracker.queries.helping.handout_lists import ListState, Wanted, years_of_handouts
from tracker.queries.journal import VND
from tracker.queries.settings import items_on, occasions_on
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter
from tracker.web.forms.chosen import campaign_choices, campaign_codes, text_or_none
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
from tracker.web.forms.helping.quotas import QuotaField
from tracker.web.forms.ids import id_of
from tracker.web.forms.rows import Rows, SpokenMeta

#: So many kinds of goods fit on one hand-out.
MOST_GOODS = 5


class ShareRow(RowForm):
    """Goods that each child gets; a row without anything says nothing."""

    Meta = SpokenMeta

    item = SelectField(_l("Goods"), choices=[SelectChoice("", "")], coerce=text_or_none)
    quantity = CountField(_l("Pieces a child"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a row that says half."""
        well: bool = super().validate(extra_validators)
        if well and self.item.data and not self.quantity.data:
            self.quantity.errors = [_("Say how many.")]
        if well and self.quantity.data and not self.item.data:
            self.item.errors = [_("Choose what is given.")]
        return well and not self.item.errors and not self.quantity.errors


class AboutForm(ActForm):
    """What a list says of itself; it can be corrected while the list is a draft."""

    name = NameField(_l("Name"), required=True, render_kw={"maxlength": "120"})
    occasion = SelectField(_l("Occasion"), choices=[], coerce=text_or_none)
    planned_on = DayField(_l("Day of the hand-out"), required=True, default=today)
    ceremony_on = DayField(
        _l("Day of the ceremony"), description=_l("If on another day; a symbolic hand-out posts nothing.")
    )
    remark = NoteField(_l("Note"), render_kw={"rows": "2"})

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        self.occasion.choices = occasion_choices(N_("None"))


class HandoutForm(AboutForm):
    """A new list."""

    aliases = {"happened_on": "planned_on", "shares": "cash"}

    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    kind = ChoiceField.of(HelpKind, _l("Kind of help"), default=HelpKind.GIFT.value)
    cash = DongField(_l("Cash for each child"))
    goods = Rows(ShareRow, MOST_GOODS)
    provider = TextLineField(
        _l("Provider"), description=_l("Only where the help costs the fund nothing, such as cards: who provides it.")
    )
    quotas = QuotaField(_l("Quota"))

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        goods = items_on(db.session(), self.planned_on.data or today())
        for row in self.goods:
            row.form.item.choices = [SelectChoice("", "")] + [
                SelectChoice(item.code, f"{item.name} ({item.unit})") for item in goods
            ]

    def makes_sense(self) -> bool:
        """Read the quota by the places of the day; refuse goods that are named twice."""
        named = [row.form.item.data for row in self.goods if row.form.item.data]
        if len(named) != len(set(named)):
            self.goods[0].form.item.errors = [_("Name each kind of goods once.")]
            return False
        return self.quotas.settle(db.session(), self.planned_on.data)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `draft_handout` asks."""
        goods = {row.form.item.data: row.form.quantity.data for row in self.goods if row.form.item.data}
        shares = ({VND: self.cash.data} if self.cash.data else {}) | goods
        said = {
            name: self[name].data for name in ("name", "occasion", "planned_on", "ceremony_on", "remark", "provider")
        }
        return {
            **said,
            "campaign": self.campaign.value(session),
            "kind": HelpKind(self.kind.data),
            "shares": shares,
            "quotas": self.quotas.counts,
        }


class CorrectForm(AboutForm):
    """What a draft says of itself, and its quota."""

    quotas = QuotaField(_l("Quota"))

    def makes_sense(self) -> bool:
        """Read the quota by the places of the day."""
        return self.quotas.settle(db.session(), self.planned_on.data)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `correct_handout` asks."""
        return {**super().values(session), "quotas": self.quotas.counts}


class HandoutFilter(Filter):
    """What narrows the list of hand-outs."""

    q = StringField(_l("Name or number"))
    campaign = RecordField(
        _l("Campaign"),
        model=Campaign,
        options=campaign_codes,
        blank=N_("All campaigns"),
    )
    year = SelectField(_l("Year"), choices=[], coerce=text_or_none)
    occasion = SelectField(_l("Occasion"), choices=[], coerce=text_or_none)
    state = StringField()

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        self.year.choices = _rows(N_("All years"), ((str(year), str(year)) for year in years_of_handouts(db.session())))
        self.occasion.choices = occasion_choices(N_("All occasions"), ever=True)

    def wanted(self, viewer_id: int) -> Wanted:
        """Give what the list's question asks."""
        sent = self.sent()
        known = {state.value for state in ListState}
        return Wanted(
            viewer_id=viewer_id,
            text=str(sent.get("q", ""))[:200],
            state=ListState(sent["state"]) if sent.get("state") in known else None,
            campaign_id=id_of(sent.get("campaign")),
            year=id_of(sent.get("year")),
            occasion=sent.get("occasion"),
        )


def occasion_choices(blank: str, *, ever: bool = False) -> list[SelectChoice]:
    """List the occasions of today, or all that ever were, after a row that chooses none."""
    session = db.session()
    known = session.query(Occasion).order_by(Occasion.name).all() if ever else occasions_on(session, today())
    return _rows(blank, ((each.code, each.name) for each in known))


def _rows(blank: str, rows: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice("", _(blank))] + [SelectChoice(value, text) for value, text in rows]
