"""Name all fields of the forms in one place."""

from tracker.web.forms.chosen import ChoiceField, PickField, RecordField, SegmentField
from tracker.web.forms.typed import (
    CodeField,
    CountField,
    DayField,
    DongField,
    NameField,
    Needed,
    NoteField,
    PhoneField,
    ReadField,
    TaxCodeField,
    TextLineField,
)

__all__ = [
    "ChoiceField",
    "CodeField",
    "CountField",
    "DayField",
    "DongField",
    "NameField",
    "Needed",
    "NoteField",
    "PhoneField",
    "PickField",
    "ReadField",
    "RecordField",
    "SegmentField",
    "TaxCodeField",
    "TextLineField",
]
