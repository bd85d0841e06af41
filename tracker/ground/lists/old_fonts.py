"""Decode the letters of the old fonts TCVN3 (.VnTime) and VNI (VNI-Times) into Unicode."""

import re
import unicodedata

#: TCVN3 puts a letter of its own in the place of each Western one: the first code, and what stands from there on.
_TCVN3_RUNS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3 = {first + step: letter for first, letters in _TCVN3_RUNS for step, letter in enumerate(letters)}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_ROOF, _BREVE = "\u0302", "\u0306"
#: VNI writes the bare vowel, and after it a Western letter in the place of its marks.
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _ROOF, "à": _ROOF + _GRAVE, "á": _ROOF + _ACUTE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE, "ä": _ROOF + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
#: Letters that stand in VNI for one letter of ours.
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_LETTERS |= {old.upper(): new.upper() for old, new in _VNI_LETTERS.items()}
_VNI_PAIR = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)
_VNI_ALONE = re.compile(f"[{''.join(_VNI_LETTERS)}]")


def from_tcvn3(text: str) -> str:
    """Decode a text in TCVN3: “NguyÔn V¨n” is Nguyễn Văn. Its capital letters come from the font, not from here."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Decode a text in VNI: “Nguyeãn Vaên” is Nguyễn Văn."""
    text = unicodedata.normalize("NFC", text)
    pieces, end = [], 0
    for found in _VNI_PAIR.finditer(text):
        vowel = _VNI_LETTERS.get(found[1], found[1])
        pieces += [_alone(text[end : found.start()]), vowel + _VNI_MARKS[found[2].lower()]]
        end = found.end()
    return unicodedata.normalize("NFC", "".join(pieces) + _alone(text[end:]))


def _alone(text: str) -> str:
    """Decode the letters that belong to no pair."""
    return _VNI_ALONE.sub(lambda found: _VNI_LETTERS[found[0]], text)
