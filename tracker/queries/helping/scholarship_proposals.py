"""Ask for the scholarships that wait for the approver, and what awarding them does to their campaigns."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.models.helping.scholarships import Award
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.scholarship_lists import last_step_of_award
from tracker.queries.proving.campaigns import NOTHING, positions


@dataclass(frozen=True)
class Waiting:
    """What waits of a campaign: how many scholarships, whole đồng; what it has secured and free before them."""

    campaign: Campaign
    count: int
    amount: int
    secured: int
    free: int
    #: So many of them were proposed by who asks, who cannot award them.
    own: int

    @property
    def secured_after(self) -> int:
        """Give what stays secured once all are awarded."""
        return self.secured - self.amount

    @property
    def free_after(self) -> int:
        """Give what may still be approved once all are awarded."""
        return self.free - self.amount


def proposals(campaign_id: int | None = None) -> Select[Award]:
    """Ask for the scholarships of which nothing is decided yet; the caller orders and pages."""
    asked = select(Award).where(last_step_of_award().is_(None))
    asked = asked.options(joinedload(Award.child), joinedload(Award.campaign))
    return asked if campaign_id is None else asked.where(Award.campaign_id == campaign_id)


def waiting_by_campaign(session: Session, viewer_id: int) -> list[Waiting]:
    """Sum what waits by campaign, by its code."""
    amount = func.sum(Award.monthly_amount * Award.months)
    own = func.count().filter(Award.proposed_by == viewer_id)
    asked = select(Campaign, func.count(), amount, own).join(Award, Award.campaign_id == Campaign.id)
    asked = asked.where(last_step_of_award().is_(None)).group_by(Campaign.id).order_by(Campaign.code)
    rows = session.execute(asked).all()
    where = positions(session, worth=False) if rows else {}
    return [
        Waiting(each, count, int(sum_), (now := where.get(each.id, NOTHING)).secured, now.free, mine)
        for each, count, sum_, mine in rows
    ]


def waiting_since(session: Session) -> tuple[int, int, datetime | None]:
    """Count the proposals that wait, sum them (whole đồng), and say when the oldest was made."""
    amount = func.coalesce(func.sum(Award.monthly_amount * Award.months), 0)
    asked = select(func.count(), amount, func.min(Award.proposed_at)).where(last_step_of_award().is_(None))
    count, amount_, since = session.execute(asked).one()
    return count, int(amount_), since


def newest_proposal(session: Session) -> int:
    """Give the key of the newest proposal that waits; 0 where none does."""
    return int(session.scalar(select(func.max(Award.id)).where(last_step_of_award().is_(None))) or 0)
