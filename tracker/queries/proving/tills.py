"""Ask what lies where: tills, stores and advances, per campaign and item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.models.journal import HOLDING_KINDS, TILL_KINDS, Account, Balance, Entry, EntryKind, Line
from tracker.models.proving.campaigns import Campaign

UNIDENTIFIED = "payable:unidentified"


@dataclass(frozen=True)
class Held:
    """So much (whole đồng or pieces) of an item that a campaign has in one till."""

    till: Account
    campaign: Campaign
    item: str
    quantity: int


def balances_of(session: Session) -> list[Held]:
    """List what every till, store and advance holds, per campaign and item; empty ones are left out."""
    return _held(session, _holdings())


def held_in(session: Session, till: Account) -> list[Held]:
    """List what one till holds, per campaign and item."""
    return _held(session, _holdings().where(Account.id == till.id))


def held_by(session: Session, campaign: Campaign) -> list[Held]:
    """List what one campaign has, per till and item."""
    return _held(session, _holdings().where(Campaign.id == campaign.id))


def _holdings() -> Select[Account, Campaign, str, int]:
    return (
        select(Account, Campaign, Balance.item, Balance.quantity)
        .join(Balance, Balance.account_id == Account.id)
        .join(Campaign, Campaign.id == Balance.campaign_id)
        .where(Account.kind.in_(HOLDING_KINDS), Balance.quantity != 0)
        .order_by(Account.code, Campaign.code, Balance.item)
    )


def _held(session: Session, asked: Select[Account, Campaign, str, int]) -> list[Held]:
    return [Held(till, campaign, item, quantity) for till, campaign, item, quantity in session.execute(asked)]


def tills_open(session: Session, kinds: Iterable[str] = TILL_KINDS, day: date | None = None) -> list[Account]:
    """List the tills of some kinds that are open, on a day or now, by their paths."""
    asked = select(Account).where(Account.kind.in_(list(kinds)), Account.closed_on.is_(None))
    if day is not None:
        asked = asked.where((Account.opened_on.is_(None)) | (Account.opened_on <= day))
    return list(session.scalars(asked.order_by(Account.code)))


def tills_all(session: Session) -> list[Account]:
    """List all tills, stores and advances, the closed ones too, by their paths."""
    return list(session.scalars(select(Account).where(Account.kind.in_(HOLDING_KINDS)).order_by(Account.code)))


def last_day_in(session: Session, till: Account) -> date | None:
    """Give the latest day on which anything went in or out of a till."""
    asked = select(func.max(Entry.happened_on)).join(Line, Line.entry_id == Entry.id)
    return session.scalar(asked.where(Line.account_id == till.id))


def books_have_begun(session: Session) -> bool:
    """Tell whether an entry exists that is neither an opening balance nor the reversal of one."""
    asked = select(Entry.id).where(Entry.kind.not_in([EntryKind.OPENING, EntryKind.REVERSAL])).limit(1)
    return session.scalar(asked) is not None
