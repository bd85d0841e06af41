"""Keep who took what out of the office."""

from collections.abc import Iterable

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.models.journal import Access
from tracker.models.users import User


def record_access(
    session: Session, *, by: User | None, what: str, record_id: int | None = None, reason: str = ""
) -> Access:
    """Note that somebody takes a file out or opens what is protected, such as `ledger.journal.csv`."""
    # The key is known without reading the user again, who was forgotten when the transaction began.
    known = inspect(by).identity if by is not None else None
    user_id = known[0] if known is not None else None
    access = Access(at=now(), user_id=user_id, what=what, record_id=record_id, reason=reason)
    session.add(access)
    session.flush()
    return access


def record_accesses(session: Session, *, by: User, what: str, record_ids: Iterable[int], reason: str) -> None:
    """Note the same of many records at one moment, such as of each child whose name leaves the office."""
    at = now()
    session.add_all(
        Access(at=at, user_id=by.id, what=what, record_id=record_id, reason=reason) for record_id in record_ids
    )
    session.flush()
