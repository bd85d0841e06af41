"""Read rows of a form: as many as were sent, each of goods with its count."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectChoice, SelectField
from wtforms import Form as RowForm
from wtforms.meta import DefaultMeta

from tracker.ground.refusals import N_
from tracker.ground.translations import wtforms_translations
from tracker.web.forms.chosen import text_or_none
from tracker.web.forms.fields import DongField, PiecesField
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


class SaidRow(RowForm):
    """A row that says something or nothing, and nothing by halves."""

    Meta = SpokenMeta

    #: What a row that says something must say: field → msgid of what is missing.
    needed: dict[str, str] = {}

    @property
    def filled(self) -> bool:
        """Tell whether anything stands in the row."""
        return any(field.raw_data and field.raw_data[0].strip() for field in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a row that says half."""
        if not self.filled:
            return True
        well: bool = super().validate(extra_validators)
        for name, error in self.needed.items():
            if well and not self[name].data:
                self[name].errors = [_(error)]
        return well and not any(field.errors for field in self)


class GoodsRow(SaidRow):
    """One kind of goods of a gift; a row without anything says nothing."""

    needed = {"item": N_("Choose what was given."), "quantity": N_("Say how many.")}

    item = SelectField(_l("Goods"), choices=[SelectChoice("", "")], coerce=text_or_none)
    quantity = PiecesField(_l("Quantity"))
    value = DongField(_l("Value"), render_kw={"class": "num", "data-words": False, "placeholder": _l("if known")})
