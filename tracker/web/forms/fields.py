"""Read each kind of thing that people type: amounts, days, names, picks."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from tracker.ground.dates import parse_day, show_day
from tracker.ground.money import parse_count, parse_dong, show_number
from tracker.ground.names import clean_name, clean_phone, clean_tax_code, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.base import Base, Choice, db
from tracker.web.language import said, sentence


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


class ChoiceField(SelectField):
    """One code of a closed list, shown by its label in a list to open."""

    @classmethod
    def of(cls, choices: type[Choice], label: Any = None, *, blank: str | None = None, **options: Any) -> Any:
        """Make the field of a list; `blank` is the msgid of a first row that chooses nothing."""
        return cls(label, choices=_rows(choices, blank), coerce=_text_or_none, **options)


class SegmentField(RadioField):
    """One code of a short closed list, all of it in sight side by side."""

    @classmethod
    def of(cls, choices: type[Choice], label: Any = None, **options: Any) -> Any:
        """Make the field of a list."""
        return cls(label, choices=_rows(choices, None), coerce=_text_or_none, **options)


def _rows(choices: type[Choice], blank: str | None) -> list[SelectChoice]:
    first = [SelectChoice("", _l(blank))] if blank is not None else []
    return first + [SelectChoice(choice.value, _l(choice.label)) for choice in choices]


def _text_or_none(text: Any) -> str | None:
    return str(text) if text not in (None, "", "None") else None


class RecordField(SelectField):
    """One record out of a few, chosen by its id; `value` is the record, read in the session that writes.

    `options` gives (id, text) rows from a session; it may be replaced after the form is made by
    setting `choices`. `blank` is the msgid of a first row that chooses nothing.
    """

    def __init__(
        self,
        label: Any = None,
        *,
        model: type[Base],
        options: Callable[[Session], Iterable[tuple[Any, str]]],
        blank: str | None = None,
        required: bool = False,
        validators: Any = (),
        **settings: Any,
    ) -> None:
        self.model = model
        rows = [SelectChoice("", said(blank))] if blank is not None else []
        choices = rows + [SelectChoice(str(key), text) for key, text in options(db.session())]
        checks = [Needed(), *validators] if required else list(validators)
        super().__init__(label, checks, choices=choices, coerce=_text_or_none, **settings)

    def pre_validate(self, form: Any) -> None:
        """Let nothing chosen pass where the field is not required."""
        if self.data is not None:
            super().pre_validate(form)

    def process_data(self, value: Any) -> None:
        """Take a record, or its key, as the value to begin with."""
        super().process_data(value.__mapper__.primary_key_from_instance(value)[0] if isinstance(value, Base) else value)

    def value(self, session: Session) -> Any:
        """Read the chosen record; None where nothing was chosen."""
        if self.data is None:
            return None
        key_type = list(self.model.__mapper__.primary_key)[0].type.python_type
        record = session.get(self.model, key_type(self.data))
        if record is None:
            raise Refused(self.short_name, N_("This choice is no longer there. Choose again."))
        return record


class PickField(StringField):
    """A record out of very many, picked from a list that searches as one types.

    The text typed comes under the field's name, the id of the row picked under `<name>-id`. `data`
    is that id (int), or the text where no row was picked, or None where nothing was typed. It
    works without scripts: the form then looks the text up itself.
    """

    def __init__(
        self, label: Any = None, *, search: str, new: bool = False, required: bool = False, **options: Any
    ) -> None:
        #: Address that answers `?q=` with [{"id", "text", "sub"}].
        self.search = search
        #: Whether the list offers to add what was typed.
        self.new = new
        self.text = ""
        super().__init__(label, [Needed()] if required else [], **options)

    def show(self, record_id: int, text: str) -> None:
        """Begin with a row picked."""
        self.data, self.text = record_id, text

    @property
    def picked(self) -> int | None:
        """Give the id of the row picked; None where none was."""
        return self.data if isinstance(self.data, int) else None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the text and the id beside it."""
        super().process(formdata, data, extra_filters)
        if formdata is None or self.name not in formdata:
            return
        key = formdata.get(f"{self.name}-id", "")
        self.text = " ".join(formdata.get(self.name, "").split())
        picked: Any = int(key) if re.fullmatch("[0-9]{1,18}", key) else self.text or None
        self.data = picked

    def _value(self) -> str:
        return self.text
