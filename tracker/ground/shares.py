"""Reckon, read and show shares in hundredths of a percent: 350 is 3,50 %."""

import re

from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused

_SHARE = re.compile(r"(?P<whole>[0-9]{1,3})(?:[.,](?P<part>[0-9]{1,2}))? ?%?")


def share_of(part: int, whole: int) -> int:
    """Give what share a part is of a whole that is more than 0, rounded half up to hundredths of a percent."""
    return (2 * part * 10_000 + whole) // (2 * whole)


def parse_percent(text: str) -> int:
    """Read a percentage with at most two decimals, such as 80 or 3,5; give hundredths of a percent, refuse others."""
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise Refused(None, N_("“%(value)s” is no share. Write it in percent, such as 80 or 3,5."), value=shown(text))
    return int(found["whole"]) * 100 + int((found["part"] or "").ljust(2, "0"))


def show_percent(hundredths: int) -> str:
    """Show hundredths of a percent with a comma, without zeros that say nothing: 80, 3,5, 1,08, -0,25."""
    whole, part = divmod(abs(hundredths), 100)
    decimals = f"{part:02}".rstrip("0")
    return ("-" if hundredths < 0 else "") + (f"{whole},{decimals}" if decimals else str(whole))
