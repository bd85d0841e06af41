"""Ask for the prints of a paper, each with what it said."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.models.users import User


def copies_of(session: Session, kind: PaperKind, record_id: int) -> list[tuple[PaperCopy, str]]:
    """List the prints of a paper with who printed each, the first first."""
    asked = (
        select(PaperCopy, User.full_name)
        .join(User, User.id == PaperCopy.by_id)
        .where(PaperCopy.kind == kind, PaperCopy.record_id == record_id)
        .order_by(PaperCopy.number)
    )
    return [(copy, name) for copy, name in session.execute(asked)]


def copies_of_all(
    session: Session, kinds: Iterable[PaperKind], record_id: int
) -> dict[str, list[tuple[PaperCopy, str]]]:
    """List the prints of several papers of one record, by kind, in one question."""
    found: dict[str, list[tuple[PaperCopy, str]]] = {kind.value: [] for kind in kinds}
    asked = (
        select(PaperCopy, User.full_name)
        .join(User, User.id == PaperCopy.by_id)
        .where(PaperCopy.kind.in_(found), PaperCopy.record_id == record_id)
        .order_by(PaperCopy.number)
    )
    for copy, name in session.execute(asked):
        found[copy.kind].append((copy, name))
    return found


def copy_of(session: Session, kind: PaperKind, record_id: int, number: int) -> PaperCopy | None:
    """Find one print of a paper."""
    asked = select(PaperCopy).where(
        PaperCopy.kind == kind, PaperCopy.record_id == record_id, PaperCopy.number == number
    )
    return session.scalar(asked)


def last_number(session: Session, kind: PaperKind, record_id: int) -> int:
    """Give the number of a paper's last print; 0 before the first."""
    asked = select(func.max(PaperCopy.number)).where(PaperCopy.kind == kind, PaperCopy.record_id == record_id)
    return int(session.scalar(asked) or 0)
