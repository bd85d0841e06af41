"""Read who stands behind a scholarship, who follows whom, and how a sponsor was told."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _l

from tracker.ground.dates import today
from tracker.models.helping.scholarships import Award
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter
from tracker.web.forms.fields import CountField, DayField, NoteField, TextLineField
from tracker.web.forms.giving.giving import DonorField, PledgeField


class SponsorForm(ActForm):
    """A donor, the promise that pays, from when on, and how much of the award."""

    aliases: Mapping[str, str] = {}

    donor = DonorField(_l("Sponsor"), required=True)
    pledge = PledgeField(_l("Pays out of the pledge"))
    share = CountField(_l("Share in percent"), required=True, default=100)
    since = DayField(_l("Sponsor since"), required=True, default=today)

    def about(self, award: Award) -> "SponsorForm":
        """Offer the pledges of the donor to the award's campaign; without sharing the share is all of it."""
        self.pledge.offer(self.donor.picked, award.campaign_id)
        if not award.shared:
            del self.share
        return self

    def makes_sense(self) -> bool:
        """Refuse a donor of whom it is not clear who is meant."""
        return self.donor.settle()


class ChangeSponsorForm(SponsorForm):
    """Who follows a sponsor, from when on, and why; the share stays."""

    reason = NoteField(_l("Why the sponsor changes"), required=True, render_kw={"rows": "2"})

    def about(self, award: Award) -> "ChangeSponsorForm":
        """Offer the pledges; the share is that of whom it follows."""
        super().about(award)
        if "share" in self:
            del self.share
        return self


class EndSponsorForm(ActForm):
    """Until when a sponsor stood behind it, and why no longer."""

    aliases: Mapping[str, str] = {}

    until = DayField(_l("Last day"), required=True, default=today)
    reason = NoteField(_l("Reason"), required=True, render_kw={"rows": "2"})


class TellForm(ActForm):
    """When and how a sponsor was told."""

    aliases: Mapping[str, str] = {}

    told_on = DayField(_l("Told on"), required=True, default=today)
    how = TextLineField(_l("How, and whom"), required=True, render_kw={"maxlength": "200"})


class LetterTime(Filter):
    """The time that a letter tells of: the year so far, unless others are asked for."""

    since = DayField(_l("From day"))
    until = DayField(_l("To day"))

    def time(self) -> tuple[date, date]:
        """Give the first and the last day; what is malformed, missing or turned round asks for nothing."""
        sent, day = self.sent(), today()
        since, until = sent.get("since", date(day.year, 1, 1)), sent.get("until", day)
        return (since, until) if since <= until else (until, since)
