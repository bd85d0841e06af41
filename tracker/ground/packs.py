"""Read pieces as a storekeeper counts them: alone, or in packs such as “30 lốc × 4 hộp”."""

import re

from tracker.ground.money import MOST_DIGITS, parse_count
from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused

#: So many packs of so many pieces, each with the word for it or without.
_PACKS = re.compile(r"(?P<packs>[0-9][0-9. ]*)[^\W\d_]*\s*[×xX*]\s*(?P<pieces>[0-9][0-9. ]*)[^\W\d_]*", re.UNICODE)


def parse_pieces(text: str, *, field: str | None = None) -> int:
    """Read a number of pieces, at least 1: 120, 1.200, or packs as 30 × 4, 30x4, 30 lốc × 4 hộp; refuse others."""
    found = _PACKS.fullmatch(text.strip()) if len(text) <= 60 else None
    if found is None:
        return parse_count(text, field=field)
    pieces = parse_count(found["packs"], field=field) * parse_count(found["pieces"], field=field)
    if len(str(pieces)) > MOST_DIGITS:
        raise Refused(field, N_("“%(value)s” is too large: at most 999.999.999.999.999."), value=shown(text))
    return pieces


def parse_found(text: str, *, field: str | None = None) -> int:
    """Read what was found in a store: as `parse_pieces`, and 0 where nothing is left."""
    return 0 if text.strip() == "0" else parse_pieces(text, field=field)
