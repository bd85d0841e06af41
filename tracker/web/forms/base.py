"""Share what all forms do: speak the user's language, carry their key, give their values, show a refusal."""

import re
import secrets
from collections.abc import Sequence
from typing import Any, Self

from flask import abort, request
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Field, HiddenField, SubmitField

from tracker.ground.refusals import Refused
from tracker.ground.translations import wtforms_translations
from tracker.web.language import language_now, sentence

_KEY = re.compile(r"[0-9a-f]{32}")
#: Fields that belong to the form itself and not to what it says.
_OWN = ("csrf_token", "key")


class PlainForm(FlaskForm):
    """A form without a key, for what is no operation on the books, such as signing in."""

    class Meta(FlaskForm.Meta):
        """Set how WTForms speaks."""

        def get_translations(self, form: Any) -> Any:
            """Give WTForms' own messages in the language of the page."""
            return wtforms_translations(language_now())

    #: Way out that a refusal offered: an operation's name and its values; None without one.
    offer: tuple[str, dict[str, Any]] | None = None

    @classmethod
    def of_request(cls, **initial: Any) -> Self:
        """Make the form from what was sent, or from `initial` (or `obj=record`) where nothing was."""
        return cls(**initial)

    def sent_and_valid(self) -> bool:
        """Tell whether the form was sent and every field has its shape."""
        return bool(self.is_submitted() and self.validate())

    def said_fields(self) -> list[Field]:
        """List the fields that say something: not the token, the key or a button."""
        return [field for field in self if field.short_name not in _OWN and not isinstance(field, SubmitField)]

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at its field, or above the form where it names none that is here."""
        self.offer = refused.offer
        field = self._fields.get(refused.field or "")
        if field is None or isinstance(field, HiddenField):
            self.form_errors.append(sentence(refused))
        else:
            field.errors = [*field.errors, sentence(refused)]


class Form(PlainForm):
    """A form that asks for one operation; its random key makes ten presses of its button one."""

    key = HiddenField(default=lambda: secrets.token_hex(16))

    def sent_and_valid(self) -> bool:
        """Tell whether the form was sent and is well; without a key of ours it is 400."""
        self.refuse_foreign_key()
        return super().sent_and_valid()

    def refuse_foreign_key(self) -> None:
        """Answer 400 to what was sent without a key of ours."""
        if self.is_submitted() and not _KEY.fullmatch(request.form.get(self.key.name, "")):
            abort(400)

    def content(self) -> dict[str, list[str]]:
        """Give what was sent, as text, so that a second press can be told from another content."""
        prefixes = tuple(field.name for field in self.said_fields())
        return {
            name: request.form.getlist(name)
            for name in sorted(request.form)
            if name not in _OWN and name.startswith(prefixes)
        }

    def values(self, session: Session) -> dict[str, Any]:
        """Give the operation's arguments by field name; records are read in this session, under the lock.

        A form whose operation wants something else says so by its own `values`.
        """
        return {
            field.short_name: field.value(session) if hasattr(field, "value") else field.data
            for field in self.said_fields()
        }


class Filter(PlainForm):
    """What narrows a list: sent in the address, without token or key; what is malformed filters nothing."""

    class Meta(PlainForm.Meta):
        """Read the address."""

        csrf = False

    @classmethod
    def of_request(cls, **initial: Any) -> Self:
        """Make the filter from the address."""
        return cls(formdata=request.args or None, **initial)

    def sent(self) -> dict[str, Any]:
        """Give the values of the fields that are well and not empty."""
        self.validate()
        return {field.short_name: field.data for field in self.said_fields() if field.data and not field.errors}


def errors_of(form: PlainForm) -> Sequence[tuple[str, str]]:
    """List all errors as (id of the field or "", sentence), those of the whole form first."""
    whole = [("", str(error)) for error in form.form_errors]
    fields = [(field, error) for field in form.said_fields() for error in _flat(field.errors)]
    return whole + [(field.id, f"{field.label.text}: {error}") for field, error in fields]


def errors_at(field: Field) -> str:
    """Give the sentences of one field as one text."""
    return " ".join(str(error) for error in _flat(field.errors))


def _flat(errors: Any) -> list[Any]:
    """Give the sentences of a field; a field of fields holds lists or maps of them."""
    if isinstance(errors, dict):
        return [error for nested in errors.values() for error in _flat(nested)]
    return [
        error for nested in errors for error in (_flat(nested) if isinstance(nested, list | tuple | dict) else [nested])
    ]


def first_error(form: PlainForm) -> str:
    """Give all that is wrong with a form that has no page of its own."""
    return " ".join([*map(str, form.form_errors), *(str(error) for field in form for error in field.errors)])
