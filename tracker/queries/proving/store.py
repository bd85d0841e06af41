"""Ask what the store holds: per campaign and kind of goods what came, left, is taken along, was counted, expires."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from tracker.models.journal import Account, AccountKind, Balance
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.store_counts import StoreCount
from tracker.queries.journal import VND
from tracker.queries.proving.advances import SheetAdvance, sheet_advances
from tracker.queries.proving.campaigns import positions
from tracker.queries.proving.goods_lots import expiring
from tracker.queries.proving.positions import GoodsPosition
from tracker.queries.proving.store_counts import last_counted, waiting_counts


@dataclass(frozen=True)
class Wanted:
    """What narrows the store: words of the campaign, a kind of goods, only what is there, days (included)."""

    text: str = ""
    item: str = ""
    #: Also what has all gone.
    gone: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class StoreRow:
    """One kind of goods of one campaign (pieces)."""

    campaign: Campaign
    item: str
    goods: GoodsPosition
    counted_on: date | None
    #: The count whose difference waits for approval.
    waiting: StoreCount | None
    #: How many pieces expire soon or have, and the first day; None where none do.
    expiring: tuple[int, date] | None

    @property
    def came(self) -> int:
        """Give what came in."""
        return self.goods.received + self.goods.bought + self.goods.moved_in

    @property
    def left(self) -> int:
        """Give what left for good."""
        return self.goods.given + self.goods.moved_out


def campaigns_with_goods(wanted: Wanted) -> Select[Campaign]:
    """Ask for the campaigns that have goods, or ever had; the caller orders and pages."""
    asked: Any = select(Campaign).where(Campaign.id.in_(_with_goods(wanted)))
    for word in wanted.text.split()[:8]:
        named = Campaign.name.icontains(word, autoescape=True) | Campaign.code.icontains(word, autoescape=True)
        asked = asked.where(named)
    named_so: Select[Campaign] = asked
    return named_so


def _with_goods(wanted: Wanted) -> Select[int]:
    asked = (
        select(Balance.campaign_id)
        .join(Account, Account.id == Balance.account_id)
        .where(Account.kind.in_([AccountKind.GOODS, AccountKind.ADVANCE]), Balance.item != VND)
    )
    if wanted.item:
        asked = asked.where(Balance.item == wanted.item)
    return asked if wanted.gone else asked.where(Balance.quantity > 0)


def store_rows(session: Session, campaigns: Sequence[Campaign], wanted: Wanted, day: date) -> list[StoreRow]:
    """Say for some campaigns what the store holds of each kind of goods, in the order given, then by kind."""
    found = positions(session, since=wanted.since, until=wanted.until, worth=False)
    counted, soon = last_counted(session), expiring(session, day)
    waiting = {(count.campaign_id, count.item): count for count in session.scalars(waiting_counts())}
    return [
        StoreRow(campaign, item, goods, counted.get(place), waiting.get(place), soon.get(place))
        for campaign in campaigns
        for item, goods in (found[campaign.id].goods if campaign.id in found else {}).items()
        if _is_wanted(goods, item, wanted)
        for place in [(campaign.id, item)]
    ]


def _is_wanted(goods: GoodsPosition, item: str, wanted: Wanted) -> bool:
    there = goods.in_store or goods.advanced
    ever = any((there, goods.opening, goods.received, goods.bought, goods.moved_in, goods.difference, goods.given))
    return wanted.item in ("", item) and bool(ever if wanted.gone else there)


def in_stores(session: Session, campaign: Campaign, item: str) -> dict[int, int]:
    """Give the pieces of a campaign's goods in each store, by the store's id; empty ones, too."""
    asked = select(Account.id, func.coalesce(Balance.quantity, 0)).outerjoin(
        Balance,
        and_(Balance.account_id == Account.id, Balance.campaign_id == campaign.id, Balance.item == item),
    )
    return {key: int(pieces) for key, pieces in session.execute(asked.where(Account.kind == AccountKind.GOODS))}


def taken_along(session: Session, campaign: Campaign, item: str) -> list[tuple[SheetAdvance, int]]:
    """List who took goods along that are not back, with the pieces; the longest first."""
    rows = sheet_advances(session, campaign_id=campaign.id)
    return [(row, row.amounts[item]) for row in rows if row.amounts.get(item)]
