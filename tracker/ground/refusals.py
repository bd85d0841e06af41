"""Say no to a wrong request in a sentence that can be translated."""

from typing import Any


def N_(msgid: str) -> str:
    """Mark a text for the catalogues; it is translated where it is shown."""
    return msgid


class Refused(Exception):
    """A wrong request: a plain sentence, the field it belongs to, and a way out.

    `field` is the name of the form's field, or None where the whole form is meant. `text` is an
    English msgid with %(name)s places, `values` fill them (already shown as text or plain
    numbers). `offer` names what the page may offer as a way out: an operation's name and its
    values, such as ("move_money", {"campaign": "CLYT"}).
    """

    def __init__(
        self, field: str | None, text: str, *, offer: tuple[str, dict[str, Any]] | None = None, **values: Any
    ) -> None:
        self.field = field
        self.text = text
        self.values = values
        self.offer = offer
        super().__init__(text % values if values else text)


class KeyReused(Refused):
    """The same form key came again with another content or from another user (HTTP 409)."""
