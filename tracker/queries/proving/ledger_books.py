"""Name the books that can be read on the screen and taken out, and what each adds up to."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.queries.journal import VND


class Book(Choice):
    """A book of the fund (DESIGN.md §3)."""

    JOURNAL = "journal", N_("Journal")
    RECEIPTS = "receipts", N_("Receipt register")
    DISBURSEMENTS = "disbursements", N_("Disbursement book")
    TILL = "till", N_("Till book")

    @property
    def right(self) -> str:
        """Name the right without which nobody sees the book."""
        return f"ledger.{self.value}"


@dataclass(frozen=True)
class ItemTotal:
    """What rows add up to in one item (whole đồng or pieces): both sides positive."""

    item: str
    into: int
    out: int

    @property
    def net(self) -> int:
        """What remains: into less out."""
        return self.into - self.out


@dataclass(frozen=True)
class Totals:
    """How many rows a filter finds and their sums per item, money first; no sum mixes two items."""

    rows: int
    items: tuple[ItemTotal, ...]
    #: Receipts among the rows that are void; their amounts are in no sum.
    voided: int = 0


def in_order(totals: Iterable[ItemTotal]) -> tuple[ItemTotal, ...]:
    """Put money first, then goods by code."""
    return tuple(sorted(totals, key=lambda total: (total.item != VND, total.item)))
