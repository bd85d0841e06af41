"""Ask which gifts a handwritten number may have been written for, and which number comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor
from tracker.models.giving.receipt_books import BookLeaf, BookLeafState, ReceiptBook
from tracker.queries.giving.donations import donations, standing_receipt
from tracker.queries.giving.donors import donors_page
from tracker.queries.giving.receipt_books import is_handwritten, stands
from tracker.queries.journal import VND


@dataclass(frozen=True)
class WantedGifts:
    """What narrows the gifts that are offered; None narrows nothing."""

    text: str = ""
    campaign_id: int | None = None
    day: date | None = None


def gifts_for(book: ReceiptBook, wanted: WantedGifts) -> Select[Any]:
    """Ask for the gifts of money since a book was given out that have no receipt of any kind."""
    money = exists(select(DonationPart.id).where(DonationPart.donation_id == Donation.id, DonationPart.item == VND))
    asked = donations().where(money, Donation.received_on >= book.given_on)
    asked = asked.where(~exists(standing_receipt("BL")), ~is_handwritten())
    if wanted.text.strip():
        donors = donors_page(text=wanted.text).with_only_columns(Donor.id)
        asked = asked.where(or_(Donation.donor_id.in_(donors), Donation.via_id.in_(donors)))
    if wanted.campaign_id is not None:
        asked = asked.where(Donation.campaign_id == wanted.campaign_id)
    if wanted.day is not None:
        asked = asked.where(Donation.received_on == wanted.day)
    return asked.options(joinedload(Donation.donor), joinedload(Donation.campaign))


def next_open(session: Session, book: ReceiptBook, after: int = 0) -> int | None:
    """Give the first open number of a book after a number, else the first of all; None where every one has ended."""
    ended = set(session.scalars(select(BookLeaf.number).where(BookLeaf.book_id == book.id)))
    left = [number for number in range(book.first_number, book.last_number + 1) if number not in ended]
    return next((number for number in left if number > after), left[0] if left else None)


def last_gift(session: Session, book: ReceiptBook) -> Donation | None:
    """Give the gift of the number that was used last: the next one is likely of the same day and campaign."""
    asked = select(BookLeaf).where(BookLeaf.book_id == book.id, BookLeaf.state == BookLeafState.USED, stands())
    leaf = session.scalar(asked.order_by(BookLeaf.id.desc()).limit(1).options(joinedload(BookLeaf.donation)))
    return leaf.donation if leaf is not None else None
