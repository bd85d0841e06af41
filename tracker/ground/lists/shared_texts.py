"""Read the texts that a workbook keeps once and shows in many cells."""

import re
from functools import lru_cache
from xml.parsers import expat

from tracker.ground.lists.grids import tidy
from tracker.ground.lists.workbook_guard import bare, walk_xml

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class _Texts:
    """The texts so far, and the pieces of the one that is being read."""

    def __init__(self, part: bytes) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_text = self._is_sound = False
        parser = expat.ParserCreate()
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        walk_xml("sharedStrings.xml", part, self._start, parser)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a text; how it sounds in Japanese (rPh) is no part of it."""
        tag = bare(tag)
        if tag == "si":
            self._pieces.clear()
        elif tag == "rPh":
            self._is_sound = True
        self._is_text = tag == "t" and not self._is_sound

    def _end(self, tag: str) -> None:
        """End a text, which may be of several pieces in different fonts."""
        tag = bare(tag)
        self._is_text = False
        if tag == "si":
            self.found.append(typed("".join(self._pieces)))
        elif tag == "rPh":
            self._is_sound = False

    def _characters(self, text: str) -> None:
        """Collect a piece."""
        if self._is_text:
            self._pieces.append(text)


def shared_texts(part: bytes) -> list[str]:
    """List the texts of the part xl/sharedStrings.xml, by their numbers."""
    return _Texts(part).found


@lru_cache(maxsize=10_000)
def typed(text: str) -> str:
    """Give a typed text on one line; lists say the same places and schools over and over."""
    return tidy(_ESCAPED.sub(_unescape, text) if "_x" in text else text)


def _unescape(found: re.Match[str]) -> str:
    """Undo Excel's spelling of line breaks and tabs, such as _x000D_; others stay as they are."""
    letter = chr(int(found[1], 16))
    return letter if letter in "\t\r\n_" else found[0]
