"""Read the lots of goods that came: so many pieces each, with number and expiry, and what the value rests on."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.proving.goods_lots import ValueBasis
from tracker.operations.proving.goods_lots import SaidLot
from tracker.web.forms.acts import ActForm
from tracker.web.forms.fields import ChoiceField, PiecesField
from tracker.web.forms.proving.lot_fields import ExpiryField, LotNumberField
from tracker.web.forms.rows import Rows, SaidRow

#: So many lots fit on one delivery of one kind of goods.
MOST_LOTS = 20


class LotRow(SaidRow):
    """One lot; a row without anything says nothing."""

    needed = {"quantity": N_("Say how many.")}

    quantity = PiecesField(_l("Quantity"))
    lot = LotNumberField()
    expires_on = ExpiryField()


class LotsForm(ActForm):
    """All lots of one kind of goods of a gift or a purchase."""

    lots = Rows(LotRow, MOST_LOTS)
    value_basis = ChoiceField.of(ValueBasis, _l("Value rests on"), blank="–")

    @property
    def rows(self) -> list[LotRow]:
        """List the rows in which something stands."""
        return [row.form for row in self.lots if row.form.filled]

    def makes_sense(self) -> bool:
        """Refuse no lot at all."""
        if not self.rows:
            self.lots.errors = [_("Enter at least one lot.")]
        return bool(self.rows)

    def values(self, session: Session) -> dict[str, Any]:
        """Give the lots as the operation asks for them, beside the goods."""
        lots = [SaidLot(row.quantity.data, row.lot.data, row.expires_on.data) for row in self.rows]
        return {"lots": lots, "value_basis": str(self.value_basis.data or "")}
