"""Print many receipts at once: a copy of each is recorded, all by one person at one moment, or none."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.models.giving.donations import GiveBack
from tracker.models.giving.receipts import Receipt, ReceiptCopy, ReceiptVoid
from tracker.models.users import User
from tracker.operations.giving.receipts import marks_of_state
from tracker.queries.giving.receipt_runs import RunWanted, receipts_wanted

_AT_ONCE = 500


def print_run(session: Session, *, by: User, wanted: RunWanted) -> ReceiptCopy:
    """Record a print of each receipt of a run and give the first; the others share its person and moment.

    Refuses a run of nothing, of too many, and one that the register does not hold whole.
    """
    return record_copies(session, by=by, receipts=receipts_wanted(session, wanted))[0]


def record_copies(session: Session, *, by: User, receipts: Sequence[Receipt]) -> list[ReceiptCopy]:
    """Record a print of each with the marks it carries, as `record_copy` does for one, in a handful of questions."""
    at = now()
    copies = [
        ReceiptCopy(
            receipt_id=receipt.id,
            number=number,
            marks=json.dumps(
                marks + ([f"BẢN IN LẠI LẦN {number - 1}"] if number > 1 else []),
                ensure_ascii=False,
            ),
            by_id=by.id,
            at=at,
        )
        for start in range(0, len(receipts), _AT_ONCE)
        for receipt, number, marks in _next_prints(session, receipts[start : start + _AT_ONCE])
    ]
    session.add_all(copies)
    session.flush()
    return copies


def _next_prints(session: Session, receipts: Sequence[Receipt]) -> Iterator[tuple[Receipt, int, list[str]]]:
    """Give the number of each receipt's next print and the marks of its state."""
    keys = [receipt.id for receipt in receipts]
    counted = select(ReceiptCopy.receipt_id, func.max(ReceiptCopy.number)).where(ReceiptCopy.receipt_id.in_(keys))
    last = {key: int(number) for key, number in session.execute(counted.group_by(ReceiptCopy.receipt_id))}
    void = set(session.scalars(select(ReceiptVoid.receipt_id).where(ReceiptVoid.receipt_id.in_(keys))))
    gifts = [receipt.donation_id for receipt in receipts]
    back = set(session.scalars(select(GiveBack.donation_id).where(GiveBack.donation_id.in_(gifts))))
    for receipt in receipts:
        special = receipt.id in void or receipt.donation_id in back
        yield receipt, last.get(receipt.id, 0) + 1, marks_of_state(session, receipt) if special else []
