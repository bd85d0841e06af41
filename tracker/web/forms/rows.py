"""Read rows of a form: as many as were sent, each of goods with its count."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectChoice, SelectField
from wtforms import Form as RowForm
from wtforms.meta import DefaultMeta

from tracker.ground.translations import wtforms_translations
from tracker.web.forms.fields import CountField, DongField
from tracker.web.language import language_now


class SpokenMeta(DefaultMeta):
    """Let the rows of a form speak the user's language."""

    def get_translations(self, form: Any) -> Any:
        """Give WTForms' own messages in the language of the page."""
        return wtforms_translations(language_now())


class Rows(FieldList):
    """A fixed number of rows, each read under its own number, whichever of them were sent."""

    def __init__(self, row: type[RowForm], count: int, **options: Any) -> None:
        super().__init__(FormField(row), min_entries=count, max_entries=count, **options)

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterable[int]:
        return range(self.max_entries or 0)


def text_or_none(text: Any) -> str | None:
    """Read the value of a select; its empty row says nothing."""
    return str(text) if text not in (None, "", "None") else None


class GoodsRow(RowForm):
    """One kind of goods of a gift; a row without anything says nothing."""

    Meta = SpokenMeta

    item = SelectField(_l("Goods"), choices=[SelectChoice("", "")], coerce=text_or_none)
    quantity = CountField(_l("Quantity"))
    value = DongField(_l("Value"), render_kw={"class": "num", "data-words": False, "placeholder": _l("if known")})

    @property
    def filled(self) -> bool:
        """Tell whether anything stands in the row."""
        return any(field.raw_data and field.raw_data[0].strip() for field in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a row that says half."""
        if not self.filled:
            return True
        well: bool = super().validate(extra_validators)
        if well and not self.item.data:
            self.item.errors = [_("Choose what was given.")]
        if well and not self.quantity.data:
            self.quantity.errors = [_("Say how many.")]
        return well and not self.item.errors and not self.quantity.errors
