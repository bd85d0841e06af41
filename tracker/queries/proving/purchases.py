"""Ask which goods were bought, from whom and for how much."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.models.proving.purchases import Purchase, PurchaseLine
from tracker.queries.proving.reversals import is_reversed


@dataclass(frozen=True)
class Wanted:
    """What narrows a list of purchases; days are included, None narrows nothing."""

    text: str = ""
    campaign_id: int | None = None
    since: date | None = None
    until: date | None = None


def purchases_listed(wanted: Wanted) -> Select[Any]:
    """Ask for purchases, each with whether it was taken back, campaign and payer loaded."""
    asked: Any = select(Purchase, is_reversed(Purchase.entry_id).label("gone"))
    asked = asked.options(joinedload(Purchase.campaign), joinedload(Purchase.account))
    return _narrowed(asked, wanted)


def sum_of_purchases(session: Session, wanted: Wanted) -> tuple[int, int]:
    """Count the purchases of a list that stand, and sum what they cost (whole đồng)."""
    asked: Any = select(func.count(), func.coalesce(func.sum(Purchase.amount), 0))
    standing = _narrowed(asked, wanted).where(~is_reversed(Purchase.entry_id))
    count, amount = session.execute(standing).one()
    return int(count), int(amount)


def lines_of_all(session: Session, purchase_ids: Iterable[int]) -> dict[int, list[PurchaseLine]]:
    """List the lines of some purchases in one question, by purchase."""
    found: dict[int, list[PurchaseLine]] = defaultdict(list)
    asked = select(PurchaseLine).where(PurchaseLine.purchase_id.in_(list(purchase_ids)))
    for line in session.scalars(asked.order_by(PurchaseLine.id)):
        found[line.purchase_id].append(line)
    return found


def _narrowed(asked: Any, wanted: Wanted) -> Any:
    for word in wanted.text.split():
        told = (Purchase.supplier, Purchase.invoice_number, Purchase.note)
        asked = asked.where(_any_has(told, word))
    if wanted.campaign_id is not None:
        asked = asked.where(Purchase.campaign_id == wanted.campaign_id)
    if wanted.since is not None:
        asked = asked.where(Purchase.bought_on >= wanted.since)
    if wanted.until is not None:
        asked = asked.where(Purchase.bought_on <= wanted.until)
    return asked


def _any_has(columns: Iterable[Any], word: str) -> Any:
    return or_(*(column.icontains(word, autoescape=True) for column in columns))
