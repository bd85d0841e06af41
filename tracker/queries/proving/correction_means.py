"""Ask how much of what a correction takes out of a till is still there, and what was paid from it since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tracker.models.journal import HOLDING_KINDS, Account, Entry, Line
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign
from tracker.models.proving.vouchers import Voucher
from tracker.queries.journal import VND, balance, money_of_its_own, where_money_is
from tracker.queries.proving.vouchers import vouchers_of

#: (account, campaign, item), all by their keys.
Place = tuple[int, int, str]
#: So many payments are named, the newest first.
MOST_NAMED = 10


@dataclass(frozen=True)
class Spent:
    """Something that left the till since: when, what for, how much (whole đồng or pieces), on which vouchers."""

    happened_on: date
    memo: str
    quantity: int
    vouchers: list[Voucher]


@dataclass(frozen=True)
class Means:
    """What a correction takes out of a till of a campaign, what of it is there, and where the rest went."""

    till: Account
    campaign: Campaign
    item: str
    asked: int
    there: int
    #: The newest payments since, at most MOST_NAMED, and how many there are in all.
    spent: list[Spent]
    spent_count: int
    #: Other open tills where the campaign has some of it.
    elsewhere: list[tuple[Account, int]]

    @property
    def can_move(self) -> int:
        """Give how much can move now."""
        return min(self.there, self.asked)

    @property
    def short(self) -> int:
        """Give how much must come back first; 0 where all of it can move."""
        return self.asked - self.can_move


def means_for(session: Session, moved: Mapping[Place, int], *, since: Entry) -> list[Means]:
    """Say of every till that gives something whether it can; `since` is the wrong entry.

    `moved` is the net of the correction by place: + into, − out of (whole đồng or pieces).
    """
    found = []
    for (account_id, campaign_id, item), quantity in sorted(moved.items()):
        till = session.get_one(Account, account_id)
        if quantity < 0 and till.kind in HOLDING_KINDS:
            found.append(_means(session, till, session.get_one(Campaign, campaign_id), item, -quantity, since))
    return found


def _means(session: Session, till: Account, campaign: Campaign, item: str, asked: int, since: Entry) -> Means:
    there = balance(session, till, campaign, item)
    if campaign.code == GENERAL_FUND and item == VND:
        there = max(0, min(there, money_of_its_own(session, campaign)))
    here = (Line.account_id == till.id) & (Line.campaign_id == campaign.id) & (Line.item == item)
    out = here & (Line.quantity < 0) & (Entry.seq > since.seq)
    short = there < asked
    elsewhere = where_money_is(session, campaign, item) if short else []
    return Means(
        till=till,
        campaign=campaign,
        item=item,
        asked=asked,
        there=there,
        spent=_spent(session, out) if short else [],
        spent_count=_count(session, out) if short else 0,
        elsewhere=[(other, n) for other, n in elsewhere if other.id != till.id],
    )


def _count(session: Session, out: ColumnElement[bool]) -> int:
    asked = select(func.count(Entry.id.distinct())).join(Line, Line.entry_id == Entry.id).where(out)
    return int(session.scalar(asked) or 0)


def _spent(session: Session, out: ColumnElement[bool]) -> list[Spent]:
    asked = select(Entry, func.sum(Line.quantity)).join(Line, Line.entry_id == Entry.id).where(out)
    rows = list(session.execute(asked.group_by(Entry.id).order_by(Entry.seq.desc()).limit(MOST_NAMED)))
    vouchers = vouchers_of(session, [entry.id for entry, _ in rows])
    return [
        Spent(entry.happened_on, entry.memo, -int(quantity), vouchers.get(entry.id, [])) for entry, quantity in rows
    ]
