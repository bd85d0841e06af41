"""Clean the short codes of master data."""

import re

from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused

_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9_-]{0,18}[A-Z0-9])?")


def clean_code(text: str, *, field: str) -> str:
    """Give a code in capitals: 1 to 20 letters A–Z, digits, dashes; refuse anything else."""
    code = text.strip().upper()
    if not _CODE.fullmatch(code):
        raise Refused(field, N_("“%(value)s”: a code has only letters A–Z, digits and dashes."), value=shown(text))
    return code
