"""Work out the geometry of the few charts: whole pixels of a viewBox, drawn by a template with attributes only."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.ground.money import show_number
from tracker.queries.proving.campaign_lists import Month
from tracker.queries.proving.positions import Position

#: The line on which the columns of the months stand, and how high the highest reaches (viewBox 520 × 140).
BASE, TOP = 116, 18
_STEP, _FIRST, _COLUMN = 42, 12, 14
#: The bar is this long.
BAR = 1000


@dataclass(frozen=True)
class Column:
    """One column of a chart: left, top, width, height, and what it stands for (whole đồng)."""

    kind: str
    month: int
    x: int
    y: int
    width: int
    height: int
    amount: int

    @property
    def label(self) -> str:
        """Give the amount in whole millions; nothing below one."""
        return show_number(self.amount // 10**6) if self.amount >= 10**6 else ""


@dataclass(frozen=True)
class Part:
    """One part of a bar: where it begins, how long it is, and what it stands for (whole đồng)."""

    kind: str
    x: int
    width: int
    amount: int


def month_columns(months: Sequence[Month]) -> list[Column]:
    """Draw income and spending side by side for each month; what is 0 or less has no column."""
    most = max((amount for month in months for amount in (month.received, month.spent)), default=0)
    columns = []
    for month in months:
        left = _FIRST + (month.number - 1) * _STEP
        for kind, x, amount in (("received", left, month.received), ("spent", left + _COLUMN + 2, month.spent)):
            if amount > 0:
                height = max(2, (BASE - TOP) * amount // most)
                columns.append(Column(kind, month.number, x, BASE - height, _COLUMN, height, amount))
    return columns


def month_middle(number: int) -> int:
    """Give where the label of a month (1 to 12) stands."""
    return _FIRST + (number - 1) * _STEP + _COLUMN + 1


def parts_of_bar(where: Position) -> list[Part]:
    """Divide what a campaign had and awaits: spent, promised with money there, promised on pledges, free."""
    there = max(0, where.in_hand + where.advanced - where.unidentified)
    covered = min(where.committed, there)
    amounts = {
        "paid": max(0, where.paid + where.bought + where.costs),
        "committed": covered,
        "pledged": max(0, where.committed - covered),
        "free": max(0, where.free),
    }
    whole = sum(amounts.values())
    parts: list[Part] = []
    begun = 0
    for kind, amount in amounts.items():
        width = BAR * (begun + amount) // whole - BAR * begun // whole if whole else 0
        parts.append(Part(kind, BAR * begun // whole if whole else 0, width, amount))
        begun += amount
    return parts
