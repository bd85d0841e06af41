"""Texts by language without Flask, and the catalogues that Flask reads."""

import gettext
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.ground import translations
from tracker.ground.translations import compile_catalogues, translator, wtforms_translations

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
VIETNAMESE = (
    HEAD
    + '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    + 'msgid "Receipt"\nmsgstr "Biên lai thu tiền"\n\n'
    + 'msgid "%(n)s lines"\nmsgstr "%(n)s dòng"\n\n'
    + 'msgid "Empty"\nmsgstr ""\n\n'
    + '#, fuzzy\nmsgid "Unsure"\nmsgstr "Chắc"\n\n'
    + 'msgid "%(num)d file"\nmsgid_plural "%(num)d files"\nmsgstr[0] "%(num)d tệp"\n\n'
    + 'msgid "Field must be at least %(min)d character long."\nmsgstr "Cần ít nhất %(min)d ký tự."\n\n'
    + 'msgid "Field must be at least %(min)d characters long."\nmsgstr "Cần ít nhất %(min)d ký tự."\n'
)
ENGLISH = HEAD + '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Receipt"\nmsgstr "Receipt"\n'
RUN = (
    "import sys; from pathlib import Path; from tracker.ground import translations as t; "
    "t.CATALOGUES = Path(sys.argv[1]); t.compile_catalogues(Path(sys.argv[2]))"
)


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "translations"
    for lang, text in (("vi", VIETNAMESE), ("en", ENGLISH)):
        path = folder / lang / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(translations, "CATALOGUES", folder)
    return folder


def test_a_msgid_is_said_in_the_language_with_its_values(catalogues: Path) -> None:
    t = translator("vi")

    assert t("Receipt") == "Biên lai thu tiền"
    assert t("%(n)s lines", n=3) == "3 dòng"
    assert translator("en")("%(n)s lines", n=3) == "3 lines"


@pytest.mark.parametrize("text", ["Unknown", "Empty", "Unsure", "", "100 %"])
def test_a_text_without_translation_comes_back_as_it_is(catalogues: Path, text: str) -> None:
    assert translator("vi")(text) == text


@pytest.mark.parametrize("lang", ["vi", "en", "xx", "../vi", ""])
def test_a_language_without_a_catalogue_says_the_msgids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr(translations, "CATALOGUES", tmp_path / "none")

    assert translator(lang)("%(n)s lines", n=3) == "3 lines"
    assert wtforms_translations(lang).ngettext("one", "many", 2) == "many"


def test_a_changed_catalogue_is_read_anew(catalogues: Path) -> None:
    before = translator("vi")("Receipt")
    path = catalogues / "vi" / "LC_MESSAGES" / "messages.po"
    path.write_text(VIETNAMESE.replace("Biên lai thu tiền", "Biên lai"), encoding="utf-8")
    os.utime(path, ns=(1, 1))

    assert before == "Biên lai thu tiền"
    assert translator("vi")("Receipt") == "Biên lai"


def test_forms_get_their_messages_from_our_catalogue(catalogues: Path) -> None:
    texts = wtforms_translations("vi")

    assert texts.gettext("Receipt") == "Biên lai thu tiền"
    assert texts.ngettext("%(num)d file", "%(num)d files", 5) == "%(num)d tệp"
    assert texts.ngettext("Unknown", "Unknowns", 1) == "Unknown"


def test_a_plural_is_found_where_its_forms_stand_alone(catalogues: Path) -> None:
    singular, plural = (f"Field must be at least %(min)d {word} long." for word in ("character", "characters"))

    assert wtforms_translations("vi").ngettext(singular, plural, 8) == "Cần ít nhất %(min)d ký tự."
    assert wtforms_translations("en").ngettext(singular, plural, 8) == plural


def test_catalogues_are_compiled_once_and_again_when_they_are_newer(catalogues: Path, tmp_path: Path) -> None:
    target = tmp_path / "instance" / "vi" / "LC_MESSAGES" / "messages.mo"
    source = catalogues / "vi" / "LC_MESSAGES" / "messages.po"
    os.utime(source, (1_000_000_000, 1_000_000_000))

    compile_catalogues(tmp_path / "instance")
    first = target.stat().st_mtime_ns
    compile_catalogues(tmp_path / "instance")
    second = target.stat().st_mtime_ns
    source.write_text(VIETNAMESE.replace("Biên lai thu tiền", "Biên lai"), encoding="utf-8")
    os.utime(source, (4_000_000_000, 4_000_000_000))
    compile_catalogues(tmp_path / "instance")

    assert first == second
    with target.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Receipt") == "Biên lai"
    assert [path.name for path in target.parent.iterdir()] == ["messages.mo"]


def test_nothing_is_compiled_where_there_is_no_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "CATALOGUES", tmp_path / "none")

    compile_catalogues(tmp_path / "instance")

    assert not (tmp_path / "instance").exists()


def test_two_processes_compile_at_once_and_leave_whole_files(catalogues: Path, tmp_path: Path) -> None:
    into = tmp_path / "instance"

    running = [subprocess.Popen([sys.executable, "-c", RUN, str(catalogues), str(into)]) for _ in range(3)]
    ended = [process.wait(timeout=60) for process in running]

    assert ended == [0, 0, 0]
    for lang in ("vi", "en"):
        folder = into / lang / "LC_MESSAGES"
        assert [path.name for path in folder.iterdir()] == ["messages.mo"]
        assert gettext.GNUTranslations((folder / "messages.mo").open("rb")).gettext("Receipt")
