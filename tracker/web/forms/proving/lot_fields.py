"""Read what is known of goods beside their number: lot, expiry, what their value rests on."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.models.proving.goods_lots import ValueBasis
from tracker.web.forms.fields import ChoiceField, DayField, TextLineField
from tracker.web.forms.rows import GoodsRow


class LotNumberField(TextLineField):
    """The lot number as printed on the boxes."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label or _l("Lot number"), render_kw={"maxlength": "60"}, **options)


class ExpiryField(DayField):
    """The last day on which goods are good."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label or _l("Good until"), **options)


class GiftGoodsRow(GoodsRow):
    """One kind of goods of a gift, with its lot, expiry and the basis of its value where they are known."""

    lot = LotNumberField()
    expires_on = ExpiryField()
    value_basis = ChoiceField.of(ValueBasis, _l("Value rests on"), blank="–")

    @property
    def has_lot(self) -> bool:
        """Tell whether more is said than what and how many."""
        return bool(self.lot.data or self.expires_on.data or self.value_basis.data)

    @property
    def basis(self) -> str:
        """Give what the value rests on; without a value it rests on nothing."""
        return self.value_basis.data or ValueBasis.NONE.value

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a value of which the lot does not say what it rests on, and a basis of no value."""
        well = super().validate(extra_validators)
        if well and self.has_lot and bool(self.value.data) != (self.basis != ValueBasis.NONE):
            said = _("Say by invoice or by appraisal.") if self.value.data else _("Enter the value, or choose none.")
            self.value_basis.errors = [said]
            return False
        return well
