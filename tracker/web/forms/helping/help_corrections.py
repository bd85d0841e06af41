"""Read for which child wrongly entered help really was, and why."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from tracker.web.forms.base import Form
from tracker.web.forms.fields import NoteField
from tracker.web.forms.helping.handout_children import ChildField


class HelpCorrectionForm(Form):
    """The child that really received the help."""

    child = ChildField(_l("The child that received it"), required=True)
    reason = NoteField(
        _l("What is wrong, and how it is known"),
        required=True,
        description=_l("Printed on the correction voucher; name children by their code."),
    )

    def sent_and_valid(self) -> bool:
        """Make sure who is meant."""
        return super().sent_and_valid() and self.child.settle()

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `propose_help_correction` asks, beside the wrong help."""
        return {"right_child": self.child.value(session), "reason": self.reason.data}
