"""Read what is said of a user: name, password, roles, days."""

import secrets
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from tracker.ground.dates import today
from tracker.ground.passwords import clean_password
from tracker.ground.refusals import N_, Refused
from tracker.models.users import Language, Role, RoleGrant
from tracker.web.forms.base import Form, PlainForm
from tracker.web.forms.fields import ChoiceField, DayField, NameField, RecordField, TextLineField

#: Without the letters and digits that people mistake for each other.
_CLEAR_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"
_SECRET = ("password", "password_again", "generated")


def new_password() -> str:
    """Make a password that can be read out: three groups of four, about 58 bits."""
    return "-".join("".join(secrets.choice(_CLEAR_LETTERS) for _ in range(4)) for _ in range(3))


class PasswordMixin:
    """A new password typed twice, or the made one where nothing is typed."""

    password = PasswordField(_l("New password"), render_kw={"autocomplete": "new-password"})
    password_again = PasswordField(_l("New password again"), render_kw={"autocomplete": "new-password"})
    generated: HiddenField | None = HiddenField(default=new_password)

    def chosen_password(self) -> str:
        """Give the password in its one spelling; refuse two that differ."""
        typed, again = self.password.data or "", self.password_again.data or ""
        if not typed and not again and self.generated is not None and self.generated.data:
            return clean_password(self.generated.data)
        clean = clean_password(typed, field="password")
        if again != typed and clean_password(again, field="password_again") != clean:
            raise Refused("password_again", N_("The two passwords differ."))
        return clean


class SecretForm(PasswordMixin, Form):
    """A form with a password: it is hashed before the transaction, and no trace of it is kept with the key."""

    def content(self) -> dict[str, list[str]]:
        """Leave the password out: a plain hash of it would be easy to guess."""
        return {name: values for name, values in super().content().items() if name not in _SECRET}

    def values(self, session: Session) -> dict[str, Any]:
        """Leave the password out: the view gives its Argon2id hash."""
        return {name: value for name, value in super().values(session).items() if name not in _SECRET}


class NewUserForm(SecretForm):
    """A new account."""

    full_name = NameField(_l("Full name"), required=True)
    login = TextLineField(
        _l("Login"),
        required=True,
        description=_l("Letters a–z, digits, dots, dashes; it cannot be changed later."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    language = ChoiceField.of(Language, _l("Language"), default=Language.VI.value)
    valid_from = DayField(_l("Works from"), description=_l("Empty means at once."))
    valid_to = DayField(_l("Works until"), description=_l("Empty means without an end."))


class ResetPasswordForm(SecretForm):
    """Another password for somebody who lost his."""


class NameForm(Form):
    """A corrected name."""

    full_name = NameField(_l("Full name"), required=True)


class GrantForm(Form):
    """A role for a time."""

    role = ChoiceField.of(Role, _l("Role"))
    valid_from = DayField(_l("From"), required=True, default=today)
    valid_to = DayField(_l("Until"), description=_l("Empty means without an end."))


class EndRoleForm(Form):
    """The last day of a role; the view names the roles that may end."""

    grant = RecordField(_l("Role"), model=RoleGrant, options=lambda session: (), required=True)
    valid_to = DayField(_l("Last day"), required=True, default=today)


class CloseForm(Form):
    """The last day of an account."""

    valid_to = DayField(_l("Last day"), required=True, default=today)


class ReopenForm(Form):
    """One press that opens a closed account again."""


class OwnPasswordForm(PasswordMixin, PlainForm):
    """One's own password: the old one, the new one twice."""

    old = PasswordField(_l("Your password now"), [InputRequired()], render_kw={"autocomplete": "current-password"})
    generated = None
