"""Read what is done with a whole list: checked, sent back, approved, taken back, put on sheets."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.queries.helping.handout_groups import Way
from tracker.web.forms.base import Form
from tracker.web.forms.fields import CountField, DayField, NoteField


class CheckForm(Form):
    """What the accountant notes."""

    remark = NoteField(_l("Note"), render_kw={"rows": "2"})


class SendBackForm(Form):
    """Why a list goes back."""

    remark = NoteField(_l("What is missing"), required=True, render_kw={"rows": "2"})


class ApproveForm(Form):
    """The hash of the list that was on the screen, and the day."""

    seen_hash = HiddenField()
    approved_on = DayField(_l("Approved on"), required=True, default=today)

    def refuse(self, refused: Refused) -> None:
        """Show a refusal of the day at its field."""
        field = "approved_on" if refused.field == "happened_on" else refused.field
        super().refuse(Refused(field, refused.text, **refused.values))


class WithdrawForm(Form):
    """Why and when an approval is taken back."""

    remark = NoteField(_l("Reason"), required=True, render_kw={"rows": "2"})
    withdrawn_on = DayField(_l("Withdrawn on"), required=True, default=today)

    def refuse(self, refused: Refused) -> None:
        """Show a refusal of the day at its field."""
        field = "withdrawn_on" if refused.field == "happened_on" else refused.field
        super().refuse(Refused(field, refused.text, **refused.values))


class SheetsForm(Form):
    """How the open lines are put on sheets."""

    way = HiddenField()
    size = CountField(_l("Lines a sheet"), default=40)
    signs_once = BooleanField(_l("By school: the school signs once for all"))

    def values(self, session: Session) -> dict[str, Any]:
        """Give the way and the size; refuse a way that is none."""
        if self.way.data not in {way.value for way in Way}:
            raise Refused(None, N_("Choose how the list is parted."))
        size = min(self.size.data or 40, 5000)
        return {"way": Way(self.way.data), "size": size, "signs_once": self.signs_once.data}
