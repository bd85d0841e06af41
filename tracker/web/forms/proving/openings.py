"""Read the opening balances: rows of till, campaign, item and quantity."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import FieldList, FormField, SelectField
from wtforms import Form as PlainRow
from wtforms.fields import SelectChoice

from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.operations.proving.openings import OpeningLine
from tracker.queries.journal import VND
from tracker.queries.proving.campaigns import campaigns_open
from tracker.queries.proving.tills import tills_open
from tracker.queries.settings import all_items
from tracker.web.forms.base import Form
from tracker.web.forms.fields import DayField, TextLineField
from tracker.web.forms.proving.campaign_moves import QuantityField

#: Rows of an empty form, how many more a press of the button adds, and the most there can be.
FEW, MOST = 6, 300
_ASKED = N_("Row %(row)s: choose a till and a campaign.")


class OpeningRow(PlainRow):
    """One thing that was there; a row without a quantity says nothing."""

    till = SelectField(_l("Till"), choices=[], validate_choice=False)
    campaign = SelectField(_l("Campaign"), choices=[], validate_choice=False)
    item = SelectField(_l("Item"), choices=[], validate_choice=False)
    quantity = QuantityField(_l("Amount or count"))


class OpeningForm(Form):
    """What was there on the day the books begin."""

    happened_on = DayField(_l("Day"), required=True)
    memo = TextLineField(_l("Content"))
    lines = FieldList(FormField(OpeningRow), min_entries=FEW, max_entries=MOST)

    def add_rows(self) -> None:
        """Draw some more empty rows."""
        for _number in range(min(FEW, MOST - len(self.lines))):
            self.lines.append_entry()

    def fill_choices(self) -> None:
        """Let tills, campaigns and items be chosen in every row; they are asked once."""
        session = db.session()
        none = SelectChoice("", _("Choose"))
        tills = [SelectChoice(str(till.id), till.name) for till in tills_open(session)]
        campaigns = [SelectChoice(str(one.id), f"{one.code} · {one.name}") for one in campaigns_open(session)]
        items = sorted(all_items(session).values(), key=lambda item: item.code != VND)
        for row in self.lines:
            row.till.choices, row.campaign.choices = [none, *tills], [none, *campaigns]
            row.item.choices = [SelectChoice(item.code, f"{item.name} ({item.unit})") for item in items]

    def values(self, session: Session) -> dict[str, Any]:
        """Give the rows that have a quantity; refuse one whose till, campaign or item is not chosen."""
        known = set(all_items(session))
        lines = [_line(session, number, row.data, known) for number, row in enumerate(self.lines, 1)]
        return {
            "happened_on": self.happened_on.data,
            "memo": self.memo.data,
            "lines": [line for line in lines if line is not None],
        }


def _line(session: Session, number: int, typed: dict[str, Any], items: set[str]) -> OpeningLine | None:
    if typed["quantity"] is None:
        return None
    till, campaign = _record(session, Account, typed["till"]), _record(session, Campaign, typed["campaign"])
    if till is None or campaign is None or typed["item"] not in items:
        raise Refused("lines", _ASKED, row=number)
    return till, campaign, typed["item"], typed["quantity"]


def _record(session: Session, model: Any, key: str | None) -> Any:
    return session.get(model, int(key)) if key and key.isascii() and key.isdigit() and len(key) < 19 else None
