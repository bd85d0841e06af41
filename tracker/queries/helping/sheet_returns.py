"""Ask which sheets should be back by now, and whether what went out with one was given or came back."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from tracker.models.helping.disbursements import Disbursement, DisbursementPart
from tracker.models.helping.handouts import Handout, SheetStep
from tracker.models.journal import Line
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.queries.helping.handouts import Quantities
from tracker.queries.journal import VND

#: A signed sheet is back so many days after the day of the hand-out, or after it went out where that was later.
DAYS_TO_RETURN = 3


def due_on(handout: Handout, out: SheetStep) -> date:
    """Give the day by which a sheet that went out is to be back."""
    return max(handout.planned_on, out.happened_on) + timedelta(days=DAYS_TO_RETURN)


def days_late(handout: Handout, out: SheetStep | None, day: date) -> int:
    """Count the days since a sheet should have been back; 0 where it is not due, or not out."""
    return max((day - due_on(handout, out)).days, 0) if out is not None else 0


def is_late(day: date, sent: Any) -> ColumnElement[bool]:
    """Ask whether a sheet that went out (`sent`) is late on a day, beside Handout."""
    last = day - timedelta(days=DAYS_TO_RETURN)
    return and_(Handout.planned_on < last, sent.happened_on < last)


@dataclass
class Reconciled:
    """One item of a sheet that is back: what went out = what was given + what came back, with the vouchers."""

    item: str
    #: What somebody took along, or what the sheet called for where it was paid at the table.
    out: int = 0
    given: int = 0
    back: int = 0
    #: Vouchers by which it left and came back; where it was paid at the table, the first says what was given.
    out_by: list[Voucher] = field(default_factory=list)
    back_by: list[Voucher] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Tell whether nothing is missing."""
        return self.out == self.given + self.back


def reconciled(session: Session, out: SheetStep, settled: SheetStep, planned: Quantities) -> list[Reconciled]:
    """Say of a sheet that is back what became of each item, the money first.

    With an advance, the vouchers of both entries tell what left and came back. At the table only what
    was given left till and store; the rest of what was `planned` never did.
    """
    rows: dict[str, Reconciled] = {item: Reconciled(item, out=quantity) for item, quantity in planned.items()}
    for item, quantity in session.execute(_given(settled)):
        rows.setdefault(item, Reconciled(item)).given = int(quantity)
    moved = _moved(session, out, settled)
    for item, row in rows.items():
        lines = moved.get(item, [])
        row.out_by = [voucher for quantity, voucher in lines if quantity < 0]
        row.back_by = [voucher for quantity, voucher in lines if quantity > 0]
        if out.advance_id is None:
            row.back = row.out - row.given
        else:
            row.out = -sum(quantity for quantity, _voucher in lines if quantity < 0)
            row.back = sum(quantity for quantity, _voucher in lines if quantity > 0)
    return sorted(rows.values(), key=lambda row: (row.item != VND, row.item))


def _given(settled: SheetStep) -> Select[str, int]:
    asked = select(DisbursementPart.item, func.sum(DisbursementPart.quantity))
    joined = asked.join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
    return joined.where(Disbursement.sheet_id == settled.sheet_id).group_by(DisbursementPart.item)


def _moved(session: Session, out: SheetStep, settled: SheetStep) -> dict[str, list[tuple[int, Voucher]]]:
    """List what left (−) and came back (+) to till and store, by item, with its voucher."""
    entries = [step.entry_id for step in (out, settled) if step.entry_id is not None]
    places = [key for key in (out.till_id, out.store_id) if key is not None]
    asked = (
        select(Line.item, Line.quantity, Voucher)
        .join(VoucherLine, VoucherLine.line_id == Line.id)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(Line.entry_id.in_(entries), Line.account_id.in_(places))
        .order_by(Line.id)
    )
    found: dict[str, list[tuple[int, Voucher]]] = defaultdict(list)
    for item, quantity, voucher in session.execute(asked):
        found[item].append((quantity, voucher))
    return found
