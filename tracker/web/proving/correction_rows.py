"""Put a wrong gift and the right one side by side, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.ground.dates import show_day
from tracker.ground.money import show_dong, show_number
from tracker.models.giving.donations import Source
from tracker.models.settings import Item
from tracker.operations.giving.donations import Gift, Part
from tracker.queries.journal import VND


@dataclass(frozen=True)
class Compared:
    """One thing that a gift says: as recorded, and as it should be."""

    label: str
    wrong: str
    right: str

    @property
    def differs(self) -> bool:
        """Tell whether it is put right."""
        return self.wrong != self.right


def compared(wrong: Gift, right: Gift, items: Mapping[str, Item]) -> list[Compared]:
    """Compare two gifts in everything they say; what neither says is left out."""
    rows = zip(_said(wrong, items), _said(right, items), strict=True)
    found = [Compared(label, was, should) for (label, was), (_label, should) in rows]
    return [row for row in found if row.wrong or row.right]


def differences(wrong: Gift, right: Gift, items: Mapping[str, Item]) -> list[Compared]:
    """Give only what is put right."""
    return [row for row in compared(wrong, right, items) if row.differs]


def _said(gift: Gift, items: Mapping[str, Item]) -> list[tuple[str, str]]:
    money = [part for part in gift.parts if part.item == VND]
    goods = [part for part in gift.parts if part.item != VND]
    return [
        (_("Donor"), gift.donor.full_name),
        (_("Via"), gift.via.full_name if gift.via else ""),
        (_("Campaign"), gift.campaign.name),
        (_("Received on"), show_day(gift.received_on)),
        (_("Money"), _lines([f"{show_dong(part.quantity)} – {part.account.name}" for part in money])),
        (_("Goods"), _lines([_goods(part, items) for part in goods])),
        (_("For the pledge"), gift.pledge.code if gift.pledge else ""),
        (_("Source"), _(Source(gift.source).label)),
        (_("Purpose"), gift.purpose),
        (_("Note"), gift.note),
    ]


def _goods(part: Part, items: Mapping[str, Item]) -> str:
    item = items[part.item]
    worth = f" ({show_dong(part.value)})" if part.value is not None else ""
    return f"{item.name}: {show_number(part.quantity)} {item.unit}{worth}"


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts)
