"""Tell of one payment what belongs to it: its entry, its vouchers, the leave it used, whether it was taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from tracker.models.journal import Entry
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.costs import Cost, Interest
from tracker.models.proving.moves import CampaignMove
from tracker.models.proving.overrides import Override
from tracker.models.proving.purchases import Purchase
from tracker.models.proving.vouchers import Voucher
from tracker.models.users import User
from tracker.queries.helping.commitments import override_of
from tracker.queries.proving.advances import advance_of_step
from tracker.queries.proving.reversals import reversal_of
from tracker.queries.proving.vouchers import vouchers_of


@dataclass(frozen=True)
class SpendingStory:
    """What belongs to a payment that is no help, or to money that came in by one."""

    entry: Entry
    recorder: User
    vouchers: list[Voucher]
    #: The approver's leave that let it pass.
    override: Override | None
    #: The advance out of which it was paid.
    advance: Advance | None
    #: The entry that took it back, and the vouchers of that.
    reversal: Entry | None
    reversal_vouchers: list[Voucher]


def story_of(session: Session, entry_id: int) -> SpendingStory:
    """Tell the story of an entry."""
    entry, reversal = session.get_one(Entry, entry_id), reversal_of(session, entry_id)
    vouchers = vouchers_of(session, [entry_id, *([reversal.id] if reversal else [])])
    return SpendingStory(
        entry=entry,
        recorder=session.get_one(User, entry.recorded_by),
        vouchers=vouchers.get(entry_id, []),
        override=override_of(session, entry_id),
        advance=advance_of_step(session, entry_id),
        reversal=reversal,
        reversal_vouchers=vouchers.get(reversal.id, []) if reversal else [],
    )


def records_of(session: Session, entry_ids: Collection[int]) -> list[tuple[str, int]]:
    """Name the records for which some entries were posted, as (feature, id), in the order of the books."""
    columns: tuple[tuple[str, Any, Any], ...] = (
        ("purchases", Purchase.id, Purchase.entry_id),
        ("costs", Cost.id, Cost.entry_id),
        ("interests", Interest.id, Interest.entry_id),
        ("advances", Advance.id, Advance.entry_id),
        ("advances", AdvanceStep.advance_id, AdvanceStep.entry_id),
        ("campaign_moves", CampaignMove.id, CampaignMove.entry_id),
    )
    asked = union_all(
        *(
            select(literal(feature), key.label("id"), entry_id.label("entry_id")).where(entry_id.in_(entry_ids))
            for feature, key, entry_id in columns
        )
    )
    rows = sorted(session.execute(asked), key=lambda row: row[2])
    return list(dict.fromkeys((feature, key) for feature, key, _entry in rows))
