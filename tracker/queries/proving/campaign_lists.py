"""List what stands behind a campaign's figures: its gifts, its moves, its months."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.ground.names import fold
from tracker.models.giving.donations import Donation, DonationPart, GiveBackPart
from tracker.models.giving.receipt_books import BookLeaf, ReceiptBook
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.moves import CampaignMove
from tracker.queries.giving.donations import donations, receipts_of_all
from tracker.queries.giving.receipt_books import handwritten_among
from tracker.queries.journal import VND
from tracker.queries.proving.turnovers import Turnover, monthly_turnovers


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
    #: The number in a handwritten book that is the receipt of its money.
    handwritten: BookLeaf | None


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
    """Put parts with what went back of them, and receipts, beside some gifts, in two queries for all of them."""
    ids = [gift.id for gift in gifts]
    (parts, back, written), receipts = _parts(session, ids), receipts_of_all(session, ids)
    return [
        GiftRow(gift, parts[gift.id], back[gift.id], receipts.get(gift.id, []), written.get(gift.id)) for gift in gifts
    ]


def _parts(
    session: Session, ids: Iterable[int]
) -> tuple[dict[int, list[tuple[str, str, int]]], dict[int, dict[str, int]], dict[int, BookLeaf]]:
    """Give the parts of each gift, by item how much of it went back, and its handwritten number."""
    gone = select(func.sum(GiveBackPart.quantity)).where(GiveBackPart.donation_part_id == DonationPart.id)
    keys = list(ids)
    carried = handwritten_among(keys)
    asked = (
        select(DonationPart, Account.kind, gone.scalar_subquery(), BookLeaf)
        .join(Account, Account.id == DonationPart.account_id)
        .outerjoin(carried, carried.c.donation_id == DonationPart.donation_id)
        .outerjoin(BookLeaf, BookLeaf.id == carried.c.leaf_id)
        .outerjoin(ReceiptBook, ReceiptBook.id == BookLeaf.book_id)
        .where(DonationPart.donation_id.in_(keys))
        .options(contains_eager(BookLeaf.book))
        .order_by(DonationPart.item != VND, DonationPart.id)
    )
    parts: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    back: dict[int, dict[str, int]] = defaultdict(dict)
    written: dict[int, BookLeaf] = {}
    for part, kind, went_back, leaf in session.execute(asked):
        parts[part.donation_id].append((kind, part.item, part.quantity))
        if went_back:
            of_gift = back[part.donation_id]
            of_gift[part.item] = of_gift.get(part.item, 0) + int(went_back)
        if leaf is not None:
            written[part.donation_id] = leaf
    return parts, back, written


def moves_of(campaign: Campaign) -> Select[CampaignMove]:
    """Ask for the moves out of a campaign and into it, with both campaigns."""
    return (
        select(CampaignMove)
        .where(or_(CampaignMove.from_id == campaign.id, CampaignMove.to_id == campaign.id))
        .options(joinedload(CampaignMove.from_campaign), joinedload(CampaignMove.to_campaign))
    )


def money_moved(session: Session, campaign: Campaign) -> list[Turnover]:
    """Give a campaign's income and expenses month by month."""
    kinds = (AccountKind.INCOME, AccountKind.EXPENSE)
    return monthly_turnovers(session, lambda one: one.campaign_id == campaign.id and one.kind in kinds)


def latest_year(moved: Iterable[Turnover]) -> int | None:
    """Give the year of a campaign's last income or expense; None while it had none."""
    last = max((one.month for one in moved), default=None)
    return int(last[:4]) if last is not None else None


def months_of(moved: Iterable[Turnover], year: int) -> list[Month]:
    """Add up a campaign's money that came in and went out, month by month of a year; always twelve."""
    received: dict[int, int] = defaultdict(int)
    spent: dict[int, int] = defaultdict(int)
    for one in moved:
        if one.item == VND and one.month.startswith(f"{year:04}-"):
            month = int(one.month[5:])
            received[month] += -one.net if one.kind == AccountKind.INCOME else 0
            spent[month] += one.net if one.kind == AccountKind.EXPENSE else 0
    return [Month(number, received[number], spent[number]) for number in range(1, 13)]
