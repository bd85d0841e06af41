"""Find what a voucher is about: the gift, sheet, purchase, cost, move or correction whose lines stand on it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.dates import show_day
from tracker.ground.refusals import N_
from tracker.models.giving.donations import Donation, GiveBack, UnidentifiedTransfer
from tracker.models.giving.donors import Donor
from tracker.models.helping.disbursements import DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, Sheet, SheetStep
from tracker.models.helping.help_corrections import HelpCorrectionStep
from tracker.models.journal import EntryKind
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.corrections import CorrectionStep
from tracker.models.proving.costs import Cost, Interest
from tracker.models.proving.moves import CampaignMove
from tracker.models.proving.purchases import Purchase
from tracker.models.proving.spending_corrections import SpendingCorrectionStep
from tracker.models.proving.store_counts import StoreCount, StoreCountStep
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.queries.proving.vouchers import StandingLine


@dataclass(frozen=True)
class VoucherDocument:
    """What a voucher is about: what it is (msgid), how it is called, the feature whose page shows it, its key there."""

    label: str
    text: str
    feature: str
    key: str


def documents_on(session: Session, voucher: Voucher, lines: Sequence[StandingLine]) -> list[VoucherDocument]:
    """List what a voucher is about; of a day's voucher the receipts speak, and nothing is listed."""
    if voucher.account_id is not None:
        return []
    found = _corrections(session, voucher) if voucher.series == SeriesCode.DC else []
    entries: dict[str, set[int]] = {}
    for row in lines:
        entries.setdefault(row.entry.kind, set()).add(row.entry.id)
    for kind, ids in entries.items():
        for finder in _FINDERS.get(EntryKind(kind), ()):
            found += finder(session, ids)
    return list(dict.fromkeys(found))


def donations_on(session: Session, entry_ids: Collection[int]) -> list[Donation]:
    """List the gifts that some entries recorded, with donor and campaign."""
    asked = select(Donation).where(Donation.entry_id.in_(entry_ids)).order_by(Donation.id)
    return list(session.scalars(asked.options(joinedload(Donation.donor), joinedload(Donation.campaign))))


def sheets_on(session: Session, entry_ids: Collection[int]) -> list[tuple[Sheet, Handout]]:
    """List the sheets that some entries sent out or settled, with their lists."""
    asked = (
        select(Sheet, Handout)
        .join(Handout, Handout.id == Sheet.handout_id)
        .join(SheetStep, SheetStep.sheet_id == Sheet.id)
        .where(SheetStep.entry_id.in_(entry_ids))
        .order_by(Sheet.id)
    )
    return [(sheet, handout) for sheet, handout in session.execute(asked)]


def _gifts(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    asked = select(Donation, Donor.full_name).join(Donor, Donor.id == Donation.donor_id)
    rows = session.execute(asked.where(Donation.entry_id.in_(ids)).order_by(Donation.id))
    return [_of(N_("Gift"), f"{name}, {show_day(gift.received_on)}", "donations", gift.id) for gift, name in rows]


def _give_backs(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    rows = session.scalars(select(GiveBack).where(GiveBack.entry_id.in_(ids)))
    return [_of(N_("Gift given back"), show_day(row.given_back_on), "donations", row.donation_id) for row in rows]


def _transfers(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    rows = session.scalars(select(UnidentifiedTransfer).where(UnidentifiedTransfer.entry_id.in_(ids)))
    return [_of(N_("Unidentified transfer"), show_day(row.received_on), "donations", "unidentified") for row in rows]


def _sheets(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    return [
        _of(N_("Sign-off sheet"), f"{handout.code}/{sheet.number} · {sheet.name}", "sheets", sheet.token)
        for sheet, handout in sheets_on(session, ids)
    ]


def _take_backs(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    asked = select(TakeBack.taken_back_on, DisbursementPart.disbursement_id)
    asked = asked.join(DisbursementPart, DisbursementPart.id == TakeBack.disbursement_part_id)
    rows = session.execute(asked.where(TakeBack.entry_id.in_(ids)).order_by(TakeBack.id))
    return [_of(N_("Help that came back"), show_day(day), "disbursements", key) for day, key in rows]


def _purchases(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    rows = session.scalars(select(Purchase).where(Purchase.entry_id.in_(ids)))
    return [_of(N_("Purchase"), f"{row.supplier}, {show_day(row.bought_on)}", "purchases", row.id) for row in rows]


def _costs(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    rows = session.scalars(select(Cost).where(Cost.entry_id.in_(ids)))
    return [_of(N_("Cost"), f"{row.purpose}, {show_day(row.paid_on)}", "costs", row.id) for row in rows]


def _interests(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    rows = session.scalars(select(Interest).where(Interest.entry_id.in_(ids)))
    return [_of(N_("Interest"), show_day(row.credited_on), "costs/interest", row.id) for row in rows]


def _advances(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    steps = select(AdvanceStep.advance_id).where(AdvanceStep.entry_id.in_(ids))
    asked = select(Advance).where(Advance.entry_id.in_(ids) | Advance.id.in_(steps)).order_by(Advance.id)
    rows = session.scalars(asked)
    return [_of(N_("Advance"), f"{row.party}, {show_day(row.given_on)}", "advances", row.id) for row in rows]


def _moves(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    rows = session.scalars(select(CampaignMove).where(CampaignMove.entry_id.in_(ids)))
    label = N_("Move between campaigns")
    return [_of(label, f"{row.from_campaign.name} → {row.to_campaign.name}", "campaigns/moves", row.id) for row in rows]


def _counts(session: Session, ids: Collection[int]) -> list[VoucherDocument]:
    asked = select(StoreCount).join(StoreCountStep, StoreCountStep.count_id == StoreCount.id)
    rows = session.scalars(asked.where(StoreCountStep.entry_id.in_(ids)))
    return [_of(N_("Count of the store"), show_day(row.counted_on), "store/counts", row.id) for row in rows]


def _corrections(session: Session, voucher: Voucher) -> list[VoucherDocument]:
    found = []
    for table, label, feature in (
        (CorrectionStep, N_("Correction"), "corrections"),
        (HelpCorrectionStep, N_("Correction of help"), "corrections/help"),
        (SpendingCorrectionStep, N_("Correction"), "corrections/spending"),
    ):
        asked: Select[int] = select(table.correction_id).where(table.voucher_id == voucher.id)
        found += [_of(label, voucher.code, feature, key) for key in session.scalars(asked)]
    return found


def _of(label: str, text: str, feature: str, key: object) -> VoucherDocument:
    return VoucherDocument(label, text, feature, str(key))


Finder = Callable[[Session, Collection[int]], list[VoucherDocument]]
#: What an entry of a kind may be about; what is not here (moves between tills, openings) speaks for itself.
_FINDERS: dict[EntryKind, tuple[Finder, ...]] = {
    EntryKind.DONATION: (_gifts,),
    EntryKind.NAMING: (_gifts,),
    EntryKind.UNIDENTIFIED: (_transfers,),
    EntryKind.GIVE_BACK: (_give_backs,),
    EntryKind.ADVANCE_OUT: (_sheets,),
    EntryKind.SETTLEMENT: (_sheets,),
    EntryKind.TAKE_BACK: (_take_backs,),
    EntryKind.PURCHASE: (_purchases, _advances),
    EntryKind.COST: (_costs, _advances),
    EntryKind.INTEREST: (_interests,),
    EntryKind.ADVANCE: (_advances,),
    EntryKind.ADVANCE_BACK: (_advances,),
    EntryKind.CAMPAIGN_MOVE: (_moves,),
    EntryKind.STORE_COUNT: (_counts,),
}
