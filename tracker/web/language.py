"""Choose the language of a page and put sentences into it."""

from typing import Any

from flask import has_request_context, session
from flask_babel import get_locale, gettext
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from tracker.ground.refusals import Refused
from tracker.models.users import Language

_KNOWN = frozenset(language.value for language in Language)


def chosen_language() -> str:
    """Give the user's language; a stranger's choice stands in the cookie, Vietnamese is the default.

    Works without the database too, for the page that says so.
    """
    if not has_request_context():
        return Language.VI.value
    chosen = _of_user() or session.get("language")
    return chosen if chosen in _KNOWN else Language.VI.value


def _of_user() -> str | None:
    try:
        return str(current_user.user.language) if current_user and current_user.is_authenticated else None
    except OperationalError:
        return None


def language_now() -> str:
    """Give the language in which this page is drawn."""
    locale = get_locale()
    return str(locale.language) if locale is not None else Language.VI.value


def sentence(refused: Refused) -> str:
    """Put a refusal into the language of the page."""
    return said(refused.text, **refused.values)


def said(msgid: str, **values: Any) -> str:
    """Translate a msgid that was marked elsewhere and fill its places."""
    text: str = gettext(msgid)
    return text % values if values else text
