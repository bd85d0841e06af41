"""Narrow the books by period, campaign, account, till, donor and item, help by place, occasion and kind."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor
from tracker.models.journal import Account, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Item
from tracker.queries.proving.ledger_now import NowPlace
from tracker.queries.proving.tills import tills_all

#: A statement of whatever columns.
Asked = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class LedgerFilter:
    """What narrows a book; records by their ids, so that any session can use it."""

    #: First and last day, both included.
    since: date | None = None
    until: date | None = None
    campaign_id: int | None = None
    #: Colon path whose account and all below it are meant, such as `assets:bank`; empty for all.
    account: str = ""
    till_id: int | None = None
    #: A donor who gave, or through whom a gift came.
    donor_id: int | None = None
    #: Code of the one item wanted; empty for all.
    item: str = ""
    #: The one entry wanted, by its number in the books.
    seq: int | None = None
    #: Key of a commune, or of a district with all its communes, as they were on the day of the help.
    place: str = ""
    #: Code of an occasion, and of a kind of help.
    occasion: str = ""
    kind: str = ""
    #: Where the help is today, whatever its place was called on its day.
    now: NowPlace | None = None


def of_places_only(wanted: LedgerFilter) -> bool:
    """Tell whether a filter names only accounts, tills, campaigns and items, so that kept sums can answer."""
    rest = replace(wanted, campaign_id=None, account="", till_id=None, item="")
    return rest == LedgerFilter()


def refuse_backward_days(since: date | None, until: date | None) -> None:
    """Refuse a period that ends before it begins."""
    if since is not None and until is not None and until < since:
        text = N_("The last day, %(until)s, comes before the first, %(since)s.")
        raise Refused("until", text, until=show_day(until), since=show_day(since))


def campaign_by_code(session: Session, code: str) -> Campaign:
    """Find a campaign by its code in any case; refuse one that nobody opened."""
    found = session.scalar(select(Campaign).where(Campaign.code == code.strip().upper()))
    if found is None:
        raise Refused("campaign", N_("There is no campaign %(code)s."), code=code)
    return found


def till_by_code(session: Session, code: str) -> Account:
    """Find a till, store or advance by its path; refuse any other account, naming the tills there are."""
    tills = {till.code: till for till in tills_all(session)}
    if code not in tills:
        text = N_("There is no till %(code)s. There are: %(tills)s.")
        raise Refused("till", text, code=code, tills=", ".join(tills))
    return tills[code]


def item_by_code(session: Session, code: str) -> Item:
    """Find an item by its code in any case; refuse an unknown one."""
    found = session.get(Item, code.strip().upper())
    if found is None:
        raise Refused("item", N_("There is no item %(code)s."), code=code)
    return found


def accounts_all(session: Session) -> list[Account]:
    """List all accounts by their paths, which puts each below what it is part of."""
    return sorted(session.scalars(select(Account)), key=lambda account: account.code.split(":"))


def lines_wanted(asked: Asked, wanted: LedgerFilter) -> Asked:
    """Narrow a statement over lines that already joins their entries."""
    return asked.where(*_of_lines(wanted), *_of_days(wanted))


def lines_wanted_alone(asked: Asked, wanted: LedgerFilter) -> Asked:
    """Narrow a statement over lines; entries are joined only where a day is asked for."""
    if wanted.since is not None or wanted.until is not None:
        return lines_wanted(asked.join(Entry, Entry.id == Line.entry_id), wanted)
    return asked.where(*_of_lines(wanted))


def _of_days(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    bounds: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        bounds.append(Entry.happened_on >= wanted.since)
    if wanted.until is not None:
        bounds.append(Entry.happened_on <= wanted.until)
    return bounds


def _of_lines(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    bounds: list[ColumnElement[bool]] = []
    if wanted.campaign_id is not None:
        bounds.append(Line.campaign_id == wanted.campaign_id)
    if wanted.account:
        bounds.append(Line.account_id.in_(_accounts_under(wanted.account)))
    if wanted.till_id is not None:
        bounds.append(Line.account_id == wanted.till_id)
    if wanted.donor_id is not None:
        bounds.append(Line.donation_part_id.in_(_parts_of_donor(wanted.donor_id)))
    if wanted.item:
        bounds.append(Line.item == wanted.item)
    if wanted.seq is not None:
        bounds.append(Line.entry_id.in_(select(Entry.id).where(Entry.seq == wanted.seq)))
    return bounds


def _accounts_under(path: str) -> Select[int]:
    path = path.rstrip(":")
    below = Account.code.startswith(f"{path}:", autoescape=True)
    return select(Account.id).where(or_(Account.code == path, below))


def _parts_of_donor(donor_id: int) -> Select[int]:
    gifts = select(Donation.id).where(gift_of(donor_id))
    return select(DonationPart.id).where(DonationPart.donation_id.in_(gifts))


def gift_of(donor_id: int) -> ColumnElement[bool]:
    """Tell the gifts that a donor gave or passed on, whichever of the donor's records they name."""
    asked = select(func.coalesce(Donor.merged_into_id, Donor.id)).where(Donor.id == donor_id).scalar_subquery()
    records = select(Donor.id).where(or_(Donor.id == asked, Donor.merged_into_id == asked))
    return or_(Donation.donor_id.in_(records), Donation.via_id.in_(records))
