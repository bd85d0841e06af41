"""List what went in and out of one till, newest first, with the balance after each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from tracker.models.journal import Account, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.vouchers import Voucher
from tracker.queries.journal import VND
from tracker.queries.journal import balance as balance_now
from tracker.queries.proving.vouchers import vouchers_of_lines


@dataclass(frozen=True)
class TillLine:
    """A line of a till with its document; `after` is the till's đồng when the day's lines up to it are in."""

    line: Line
    entry: Entry
    campaign: Campaign
    voucher: Voucher | None
    after: int | None


def till_lines(till: Account) -> Select[Line, Entry, Campaign]:
    """Ask for the lines of a till; their order is (happened_on, line's id)."""
    return (
        select(Line, Entry, Campaign)
        .join(Entry, Entry.id == Line.entry_id)
        .join(Campaign, Campaign.id == Line.campaign_id)
        .where(Line.account_id == till.id)
    )


def dressed(session: Session, till: Account, rows: Sequence[Any]) -> list[TillLine]:
    """Put voucher and balance beside the rows of one page, which come newest first.

    Only lines newer than the page are summed, so the first page costs nothing.
    """
    vouchers = vouchers_of_lines(session, [row[0].id for row in rows])
    after = _balance_after(session, till, rows[0]) if rows else 0
    dressed_rows = []
    for line, entry, campaign, *_ in rows:
        money = line.item == VND
        dressed_rows.append(TillLine(line, entry, campaign, vouchers.get(line.id), after if money else None))
        after -= line.quantity if money else 0
    return dressed_rows


def _balance_after(session: Session, till: Account, row: Any) -> int:
    return balance_now(session, till) - sum_later(session, row, (Line.account_id == till.id) & (Line.item == VND))


def sum_later(session: Session, row: Any, here: ColumnElement[bool]) -> int:
    """Sum what lines `here` moved after the line of a row, of which line and entry are the first two."""
    line, entry = row[0], row[1]
    later = or_(Entry.happened_on > entry.happened_on, and_(Entry.happened_on == entry.happened_on, Line.id > line.id))
    asked = select(func.coalesce(func.sum(Line.quantity), 0)).join(Entry, Entry.id == Line.entry_id)
    return int(session.scalar(asked.where(here, later)) or 0)
