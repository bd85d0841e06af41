"""Read the book of one till or store: what came in, what went out, what was there after each line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor
from tracker.models.journal import Balance, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.queries.proving.ledger_documents import Document, EntryDocuments, voucher_document
from tracker.queries.proving.ledger_filters import Asked, LedgerFilter, lines_wanted, lines_wanted_alone
from tracker.queries.proving.turnovers import Turnover, monthly_turnovers
from tracker.queries.snapshots import CHUNK

#: By day, and within a day as the books were written (lines get their ids under the lock, as seq).
ORDER = (Entry.happened_on, Line.id)
#: What stands in the row that carries the balance forward.
CARRIED_FORWARD = N_("Carried forward")


@dataclass(frozen=True)
class TillRow:
    """A line of a till (whole đồng or pieces); without seq it is the balance carried forward."""

    seq: int | None
    happened_on: date
    paper: Document | None
    campaign: str | None
    party: str | None
    donor_id: int | None
    memo: str
    item: str
    into: int
    out: int
    #: What the till holds of the item after this line, of the campaign where one is chosen.
    balance: int

    @property
    def document(self) -> str | None:
        """Number of the paper."""
        return self.paper.code if self.paper else None


def items_in(session: Session, wanted: LedgerFilter) -> list[str]:
    """List the items that a till ever held, by code."""
    asked = select(Balance.item).where(Balance.account_id == wanted.till_id).distinct().order_by(Balance.item)
    if wanted.campaign_id is not None:
        asked = asked.where(Balance.campaign_id == wanted.campaign_id)
    return [item for item in session.scalars(asked) if wanted.item in ("", item)]


def till_lines(wanted: LedgerFilter, *, by_day: bool = False) -> Asked:
    """Ask for the lines of the till that a filter names, unordered; `till_dressed` makes rows of them.

    `by_day` finds them along the days: a page of a till with many lines is then there at once.
    """
    along_days = by_day and wanted.till_id is not None
    asked = (
        select(
            Line.id.label("line_id"),
            Line.entry_id,
            Entry.seq,
            Entry.happened_on,
            Campaign.code.label("campaign"),
            Line.item,
            Line.quantity,
            Entry.memo,
            Voucher.id.label("voucher_id"),
            Voucher.series,
            Voucher.year,
            Voucher.number,
            Voucher.party,
            Voucher.reason,
            Donation.purpose,
            Donor.full_name.label("donor"),
            Donor.id.label("donor_id"),
        )
        # Written with a sum, the entries cannot be looked up one by one: they come first, in the order of their days.
        .join(Entry, Entry.id + 0 == Line.entry_id if along_days else Entry.id == Line.entry_id)
        .join(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(VoucherLine, VoucherLine.line_id == Line.id)
        .outerjoin(Voucher, Voucher.id == VoucherLine.voucher_id)
        .outerjoin(DonationPart, DonationPart.id == Line.donation_part_id)
        .outerjoin(Donation, Donation.id == DonationPart.donation_id)
        .outerjoin(Donor, Donor.id == Donation.donor_id)
    )
    if along_days:
        return lines_wanted(asked.where(Line.account_id + 0 == wanted.till_id), replace(wanted, till_id=None))
    return lines_wanted(asked, wanted)


def till_rows(session: Session, wanted: LedgerFilter, *, names: bool = True) -> Iterator[TillRow]:
    """Read the book, item after item, each from its balance carried forward; oldest first."""
    documents = EntryDocuments(session)
    for item in items_in(session, wanted):
        of_item = replace(wanted, item=item)
        balance = balance_before(session, of_item)
        if wanted.since is not None:
            yield carried_forward(wanted.since, item, balance)
        asked = till_lines(of_item).order_by(*ORDER)
        for chunk in session.execute(asked, execution_options={"yield_per": CHUNK}).partitions():
            rows = till_dressed(documents, chunk, balance, names=names)
            balance = rows[-1].balance
            yield from rows


def carried_forward(since: date, item: str, balance: int) -> TillRow:
    """Make the row that begins a period with what was there (whole đồng or pieces)."""
    return TillRow(None, since, None, None, None, None, CARRIED_FORWARD, item, 0, 0, balance)


def till_dressed(documents: EntryDocuments, chunk: Iterable[Any], balance: int, *, names: bool = True) -> list[TillRow]:
    """Make rows of lines in order, oldest first; `balance` is what was there before the first."""
    lines = list(chunk)
    papers = documents.of(line.entry_id for line in lines if line.voucher_id is None)
    rows = []
    for line in lines:
        balance += line.quantity
        rows.append(_row(line, papers.get(line.entry_id), balance, names))
    return rows


def _row(line: Any, paper: Document | None, balance: int, names: bool) -> TillRow:
    if line.voucher_id is not None:
        paper = voucher_document(line.voucher_id, line.series, line.year, line.number)
    return TillRow(
        seq=line.seq,
        happened_on=line.happened_on,
        paper=paper,
        campaign=line.campaign,
        party=(line.donor or line.party or None) if names else None,
        donor_id=line.donor_id if names else None,
        memo=line.memo or line.purpose or line.reason or "",
        item=line.item,
        into=max(line.quantity, 0),
        out=max(-line.quantity, 0),
        balance=balance,
    )


def balance_before(session: Session, wanted: LedgerFilter) -> int:
    """Sum what the till held of the filter's one item when the period began (whole đồng or pieces)."""
    if wanted.since is None:
        return 0
    asked = select(func.sum(Line.quantity)).join(Entry, Entry.id == Line.entry_id)
    before = lines_wanted_alone(asked, replace(wanted, since=None, until=None))
    return int(session.scalar(before.where(Entry.happened_on < wanted.since)) or 0)


def balance_after(session: Session, wanted: LedgerFilter, happened_on: date, line_id: int) -> int:
    """Sum what the till held of the filter's one item once a line was in: what the months before it left, and its own.

    So a page costs one month, however long the book.
    """
    month = happened_on.replace(day=1)
    until_then = or_(Entry.happened_on < happened_on, and_(Entry.happened_on == happened_on, Line.id <= line_id))
    asked = select(func.sum(Line.quantity)).join(Entry, Entry.id + 0 == Line.entry_id)
    asked = asked.where(Line.item == wanted.item)
    if wanted.till_id is not None:
        asked = asked.where(Line.account_id + 0 == wanted.till_id)
    if wanted.campaign_id is not None:
        asked = asked.where(Line.campaign_id == wanted.campaign_id)
    in_month = asked.where(Entry.happened_on >= month, Entry.happened_on <= happened_on, until_then)
    return _before_month(session, wanted, month) + int(session.scalar(in_month) or 0)


def _before_month(session: Session, wanted: LedgerFilter, month: date) -> int:
    def here(one: Turnover) -> bool:
        in_campaign = wanted.campaign_id in (None, one.campaign_id)
        return in_campaign and one.item == wanted.item and wanted.till_id in (None, one.account_id)

    return sum(one.net for one in monthly_turnovers(session, here) if one.month < month.isoformat()[:7])
