"""Read a promise to give, its changes, and what narrows the list of promises."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.giving.pledges import Rhythm
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.pledge_lists import PledgeState, Wanted
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter
from tracker.web.forms.chosen import campaign_choices, campaign_codes
from tracker.web.forms.fields import ChoiceField, CountField, DayField, DongField, NoteField, RecordField, TextLineField
from tracker.web.forms.giving.giving import DonorField
from tracker.web.forms.ids import id_of


class PlanForm(ActForm):
    """An amount in parts from a day on; what pledging and changing share."""

    amount = DongField(_l("Amount"), required=True)
    rhythm = ChoiceField.of(Rhythm, _l("Rhythm"), default=Rhythm.ONCE.value)
    count = CountField(_l("Number of parts"), required=True, default=1)
    first_due_on = DayField(_l("First part due"), required=True, default=today)

    def plan(self) -> dict[str, Any] | None:
        """Give what `plan` divides; None while the form does not say it."""
        said = {name: self[name].data for name in ("amount", "first_due_on", "count")}
        if not all(said.values()) or self.rhythm.data not in {rhythm.value for rhythm in Rhythm}:
            return None
        return {**said, "rhythm": Rhythm(self.rhythm.data)}

    def values(self, session: Session) -> dict[str, Any]:
        """Give what the operation asks, the rhythm as it knows it."""
        return {**super().values(session), "rhythm": Rhythm(self.rhythm.data)}


class PledgeForm(PlanForm):
    """A new promise."""

    aliases: Mapping[str, str] = {"happened_on": "pledged_on"}

    donor = DonorField(_l("Donor"), required=True)
    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    pledged_on = DayField(_l("Pledged on"), required=True, default=today)
    agreement_number = TextLineField(_l("Number of the agreement"), render_kw={"maxlength": "60"})
    remark = NoteField(_l("Note"), render_kw={"rows": "2"})

    def makes_sense(self) -> bool:
        """Refuse a donor of whom it is not clear who is meant."""
        return self.donor.settle()


class ChangeForm(PlanForm):
    """What is promised in all instead, and how its open part comes."""

    aliases: Mapping[str, str] = {"happened_on": "changed_on"}

    changed_on = DayField(_l("Changed on"), required=True, default=today)
    reason = NoteField(_l("Reason"), required=True, render_kw={"rows": "2"})


class WriteOffForm(ActForm):
    """Why and when what is open of a promise is given up."""

    aliases: Mapping[str, str] = {"happened_on": "written_off_on"}

    written_off_on = DayField(_l("Written off on"), required=True, default=today)
    reason = NoteField(_l("Reason"), required=True)


class PledgeFilter(Filter):
    """What narrows the list of promises."""

    q = StringField(_l("Donor or number"))
    campaign = RecordField(
        _l("Campaign"),
        model=Campaign,
        options=campaign_codes,
        blank=N_("All campaigns"),
    )
    state = StringField()

    def wanted(self) -> Wanted:
        """Give what the list's question asks."""
        sent = self.sent()
        return Wanted(text=str(sent.get("q", ""))[:200], campaign_id=id_of(sent.get("campaign")))

    def wanted_state(self) -> PledgeState:
        """Give the state asked for; what is outstanding, where none is."""
        known = {state.value for state in PledgeState}
        return PledgeState(self.state.data) if self.state.data in known else PledgeState.OUTSTANDING
