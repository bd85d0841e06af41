"""Ask the journal: lines, balances, and what a campaign has where."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tracker.ground.money import show_dong, show_number
from tracker.models.journal import KEEPING_KINDS, TILL_KINDS, Account, Balance, Change, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Item

#: The item of money.
VND = "VND"


def lines_of(session: Session, entry: Entry) -> list[Line]:
    """List the lines of an entry in their order."""
    return list(session.scalars(select(Line).where(Line.entry_id == entry.id).order_by(Line.id)))


def account(session: Session, code: str) -> Account:
    """Find an account by its colon path; a missing one is a fault of the program."""
    return session.scalars(select(Account).where(Account.code == code)).one()


def balance(session: Session, account: Account, campaign: Campaign | None = None, item: str = VND) -> int:
    """Sum an account's balance of one item, of one campaign or of all (whole đồng or pieces)."""
    asked = select(func.coalesce(func.sum(Balance.quantity), 0)).where(
        Balance.account_id == account.id, Balance.item == item
    )
    if campaign is not None:
        asked = asked.where(Balance.campaign_id == campaign.id)
    return int(session.scalar(asked) or 0)


def shown(session: Session, item: str, quantity: int) -> str:
    """Show a quantity with its unit: 1.200.000 đ, 90 chiếc."""
    if item == VND:
        return show_dong(quantity)
    return f"{show_number(quantity)} {session.get_one(Item, item).unit}"


def where_money_is(session: Session, campaign: Campaign, item: str) -> list[tuple[Account, int]]:
    """List the tills or stores in which a campaign still has some of an item, most first."""
    asked = (
        select(Account, Balance.quantity)
        .join(Balance, Balance.account_id == Account.id)
        .where(Balance.campaign_id == campaign.id, Balance.item == item, Balance.quantity > 0)
        .where(Account.kind.in_(TILL_KINDS))
        .order_by(Balance.quantity.desc())
    )
    return [(till, quantity) for till, quantity in session.execute(asked)]


def money_of_its_own(session: Session, campaign: Campaign) -> int:
    """Sum what a campaign holds in all tills and advances, less what nobody can name yet (whole đồng)."""
    asked = (
        select(func.coalesce(func.sum(Balance.quantity), 0))
        .join(Account, Account.id == Balance.account_id)
        .where(Balance.campaign_id == campaign.id, Balance.item == VND, Account.kind.in_(KEEPING_KINDS))
    )
    return int(session.scalar(asked) or 0)


def lowest_day(
    session: Session, account: Account, campaign: Campaign, item: str, *, added: Mapping[date, int]
) -> tuple[date, int] | None:
    """Find the first day on whose end the balance would be on the wrong side of its guard.

    `added` is what is about to be posted, by day. Answers the day and by how much it is short
    (whole đồng or pieces, positive), or None. Looks only at the days since the first added one.
    """
    here = (Line.account_id == account.id) & (Line.campaign_id == campaign.id) & (Line.item == item)
    return _lowest(_by_day(session, here, min(added)), balance(session, account, campaign, item), added, account.guard)


def lowest_own_day(session: Session, campaign: Campaign, *, added: Mapping[date, int]) -> tuple[date, int] | None:
    """Find the first day on whose end a campaign would have used money that nobody can name yet.

    `added` and the answer are as for `lowest_day`, in whole đồng of all its tills less what is owed.
    """
    keeping = Line.account_id.in_(select(Account.id).where(Account.kind.in_(KEEPING_KINDS)))
    here = keeping & (Line.campaign_id == campaign.id) & (Line.item == VND)
    return _lowest(_by_day(session, here, min(added)), money_of_its_own(session, campaign), added, 1)


def _by_day(session: Session, here: ColumnElement[bool], first: date) -> dict[date, int]:
    asked = select(Entry.happened_on, func.sum(Line.quantity)).join(Entry, Entry.id == Line.entry_id)
    since = asked.where(here, Entry.happened_on >= first).group_by(Entry.happened_on)
    return {day: int(quantity) for day, quantity in session.execute(since)}


def _lowest(days: dict[date, int], at_end: int, added: Mapping[date, int], guard: int) -> tuple[date, int] | None:
    """Walk the days to the last, whose end is `at_end` before anything is added."""
    running = at_end - sum(days.values())
    for day in sorted({*days, *added}):
        running += days.get(day, 0) + added.get(day, 0)
        if guard * running < 0:
            return day, abs(running)
    return None


def history_of(session: Session, table_name: str, record_id: int | str) -> list[Change]:
    """List what was changed in a record, newest first."""
    asked = select(Change).where(Change.table_name == table_name, Change.record_id == str(record_id))
    return list(session.scalars(asked.order_by(Change.id.desc())))
