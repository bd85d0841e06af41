"""Work out the geometry of the few charts once: whole units, drawn as SVG on a page and on a canvas on paper.

x grows to the right and y downwards, as on a page; a chart is `width` × `height` units.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.ground.money import show_number

IN, OUT, RULE, QUIET, INK = "#b9d9c6", "#1d7a4c", "#cfd8d1", "#67746c", "#55635b"
WIDTH = 520
#: The line on which columns stand, and how high the highest reaches.
_BASE, _TOP = 116, 18
_STEP, _FIRST, _COLUMN = 42, 12, 14
#: A bar's row, where bars begin, how long the longest is.
_ROW, _LEFT, _LONGEST = 28, 190, 250


class Box(NamedTuple):
    """A filled rectangle by its upper left corner, with what it stands for."""

    x: int
    y: int
    width: int
    height: int
    fill: str
    title: str = ""


class Words(NamedTuple):
    """A short text; `anchor` is start, middle or end, y its baseline."""

    x: int
    y: int
    text: str
    size: float = 12
    anchor: str = "start"
    fill: str = QUIET


class Chart(NamedTuple):
    """A chart: what it shows in words, its size, what is drawn."""

    title: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]


class Amounts(NamedTuple):
    """What came in and went out in a month (whole đồng), under a short name."""

    name: str
    into: int
    out: int


class Bar(NamedTuple):
    """A bar: its name, its length's figure, and the figure as it is shown."""

    name: str
    value: int
    shown: str


def columns(title: str, months: Sequence[Amounts], shown: Sequence[tuple[str, str]]) -> Chart:
    """Draw in and out side by side for each month; what is 0 or less has no column.

    `shown` says each month's two amounts as they are written.
    """
    most = max((amount for month in months for amount in (month.into, month.out)), default=0)
    boxes = [Box(6, _BASE, WIDTH - 12, 1, RULE)]
    words = []
    for number, (month, said) in enumerate(zip(months, shown, strict=True)):
        left = _FIRST + number * _STEP
        words.append(Words(left + _COLUMN + 1, _BASE + 18, month.name, 12, "middle"))
        for x, amount, fill, text in ((left, month.into, IN, said[0]), (left + _COLUMN + 2, month.out, OUT, said[1])):
            if amount > 0:
                height = max(2, (_BASE - _TOP) * amount // most)
                boxes.append(Box(x, _BASE - height, _COLUMN, height, fill, f"{month.name}: {text}"))
                words += _millions(x, _BASE - height, amount)
    return Chart(title, WIDTH, _BASE + 24, tuple(boxes), tuple(words))


def _millions(x: int, y: int, amount: int) -> list[Words]:
    """Write whole millions above a column; nothing below one."""
    return [Words(x + _COLUMN // 2, y - 4, show_number(amount // 10**6), 10.5, "middle")] if amount >= 10**6 else []


def bars(title: str, rows: Sequence[Bar]) -> Chart:
    """Draw a bar a row, named at its left, its figure behind it."""
    most = max((row.value for row in rows), default=0)
    boxes, words = [], []
    for number, row in enumerate(rows):
        top = number * _ROW + 4
        length = max(2, _LONGEST * row.value // most) if row.value > 0 and most else 0
        words.append(Words(_LEFT - 10, top + 15, row.name, 13, "end", INK))
        if length:
            boxes.append(Box(_LEFT, top + 2, length, _ROW - 10, OUT, f"{row.name}: {row.shown}"))
        words.append(Words(_LEFT + length + 8, top + 15, row.shown, 13, "start", INK))
    return Chart(title, WIDTH, len(rows) * _ROW + 6, tuple(boxes), tuple(words))
