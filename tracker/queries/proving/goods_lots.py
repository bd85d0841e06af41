"""Ask which lots goods came with, and which of them are still there if what expires first leaves first."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.journal import Account, AccountKind, Balance
from tracker.models.proving.goods_lots import GoodsLot
from tracker.models.proving.moves import CampaignMove
from tracker.models.proving.purchases import Purchase, PurchaseLine
from tracker.queries.journal import VND
from tracker.queries.proving.reversals import is_reversed

#: Campaign's id and item.
Place = tuple[int, str]
#: So many days ahead the store warns of what expires.
SOON = 30
_Later = aliased(GoodsLot)


@dataclass(frozen=True)
class LotLeft:
    """A lot with the pieces that came with it, and those of it that should still be in the store."""

    lot: GoodsLot
    campaign_id: int
    item: str
    came_on: date
    #: The gift or the purchase that it came with.
    gift_id: int | None
    purchase_id: int | None
    left: int = 0


@dataclass(frozen=True)
class Lots:
    """The lots of one kind of goods of a campaign, the first to expire first."""

    rows: list[LotLeft]
    #: Pieces in the store of which nobody said a lot.
    unsaid: int
    #: Goods of this kind moved between campaigns, so that these are the lots of all of them together.
    shared: bool

    def until(self, day: date) -> list[LotLeft]:
        """List what is still there and is good until this day at most."""
        return [row for row in self.rows if row.left and row.lot.expires_on is not None and row.lot.expires_on <= day]


def lots_of_parts(session: Session, part_ids: Iterable[int]) -> dict[int, list[GoodsLot]]:
    """List what was last said of the lots of parts of gifts, by part."""
    return _by(session, GoodsLot.donation_part_id, part_ids)


def lots_of_lines(session: Session, line_ids: Iterable[int]) -> dict[int, list[GoodsLot]]:
    """List what was last said of the lots of lines of purchases, by line."""
    return _by(session, GoodsLot.purchase_line_id, line_ids)


def _by(session: Session, column: Any, keys: Iterable[int]) -> dict[int, list[GoodsLot]]:
    found: dict[int, list[GoodsLot]] = defaultdict(list)
    for lot in session.scalars(select(GoodsLot).where(column.in_(list(keys)), _stands()).order_by(GoodsLot.id)):
        found[lot.donation_part_id or lot.purchase_line_id or 0].append(lot)
    return found


def _stands() -> ColumnElement[bool]:
    """Tell what was said last of its part or line: saying it again takes the place of what was said before."""
    same = or_(
        _Later.donation_part_id == GoodsLot.donation_part_id, _Later.purchase_line_id == GoodsLot.purchase_line_id
    )
    return ~exists(select(_Later.id).where(same, _Later.at > GoodsLot.at))


def lots_in(session: Session, campaign_id: int, item: str) -> Lots:
    """Say which lots of one kind of goods of a campaign should still be in the store."""
    return _lots(session, {(campaign_id, item)})[campaign_id, item]


def expiring(session: Session, day: date, days: int = SOON) -> dict[Place, tuple[int, date]]:
    """Say of which goods in the store some expire within so many days, or have: pieces, and the first day."""
    until = day + timedelta(days=days)
    found = {}
    for place, lots in _lots(session, _with_lots_until(session, until)).items():
        rows = lots.until(until)
        if rows:
            found[place] = (sum(row.left for row in rows), min(row.lot.expires_on or until for row in rows))
    return found


def _with_lots_until(session: Session, until: date) -> set[Place]:
    """List the goods that lie in the store and may be of a lot that expires until then."""
    pools = _pools(session)
    places = {
        other
        for place in _places_of(session, GoodsLot.expires_on <= until)
        for other in pools.get(place, frozenset({place}))
    }
    return {place for place, (there, _came) in _quantities(session, places).items() if there > 0}


def _lots(session: Session, places: Collection[Place]) -> dict[Place, Lots]:
    """Work out what is left of the lots, for some goods, in four questions."""
    if not places:
        return {}
    pools = _pools(session)
    pool_of = {place: pools.get(place, frozenset({place})) for place in places}
    everywhere = {place for pool in pool_of.values() for place in pool}
    rows, quantities = _lots_by_place(session, everywhere), _quantities(session, everywhere)
    found = {}
    for place, pool in pool_of.items():
        own, _ = quantities.get(place, (0, 0))
        there = sum(quantities.get(each, (0, 0))[0] for each in pool)
        came = sum(quantities.get(each, (0, 0))[1] for each in pool)
        left, unsaid = _first_expiring_leave_first([row for each in pool for row in rows[each]], there, came)
        found[place] = Lots([_at_most(row, own) for row in left], min(unsaid, own), len(pool) > 1)
    return found


def _first_expiring_leave_first(rows: list[LotLeft], there: int, came: int) -> tuple[list[LotLeft], int]:
    """Share what is there among the lots, what expires last first; of what has no lot said most is left."""
    ordered = sorted(rows, key=lambda row: (row.lot.expires_on or date.max, row.came_on, row.lot.id))
    unsaid = min(there, max(came - sum(row.lot.quantity for row in rows), 0))
    rest, left = there - unsaid, []
    for row in reversed(ordered):
        pieces = min(rest, row.lot.quantity)
        rest -= pieces
        left.append(replace(row, left=pieces))
    return left[::-1], unsaid + rest


def _at_most(row: LotLeft, own: int) -> LotLeft:
    return row if row.left <= own else replace(row, left=own)


def _said() -> Select[Any]:
    """Ask for the lots that stand of gifts and purchases that stand: lot, campaign, item, day, gift, purchase."""
    asked: Any = (
        select(
            GoodsLot,
            func.coalesce(Donation.campaign_id, Purchase.campaign_id),
            func.coalesce(DonationPart.item, PurchaseLine.item),
            func.coalesce(Donation.received_on, Purchase.bought_on),
            Donation.id,
            Purchase.id,
        )
        .outerjoin(DonationPart, DonationPart.id == GoodsLot.donation_part_id)
        .outerjoin(Donation, Donation.id == DonationPart.donation_id)
        .outerjoin(PurchaseLine, PurchaseLine.id == GoodsLot.purchase_line_id)
        .outerjoin(Purchase, Purchase.id == PurchaseLine.purchase_id)
    )
    gift = and_(Donation.id.is_not(None), ~is_reversed(Donation.entry_id))
    bought = and_(Purchase.id.is_not(None), ~is_reversed(Purchase.entry_id))
    standing: Select[Any] = asked.where(_stands(), or_(gift, bought))
    return standing


def _places_of(session: Session, *wanted: ColumnElement[bool]) -> set[Place]:
    return {(campaign_id, item) for _lot, campaign_id, item, *_rest in session.execute(_said().where(*wanted))}


def _lots_by_place(session: Session, places: set[Place]) -> dict[Place, list[LotLeft]]:
    found: dict[Place, list[LotLeft]] = defaultdict(list)
    items = {item for _campaign_id, item in places}
    for row in session.execute(_said().where(func.coalesce(DonationPart.item, PurchaseLine.item).in_(items))):
        lot = LotLeft(*row)
        found[lot.campaign_id, lot.item].append(lot)
    return found


def _quantities(session: Session, places: Collection[Place]) -> dict[Place, tuple[int, int]]:
    """Give the pieces in the stores, and all that came and stayed the fund's to give, by campaign and item."""
    held = Account.kind.in_([AccountKind.GOODS, AccountKind.ADVANCE]) | (Account.code == "expenses:help")
    asked = (
        select(
            Balance.campaign_id,
            Balance.item,
            func.sum(case((Account.kind == AccountKind.GOODS, Balance.quantity), else_=0)),
            func.sum(Balance.quantity),
        )
        .join(Account, Account.id == Balance.account_id)
        .where(held, Balance.item.in_({item for _campaign_id, item in places} - {VND}))
        .group_by(Balance.campaign_id, Balance.item)
    )
    return {(key, item): (int(there), int(came)) for key, item, there, came in session.execute(asked)}


def _pools(session: Session) -> dict[Place, frozenset[Place]]:
    """Put together the campaigns between which a kind of goods moved, for each of them."""
    pools: dict[Place, frozenset[Place]] = {}
    asked = select(CampaignMove.item, CampaignMove.from_id, CampaignMove.to_id).where(CampaignMove.item != VND)
    for item, from_id, to_id in session.execute(asked.distinct()):
        ends = ((from_id, item), (to_id, item))
        pool = frozenset(ends).union(*(pools.get(end, frozenset()) for end in ends))
        pools |= {place: pool for place in pool}
    return pools
