"""Read what happened to a savings book: each kind of event has its form."""

from flask_babel import lazy_gettext as _l

from tracker.ground.dates import today
from tracker.models.helping.savings_books import Custody
from tracker.web.forms.base import Form
from tracker.web.forms.fields import ChoiceField, CountField, DayField, DongField, NoteField, TextLineField
from tracker.web.forms.helping.savings_books import RateField


class EventForm(Form):
    """A day, and what is to be said of it."""

    happened_on = DayField(_l("Day"), required=True, default=today)


class MoveForm(EventForm):
    """That somebody else keeps the book."""

    custody = ChoiceField.of(Custody, _l("Kept by"), default=Custody.SAFE.value)
    held_by = TextLineField(_l("Name of who keeps it"))
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class TalkForm(EventForm):
    """What was agreed with the family."""

    remark = NoteField(_l("What was agreed"), required=True, render_kw={"rows": "2"})


class InterestForm(EventForm):
    """Interest that the bank wrote in."""

    amount = DongField(_l("Interest written in"), required=True)
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class WithdrawForm(EventForm):
    """Money that was taken out, and for what."""

    amount = DongField(_l("Amount"), required=True)
    purpose = NoteField(_l("What the money is for"), required=True, render_kw={"rows": "2"})


class RenewForm(EventForm):
    """A new term."""

    term_months = CountField(_l("Term in months"), required=True)
    rate = RateField(_l("Interest a year, in percent"), required=True)
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class LostForm(EventForm):
    """That the book is lost or spoilt."""

    remark = NoteField(_l("What happened"), required=True, render_kw={"rows": "2"})


class ReissueForm(MoveForm):
    """The bank's new book in the place of a lost one."""

    number = TextLineField(_l("New number"), required=True, render_kw={"maxlength": "40"})


class CloseForm(EventForm):
    """What the bank paid out at the end."""

    amount = DongField(_l("Amount paid out"), required=True)
    purpose = NoteField(_l("To whom, and what for"), required=True, render_kw={"rows": "2"})
