"""Make and read the codes of children: random, without vowels that spell words, with a check character."""

import re
import secrets

#: Crockford's base 32: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(rf"TE-?([{ALPHABET}]{{6}})")


def new_child_code() -> str:
    """Make a code such as TE-7K4M2Q: five random characters and their check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(5))
    return f"TE-{body}{check_character(body)}"


def read_child_code(text: str) -> str:
    """Give a code in its one spelling, or "" for what cannot be one.

    Case and a missing dash do not matter; O is read as 0, I and L as 1. A wrong character is noticed.
    """
    spelled = text.strip().upper().replace(" ", "")
    spelled = spelled[:2] + spelled[2:].replace("O", "0").replace("I", "1").replace("L", "1")
    found = _CODE.fullmatch(spelled)
    if found is None or check_character(found[1][:5]) != found[1][5]:
        return ""
    return f"TE-{found[1]}"


def check_character(body: str) -> str:
    """Give the check character (Luhn's rule to the base 32): one wrong character is always noticed."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]
