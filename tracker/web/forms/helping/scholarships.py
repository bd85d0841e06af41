"""Read what narrows the list of scholarships, what is decided about them, and which run is made."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.helping.scholarships import Award, StopReason
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.commitments import end_of_next_month
from tracker.queries.helping.scholarship_lists import AwardsShown, WantedAwards, last_step_of_award, school_years
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.chosen import campaign_codes
from tracker.web.forms.fields import ChoiceField, DayField, NoteField, RecordField
from tracker.web.forms.ids import id_of

GONE = N_("This choice is no longer there. Choose again.")


class AwardFilter(Filter):
    """What narrows the list of scholarships."""

    q = StringField(_l("Name or code"))
    campaign = SelectField(_l("Campaign"), choices=[], validate_choice=False)
    school_year = SelectField(_l("School year"), choices=[], validate_choice=False)
    state = StringField()

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        session, every = db.session(), SelectChoice("", _("All"))
        codes = campaign_codes(session)
        self.campaign.choices = [every, *(SelectChoice(str(key), code) for key, code in codes)]
        self.school_year.choices = [every, *(SelectChoice(year, year) for year in school_years(session))]

    def wanted(self, *, by_name: bool) -> WantedAwards:
        """Give what the list's question asks; an unknown state shows those that are being paid."""
        sent = self.sent()
        state = str(sent.get("state", ""))
        return WantedAwards(
            shown=AwardsShown(state) if state in {each.value for each in AwardsShown} else AwardsShown.RUNNING,
            text=" ".join(str(sent.get("q", "")).split())[:200],
            by_name=by_name,
            campaign_id=id_of(sent.get("campaign")),
            school_year=str(sent.get("school_year", ""))[:40],
        )


class DecideForm(Form):
    """The proposals that are ticked, or all that were on the screen, with the day or the reason."""

    everybody = BooleanField()
    #: The newest proposal that was on the screen, and the campaign that narrowed it.
    last = HiddenField()
    campaign = HiddenField()

    def content(self) -> dict[str, list[str]]:
        """Give what was sent, the ticks too."""
        return {**super().content(), "award": request.form.getlist("award")}

    def ticks(self) -> set[int]:
        """Give the keys of the proposals that are ticked."""
        return {key for text in request.form.getlist("award") if (key := id_of(text)) is not None}

    def awards(self, session: Session) -> list[Award]:
        """Read the proposals; refuse where none is chosen."""
        if self.everybody.data:
            asked = select(Award).where(last_step_of_award().is_(None), Award.id <= (id_of(self.last.data) or 0))
            if campaign_id := id_of(self.campaign.data):
                asked = asked.where(Award.campaign_id == campaign_id)
        else:
            asked = select(Award).where(Award.id.in_(self.ticks()))
        found = list(session.scalars(asked.order_by(Award.id)))
        if not found:
            raise Refused(None, N_("Choose at least one scholarship."))
        return found


class AwardForm(DecideForm):
    """The day on which proposals are awarded."""

    awarded_on = DayField(_l("Awarded on"), required=True, default=today)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `award_scholarships` asks."""
        return {"awards": self.awards(session), "awarded_on": self.awarded_on.data}

    def refuse(self, refused: Refused) -> None:
        """Show a refusal of the day at its field."""
        field = "awarded_on" if refused.field == "happened_on" else refused.field
        super().refuse(Refused(field, refused.text, **refused.values))


class RefuseForm(DecideForm):
    """Why proposals are not awarded."""

    remark = NoteField(_l("Reason"), required=True, render_kw={"rows": "2"})

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `refuse_awards` asks."""
        return {"awards": self.awards(session), "remark": self.remark.data}


class EndForm(Form):
    """Why and from which day a scholarship is suspended or stopped."""

    why = ChoiceField.of(StopReason, _l("Reason"), default=StopReason.LEFT_SCHOOL.value)
    happened_on = DayField(_l("Day"), required=True, default=today)
    remark = NoteField(_l("Remark"), description=_l("Say more where it is another reason."), render_kw={"rows": "2"})

    #: What the operation calls the day.
    day_name = "stopped_on"

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `suspend_award` or `stop_award` asks, beside the award."""
        why = StopReason(self.why.data or StopReason.OTHER.value)
        return {"why": why, "remark": self.remark.data, self.day_name: self.happened_on.data}


class SuspendForm(EndForm):
    """Why and from which day a scholarship is suspended."""

    day_name = "suspended_on"


class ResumeForm(Form):
    """From which day a scholarship is paid again, and whether the months between are made up."""

    happened_on = DayField(_l("Day"), required=True, default=today)
    make_up = BooleanField(_l("Also pay the months that fell due meanwhile"))
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `resume_award` asks, beside the award."""
        said = {"make_up": self.make_up.data, "remark": self.remark.data}
        return {**said, "resumed_on": self.happened_on.data}


class RunForm(Form):
    """The campaign and the month whose run is made."""

    campaign = RecordField(_l("Campaign"), model=Campaign, options=campaign_codes, required=True)
    month = HiddenField(_l("Month"))

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `draft_run` asks."""
        try:
            month = date.fromisoformat(self.month.data or "")
        except ValueError as error:
            raise Refused(None, GONE) from error
        if month > end_of_next_month(today()):
            raise Refused(None, GONE)
        return {"campaign": self.campaign.value(session), "month": month}
