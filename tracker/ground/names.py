"""Clean what people type, and make the keys by which it is found and put in order (DOMAIN.md §5.4, §5.5)."""

import re
import unicodedata

from tracker.ground.refusals import N_, Refused

_INVISIBLE = N_("Place %(place)s: “%(value)s” has an invisible character (%(code)s). Type the text again without it.")
_FOREIGN = N_("Place %(place)s: “%(value)s” has a letter of another script (%(code)s). Type the text again.")
_UNPRINTABLE = N_("Place %(place)s: “%(value)s” has a character (%(code)s) that our papers cannot print. Leave it out.")
_NOT_D = N_("Place %(place)s: “%(value)s” has a foreign letter (%(code)s). Did you mean “%(meant)s?”")
_TOO_LONG = N_("The text has %(count)s characters; at most %(most)s are allowed.")

#: Letters of other alphabets that look like ours, with the letter that was meant.
_MEANT = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"}
#: What the font of our papers (Sarabun) can print: first and last code point of each run.
_RUNS = (
    (0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0xCF), (0xD1, 0xEF), (0xF1, 0x17E), (0x1A0, 0x1A1), (0x1AF, 0x1B0),
    (0x1CD, 0x1DC), (0x218, 0x21B), (0x2BB, 0x2BC), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9), (0x2010, 0x2010),
    (0x2013, 0x2015), (0x2018, 0x201A), (0x201C, 0x201E), (0x2022, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030),
    (0x2032, 0x2033), (0x2039, 0x203A), (0x20AB, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212),
    (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265),
)  # fmt: skip
_PRINTABLE = frozenset(chr(code) for first, last in _RUNS for code in range(first, last + 1))
#: Marks that stay apart under NFC, such as the breve of ê̆ and ơ̆ in Ê Đê and Gia Rai names.
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030c\u0323")
#: Letters that show nothing although Unicode calls them letters or marks.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def clean_name(text: str, *, field: str | None = None, at_most: int = 120) -> str:
    """Give the name of a person or organisation as it is stored: NFC, single spaces, one line.

    Refuses nothing typed, more than `at_most` characters, and, with its place, every character
    that is invisible, of another script, or beyond the font of our papers.
    """
    name = clean_text(text, field=field, at_most=at_most)
    if not name:
        raise Refused(field, N_("Please enter a name."))
    return name


def clean_text(text: str, *, field: str | None = None, at_most: int = 500, many_lines: bool = False) -> str:
    """Give a note or an address as it is stored; empty stays empty.

    The rules are those of `clean_name`. With `many_lines` line breaks are kept, as newlines.
    """
    # Far beyond the limit nothing is worth a look; the factor leaves room for NFD and for spaces.
    if len(text) > 20 * at_most + 1000:
        raise Refused(field, _TOO_LONG, count=len(text), most=at_most)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip("\n\r\t ")
    _refuse_bad_characters(text, field, many_lines)
    lines = [_one_space(line) for line in text.split("\n")]
    clean = "\n".join(lines).strip()
    if len(clean) > at_most:
        raise Refused(field, _TOO_LONG, count=len(clean), most=at_most)
    return clean


def clean_remark(text: str, *, field: str = "remark", at_most: int = 500) -> str:
    """Clean what somebody adds in one or many lines; nothing is fine."""
    return clean_text(text, field=field, at_most=at_most, many_lines=True)


def clean_reason(text: str, *, field: str = "reason", at_most: int = 500) -> str:
    """Clean why something is done, in one or many lines; refuse to go on without it."""
    reason = clean_remark(text, field=field, at_most=at_most)
    if not reason:
        raise Refused(field, N_("Say why."))
    return reason


def _one_space(line: str) -> str:
    """Turn every run of spaces, tabs and no-break spaces into one space, with none at the ends."""
    return " ".join("".join(" " if _is_space(letter) else letter for letter in line).split())


def _is_space(letter: str) -> bool:
    """Tell a space of any width, and the tab."""
    return letter == "\t" or unicodedata.category(letter) == "Zs"


def _refuse_bad_characters(text: str, field: str | None, many_lines: bool) -> None:
    """Refuse the first character that may not stand in a text, with its place and neighbours."""
    for at, letter in enumerate(text):
        if _is_fine(text, at, many_lines):
            continue
        before, after = shown(text[max(0, at - 20) : at]), shown(text[at + 1 : at + 21])
        code = f"U+{ord(letter):04X}"
        wrong = _what_is_wrong(letter)
        inside = code if wrong == _INVISIBLE else shown(letter)
        value = f"{before}[{inside}]{after}"
        raise Refused(field, wrong, place=at + 1, value=value, code=code, meant=_MEANT.get(letter, ""))


def _is_fine(text: str, at: int, many_lines: bool) -> bool:
    """Tell whether the character at a place may stand there."""
    letter = text[at]
    if letter in _PRINTABLE or _is_space(letter):
        return True
    if letter in _MARKS:
        return at > 0 and text[at - 1].isalpha()
    return letter == "\n" and many_lines


def _what_is_wrong(letter: str) -> str:
    """Choose the sentence for a character that may not stand in a text."""
    kind = unicodedata.category(letter)
    if letter in _MEANT:
        return _NOT_D
    if kind[0] in "CZ" and kind != "Co" or letter in _BLANK or 0xFE00 <= ord(letter) <= 0xFE0F:
        return _INVISIBLE
    return _FOREIGN if kind[0] in "LN" else _UNPRINTABLE


def shown(text: str, at_most: int = 40) -> str:
    """Make a typed value safe for a sentence: shortened, and � for what cannot be shown."""
    short = text if len(text) <= at_most else text[: at_most - 1] + "…"
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in short)


