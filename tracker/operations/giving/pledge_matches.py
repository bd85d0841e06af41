"""Let gifts fulfil pledges, and open the parts again when a gift goes back."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, PledgeInstalment, PledgeMatch
from tracker.models.journal import Entry
from tracker.queries.giving.pledges import OpenPart, open_parts
from tracker.queries.same import leading_id


def refuse_foreign_pledge(pledge: Pledge, *, donor: Donor, campaign_id: int) -> None:
    """Refuse a pledge of another donor or campaign; all records of a merged donor are one."""
    if leading_id(pledge.donor) != leading_id(donor):
        raise Refused("pledge", N_("%(pledge)s is another donor's pledge."), pledge=pledge.code)
    if pledge.campaign_id != campaign_id:
        raise Refused("pledge", N_("%(pledge)s is for another campaign."), pledge=pledge.code)


def share_out(parts: list[OpenPart], amount: int, received_on: date) -> list[tuple[PledgeInstalment, int]]:
    """Say how much of a gift (whole đồng) fulfils which part.

    What is due comes first, by day (where nothing is due, the next part); an excess lowers the
    last open part. What exceeds the pledge fulfils nothing: it is simply received.
    """
    due = [part for part in parts if part.instalment.due_on <= received_on] or parts[:1]
    later = [part for part in reversed(parts) if part not in due]
    shares = []
    for part in due + later:
        share = min(part.open, amount)
        if share:
            shares.append((part.instalment, share))
        amount -= share
    return shares


def fulfil(session: Session, pledge: Pledge, amount: int, received_on: date) -> list[tuple[PledgeInstalment, int]]:
    """Find the shares of a gift in a pledge, under the lock."""
    return share_out(open_parts(session, pledge), amount, received_on)


def keep_matches(
    session: Session, donation: Donation, entry: Entry, shares: list[tuple[PledgeInstalment, int]]
) -> None:
    """Keep how much of a gift fulfils which part."""
    session.add_all(
        PledgeMatch(instalment_id=part.id, donation_id=donation.id, amount=share, entry_id=entry.id)
        for part, share in shares
    )
    session.flush()


def matched(session: Session, donation: Donation) -> list[tuple[PledgeInstalment, int]]:
    """List the parts that a gift fulfils, with how much (whole đồng), the last match first."""
    asked = (
        select(PledgeInstalment, func.sum(PledgeMatch.amount))
        .join(PledgeMatch, PledgeMatch.instalment_id == PledgeInstalment.id)
        .where(PledgeMatch.donation_id == donation.id)
        .group_by(PledgeInstalment.id)
        .order_by(func.max(PledgeMatch.id).desc())
    )
    return [(part, int(amount)) for part, amount in session.execute(asked) if amount]


def reopen(session: Session, donation: Donation, left: int) -> list[tuple[PledgeInstalment, int]]:
    """Say which parts open again when only `left` whole đồng of a gift stay with the fund (shares are negative)."""
    now_matched = matched(session, donation)
    excess = sum(amount for _, amount in now_matched) - left
    shares = []
    for part, amount in now_matched:
        back = min(amount, max(excess, 0))
        if back:
            shares.append((part, -back))
        excess -= back
    return shares
