"""Put two records side by side before they are merged: what each says, and what hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.models.giving.receipts import Receipt
from tracker.models.helping.child_rights import Consent
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import Handout, HandoutLine
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.donor_totals import Totals, totals_of
from tracker.queries.helping.child_help import help_stories, help_totals
from tracker.queries.helping.handouts import line_states
from tracker.queries.helping.sponsorships import live_of_child
from tracker.queries.same import keys_of_one, leading_ids


@dataclass(frozen=True)
class DonorSide:
    """What hangs on one donor, all of its records: how many gifts, papers and pledges, and the sums."""

    donor: Donor
    totals: Totals
    pledges: int
    receipts: int
    #: Records that lead to it already.
    records: int


@dataclass(frozen=True)
class ChildSide:
    """What hangs on one child, all of its records; totals by item (whole đồng or pieces)."""

    child: Child
    totals: dict[str, int]
    help: int
    lists: int
    consents: int
    records: int


def donor_side(session: Session, donor: Donor) -> DonorSide:
    """Count and sum what is a donor's."""
    keys = keys_of_one(donor)
    gifts = select(Donation.id).where(Donation.donor_id.in_(keys))
    return DonorSide(
        donor=donor,
        totals=totals_of(session, donor),
        pledges=_count(session, select(Pledge.id).where(Pledge.donor_id.in_(keys))),
        receipts=_count(session, select(Receipt.id).where(Receipt.donation_id.in_(gifts))),
        records=_count(session, keys) - 1,
    )


def child_side(session: Session, child: Child) -> ChildSide:
    """Count and sum what is a child's."""
    keys = keys_of_one(child)
    return ChildSide(
        child=child,
        totals=help_totals(help_stories(session, child)),
        help=_count(session, select(Disbursement.id).where(Disbursement.child_id.in_(keys))),
        lists=_count(session, select(HandoutLine.handout_id).where(HandoutLine.child_id.in_(keys)).distinct()),
        consents=_count(session, select(Consent.id).where(Consent.child_id.in_(keys))),
        records=_count(session, keys) - 1,
    )


def _count(session: Session, asked: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(asked.subquery())) or 0


def added(one: Sequence[dict[str, int]]) -> dict[str, int]:
    """Add totals by item."""
    totals: dict[str, int] = {}
    for each in one:
        for item, quantity in each.items():
            totals[item] = totals.get(item, 0) + quantity
    return totals


def lists_of_both(session: Session, one: Child, other: Child) -> list[str]:
    """Name the lists on which both stand while one of them is still to be given."""
    on_one = select(HandoutLine.handout_id).where(HandoutLine.child_id.in_(keys_of_one(one)))
    on_other = select(HandoutLine.handout_id).where(HandoutLine.child_id.in_(keys_of_one(other)))
    asked = select(Handout).where(Handout.id.in_(on_one), Handout.id.in_(on_other)).order_by(Handout.id)
    return [handout.code for handout in session.scalars(asked) if _twice(session, handout, one, other)]


def sponsored_in_both(session: Session, one: Child, other: Child) -> str:
    """Name the first campaign in which both have a live sponsor: one child would be sold twice; empty where none."""
    theirs = [{live.campaign_id for live in live_of_child(session, child)} for child in (one, other)]
    both = sorted(theirs[0] & theirs[1])
    return session.get_one(Campaign, both[0]).code if both else ""


def _twice(session: Session, handout: Handout, one: Child, other: Child) -> bool:
    states = [state for state in line_states(session, handout) if not state.closed]
    leads = leading_ids(session, {state.line.child_id for state in states})
    both = [state for state in states if leads.get(state.line.child_id, state.line.child_id) in (one.id, other.id)]
    children = {leads.get(state.line.child_id, state.line.child_id) for state in both}
    return len(children) > 1 and any(not state.settled for state in both)
