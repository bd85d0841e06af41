"""Say what the leaves of counts of the store contain: codes, pieces and days; the reason is committed to, salted."""

from typing import Any

from sqlalchemy.orm import Session

from tracker.models.proving.store_counts import StoreCount, StoreCountStep

Body = dict[str, Any]


def count_body(session: Session, record_id: int) -> Body:
    """Say what was counted, against what."""
    count = session.get_one(StoreCount, record_id)
    return {
        "store": count.store.code,
        "campaign": count.campaign.code,
        "item": count.item,
        "counted_on": count.counted_on.isoformat(),
        "booked": count.booked,
        "counted": count.counted,
        "by": count.proposed_by,
    }


def count_reason(session: Session, record_id: int) -> Body | None:
    """Give why it differs, in which people may be named; None where it does not."""
    reason = session.get_one(StoreCount, record_id).reason
    return {"reason": reason} if reason else None


def count_end(session: Session, record_id: int) -> Body:
    """Say how a difference ended, by whom, with which entry."""
    step = session.get_one(StoreCountStep, record_id)
    return {"count": step.count_id, "kind": str(step.kind), "by": step.by_id, "entry": step.entry_id}
