"""Say a msgid in a language from our own catalogues, without Flask: for papers, files and forms."""

import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

#: The languages, the default first; a new one is added here and as a folder of CATALOGUES.
LANGUAGES = ("vi", "en")
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"


class Translations:
    """The texts of one language, with the methods that WTForms asks for."""

    def __init__(self, catalogue: Catalog) -> None:
        self._catalogue = catalogue
        self._form_of = c2py(catalogue.plural_expr)

    def gettext(self, text: str) -> str:
        """Give the text in this language, or the msgid where the catalogue has none."""
        return self._said(text, 0) or text

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Give the form for a count; the places of the text stay unfilled.

        Forms that stand in the catalogue as texts of their own are found, too.
        """
        alone = singular if count == 1 else plural
        return self._said(singular, self._form_of(count), plural=True) or self.gettext(alone)

    def _said(self, text: str, form: int, *, plural: bool = False) -> str:
        """Give one form of a text, or "" where it is missing, unsure (fuzzy) or of the other kind."""
        message = self._catalogue.get(text) if text else None
        if message is None or message.fuzzy or (plural and not message.pluralizable):
            return ""
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        return said[form] if form < len(said) else ""


def translator(lang: str) -> Callable[..., str]:
    """Give a function that says a msgid in a language: t("%(n)s lines", n=3).

    A text without a translation, or a language without a catalogue, comes back as its msgid.
    """
    translations = wtforms_translations(lang)

    def say(text: str, **values: Any) -> str:
        said = translations.gettext(text)
        return said % values if values else said

    return say


def wtforms_translations(lang: str) -> Translations:
    """Give the object that WTForms' Meta.get_translations hands to its fields."""
    path = _source(lang)
    changed = path.stat().st_mtime_ns if lang in LANGUAGES and path.exists() else None
    return _load(path, lang, changed)


@lru_cache(maxsize=16)
def _load(path: Path, lang: str, changed: int | None) -> Translations:
    """Read a catalogue once for each state of its file; None stands for a file that is missing."""
    if changed is None:
        return Translations(Catalog())
    with path.open("rb") as file:
        return Translations(read_po(file, locale=lang))


def compile_catalogues(into: Path) -> None:
    """Write <into>/<lang>/LC_MESSAGES/messages.mo for each catalogue that is newer, or has none.

    Each file is replaced as a whole, so that two processes may do it at once.
    """
    for lang in LANGUAGES:
        source, target = _source(lang), into / lang / "LC_MESSAGES" / "messages.mo"
        if source.exists() and not (target.exists() and source.stat().st_mtime_ns < target.stat().st_mtime_ns):
            _compile(source, target, lang)


def _source(lang: str) -> Path:
    """Name the catalogue's file."""
    return CATALOGUES / lang / "LC_MESSAGES" / "messages.po"


def _compile(source: Path, target: Path, lang: str) -> None:
    """Write one .mo beside its place and move it there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file:
        catalogue = read_po(file, locale=lang)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            write_mo(out, catalogue)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
