"""Read until which day the books are to be closed, and how another person answers."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from tracker.ground.dates import today
from tracker.web.forms.base import Form
from tracker.web.forms.fields import DayField, NoteField


def last_month_end() -> date:
    """Give the last day of the month before this one."""
    return today().replace(day=1) - timedelta(days=1)


class ClosingForm(Form):
    """The last day that is to be closed."""

    until = DayField(
        _l("Close the books until"),
        required=True,
        default=last_month_end,
        description=_l("That day included; mostly the last day of a month."),
    )
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class ApproveClosingForm(Form):
    """The other person's yes, with a remark or without."""

    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class RejectClosingForm(Form):
    """The other person's no, and why."""

    remark = NoteField(_l("Why it is sent back"), required=True, render_kw={"rows": "2"})
