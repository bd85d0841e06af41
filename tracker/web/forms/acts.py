"""Share what forms of one act do: look at all fields together, and put refusals at the field they mean."""

from collections.abc import Mapping
from typing import Any

from tracker.ground.refusals import Refused
from tracker.models.base import db
from tracker.queries.requests import was_sent
from tracker.web.forms.base import Form


class ActForm(Form):
    """A form whose operation calls some fields otherwise."""

    #: Field as the operation's refusals call it → field of the form.
    aliases: Mapping[str, str] = {"happened_on": "received_on"}

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at the fields, then at what they say together.

        What was taken before is not looked at again: by now the new donor is known and the pledge
        kept, but the second press asks for nothing new.
        """
        if was_sent(db.session(), self.key.data or ""):
            return True
        well = super().validate(extra_validators)
        return self.makes_sense() and well

    def makes_sense(self) -> bool:
        """Tell whether the fields say one thing together; where they do not, put errors on them."""
        return True

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at the field that it means."""
        field = self.aliases.get(refused.field or "", refused.field)
        super().refuse(Refused(field, refused.text, offer=refused.offer, **refused.values))
