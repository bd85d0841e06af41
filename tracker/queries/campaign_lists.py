"""List what stands behind a campaign's figures: its gifts, its moves, its months."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.names import fold
from tracker.models.campaigns import Campaign
from tracker.models.donations import Donation, DonationPart, GiveBack, GiveBackPart
from tracker.models.journal import Account, AccountKind, Entry, Line
from tracker.models.moves import CampaignMove
from tracker.models.receipts import Receipt
from tracker.queries.donations import donations, receipts_of_all
from tracker.queries.journal import VND


@dataclass(frozen=True)
class GiftRow:
    """A gift as a campaign's list shows it."""

    donation: Donation
    #: (kind of the till it came into, item, whole đồng or pieces), money first.
    parts: list[tuple[str, str, int]]
    #: Whole đồng or pieces of it that went back, by item.
    given_back: dict[str, int]
    #: Its receipts, each with whether it was voided.
    receipts: list[tuple[Receipt, bool]]


@dataclass(frozen=True)
class Month:
    """Whole đồng that came in and went out in a month (1 to 12)."""

    number: int
    received: int
    spent: int


def campaigns_found(text: str = "", state: str = "") -> Select[Campaign]:
    """Ask for campaigns by code or name, without minding diacritics; `state` is open, closed or empty for all."""
    asked = select(Campaign)
    if state == "open":
        asked = asked.where(Campaign.closed_on.is_(None))
    elif state == "closed":
        asked = asked.where(Campaign.closed_on.is_not(None))
    for word in fold(text).split():
        in_name = Campaign.name_folded.contains(word, autoescape=True)
        asked = asked.where(or_(in_name, func.lower(Campaign.code).contains(word, autoescape=True)))
    return asked


def gifts_to(campaign: Campaign) -> Select[Donation]:
    """Ask for the gifts to a campaign that stand, with their donors."""
    return (
        donations()
        .where(Donation.campaign_id == campaign.id)
        .options(joinedload(Donation.donor), joinedload(Donation.via))
    )


def gift_rows(session: Session, gifts: Sequence[Donation]) -> list[GiftRow]:
    """Put parts, receipts and what went back beside some gifts, in three queries for all of them."""
    ids = [gift.id for gift in gifts]
    parts, back, receipts = _parts(session, ids), _given_back(session, ids), receipts_of_all(session, ids)
    return [GiftRow(gift, parts[gift.id], back[gift.id], receipts.get(gift.id, [])) for gift in gifts]


def _parts(session: Session, ids: Iterable[int]) -> dict[int, list[tuple[str, str, int]]]:
    asked = (
        select(DonationPart.donation_id, Account.kind, DonationPart.item, DonationPart.quantity)
        .join(Account, Account.id == DonationPart.account_id)
        .where(DonationPart.donation_id.in_(list(ids)))
        .order_by(DonationPart.item != VND, DonationPart.id)
    )
    found: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for key, kind, item, quantity in session.execute(asked):
        found[key].append((kind, item, quantity))
    return found


def _given_back(session: Session, ids: Iterable[int]) -> dict[int, dict[str, int]]:
    asked = (
        select(GiveBack.donation_id, DonationPart.item, func.sum(GiveBackPart.quantity))
        .join(GiveBackPart, GiveBackPart.give_back_id == GiveBack.id)
        .join(DonationPart, DonationPart.id == GiveBackPart.donation_part_id)
        .where(GiveBack.donation_id.in_(list(ids)))
        .group_by(GiveBack.donation_id, DonationPart.item)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for key, item, quantity in session.execute(asked):
        found[key][item] = int(quantity)
    return found


def moves_of(campaign: Campaign) -> Select[CampaignMove]:
    """Ask for the moves out of a campaign and into it, with both campaigns."""
    return (
        select(CampaignMove)
        .where(or_(CampaignMove.from_id == campaign.id, CampaignMove.to_id == campaign.id))
        .options(joinedload(CampaignMove.from_campaign), joinedload(CampaignMove.to_campaign))
    )


def latest_year(session: Session, campaign: Campaign) -> int | None:
    """Give the year of a campaign's last income or expense; None while it had none."""
    asked = (
        select(func.max(Entry.happened_on))
        .join(Line, Line.entry_id == Entry.id)
        .join(Account, Account.id == Line.account_id)
        .where(Line.campaign_id == campaign.id, Account.kind.in_([AccountKind.INCOME, AccountKind.EXPENSE]))
    )
    last: date | None = session.scalar(asked)
    return last.year if last is not None else None


def months_of(session: Session, campaign: Campaign, year: int) -> list[Month]:
    """Add up a campaign's money that came in and went out, month by month of a year; always twelve."""
    income = case((Account.kind == AccountKind.INCOME, -Line.quantity), else_=0)
    expense = case((Account.kind == AccountKind.EXPENSE, Line.quantity), else_=0)
    asked = (
        select(Entry.happened_on, func.sum(income), func.sum(expense))
        .join(Line, Line.entry_id == Entry.id)
        .join(Account, Account.id == Line.account_id)
        .where(Line.campaign_id == campaign.id, Line.item == VND)
        .where(Account.kind.in_([AccountKind.INCOME, AccountKind.EXPENSE]))
        .where(Entry.happened_on >= date(year, 1, 1), Entry.happened_on <= date(year, 12, 31))
        .group_by(Entry.happened_on)
    )
    received: dict[int, int] = defaultdict(int)
    spent: dict[int, int] = defaultdict(int)
    for day, came, went in session.execute(asked):
        received[day.month] += int(came)
        spent[day.month] += int(went)
    return [Month(number, received[number], spent[number]) for number in range(1, 13)]
