"""Add up the books per campaign, item and account: from balances now, from lines for a period."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union
from sqlalchemy.orm import Session, aliased

from tracker.models.giving.donations import DonationPart, GiveBack
from tracker.models.journal import Account, Balance, Entry, EntryKind, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Item
from tracker.queries.journal import VND
from tracker.queries.proving.positions import Extra, Sum

Place = tuple[int, str]


def sums_of(
    session: Session, *, since: date | None = None, until: date | None = None, campaign: Campaign | None = None
) -> list[Sum]:
    """Add up every account per campaign and item, before `since` and from it to `until`, in one query.

    Without days nothing is before, and the balances tell.
    """
    asked = _of_balances() if since is None and until is None else _of_lines(since, until)
    if campaign is not None:
        table = Balance if since is None and until is None else Line
        asked = asked.where(table.campaign_id == campaign.id)
    return [
        Sum(key, item, code, kind, int(before), int(within))
        for key, item, code, kind, before, within in session.execute(asked)
    ]


def _of_balances() -> Select[int, str, str, str, int, int]:
    return select(
        Balance.campaign_id, Balance.item, Account.code, Account.kind, literal(0), Balance.quantity
    ).join(Account, Account.id == Balance.account_id)  # fmt: skip


def _of_lines(since: date | None, until: date | None) -> Select[int, str, str, str, int, int]:
    before = Entry.happened_on < since if since is not None else literal(1) == literal(0)
    asked = (
        select(
            Line.campaign_id,
            Line.item,
            Account.code,
            Account.kind,
            func.sum(case((before, Line.quantity), else_=0)),
            func.sum(case((before, 0), else_=Line.quantity)),
        )
        .join(Account, Account.id == Line.account_id)
        .join(Entry, Entry.id == Line.entry_id)
        .group_by(Line.campaign_id, Line.item, Account.code, Account.kind)
    )
    return asked.where(Entry.happened_on <= until) if until is not None else asked


def extras_of(
    session: Session,
    *,
    since: date | None = None,
    until: date | None = None,
    campaign: Campaign | None = None,
    worth: bool = True,
) -> dict[Place, Extra]:
    """Tell what moved in and out, was given back, and (with `worth`) what goods are worth, in three queries."""
    found: dict[Place, dict[str, int]] = defaultdict(dict)
    narrow = _narrowing(since, until, campaign)
    for key, item, moved_in, moved_out in session.execute(narrow(_moves())):
        found[key, item] |= {"moved_in": int(moved_in), "moved_out": int(moved_out)}
    given_back = _narrowing(since, until, None)(_given_back())
    if campaign is not None:
        # Written so, as above: these lines are found by their entries.
        given_back = given_back.where(Line.campaign_id + 0 == campaign.id)
    for key, item, quantity in session.execute(given_back):
        found[key, item]["given_back"] = int(quantity)
    for key, item, value in _values(session.execute(narrow(_valued_lines()))) if worth else ():
        found[key, item]["value"] = found[key, item].get("value", 0) + value
    return {place: Extra(**values) for place, values in found.items()}


def _narrowing(since: date | None, until: date | None, campaign: Campaign | None) -> Any:
    """Give what narrows a statement to the period and the campaign."""
    wanted: list[ColumnElement[bool]] = []
    if since is not None:
        wanted.append(Entry.happened_on >= since)
    if until is not None:
        wanted.append(Entry.happened_on <= until)
    if campaign is not None:
        wanted.append(Line.campaign_id == campaign.id)
    return lambda statement: statement.where(*wanted)


def _moves() -> Select[int, str, int, int]:
    """Split moves into in and out; a reversed move lowers what it had raised."""
    reversal = Entry.kind == EntryKind.REVERSAL
    out = or_(and_(~reversal, Line.quantity > 0), and_(reversal, Line.quantity < 0))
    return (
        select(
            Line.campaign_id,
            Line.item,
            func.sum(case((out, 0), else_=-Line.quantity)),
            func.sum(case((out, Line.quantity), else_=0)),
        )
        .join(Account, Account.id == Line.account_id)
        .join(Entry, Entry.id == Line.entry_id)
        .where(Account.code == "equity:moved")
        .group_by(Line.campaign_id, Line.item)
    )


def _given_back() -> Select[int, str, int]:
    """Add up gifts given back, less those whose giving back was reversed; these entries are few."""
    gone = select(GiveBack.entry_id)
    reversed_again = select(Entry.id).where(Entry.reverses_id.in_(gone))
    return (
        select(Line.campaign_id, Line.item, func.sum(Line.quantity))
        .join(Entry, Entry.id == Line.entry_id)
        # Written so, the lines are found by their entries, and not all of the account by its index.
        .join(Account, Account.id == Line.account_id + 0)
        .where(Line.entry_id.in_(union(gone, reversed_again)), Account.code == "income:gifts")
        .group_by(Line.campaign_id, Line.item)
    )


def _valued_lines() -> Select[int, str, int, int | None, int]:
    """Add up, per gift of goods with a stated value, the pieces that came and stayed."""
    gift = aliased(DonationPart)
    # Named one by one, these lines are found by the index of account, campaign and item.
    incomes = select(Account.id).where(Account.code.in_(["income:gifts", "income:budget"]))
    goods = select(Item.code).where(Item.code != VND)
    return (
        select(Line.campaign_id, Line.item, gift.quantity, gift.value, func.sum(Line.quantity))
        .join(gift, gift.id == Line.donation_part_id)
        .join(Entry, Entry.id == Line.entry_id)
        .where(Line.account_id.in_(incomes), Line.item.in_(goods), gift.value.is_not(None))
        .group_by(Line.campaign_id, Line.item, gift.id, gift.quantity, gift.value)
    )


def _values(rows: Iterable[Any]) -> Iterable[tuple[int, str, int]]:
    """Give the worth in đồng of what stayed of each gift, by the share of its pieces."""
    for key, item, given, value, moved in rows:
        yield key, item, -int(moved) * int(value) // int(given)
