"""Read how much of a gift goes back, part by part, and from where."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import Field

from tracker.ground.dates import today
from tracker.ground.money import show_number
from tracker.models.giving.donations import DonationPart
from tracker.models.journal import Account, AccountKind
from tracker.operations.giving.give_backs import Back
from tracker.queries.journal import VND
from tracker.queries.proving.tills import tills_open
from tracker.web.forms.acts import ActForm
from tracker.web.forms.fields import CountField, DayField, DongField, NoteField, RecordField

MONEY_KINDS = (AccountKind.CASH, AccountKind.BANK)


class GiveBackForm(ActForm):
    """How much of each part goes back, from which till or store, when and why."""

    given_back_on = DayField(_l("Given back on"), required=True, default=today)
    reason = NoteField(_l("Reason"), required=True)

    #: The parts of the gift, in their order.
    parts: Sequence[DonationPart] = ()

    @property
    def aliases(self) -> Mapping[str, str]:  # type: ignore[override]
        """Show a refusal of an amount or a till at the first part that goes back."""
        part = next((part for part in self.parts if self[f"quantity_{part.id}"].data), None)
        part = part or (self.parts[0] if self.parts else None)
        places = {"amount": f"quantity_{part.id}", "till": f"till_{part.id}"} if part else {}
        return {"happened_on": "given_back_on", **places}

    def rows(self) -> list[tuple[DonationPart, Field, Field]]:
        """List each part with its two fields."""
        return [(part, self[f"quantity_{part.id}"], self[f"till_{part.id}"]) for part in self.parts]

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `give_back` asks, beside the gift; where no till is said, it is the one that took the part."""
        backs: list[Back] = []
        for part, quantity, till in self.rows():
            if quantity.data:
                leaves = till.value(session) or session.get_one(Account, part.account_id)
                backs.append((session.get_one(DonationPart, part.id), quantity.data, leaves))
        return {"given_back_on": self.given_back_on.data, "reason": self.reason.data, "parts": backs}


def give_back_form(
    parts: Sequence[DonationPart], gone_back: Mapping[int, int], names: Mapping[str, str]
) -> GiveBackForm:
    """Make the form of a gift: two fields for each part, begun with all that is left of it."""
    fields: dict[str, Any] = {"parts": parts}
    for part in parts:
        rest = part.quantity - gone_back.get(part.id, 0)
        kind = DongField if part.item == VND else CountField
        hint = _("%(rest)s of it are left.", rest=show_number(rest))
        fields[f"quantity_{part.id}"] = kind(
            _("Amount") if part.item == VND else names[part.item], default=rest or None, description=hint
        )
        fields[f"till_{part.id}"] = RecordField(
            _("Out of"), model=Account, options=_tills(part), default=str(part.account_id)
        )
    return type("GiveBackForm", (GiveBackForm,), fields).of_request()  # type: ignore[attr-defined]


def _tills(part: DonationPart) -> Any:
    kinds = MONEY_KINDS if part.item == VND else (AccountKind.GOODS,)
    return lambda session: [(till.id, till.name) for till in tills_open(session, kinds)]
