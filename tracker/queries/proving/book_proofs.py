"""Say in canonical form what happened to a savings book, for its leaf; names go into the commitment only."""

from typing import Any

from sqlalchemy.orm import Session

from tracker.models.helping.savings_books import BookEvent


def book_event_body(session: Session, record_id: int) -> dict[str, Any]:
    """Give what an event says by codes, amounts (whole đồng) and days; nothing that can be corrected later is in it."""
    event = session.get_one(BookEvent, record_id)
    return {
        "book": event.book_id,
        "kind": str(event.kind),
        "happened_on": event.happened_on.isoformat(),
        "amount": event.amount,
        "custody": event.custody,
        "number": event.number,
        "disbursement": event.disbursement_id,
        "by": event.by_id,
    }


def book_event_persons(session: Session, record_id: int) -> dict[str, Any] | None:
    """Give what of an event may name persons: who keeps the book, and what a withdrawal was for."""
    event = session.get_one(BookEvent, record_id)
    said = {"held_by": event.held_by, "purpose": event.purpose}
    return said if any(said.values()) else None
