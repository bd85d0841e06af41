"""Ask about campaigns: where they stand, who runs them, when something last happened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.journal import Entry, Line
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign, Partner
from tracker.queries.journal import VND
from tracker.queries.proving.positions import Extra, GoodsPosition, Position, Sum, goods_of, money_of
from tracker.queries.proving.sums import extras_of, sums_of

NOTHING = Position()


def position(session: Session, campaign: Campaign, *, since: date | None = None, until: date | None = None) -> Position:
    """Say where a campaign stands now, or for a period (both days included).

    Without days only balances are read, whatever the size of the books.
    """
    return positions(session, since=since, until=until, campaign=campaign).get(campaign.id, NOTHING)


def positions(
    session: Session,
    *,
    since: date | None = None,
    until: date | None = None,
    campaign: Campaign | None = None,
    worth: bool = True,
) -> dict[int, Position]:
    """Say where all campaigns (or one) stand, by id, in four queries; one without any entry is missing.

    Without `worth` nothing is said of what goods are worth: it is a sum over every gift of goods.
    """
    sums = sums_of(session, since=since, until=until, campaign=campaign)
    return positions_from(sums, extras_of(session, since=since, until=until, campaign=campaign, worth=worth))


def positions_from(sums: Iterable[Sum], extras: Mapping[tuple[int, str], Extra]) -> dict[int, Position]:
    """Put together where campaigns stand, by id, of sums that are known already."""
    grouped: dict[int, dict[str, list[Sum]]] = defaultdict(lambda: defaultdict(list))
    for row in sums:
        grouped[row.campaign_id][row.item].append(row)
    return {key: _position(key, items, extras) for key, items in grouped.items()}


def _position(key: int, items: dict[str, list[Sum]], extras: Mapping[tuple[int, str], Extra]) -> Position:
    goods: dict[str, GoodsPosition] = {
        item: goods_of(rows, extras.get((key, item), Extra())) for item, rows in sorted(items.items()) if item != VND
    }
    return money_of(items.get(VND, []), extras.get((key, VND), Extra()), goods)


def general_fund(session: Session) -> Campaign:
    """Give Quỹ chung."""
    return session.scalars(select(Campaign).where(Campaign.code == GENERAL_FUND)).one()


def campaigns_open(session: Session) -> Sequence[Campaign]:
    """List the campaigns that are not closed, by code."""
    return session.scalars(select(Campaign).where(Campaign.closed_on.is_(None)).order_by(Campaign.code)).all()


def partners_of(session: Session, campaign: Campaign) -> list[Partner]:
    """List the institutions that run a campaign with the fund."""
    return list(session.scalars(select(Partner).where(Partner.campaign_id == campaign.id).order_by(Partner.id)))


def last_day_of(session: Session, campaign: Campaign) -> date | None:
    """Give the latest day on which anything happened with a campaign's money, goods or pledges."""
    asked = select(Entry.happened_on).join(Line, Line.entry_id == Entry.id).where(Line.campaign_id == campaign.id)
    return session.scalar(asked.order_by(Entry.happened_on.desc()).limit(1))
