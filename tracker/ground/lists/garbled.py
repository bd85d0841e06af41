"""Tell texts whose letters are lost, were read wrongly, or belong to a font of the old days.

TCVN3 (fonts .VnTime) and VNI (fonts VNI-Times) kept Vietnamese letters in the places of Western
ones: without the font “Nguyễn Văn” stands there as “NguyÔn V¨n” or “Nguyeãn Vaên”. Such words are
known by this: as they stand they are no syllable, decoded they are one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from tracker.ground.lists.grids import Note
from tracker.ground.lists.old_fonts import from_tcvn3, from_vni
from tracker.ground.lists.references import Place, cell_name
from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused

_OLD_FONT = N_(
    "Cell %(cell)s: “%(value)s” is written for an old %(font)s font. Convert the list to Unicode and send it again."
)
_NOT_UTF8 = N_(
    "This text is not in UTF-8, so its letters cannot be read for sure. Save it in Excel as .xlsx or as “CSV UTF-8”."
)
_LOST = N_("Cell %(cell)s: “%(value)s” has lost letters. Send the Excel file (.xlsx) from before it was saved as text.")
_MISREAD = N_(
    "Cell %(cell)s: the letters of “%(value)s” were read wrongly before. Send the file that it was made from."
)
_ODD_WORD = N_("Cell %(cell)s: “%(value)s” may be written for an old %(font)s font. Please look at it.")

#: The old fonts by name, each with what decodes it.
FONTS: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}
#: A run of letters; in old fonts signs such as ¨ and · are letters, too.
_WORD = re.compile(r"(?:[^\W\d_]|[\u00a1-\u00bf\u00d7\u00f7])+")
_WESTERN = re.compile(r"[\u00a1-\u00ff]")
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|g|kh|k|ch|c|ph|th|tr|t|qu|b|d|đ|h|l|m|n|p|r|s|v|x)?"
    "(?:iêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi"
    "|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
    "(?:ch|ng|nh|c|m|n|p|t)?"
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
#: What becomes of UTF-8 that is read as Western text: á» for the letters ạ to ỹ, Ä‘ for đ, Æ° for ư.
_READ_WRONGLY = re.compile(r"á[º»]|Ä[‘ƒ\u0090]|Æ[°¡]|Ã[\u00a1-\u00bf][a-z]")
_LETTER_LOST = re.compile(r"\ufffd|[^\W\d_]\?[^\W\d_]")
#: Words in an old font that are no accident any more.
_ENOUGH = 3


def text_of_old_font(data: bytes) -> str:
    """Give the letters as they stand of a text in an old font, which has a byte for each; refuse any other text."""
    words = _words(data[:200_000].decode("latin-1").splitlines())
    if all(len(old) < _ENOUGH for old in _old_words(words).values()):
        raise Refused(None, _NOT_UTF8)
    return data.decode("cp1252", errors="replace")


def old_font_of(texts: Iterable[str], likely: str = "") -> str:
    """Name the old font that texts are written for, "" where none shows; `likely` counts where both would fit."""
    words = set(_words(texts))
    modern = sum(1 for word in words if not word.isascii() and not _is_western(word))
    found = _by_font(words)
    font = max(found, key=lambda each: (len(found[each]), each == likely))
    return font if len(found[font]) >= _ENOUGH or len(found[font]) > modern else ""


def refuse_garbled(cells: Iterable[tuple[Place, str]]) -> list[Note]:
    """Refuse texts that are garbled beyond doubt; give notes on single words that may be.

    `cells` are those of one column, or of a whole sheet without a heading that we know.
    """
    pieces: dict[str, Place] = {}
    for place, text in cells:
        for piece in text.split():
            if piece not in pieces:
                pieces[piece] = place
    words: dict[str, Place] = {}
    for piece, place in pieces.items():
        if piece.isascii() and "?" not in piece:
            continue
        for wrong, sign in ((_MISREAD, _READ_WRONGLY), (_LOST, _LETTER_LOST)):
            if sign.search(piece):
                raise Refused(None, wrong, cell=cell_name(place), value=shown(piece))
        for word in _words([piece]):
            words.setdefault(word, place)
    return _judge(words)


def _judge(words: dict[str, Place]) -> list[Note]:
    """Weigh the words in an old font against those in Unicode."""
    notes: list[Note] = []
    modern = sum(1 for word in words if not word.isascii() and not _is_western(word))
    for font, old in _old_words(words).items():
        for word in old:
            cell, value = cell_name(words[word]), shown(word)
            if len(old) >= _ENOUGH or len(old) > modern:
                raise Refused(None, _OLD_FONT, cell=cell, value=value, font=font)
            notes.append((_ODD_WORD, {"cell": cell, "value": value, "font": font}))
    return notes


def _old_words(words: Iterable[str]) -> dict[str, list[str]]:
    """Sort the words of old fonts by font, the font with more of them first; a word may fit both."""
    found = _by_font(words)
    best = sorted(found, key=lambda font: len(found[font]), reverse=True)
    return {best[0]: found[best[0]]}


def _by_font(words: Iterable[str]) -> dict[str, list[str]]:
    """List, for each old font, the words that are a syllable only when they are decoded from it."""
    odd = [word for word in words if _is_western(word) and not is_syllable(word)]
    return {font: [word for word in odd if is_syllable(decode(word))] for font, decode in FONTS.items()}


def _words(texts: Iterable[str]) -> list[str]:
    """List the words of some texts."""
    return [word for text in texts for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def _is_western(word: str) -> bool:
    """Tell a word with letters of the Western alphabet beyond ASCII, and none of ours alone."""
    return not word.isascii() and max(word) <= "\u00ff" and len(word) > 1


def is_syllable(word: str) -> bool:
    """Tell whether Vietnamese could have this syllable, with one tone at most."""
    apart = unicodedata.normalize("NFD", word.lower())
    bare = apart.translate(_TONES)
    return len(apart) - len(bare) <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))
