"""Read, show and spell out whole đồng and counts of pieces (DOMAIN.md §5.1 and §5.3)."""

import re
import unicodedata

from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused

#: An amount has at most this many digits: 999.999.999.999.999.
MOST_DIGITS = 15
#: A longer text is no amount; it is refused before anything looks at its characters.
_LONGEST = 60
_DIGITS = r"(?P<digits>[0-9]+|[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
_UNIT = r"(?:đồng|đ|vnđ|vnd)"
_COUNT = re.compile(_DIGITS)
_DONG = re.compile(rf"(?:{_UNIT} *)?{_DIGITS}(?: *{_UNIT})?", re.IGNORECASE)
_DECIMAL = re.compile(r"[0-9][0-9., ]*[.,][0-9]{1,2}")
#: Spaces that programs put between groups of digits: no-break, narrow no-break, thin, figure space.
_SPACES = dict.fromkeys((0xA0, 0x202F, 0x2009, 0x2007), " ")

_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))
_SOUTH = {"nghìn": "ngàn", "linh": "lẻ"}


def parse_dong(text: str, *, field: str | None = None) -> int:
    """Read an amount of whole đồng that a person typed; it is at least 1.

    Accepts ASCII digits, bare or in groups of three with one kind of mark (dot, comma or space),
    beside đ, đồng, VND or VNĐ. Refuses decimals, mixed marks, signs, other digits, 0, nothing,
    and more than 15 digits.
    """
    return _read(text, _DONG, field)


def parse_count(text: str, *, field: str | None = None) -> int:
    """Read a number of pieces, at least 1; the rules are those of `parse_dong`, without a unit."""
    return _read(text, _COUNT, field)


def _read(text: str, pattern: re.Pattern[str], field: str | None) -> int:
    """Read what the pattern names `digits`, or refuse it with its value."""
    if len(text) > _LONGEST:
        raise Refused(field, _TOO_LARGE, value=shown(text))
    plain = _plain(text)
    if not plain:
        raise Refused(field, N_("Please enter a number."))
    found = pattern.fullmatch(plain)
    if found is None:
        raise Refused(field, _why(plain), value=shown(plain))
    digits = re.sub("[., ]", "", found["digits"])
    if len(digits) > MOST_DIGITS:
        raise Refused(field, _TOO_LARGE, value=shown(plain))
    if int(digits) == 0:
        raise Refused(field, N_("“%(value)s”: the number must be at least 1."), value=shown(plain))
    return int(digits)


def _plain(text: str) -> str:
    """Compose đồng (NFC leaves foreign digits as they are), make spaces plain and cut the ends."""
    return unicodedata.normalize("NFC", text).translate(_SPACES).strip(" \t\r\n")


def _why(plain: str) -> str:
    """Choose the sentence for a text that is no number: decimals are the commonest slip."""
    bare = re.sub(rf"(?i) *{_UNIT}$", "", plain)
    return _DECIMALS if _DECIMAL.fullmatch(bare) else _NO_NUMBER


_TOO_LARGE = N_("“%(value)s” is too large: at most 999.999.999.999.999.")
_DECIMALS = N_("“%(value)s” has decimals. Write a whole number, such as 1.200.000.")
_NO_NUMBER = N_("“%(value)s” is not a number. Write it in digits, such as 1.200.000.")


def show_number(number: int) -> str:
    """Show a whole number with dots: 1.200.000, and -5.000 below zero."""
    return f"{number:,}".replace(",", ".")


def show_dong(amount: int) -> str:
    """Show whole đồng with a plain space before the sign: 1.200.000 đ."""
    return f"{show_number(amount)} đ"


def dong_in_words(amount: int, *, southern: bool = False, even: bool = False) -> str:
    """Spell out whole đồng as a sentence: Một triệu hai trăm nghìn đồng.

    `southern` says ngàn and lẻ; `even` adds “chẵn” where no less than a thousand follows. Raises
    ValueError below zero: a paper never states a negative amount.
    """
    words = number_in_words(amount, southern=southern)
    ending = " chẵn" if even and amount and amount % 1000 == 0 else ""
    return f"{words[0].upper()}{words[1:]} đồng{ending}"


def number_in_words(number: int, *, southern: bool = False) -> str:
    """Spell out a whole number, 0 or more, in the north's words or the south's."""
    if number < 0:
        raise ValueError("a number in words is not negative")
    words: list[str] = []
    for power, billion in _billions(number):
        words += _up_to_a_billion(billion, started=bool(words)) + ["tỷ"] * power
    if southern:
        words = [_SOUTH.get(word, word) for word in words]
    return " ".join(words) or _ONES[0]


def _billions(number: int) -> list[tuple[int, int]]:
    """Split a number to the base of 10^9: (power, part), the highest first, empty parts left out."""
    parts: list[tuple[int, int]] = []
    power = 0
    while number:
        number, part = divmod(number, 10**9)
        parts.append((power, part))
        power += 1
    return [(power, part) for power, part in reversed(parts) if part]


def _up_to_a_billion(number: int, *, started: bool) -> list[str]:
    """Spell out 1 to 999.999.999 by groups of three; a group of zeros is not spoken."""
    words: list[str] = []
    for size, name in _GROUPS:
        if group := number // size % 1000:
            words += _three(group, full=started or bool(words)) + ([name] if name else [])
    return words


def _three(number: int, *, full: bool) -> list[str]:
    """Spell out 1 to 999; `full` says the hundreds even if zero, for something was spoken before."""
    hundreds, rest = divmod(number, 100)
    words = [_ONES[hundreds], "trăm"] if hundreds or full else []
    return words + _two(rest, linh=bool(words))


def _two(number: int, *, linh: bool) -> list[str]:
    """Spell out 1 to 99 (0 is silent); `linh` joins a lonely unit to its hundreds."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return ["linh"] * linh + [_ONES[unit]] if unit else []
    words = [_ONES[tens], "mươi"] if tens > 1 else ["mười"]
    if unit:
        words.append(_AFTER_TENS.get(unit, _ONES[unit]) if tens > 1 or unit == 5 else _ONES[unit])
    return words
