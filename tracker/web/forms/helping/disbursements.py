"""Read which help came back, into which till or store, and whether it may be given again."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectChoice, SelectField

from tracker.ground.dates import today
from tracker.models.helping.disbursements import Channel, DisbursementPart
from tracker.models.journal import Account
from tracker.queries.proving.tills import tills_open
from tracker.web.forms.acts import ActForm
from tracker.web.forms.fields import DayField, NoteField, RecordField


class TakeBackForm(ActForm):
    """One part of help that came back: it comes back whole, and once."""

    aliases = {"happened_on": "taken_back_on"}

    part = SelectField(_l("What came back"), choices=[])
    place = RecordField(
        _l("Into"),
        model=Account,
        options=lambda session: [(till.id, till.name) for till in tills_open(session)],
    )
    taken_back_on = DayField(_l("Came back on"), required=True, default=today)
    reason = NoteField(_l("Reason"), required=True, render_kw={"rows": "2"})
    open_again = BooleanField(_l("It may be given again: its money is committed once more"), default=True)

    def __init__(self, parts: Sequence[DisbursementPart], names: Mapping[int, str], **initial: Any) -> None:
        super().__init__(**initial)
        self.part.choices = [SelectChoice(str(part.id), names[part.id]) for part in parts]
        #: What the bank paid itself goes back to it: into no till of the fund.
        self.direct = bool(parts) and all(part.channel == Channel.DIRECT for part in parts)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `take_back_help` asks."""
        return {
            "parts": [session.get_one(DisbursementPart, int(self.part.data))],
            "place": None if self.direct else self.place.value(session),
            "taken_back_on": self.taken_back_on.data,
            "reason": self.reason.data,
            "open_again": self.open_again.data,
        }
