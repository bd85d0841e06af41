"""Put what was wrongly spent and what is right side by side, and say what kind of thing it is and where its page is."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from tracker.ground.dates import show_day
from tracker.ground.money import show_dong, show_number
from tracker.ground.refusals import N_
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.costs import Cost, CostKind, Interest
from tracker.models.proving.purchases import Purchase
from tracker.models.settings import Item
from tracker.operations.proving.purchases import Bought
from tracker.operations.proving.spending_rights import Right
from tracker.queries.proving.spending_corrections import Spending
from tracker.web.proving.correction_rows import Compared

_KINDS: dict[type[Any], str] = {
    Purchase: N_("Purchase"),
    Cost: N_("Cost"),
    Interest: N_("Interest"),
    Advance: N_("Advance"),
    AdvanceStep: N_("Rest back"),
}


def kind_of(spending: Spending) -> str:
    """Name the kind of thing in the user's language."""
    return _(_KINDS[type(spending)])


def path_of(spending: Spending) -> str:
    """Give the address of its page."""
    if isinstance(spending, Purchase):
        return f"/purchases/{spending.id}"
    if isinstance(spending, Cost):
        return f"/costs/{spending.id}"
    if isinstance(spending, Interest):
        return f"/costs/interest/{spending.id}"
    return f"/advances/{spending.advance_id if isinstance(spending, AdvanceStep) else spending.id}"


def spending_compared(wrong: Right, right: Right | None, items: Mapping[str, Item]) -> list[Compared]:
    """Compare in everything that is said; where nothing takes its place, the right side is empty."""
    recorded = _said(wrong, items)
    should = _said(right, items) if right is not None else [(label, "") for label, _text in recorded]
    rows = zip(recorded, should, strict=True)
    found = [Compared(label, was, text) for (label, was), (_label, text) in rows]
    return [row for row in found if row.wrong or row.right]


def _said(right: Right, items: Mapping[str, Item]) -> list[tuple[str, str]]:
    return [
        (_("Campaign"), right.campaign.name),
        (_("Kind"), _(CostKind(right.cost_kind).label) if right.cost_kind else ""),
        (_("Who was paid"), right.party),
        (_("What for"), right.purpose),
        (_("Invoice number"), right.invoice_number),
        (_("Goods"), _lines(right.lines, items)),
        (_("Amount"), show_dong(right.amount)),
        (_("Till"), right.till.name),
        (_("Into the store"), right.store.name if right.store else ""),
        (_("To be settled by"), show_day(right.due_on) if right.due_on else ""),
    ]


def _lines(lines: Sequence[Bought], items: Mapping[str, Item]) -> str:
    return "\n".join(
        f"{items[line.item].name}: {show_number(line.quantity)} {items[line.item].unit} × {show_dong(line.unit_price)}"
        for line in lines
    )
