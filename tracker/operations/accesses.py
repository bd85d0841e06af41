"""Keep who took what out of the office."""

from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.models.journal import Access
from tracker.models.users import User


def record_access(
    session: Session, *, by: User | None, what: str, record_id: int | None = None, reason: str = ""
) -> Access:
    """Note that somebody takes a file out or opens what is protected, such as `ledger.journal.csv`."""
    access = Access(at=now(), user_id=by.id if by else None, what=what, record_id=record_id, reason=reason)
    session.add(access)
    session.flush()
    return access
