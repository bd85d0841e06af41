"""Find a pledge by its number as people type it."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.giving.pledges import Pledge

_CODE = re.compile(r"(?:CK[- ]?)?([0-9]{4})[- /]0*([0-9]{1,9})", re.IGNORECASE)


def pledge_by_code(session: Session, text: str) -> Pledge | None:
    """Find a pledge by CK-2018-0031, ck 2018/31 or 2018-31."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    asked = select(Pledge).where(Pledge.year == int(found[1]), Pledge.number == int(found[2]))
    return session.scalar(asked)
