"""Post to the journal: the only place that inserts entries and lines, and moves balances with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day
from tracker.ground.money import show_dong
from tracker.ground.refusals import N_, Refused
from tracker.models.base import Base
from tracker.models.journal import HOLDING_KINDS, KEEPING_KINDS, Account, Balance, Change, Entry, EntryKind, Line
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign
from tracker.models.users import User
from tracker.operations.balances import Place, move_balances
from tracker.operations.closed_days import refuse_closed_day, refuse_unlikely_day
from tracker.operations.proving.sealing import seal_all
from tracker.operations.writing import current_request, locked_head
from tracker.queries.journal import (
    VND,
    account,
    balance,
    lines_of,
    lowest_day,
    lowest_own_day,
    money_of_its_own,
    shown,
    where_money_is,
)


@dataclass(frozen=True)
class Draft:
    """A line to be posted: so much (whole đồng or pieces, + into, − out of) of one item."""

    account: Account
    campaign: Campaign
    item: str
    quantity: int
    child_id: int | None = None
    takes_back_id: int | None = None
    donation_part_id: int | None = None
    disbursement_part_id: int | None = None


def open_entry(
    session: Session, *, by: User, kind: EntryKind, happened_on: date, memo: str = "", reverses: Entry | None = None
) -> Entry:
    """Begin an entry with the next number; its lines follow by `post` in the same transaction.

    Refuses a day in the future, one before 1990 and one for which the books are closed.
    """
    (entry,) = open_entries(session, by=by, kind=kind, happened_on=happened_on, memos=[memo], reverses=reverses)
    return entry


def open_entries(
    session: Session,
    *,
    by: User,
    kind: EntryKind,
    happened_on: date,
    memos: Sequence[str],
    reverses: Entry | None = None,
) -> list[Entry]:
    """Begin an entry for each memo, all of one day and kind; otherwise as `open_entry`."""
    refuse_unlikely_day(happened_on, "happened_on")
    refuse_closed_day(session, happened_on, "happened_on")
    head = locked_head(session)
    first, head.last_seq = head.last_seq + 1, head.last_seq + len(memos)
    entries = [
        Entry(
            seq=seq,
            happened_on=happened_on,
            recorded_at=now(),
            kind=kind,
            memo=memo,
            recorded_by=by.id,
            request_id=current_request(session, by),
            reverses_id=reverses.id if reverses else None,
        )
        for seq, memo in enumerate(memos, first)
    ]
    session.add_all(entries)
    session.flush()
    return entries


def post(session: Session, *parts: tuple[Entry, Sequence[Draft]]) -> None:
    """Give one or more entries their lines and move the balances once, by the net of all.

    Refuses what the campaign's own money or goods in a till do not cover, today or at the end of
    any day since; entries that do not sum to zero per item and campaign are a fault of the program.
    """
    for entry, drafts in parts:
        _refuse_unbalanced(entry, drafts)
    moved = _net(draft for _, drafts in parts for draft in drafts)
    accounts = {draft.account.id: draft.account for _, drafts in parts for draft in drafts}
    campaigns = {draft.campaign.id: draft.campaign for _, drafts in parts for draft in drafts}
    for place, quantity in moved.items():
        _refuse_overspending(session, accounts[place[0]], campaigns[place[1]], place[2], quantity)
    _refuse_taking_the_unidentified(session, parts, campaigns)
    _refuse_negative_past(session, parts, accounts, campaigns)
    _insert_lines(session, [(entry.id, draft) for entry, drafts in parts for draft in drafts])
    move_balances(session, moved, accounts)
    seal_all(session, "entry", [entry.id for entry, _ in parts])


def mirror(session: Session, entry: Entry) -> list[Draft]:
    """Give the exact mirror of an entry's lines.

    Refuses an entry that is a reversal, was reversed before, or has a line that was taken back.
    """
    if entry.kind == EntryKind.REVERSAL or session.scalar(select(Entry.id).where(Entry.reverses_id == entry.id)):
        raise Refused(None, N_("Entry %(seq)s was already reversed."), seq=entry.seq)
    lines = lines_of(session, entry)
    if session.scalar(select(Line.id).where(Line.takes_back_id.in_([line.id for line in lines])).limit(1)):
        raise Refused(None, N_("Help of entry %(seq)s was taken back; it cannot be reversed any more."), seq=entry.seq)
    return [
        Draft(
            account=session.get_one(Account, line.account_id),
            campaign=session.get_one(Campaign, line.campaign_id),
            item=line.item,
            quantity=-line.quantity,
            child_id=line.child_id,
            donation_part_id=line.donation_part_id,
            disbursement_part_id=line.disbursement_part_id,
        )
        for line in lines
    ]


def open_reversal(session: Session, *, by: User, entry: Entry, happened_on: date, memo: str) -> Entry:
    """Begin the entry that mirrors another; its lines are `mirror`'s."""
    return open_entry(session, by=by, kind=EntryKind.REVERSAL, happened_on=happened_on, memo=memo, reverses=entry)


def reverse(session: Session, *, by: User, entry: Entry, happened_on: date, memo: str) -> Entry:
    """Post the exact mirror of a whole entry, once."""
    drafts = mirror(session, entry)
    reversal = open_reversal(session, by=by, entry=entry, happened_on=happened_on, memo=memo)
    post(session, (reversal, drafts))
    return reversal


