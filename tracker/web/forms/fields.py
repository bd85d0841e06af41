"""Name all fields of the forms in one place."""

from tracker.web.forms.chosen import ChoiceField, PickField, RecordField, SegmentField
from tracker.web.forms.typed import (
    CodeField,
    CountField,
    DayField,
    DongField,
    FoundField,
    NameField,
    Needed,
    NoteField,
    PhoneField,
    PiecesField,
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
    "FoundField",
    "NameField",
    "Needed",
    "NoteField",
    "PhoneField",
    "PickField",
    "PiecesField",
    "ReadField",
    "RecordField",
    "SegmentField",
    "TaxCodeField",
    "TextLineField",
]
