"""Ask for everything that is known of one gift: parts, papers, what it fulfilled, what became of it."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, DonationPart, GiveBack, UnidentifiedTransfer
from tracker.models.giving.pledges import PledgeInstalment, PledgeMatch
from tracker.models.giving.receipt_books import BookLeaf
from tracker.models.journal import Entry
from tracker.models.proving.corrections import Correction
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.queries.giving.donations import give_backs_of, is_corrected, parts_of
from tracker.queries.giving.receipt_books import handwritten_of
from tracker.queries.giving.receipts import ReceiptRow, receipts_of
from tracker.queries.journal import VND
from tracker.queries.proving.corrections import waiting_for
from tracker.queries.proving.vouchers import vouchers_of


@dataclass(frozen=True)
class Story:
    """A gift with all that belongs to it."""

    donation: Donation
    parts: list[DonationPart]
    #: Part's id → how much of it went back (whole đồng or pieces).
    gone_back: dict[int, int]
    #: Parts of pledges with how much of the gift fulfils them (whole đồng).
    fulfils: list[tuple[PledgeInstalment, int]]
    receipts: list[ReceiptRow]
    #: The number in a handwritten book that is the receipt of its money.
    handwritten: BookLeaf | None
    #: Series in which the gift could have a receipt and has none that stands.
    unreceipted: list[SeriesCode]
    give_backs: list[tuple[GiveBack, DonationPart, int]]
    entry: Entry
    vouchers: list[Voucher]
    recorder: User
    transfer: UnidentifiedTransfer | None
    #: The gift that stands in this one's place, and the wrong one that this one replaces.
    corrected_by: Donation | None
    corrects: Donation | None
    waiting: Correction | None

    @property
    def may_go_back(self) -> bool:
        """Tell whether anything of the gift is left to give back."""
        left = any(part.quantity > self.gone_back.get(part.id, 0) for part in self.parts)
        return left and self.corrected_by is None


def story_of(session: Session, donation: Donation) -> Story:
    """Gather all that belongs to a gift."""
    parts, backs, receipts = (
        parts_of(session, donation),
        give_backs_of(session, donation),
        receipts_of(session, donation),
    )
    corrected_by, written = is_corrected(session, donation), handwritten_of(session, donation)
    entries = [donation.entry_id, *(back.entry_id for back, _, _ in backs)]
    found = vouchers_of(session, entries)
    return Story(
        donation=donation,
        parts=parts,
        gone_back=_per_part(backs),
        fulfils=fulfilled_by(session, donation),
        receipts=receipts,
        handwritten=written,
        unreceipted=[] if corrected_by else _missing(parts, receipts, written),
        give_backs=backs,
        entry=session.get_one(Entry, donation.entry_id),
        vouchers=list({voucher.id: voucher for key in entries for voucher in found.get(key, [])}.values()),
        recorder=session.get_one(User, donation.recorded_by),
        transfer=session.get(UnidentifiedTransfer, donation.unidentified_id) if donation.unidentified_id else None,
        corrected_by=corrected_by,
        corrects=session.get(Donation, donation.corrects_id) if donation.corrects_id else None,
        waiting=waiting_for(session, donation),
    )


def fulfilled_by(session: Session, donation: Donation) -> list[tuple[PledgeInstalment, int]]:
    """List the parts of pledges that a gift still fulfils, with how much (whole đồng)."""
    asked = (
        select(PledgeInstalment, func.sum(PledgeMatch.amount))
        .join(PledgeMatch, PledgeMatch.instalment_id == PledgeInstalment.id)
        .where(PledgeMatch.donation_id == donation.id)
        .group_by(PledgeInstalment.id)
        .order_by(PledgeInstalment.ordinal)
    )
    return [(part, int(amount)) for part, amount in session.execute(asked) if amount]


def _per_part(backs: list[tuple[GiveBack, DonationPart, int]]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for _, part, quantity in backs:
        sums[part.id] = sums.get(part.id, 0) + quantity
    return sums


def _missing(parts: list[DonationPart], receipts: list[ReceiptRow], written: BookLeaf | None) -> list[SeriesCode]:
    standing = {row.receipt.series for row in receipts if row.void is None}
    standing |= {SeriesCode.BL.value} if written else set()
    has_money, has_goods = any(part.item == VND for part in parts), any(part.item != VND for part in parts)
    possible = [SeriesCode.BL] * has_money + [SeriesCode.TN] * has_goods
    return [series for series in possible if series not in standing]
