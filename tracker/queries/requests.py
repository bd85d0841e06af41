"""Ask whether a form was sent before."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.journal import Request


def was_sent(session: Session, key: str) -> bool:
    """Tell whether a form with this key was already taken: its second press is then answered like the first."""
    return session.scalar(select(Request.id).where(Request.key == key)) is not None
