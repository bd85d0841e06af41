"""List what went in and out of the stores of one kind of goods of a campaign (thẻ kho), with what was there after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from tracker.models.journal import Account, AccountKind, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.vouchers import Voucher
from tracker.queries.proving.store import in_stores
from tracker.queries.proving.till_lines import sum_later
from tracker.queries.proving.vouchers import vouchers_of_lines


@dataclass(frozen=True)
class CardLine:
    """A line of the card with its slip; `after` is the pieces in all stores when the line was in."""

    line: Line
    entry: Entry
    store: Account
    voucher: Voucher | None
    after: int


def card_lines(campaign: Campaign, item: str) -> Select[Line, Entry, Account]:
    """Ask for the lines of the card; their order is (happened_on, line's id)."""
    return (
        select(Line, Entry, Account)
        .join(Entry, Entry.id == Line.entry_id)
        .join(Account, Account.id == Line.account_id)
        .where(_here(campaign, item))
    )


def card_dressed(session: Session, campaign: Campaign, item: str, rows: Sequence[Any]) -> list[CardLine]:
    """Put slip and balance beside the rows of one page, which come newest first; only newer lines are summed."""
    if not rows:
        return []
    vouchers = vouchers_of_lines(session, [row[0].id for row in rows])
    after = sum(in_stores(session, campaign, item).values()) - sum_later(session, rows[0], _here(campaign, item))
    dressed = []
    for line, entry, store, *_ in rows:
        dressed.append(CardLine(line, entry, store, vouchers.get(line.id), after))
        after -= line.quantity
    return dressed


def _here(campaign: Campaign, item: str) -> ColumnElement[bool]:
    stores = select(Account.id).where(Account.kind == AccountKind.GOODS)
    return Line.account_id.in_(stores) & (Line.campaign_id == campaign.id) & (Line.item == item)
