"""Read the journal, a row a line, in the order of the books."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.journal import Account, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.models.users import User
from tracker.queries.proving.ledger_books import ItemTotal, Totals, in_order
from tracker.queries.proving.ledger_documents import Document, EntryDocuments, voucher_document
from tracker.queries.proving.ledger_filters import Asked, LedgerFilter, lines_wanted, lines_wanted_alone
from tracker.queries.snapshots import CHUNK

#: The order of the books: entries get their ids, and lines theirs, under the one lock.
ORDER = (Line.entry_id, Line.id)
Giver, Passer, Reversed = aliased(Donor), aliased(Donor), aliased(Entry)


@dataclass(frozen=True)
class JournalRow:
    """A line of the books; `quantity` in whole đồng or pieces, + into the account, − out of it."""

    seq: int
    happened_on: date
    recorded_at: datetime
    kind: str
    paper: Document | None
    account: str
    account_name: str
    campaign: str
    item: str
    quantity: int
    donor: str | None
    donor_id: int | None
    via: str | None
    via_id: int | None
    #: Login.
    recorded_by: str
    #: Seq of the entry that this one mirrors.
    reverses: int | None
    memo: str
    #: Code of the child helped.
    child: str | None
    child_id: int | None

    @property
    def document(self) -> str | None:
        """Number of the paper."""
        return self.paper.code if self.paper else None


def journal(wanted: LedgerFilter) -> Asked:
    """Ask for the lines that a filter wants, unordered; `journal_dressed` makes rows of them."""
    asked = (
        select(
            Line.entry_id,
            Entry.seq,
            Entry.happened_on,
            Entry.recorded_at,
            Entry.kind,
            Account.code.label("account"),
            Account.name.label("account_name"),
            Campaign.code.label("campaign"),
            Line.item,
            Line.quantity,
            Giver.full_name.label("donor"),
            Giver.id.label("donor_id"),
            Passer.full_name.label("via"),
            Passer.id.label("via_id"),
            User.login,
            Reversed.seq.label("reverses"),
            Entry.memo,
            Child.code.label("child"),
            Child.id.label("child_id"),
            Voucher.id.label("voucher_id"),
            Voucher.series,
            Voucher.year,
            Voucher.number,
        )
        .join(Entry, Entry.id == Line.entry_id)
        .join(Account, Account.id == Line.account_id)
        .join(Campaign, Campaign.id == Line.campaign_id)
        .join(User, User.id == Entry.recorded_by)
    )
    return lines_wanted(_with_papers(asked), wanted)


def _with_papers(asked: Asked) -> Asked:
    """Join what a line may have: its voucher, the gift it stands for, the entry it mirrors, the child helped."""
    return (
        asked.outerjoin(VoucherLine, VoucherLine.line_id == Line.id)
        .outerjoin(Voucher, Voucher.id == VoucherLine.voucher_id)
        .outerjoin(DonationPart, DonationPart.id == Line.donation_part_id)
        .outerjoin(Donation, Donation.id == DonationPart.donation_id)
        .outerjoin(Giver, Giver.id == Donation.donor_id)
        .outerjoin(Passer, Passer.id == Donation.via_id)
        .outerjoin(Reversed, Reversed.id == Entry.reverses_id)
        .outerjoin(Child, Child.id == Line.child_id)
    )


def journal_rows(session: Session, wanted: LedgerFilter, *, names: bool = True) -> Iterator[JournalRow]:
    """Read all that a filter wants, a chunk at a time; without `names` no person is named."""
    asked = journal(wanted).order_by(*ORDER)
    documents = EntryDocuments(session)
    for chunk in session.execute(asked, execution_options={"yield_per": CHUNK}).partitions():
        yield from journal_dressed(documents, chunk, names=names)


def journal_dressed(documents: EntryDocuments, chunk: Iterable[Any], *, names: bool = True) -> list[JournalRow]:
    """Make rows of some lines, with their papers."""
    lines = list(chunk)
    papers = documents.of(line.entry_id for line in lines if line.voucher_id is None)
    return [_row(line, papers.get(line.entry_id), names) for line in lines]


def _row(line: Any, paper: Document | None, names: bool) -> JournalRow:
    if line.voucher_id is not None:
        paper = voucher_document(line.voucher_id, line.series, line.year, line.number)
    return JournalRow(
        seq=line.seq,
        happened_on=line.happened_on,
        recorded_at=line.recorded_at,
        kind=line.kind,
        paper=paper,
        account=line.account,
        account_name=line.account_name,
        campaign=line.campaign,
        item=line.item,
        quantity=line.quantity,
        donor=line.donor if names else None,
        donor_id=line.donor_id if names else None,
        via=line.via if names else None,
        via_id=line.via_id if names else None,
        recorded_by=line.login,
        reverses=line.reverses,
        memo=line.memo,
        child=line.child,
        child_id=line.child_id,
    )


def journal_totals(session: Session, wanted: LedgerFilter) -> Totals:
    """Count what a filter wants and add up both sides per item."""
    asked = select(
        Line.item,
        func.count(),
        func.sum(case((Line.quantity > 0, Line.quantity), else_=0)),
        func.sum(case((Line.quantity < 0, -Line.quantity), else_=0)),
    ).group_by(Line.item)
    found = list(session.execute(lines_wanted_alone(asked, wanted)))
    sums = (ItemTotal(item, int(into), int(out)) for item, _, into, out in found)
    return Totals(sum(count for _, count, _, _ in found), in_order(sums))