def note(session: Session, *, by: User, record: Base, changes: dict[str, Any]) -> bool:
    """Change fields of master data and keep who, when, old and new; tell whether anything changed."""
    changed = {field: value for field, value in changes.items() if getattr(record, field) != value}
    key = ":".join(str(part) for part in record.__mapper__.primary_key_from_instance(record))
    for field, value in changed.items():
        old = getattr(record, field)
        session.add(
            Change(
                at=now(),
                user_id=by.id,
                table_name=record.__tablename__,
                record_id=key,
                field=field,
                old=None if old is None else str(old),
                new=None if value is None else str(value),
            )
        )
        setattr(record, field, value)
    session.flush()
    return bool(changed)


def _refuse_unbalanced(entry: Entry, drafts: Sequence[Draft]) -> None:
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for draft in drafts:
        sums[draft.campaign.id, draft.item] += draft.quantity
    if not drafts or any(sums.values()):
        raise ValueError(f"entry {entry.seq} does not sum to zero per campaign and item")


def _net(drafts: Iterable[Draft]) -> dict[Place, int]:
    moved: dict[Place, int] = defaultdict(int)
    for draft in drafts:
        moved[draft.account.id, draft.campaign.id, draft.item] += draft.quantity
    return dict(sorted((place, quantity) for place, quantity in moved.items() if quantity))


def _refuse_overspending(session: Session, account: Account, campaign: Campaign, item: str, moved: int) -> None:
    if account.guard * moved >= 0:
        return
    there = session.scalar(
        select(Balance.quantity).where(
            Balance.account_id == account.id, Balance.campaign_id == campaign.id, Balance.item == item
        )
    )
    if account.guard * ((there or 0) + moved) >= 0:
        return
    elsewhere = where_money_is(session, campaign, item)
    raise Refused(
        "amount",
        N_("%(campaign)s has %(there)s in “%(till)s”, %(asked)s is asked. It has in all: %(tills)s."),
        offer=("move_money", {"campaign_id": campaign.id, "to_id": account.id}) if elsewhere else None,
        campaign=campaign.name,
        there=shown(session, item, abs(there or 0)),
        till=account.name,
        asked=shown(session, item, abs(moved)),
        tills="; ".join(f"{till.name} {shown(session, item, quantity)}" for till, quantity in elsewhere) or "0",
    )


def _refuse_taking_the_unidentified(
    session: Session, parts: Sequence[tuple[Entry, Sequence[Draft]]], campaigns: dict[int, Campaign]
) -> None:
    """Keep in the general fund's tills what is owed to donors who are not known yet, now and on any day since."""
    fund = next((campaign for campaign in campaigns.values() if campaign.code == GENERAL_FUND), None)
    days: dict[date, int] = defaultdict(int)
    for entry, drafts in parts:
        for draft in drafts:
            if fund and draft.campaign.id == fund.id and draft.item == VND and draft.account.kind in KEEPING_KINDS:
                days[entry.happened_on] += draft.quantity
    if fund is None or not any(taken < 0 for taken in days.values()):
        return
    own = money_of_its_own(session, fund)
    if own + sum(days.values()) < 0:
        raise Refused(
            "amount",
            N_("%(campaign)s has %(own)s of its own; %(waiting)s more waits for a name and cannot be used."),
            campaign=fund.name,
            own=show_dong(own),
            waiting=show_dong(-balance(session, account(session, "payable:unidentified"), fund)),
        )
    low = lowest_own_day(session, fund, added=days)
    if low is not None:
        text = N_("At the end of %(day)s, %(campaign)s would have used %(short)s that waits for a name.")
        raise Refused("happened_on", text, day=show_day(low[0]), campaign=fund.name, short=show_dong(low[1]))


def _refuse_negative_past(
    session: Session,
    parts: Sequence[tuple[Entry, Sequence[Draft]]],
    accounts: dict[int, Account],
    campaigns: dict[int, Campaign],
) -> None:
    by_day: dict[Place, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for entry, drafts in parts:
        for draft in drafts:
            if draft.account.kind in HOLDING_KINDS:
                by_day[draft.account.id, draft.campaign.id, draft.item][entry.happened_on] += draft.quantity
    for (account_id, campaign_id, item), days in by_day.items():
        account, campaign = accounts[account_id], campaigns[campaign_id]
        low = lowest_day(session, account, campaign, item, added=days)
        if low is not None:
            raise Refused(
                "happened_on",
                N_("At the end of %(day)s, %(campaign)s would have had %(short)s too little in “%(till)s”."),
                day=show_day(low[0]),
                campaign=campaign.name,
                short=shown(session, item, low[1]),
                till=account.name,
            )


def _insert_lines(session: Session, drafts: Sequence[tuple[int, Draft]]) -> None:
    """Insert the lines, each with the id of its entry, numbered in this order."""
    head = locked_head(session)
    first = head.last_line_id + 1
    head.last_line_id += len(drafts)
    rows = [
        {
            "id": first + place,
            "entry_id": entry_id,
            "account_id": draft.account.id,
            "campaign_id": draft.campaign.id,
            "item": draft.item,
            "quantity": draft.quantity,
            "child_id": draft.child_id,
            "takes_back_id": draft.takes_back_id,
            "donation_part_id": draft.donation_part_id,
            "disbursement_part_id": draft.disbursement_part_id,
        }
        for place, (entry_id, draft) in enumerate(drafts)
    ]
    session.execute(insert(Line), rows)
