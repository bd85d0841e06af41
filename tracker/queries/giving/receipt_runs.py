"""Ask for a run of receipts that is printed at once, and for the runs that were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt, ReceiptCopy
from tracker.models.users import User
from tracker.queries.giving.receipts import register, said_by

#: So many receipts are printed at once: more makes a file that no printer takes in one go.
MOST = 5000
#: Runs are looked for among so many last prints.
_LOOKED_AT = 4 * MOST


@dataclass(frozen=True)
class RunWanted:
    """What a run takes: a series and year, and within it numbers, days, a campaign, or what was not printed yet."""

    series: str
    year: int
    first: int | None = None
    last: int | None = None
    since: date | None = None
    until: date | None = None
    campaign_id: int | None = None
    unprinted: bool = False

    @property
    def by_number_only(self) -> bool:
        """Tell whether every number from one to another is meant."""
        return self.first is not None and not (self.since or self.until or self.campaign_id or self.unprinted)


@dataclass(frozen=True)
class PrintedRun:
    """A run that was printed: its first copy's key, when, by whom, and how many."""

    first_copy: int
    at: datetime
    who: str
    count: int


def run_of(session: Session, series: str, year: int, first: int, last: int) -> Sequence[Receipt]:
    """Give the receipts of a series and year from a number to a number, void ones too.

    Refuses a run that the register does not hold whole, naming the first number that is missing.
    """
    found = session.scalars(register(series, year).where(Receipt.number.between(first, last))).all()
    for number, receipt in enumerate([*found, None], first):
        if number <= last and (receipt is None or receipt.number != number):
            raise Refused("last", N_("There is no receipt %(number)s."), number=f"{series}-{year}-{number:04d}")
    return found


def receipts_wanted(session: Session, wanted: RunWanted) -> Sequence[Receipt]:
    """Give the receipts of a run by number, void ones too; a number that is missing is refused, and too many are."""
    if wanted.first is not None and wanted.last is not None and wanted.last < wanted.first:
        raise Refused("last", N_("The last number comes before the first."))
    if wanted.since is not None and wanted.until is not None and wanted.until < wanted.since:
        raise Refused("until", N_("The end comes before the beginning."))
    found = session.scalars(register(wanted.series, wanted.year).where(*_clauses(wanted)).limit(MOST + 1)).all()
    if len(found) > MOST:
        raise Refused("last", N_("At most %(most)s receipts are printed at once. Print them in parts."), most=MOST)
    if wanted.by_number_only and found and wanted.last is not None:
        run_of(session, wanted.series, wanted.year, int(wanted.first or 1), wanted.last)
    if not found:
        raise Refused("last", N_("No receipt fits."))
    return found


def _clauses(wanted: RunWanted) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        clauses.append(Receipt.number >= wanted.first)
    if wanted.last is not None:
        clauses.append(Receipt.number <= wanted.last)
    if wanted.since is not None:
        clauses.append(Receipt.issued_on >= wanted.since)
    if wanted.until is not None:
        clauses.append(Receipt.issued_on <= wanted.until)
    if wanted.campaign_id is not None:
        mine = select(Donation.id).where(Donation.campaign_id == wanted.campaign_id)
        clauses.append(Receipt.donation_id.in_(mine))
    if wanted.unprinted:
        clauses.append(~exists(select(ReceiptCopy.id).where(ReceiptCopy.receipt_id == Receipt.id)))
    return clauses


def pages_of(receipts: Sequence[Receipt]) -> int:
    """Count the pages that receipts take at least: one on A4 with both copies, two on A5."""
    return sum(1 if said_by(receipt)["page_size"] == "a4" else 2 for receipt in receipts)


def copies_of_run(first: ReceiptCopy) -> Select[Receipt, ReceiptCopy]:
    """Ask for the copies that one press recorded, each with its receipt: they share person and moment."""
    return (
        select(Receipt, ReceiptCopy)
        .join(Receipt, Receipt.id == ReceiptCopy.receipt_id)
        .where(
            ReceiptCopy.id.between(first.id, first.id + _LOOKED_AT),
            ReceiptCopy.at == first.at,
            ReceiptCopy.by_id == first.by_id,
        )
        .order_by(ReceiptCopy.id)
        .limit(MOST)
    )


def count_of_run(session: Session, first: ReceiptCopy) -> int:
    """Count the copies of a run."""
    asked = copies_of_run(first).with_only_columns(ReceiptCopy.id).order_by(None).subquery()
    return int(session.scalar(select(func.count()).select_from(asked)) or 0)


def last_runs(session: Session, count: int) -> list[PrintedRun]:
    """List the last runs of more than one receipt, the newest first."""
    newest = select(func.max(ReceiptCopy.id)).scalar_subquery()
    first: Any = func.min(ReceiptCopy.id)
    asked = (
        select(first, ReceiptCopy.at, User.full_name, func.count())
        .join(User, User.id == ReceiptCopy.by_id)
        .where(ReceiptCopy.id > newest - _LOOKED_AT)
        .group_by(ReceiptCopy.at, ReceiptCopy.by_id, User.full_name)
        .having(func.count() > 1)
        .order_by(first.desc())
        .limit(count)
    )
    return [PrintedRun(int(key), at, who, int(times)) for key, at, who, times in session.execute(asked)]
