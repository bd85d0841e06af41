"""Ask what stands around every page."""

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tracker.models.settings import Letterhead
from tracker.models.users import User


def frame_of(session: Session, day: date) -> tuple[str | None, bool]:
    """Give the fund's name on a day (None before the first letterhead), and whether sample data is in use."""
    held = select(Letterhead.fund_name).where(Letterhead.valid_from <= day)
    name = held.order_by(Letterhead.valid_from.desc()).limit(1).scalar_subquery()
    sample = exists().where(User.sample.is_(True))
    found, in_use = session.execute(select(name, sample)).one()
    return found, bool(in_use)
