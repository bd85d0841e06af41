"""See records that were merged as one: which record another leads to, and all records of one donor or child.

Merging rewrites nothing: a merged record only names the one that is kept. So whoever asks about a
donor or a child asks for all its records, and whoever counts children counts where each leads.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child

Twin = TypeVar("Twin", Donor, Child)
Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def leading_id(record: Donor | Child) -> int:
    """Give the key of the record that is kept: its own, or the one it was merged into."""
    return record.merged_into_id or record.id


def kept(session: Session, record: Twin) -> Twin:
    """Give the record that is kept: itself, or the one it was merged into."""
    if record.merged_into_id is None:
        return record
    found: Twin = session.get_one(type(record), record.merged_into_id)
    return found


def kept_ones(session: Session, records: Iterable[Twin]) -> list[Twin]:
    """Give the records that are kept in the place of some, each once, in their order."""
    return list({each.id: each for each in (kept(session, record) for record in records)}.values())


def keys_of_one(record: Donor | Child) -> Select[int]:
    """Ask for the keys of all records of a donor or child."""
    table, key = type(record), leading_id(record)
    return select(table.id).where(or_(table.id == key, table.merged_into_id == key))


def merged_into(session: Session, record: Twin) -> list[Twin]:
    """List the records that were merged into one, oldest first."""
    table = type(record)
    return list(session.scalars(select(table).where(table.merged_into_id == record.id).order_by(table.id)))


def with_merged(session: Session, child_id: int) -> tuple[Child, list[Child]] | None:
    """Read a child and, in the same question, what was merged into it, oldest first; None where there is none."""
    asked = select(Child).where(or_(Child.id == child_id, Child.merged_into_id == child_id)).order_by(Child.id)
    records = session.scalars(asked).all()
    child = next((record for record in records if record.id == child_id), None)
    return (child, [record for record in records if record is not child]) if child is not None else None


def one_child(column: Column) -> ColumnElement[int]:
    """Say which child a key of `children` stands for: the record that it was merged into, or itself."""
    other = aliased(Child)
    leads_to = select(other.merged_into_id).where(other.id == column).scalar_subquery()
    return func.coalesce(leads_to, column)


def leading_ids(session: Session, child_ids: Iterable[int]) -> dict[int, int]:
    """Say of those of some children that were merged into which child they were."""
    wanted = list(child_ids)
    found: dict[int, int] = {}
    for start in range(0, len(wanted), 500):
        asked = select(Child.id, Child.merged_into_id).where(
            Child.id.in_(wanted[start : start + 500]), Child.merged_into_id.is_not(None)
        )
        found |= {key: int(other) for key, other in session.execute(asked) if other is not None}
    return found
