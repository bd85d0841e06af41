"""Read each kind of thing that people type: amounts, days, names, codes."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from tracker.ground.dates import parse_day, show_day
from tracker.ground.money import parse_count, parse_dong, show_number
from tracker.ground.names import clean_name, clean_phone, clean_tax_code, clean_text
from tracker.ground.packs import parse_found, parse_pieces
from tracker.ground.refusals import N_, Refused
from tracker.web.language import sentence


class Needed(InputRequired):
    """Ask for something where nothing, or only spaces, was sent; what could not be read keeps its own sentence."""

    def __call__(self, form: Any, field: Any) -> None:
        """Stop with a sentence where the field holds nothing."""
        if field.process_errors:
            raise StopValidation()
        if field.data in (None, ""):
            raise StopValidation(field.gettext("This field is required."))


class ReadField(StringField):
    """A line of text that a function of the ground reads; its refusal is the field's error.

    Nothing typed is None (or `empty`), and an error where the field is required.
    """

    #: Reads the text or raises Refused.
    read: Callable[[str], Any]
    #: Shows the value again as people type it.
    show: Callable[[Any], str] = staticmethod(str)
    empty: Any = None
    #: Attributes of the input, such as inputmode.
    attributes: dict[str, str] = {}

    def __init__(self, label: Any = None, *, required: bool = False, validators: Any = (), **options: Any) -> None:
        checks = [Needed(), *validators] if required else list(validators)
        options["render_kw"] = {**self.attributes, **(options.get("render_kw") or {})}
        super().__init__(label, checks, **options)

    def process_data(self, value: Any) -> None:
        """Begin with a value; nothing is `empty`."""
        self.data = self.empty if value is None else value

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; what cannot be read is kept to be shown again."""
        self.data = self.empty
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = type(self).read(valuelist[0])
        except Refused as refused:
            raise ValueError(sentence(refused)) from refused

    def _value(self) -> str:
        """Show what was typed where it could not be read, else the value as it is written."""
        if self.raw_data and (self.process_errors or self.data in (None, "")):
            return str(self.raw_data[0])
        return type(self).show(self.data) if self.data not in (None, "") else ""


class DongField(ReadField):
    """Whole đồng; shown back as 1.200.000."""

    read = staticmethod(parse_dong)
    show = staticmethod(show_number)
    attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "big", "data-words": "/words.json"}


class CountField(ReadField):
    """A count of pieces."""

    read = staticmethod(parse_count)
    show = staticmethod(show_number)
    attributes = {"inputmode": "numeric", "autocomplete": "off"}


class PiecesField(CountField):
    """A count of pieces that may be typed in packs: 30 lốc × 4 hộp."""

    read = staticmethod(parse_pieces)
    attributes = {"autocomplete": "off"}


class FoundField(PiecesField):
    """What was found of goods: pieces or packs, or 0."""

    read = staticmethod(parse_found)


class DayField(ReadField):
    """A day, typed as dd/mm/yyyy."""

    read = staticmethod(parse_day)
    show = staticmethod(show_day)
    attributes = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy", "maxlength": "20"}
    data: date | None


class NameField(ReadField):
    """The name of a person, an organisation or a thing."""

    read = staticmethod(clean_name)
    empty = ""


class TextLineField(ReadField):
    """A line of free text."""

    read = staticmethod(clean_text)
    empty = ""


class NoteField(ReadField, TextAreaField):
    """Some lines of free text."""

    widget = TextAreaField.widget
    read = staticmethod(partial(clean_text, at_most=2000, many_lines=True))
    empty = ""
    attributes = {"rows": "3"}


class PhoneField(ReadField):
    """A phone number, stored as its digits."""

    read = staticmethod(clean_phone)
    empty = ""
    attributes = {"inputmode": "tel", "autocomplete": "off"}


class TaxCodeField(ReadField):
    """A tax code."""

    read = staticmethod(clean_tax_code)
    empty = ""
    attributes = {"inputmode": "numeric", "autocomplete": "off"}


def _clean_code(text: str) -> str:
    """Give a code in capitals: letters, digits, dash, underscore; at most 20."""
    code = text.strip().upper()
    if not (code.isascii() and code.replace("-", "").replace("_", "").isalnum() and len(code) <= 20):
        raise Refused(
            None, N_("“%(value)s”: a code has only letters A–Z, digits and dashes."), value=clean_text(text)[:40]
        )
    return code


class CodeField(ReadField):
    """A short code in capitals, such as CLYT."""

    read = staticmethod(_clean_code)
    empty = ""
    attributes = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
