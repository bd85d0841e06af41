"""Read what a family agrees to, takes back and asks about a child's data, and proposals to take it away."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from tracker.ground.dates import today
from tracker.models.helping.child_rights import (
    ConsentGiver,
    ConsentMethod,
    DataRequestKind,
    DataRequestStepKind,
    Purpose,
)
from tracker.web.forms.base import Form
from tracker.web.forms.fields import ChoiceField, DayField, NameField, NoteField, SegmentField, TextLineField
from tracker.web.forms.helping.handout_children import ChildField


class ConsentForm(Form):
    """That somebody agrees to one purpose; nothing is chosen beforehand."""

    purpose = ChoiceField.of(Purpose, _l("What is agreed to"))
    giver = SegmentField.of(ConsentGiver, _l("Who agrees"), default=ConsentGiver.GUARDIAN.value)
    giver_name = NameField(_l("Guardian's name"), description=_l("Only where the guardian agrees."))
    relation = TextLineField(_l("Relation"), render_kw={"placeholder": _l("mother, grandmother…")})
    method = SegmentField.of(ConsentMethod, _l("How it was said"), default=ConsentMethod.WRITTEN.value)
    given_on = DayField(_l("Agreed on"), required=True, default=today)
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class WithdrawForm(Form):
    """That a consent is taken back from a day on."""

    withdrawn_on = DayField(_l("Taken back on"), required=True, default=today)
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class RequestForm(Form):
    """What somebody asks about a child's data."""

    child = ChildField(_l("Child"), required=True)
    kind = ChoiceField.of(DataRequestKind, _l("What is asked"))
    received_on = DayField(_l("Received on"), required=True, default=today)
    asked_by = NameField(_l("Asked by"), required=True, description=_l("Name, and what he or she is to the child."))
    asked = NoteField(_l("In their words"))
    others_involved = BooleanField(_l("Others must act too (bank, printer, school)"))

    def validate(self, extra_validators: object = None) -> bool:
        """Look at the fields, and make sure which child is meant."""
        well = super().validate(extra_validators)
        return self.child.settle() and well


class StepForm(Form):
    """What was done about a request."""

    kind = SegmentField.of(DataRequestStepKind, _l("What was done"))
    happened_on = DayField(_l("Day"), required=True, default=today)
    remark = NoteField(_l("Remark"), description=_l("A refusal and an extension say why."), render_kw={"rows": "2"})


class ProposeForm(Form):
    """Why a child's data is to be taken away."""

    reason = NoteField(_l("Reason"), required=True, render_kw={"rows": "2"})


class AgreeForm(Form):
    """The word of the second person, for it."""

    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class DeclineForm(Form):
    """The word of the second person, against it."""

    remark = NoteField(_l("Why not"), required=True, render_kw={"rows": "2"})
