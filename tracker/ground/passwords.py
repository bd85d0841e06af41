"""Check, hash and compare passwords (Argon2id)."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.ground.refusals import N_, Refused

SHORTEST, LONGEST = 10, 200
_hasher = PasswordHasher()
#: What an unknown login is compared with, so that it takes as long as a known one.
_NOBODY = _hasher.hash("nobody has this password")


def clean_password(text: str, *, field: str | None = "password") -> str:
    """Give a new password in one spelling, whatever keyboard typed it (NFKC).

    Refuses less than 10 and more than 200 characters, before anything is hashed.
    """
    clean = _one_spelling(text)
    if clean is None or not SHORTEST <= len(clean) <= LONGEST:
        raise Refused(field, N_("A password has %(least)s to %(most)s characters."), least=SHORTEST, most=LONGEST)
    return clean


def hash_password(password: str) -> str:
    """Hash a clean password. It takes a tenth of a second: never inside a transaction."""
    return _hasher.hash(password)


def password_matches(password_hash: str, typed: str) -> bool:
    """Tell whether the typed password is the one; an empty hash matches none, and takes as long."""
    clean = _one_spelling(typed)
    if clean is None:
        return False
    try:
        return _hasher.verify(password_hash or _NOBODY, clean) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def _one_spelling(text: str) -> str | None:
    """Give the NFKC form; None for a text too long to be worth a look (its NFD is at most 4 times as long)."""
    return unicodedata.normalize("NFKC", text) if len(text) <= 4 * LONGEST else None
