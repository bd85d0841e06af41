"""Every text of the program has Vietnamese and English, with the same places to fill in."""

import re
from pathlib import Path

import pytest
import wtforms
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tracker.ground.translations import CATALOGUES, LANGUAGES, wtforms_translations

PACKAGE = CATALOGUES.parent
#: How texts are marked: in pages, in operations, at the command line.
KEYWORDS = {"_": None, "N_": None, "gettext": None, "say": None, "_l": None, "also": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
PLACE = re.compile(r"%\((\w+)\)[sd]")

Msgid = str | tuple[str, str]


def marked() -> set[Msgid]:
    found = extract_from_dir(str(PACKAGE), METHODS, {}, KEYWORDS, (), None)
    return {message if isinstance(message, str) else (message[0], message[1]) for _, _, message, _, _ in found}


def of_wtforms() -> set[Msgid]:
    with (Path(wtforms.__file__).parent / "locale" / "wtforms.pot").open("rb") as file:
        return {as_msgid(message.id) for message in read_po(file) if message.id}


def as_msgid(found: str | tuple[str, ...] | list[str]) -> Msgid:
    return found if isinstance(found, str) else (found[0], found[1])


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, language)


def forms(said: str | tuple[str, ...] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_text_is_in_the_catalogue(language):
    known = {as_msgid(message.id): message for message in catalogue(language) if message.id}

    missing = [text for text in marked() | of_wtforms() if text not in known or not all(forms(known[text].string))]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_kept_that_nobody_says(language):
    said = marked() | of_wtforms()

    left = [message.id for message in catalogue(language) if message.id and as_msgid(message.id) not in said]

    assert [text for text in left if "CSRF" not in str(text) and "referrer" not in str(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_the_same_places(language):
    unlike = [
        message.id
        for message in catalogue(language)
        if message.id
        for said in forms(message.string)
        if set(PLACE.findall(said)) not in [set(PLACE.findall(form)) for form in forms(message.id)]
    ]

    assert unlike == []


def test_a_missing_text_is_found():
    assert "A text that nobody marked" not in marked()
    assert "Say why." in marked()


def test_a_form_s_own_messages_are_vietnamese():
    say = wtforms_translations("vi")

    assert say.gettext("This field is required.") == "Hãy điền ô này."
    assert "5" in say.ngettext("Field must be at least %(min)d character long.", "", 5) % {"min": 5}


def test_vietnamese_is_written_as_the_office_writes_it():
    old_spelling = re.compile(r"huỷ|Huỷ|khoá|Khoá|hoà\b|Hoà\b")

    found = [message.id for message in catalogue("vi") for said in forms(message.string) if old_spelling.search(said)]

    assert found == []