_FOLDED = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "–": "-", "‐": "-"})


def fold(text: str) -> str:
    """Give the key for a search that does not mind case, diacritics, the stroke of đ or spaces.

    Works on any text, also on what `clean_name` would refuse; store it beside the name.
    """
    bare = _without_marks(_without_marks(text).casefold()).translate(_FOLDED)
    return " ".join(bare.split())


def _without_marks(text: str) -> str:
    """Take off the combining marks, and the invisible format characters."""
    pieces = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in pieces if unicodedata.category(letter) not in ("Mn", "Cf"))


#: Marks that make another letter of the alphabet, and its rank behind the bare letter.
_LETTER_MARKS = {("a", "\u0306"): "1", ("a", "\u0302"): "2", ("e", "\u0302"): "1"}
_LETTER_MARKS |= {("o", "\u0302"): "1", ("o", "\u031b"): "2", ("u", "\u031b"): "1"}
#: huyền, hỏi, ngã, sắc, nặng: the order of the tones; a syllable without one comes first.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_AS_TWO = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ð": "đ", "ɖ": "đ"})


def sort_key(text: str) -> str:
    """Give an ASCII key whose order by code point is the Vietnamese order of the texts.

    First the letters (a ă â b c d đ e ê …) of the whole text, a space before all of them; where
    they are alike the tones, syllable by syllable. Each letter takes two characters: itself and
    its rank. The key is meant to be stored: SQLite and PostgreSQL (COLLATE "C") order it alike.
    """
    syllables = text.casefold().translate(_AS_TWO).split()
    letters = "!".join(_letters(syllable) for syllable in syllables)
    tones = "!".join(_tones(syllable) for syllable in syllables)
    return f"{letters} {tones}"


def _letters(syllable: str) -> str:
    """Give the first part of a syllable's key: its letters without their tones."""
    key: list[str] = []
    base = ""
    for letter in unicodedata.normalize("NFD", syllable):
        if rank := _LETTER_MARKS.get((base, letter)):
            key[-1] = base + rank
        elif unicodedata.category(letter) not in ("Mn", "Cf"):
            base = letter
            key.append(_place(letter))
    return "".join(key)


def _place(letter: str) -> str:
    """Place one bare letter: signs before digits before a–z before every other letter."""
    if letter == "đ":
        return "d1"
    if letter.isascii() and letter.isalnum():
        return letter if letter.isdigit() else letter + "0"
    return ("~" if letter.isalpha() else "$") + f"{ord(letter):06x}"


def _tones(syllable: str) -> str:
    """Give the second part of a syllable's key: its tone, wherever it is written (hoà, hòa)."""
    return "".join(_TONES.get(letter, "") for letter in unicodedata.normalize("NFD", syllable)) or "0"


#: The mobile numbers of 11 digits became 10 between 15/09/2018 and 30/06/2019 (DOMAIN.md §5.5).
_OLD_MOBILES = {f"016{digit}": f"03{digit}" for digit in "23456789"} | {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{9}")
_HOTLINE = re.compile(r"[1-9][0-9]{2,4}|1[89]00[0-9]{4,6}")
_ABROAD = re.compile(r"\+(?!84)[1-9][0-9]{6,14}")
_NO_PHONE = N_("“%(value)s” is not a phone number. Write its digits only, such as 0912 345 678.")
_PHONE_DIGITS = N_("“%(value)s” has %(count)s digits; a phone number has %(needed)s.")
_PHONE_ZERO = N_("“%(value)s” has %(count)s digits; a phone number has %(needed)s. Is the 0 in front missing?")


def clean_phone(text: str, field: str | None = None) -> str:
    """Give a phone number as its digits, or "" for none.

    Accepts mobiles of 10 digits, landlines of 11, both also with +84, hotlines such as 111 and
    numbers abroad with their +; the mobiles of 11 digits of 2018 come back as their 10 of today.
    The refusal of another count names both counts.
    """
    typed = "".join(text.translate(dict.fromkeys(map(ord, ".-()"), " ")).split())
    if not typed or _HOTLINE.fullmatch(typed) or _ABROAD.fullmatch(typed):
        return typed
    if not re.fullmatch(r"\+?[0-9]{1,20}", typed):
        raise Refused(field, _NO_PHONE, value=shown(text))
    number = re.sub(r"^(\+84|0084|84(?=[0-9]{9,10}$))0?", "0", typed)
    if len(number) == 11:
        number = _OLD_MOBILES.get(number[:4], number[:4]) + number[4:]
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return number
    needed = 11 if number.startswith("02") else 10
    if len(number) == needed or number.startswith("+"):
        raise Refused(field, _NO_PHONE, value=shown(text))
    wrong = _PHONE_DIGITS if number.startswith("0") else _PHONE_ZERO
    raise Refused(field, wrong, value=shown(text), count=len(number), needed=needed)


_NO_TAX_CODE = N_("“%(value)s” has %(count)s digits; a tax code has 10, 12 or 13, such as 0101234567-001.")


def clean_tax_code(text: str, field: str | None = None) -> str:
    """Give a tax code: 10 digits, 12 for a person, 13 for a branch as 0101234567-001; "" for none."""
    typed = "".join(text.split())
    if not typed or re.fullmatch(r"[0-9]{10}|[0-9]{12}|[0-9]{10}-[0-9]{3}", typed):
        return typed
    if re.fullmatch(r"[0-9]{13}", typed):
        return f"{typed[:10]}-{typed[10:]}"
    count = sum(letter in "0123456789" for letter in typed)
    raise Refused(field, _NO_TAX_CODE, value=shown(text), count=count)
