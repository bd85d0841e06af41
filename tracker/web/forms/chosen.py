"""Read what people choose: a code of a list, a record of a few, a record of very many."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import RadioField, SelectChoice, SelectField, StringField

from tracker.ground.refusals import N_, Refused
from tracker.models.base import Base, Choice, db
from tracker.models.proving.campaigns import Campaign
from tracker.queries.proving.campaigns import campaigns_open
from tracker.web.forms.typed import Needed
from tracker.web.language import said


class ChoiceField(SelectField):
    """One code of a closed list, shown by its label in a list to open."""

    @classmethod
    def of(cls, choices: type[Choice], label: Any = None, *, blank: str | None = None, **options: Any) -> Any:
        """Make the field of a list; `blank` is the msgid of a first row that chooses nothing."""
        return cls(label, choices=_rows(choices, blank), coerce=text_or_none, **options)


class SegmentField(RadioField):
    """One code of a short closed list, all of it in sight side by side."""

    @classmethod
    def of(cls, choices: type[Choice], label: Any = None, **options: Any) -> Any:
        """Make the field of a list."""
        return cls(label, choices=_rows(choices, None), coerce=text_or_none, **options)


def _rows(choices: type[Choice], blank: str | None) -> list[SelectChoice]:
    first = [SelectChoice("", _l(blank))] if blank is not None else []
    return first + [SelectChoice(choice.value, _l(choice.label)) for choice in choices]


def text_or_none(text: Any) -> str | None:
    """Read the value of a select; its empty row says nothing."""
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
        super().__init__(label, checks, choices=choices, coerce=text_or_none, **settings)

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


def campaign_choices(session: Session) -> list[tuple[int, str]]:
    """List the open campaigns for a select."""
    return [(campaign.id, f"{campaign.code} – {campaign.name}") for campaign in campaigns_open(session)]


def campaign_codes(session: Session) -> list[tuple[int, str]]:
    """List all campaigns by their codes, for what narrows a list."""
    return [(campaign.id, campaign.code) for campaign in session.scalars(select(Campaign).order_by(Campaign.code))]
