"""Sum up a register of vouchers: what it moves, and whether its numbers run without a hole."""

from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from tracker.models.journal import Line
from tracker.models.proving.vouchers import Voucher, VoucherLine


@dataclass(frozen=True)
class RegisterSums:
    """What some vouchers move: how many they are, and by item what comes in and goes out (đồng or pieces)."""

    count: int
    into: dict[str, int]
    out: dict[str, int]


@dataclass(frozen=True)
class NumberRun:
    """The numbers of a series and year: the last one taken, and how many there are; alike where none is missing."""

    last: int
    count: int

    @property
    def missing(self) -> int:
        """Count the holes; sound books have none."""
        return self.last - self.count


def sums_of_register(session: Session, asked: Select[Voucher]) -> RegisterSums:
    """Sum up all vouchers that a register finds, in two questions."""
    found = asked.with_only_columns(Voucher.id).order_by(None)
    count = int(session.scalar(select(func.count()).select_from(found.subquery())) or 0)
    sums = (
        select(
            Line.item,
            func.sum(case((Line.quantity > 0, Line.quantity), else_=0)),
            func.sum(case((Line.quantity < 0, -Line.quantity), else_=0)),
        )
        .join(VoucherLine, VoucherLine.line_id == Line.id)
        .where(VoucherLine.voucher_id.in_(found))
        .group_by(Line.item)
    )
    rows = [(item, int(into), int(out)) for item, into, out in session.execute(sums)]
    return RegisterSums(
        count, {item: into for item, into, _ in rows if into}, {item: out for item, _, out in rows if out}
    )


def number_run(session: Session, series: str, year: int) -> NumberRun:
    """Count the numbers of a series and year."""
    asked = select(func.coalesce(func.max(Voucher.number), 0), func.count())
    last, count = session.execute(asked.where(Voucher.series == series, Voucher.year == year)).one()
    return NumberRun(int(last), int(count))
