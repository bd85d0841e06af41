"""Read which receipts are printed at once."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectChoice, SelectField

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.receipt_lists import years_of_receipts
from tracker.queries.giving.receipt_runs import RunWanted
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.chosen import campaign_codes
from tracker.web.forms.fields import CountField, DayField, RecordField
from tracker.web.forms.giving.receipts import RECEIPT_SERIES


def _years() -> list[SelectChoice]:
    """Offer the years that have receipts, the latest first."""
    years = years_of_receipts(db.session()) or [today().year]
    return [SelectChoice(year, str(year)) for year in years]


class _Fields:
    """Series and year; within it numbers, days, a campaign, and what was not printed yet."""

    series = SelectField(_l("Series"), choices=[SelectChoice(code.value, _l(code.label)) for code in RECEIPT_SERIES])
    year = SelectField(_l("Year"), coerce=int, choices=_years)
    first = CountField(_l("From number"))
    last = CountField(_l("To number"))
    since = DayField(_l("From day"))
    until = DayField(_l("To day"))
    campaign = RecordField(_l("Campaign"), model=Campaign, options=campaign_codes, blank=N_("All"))
    unprinted = BooleanField(_l("Only what was not printed yet"))


class RunFilter(_Fields, Filter):
    """What a run is to be, before anything is printed; sent in the address."""


class RunForm(_Fields, Form):
    """The press that prints a run; it repeats what was shown."""

    def values(self, session: Session) -> dict[str, Any]:
        """Give the operation's arguments."""
        return {"wanted": wanted_of(self)}


def wanted_of(form: Any) -> RunWanted:
    """Say what a form asks for."""
    return RunWanted(
        series=str(form.series.data),
        year=int(form.year.data),
        first=form.first.data,
        last=form.last.data,
        since=form.since.data,
        until=form.until.data,
        campaign_id=int(form.campaign.data) if form.campaign.data else None,
        unprinted=bool(form.unprinted.data),
    )
