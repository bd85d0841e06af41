"""Ask which sponsors are late with their promises, and what the general fund covered for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, PledgeInstalment, PledgeMatch
from tracker.models.helping.scholarships import LIVE, Award, AwardStep, Sponsorship
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign
from tracker.models.proving.moves import CampaignMove
from tracker.queries.journal import VND
from tracker.queries.proving.reversals import is_reversed
from tracker.queries.same import kept

#: So many parts of a promise overdue make a sponsor late.
LATE_PARTS = 2


@dataclass(frozen=True)
class Late:
    """A sponsor whose promise is so many parts late: what is overdue, what the general fund moved for it (whole đồng).

    `donor` is the record that is kept, `sponsorships` the live awards that the promise pays.
    """

    pledge: Pledge
    donor: Donor
    parts: int
    amount: int
    since: date
    covered: int
    sponsorships: tuple[Sponsorship, ...]

    @property
    def short(self) -> int:
        """Whole đồng that neither the sponsor nor the general fund brought."""
        return max(self.amount - self.covered, 0)


def late_sponsors(session: Session, day: date) -> list[Late]:
    """List the sponsors of live awards who are `LATE_PARTS` or more parts late on a day, the most parts first."""
    matched = (
        select(func.coalesce(func.sum(PledgeMatch.amount), 0))
        .where(PledgeMatch.instalment_id == PledgeInstalment.id)
        .scalar_subquery()
    )
    parts = (
        select(
            PledgeInstalment.pledge_id,
            func.count().label("parts"),
            func.sum(PledgeInstalment.amount - matched).label("amount"),
            func.min(PledgeInstalment.due_on).label("since"),
        )
        .where(PledgeInstalment.due_on < day, PledgeInstalment.amount > matched)
        .group_by(PledgeInstalment.pledge_id)
        .having(func.count() >= LATE_PARTS)
        .subquery()
    )
    asked = (
        select(Pledge, parts.c.parts, parts.c.amount, parts.c.since, Sponsorship)
        .join(parts, parts.c.pledge_id == Pledge.id)
        .join(Sponsorship, Sponsorship.pledge_id == Pledge.id)
        .join(AwardStep, AwardStep.award_id == Sponsorship.award_id)
        .where(Sponsorship.until.is_(None), AwardStep.kind.in_(LIVE))
        .where(AwardStep.id.in_(select(func.max(AwardStep.id)).group_by(AwardStep.award_id)))
        .options(joinedload(Pledge.donor), joinedload(Pledge.campaign))
        .options(joinedload(Sponsorship.award).joinedload(Award.child))
        .order_by(parts.c.parts.desc(), Pledge.id, Sponsorship.id)
    )
    return _gathered(session, session.execute(asked))


def _gathered(session: Session, rows: Iterable[tuple[Pledge, int, int, date, Sponsorship]]) -> list[Late]:
    found: dict[int, tuple[Pledge, int, int, date, list[Sponsorship]]] = {}
    for pledge, parts, amount, since, sponsorship in rows:
        found.setdefault(pledge.id, (pledge, parts, int(amount), since, []))[4].append(sponsorship)
    covered = _covered(session, [pledge for pledge, *_rest in found.values()])
    return [
        Late(pledge, kept(session, pledge.donor), parts, amount, since, covered[pledge.id], tuple(many))
        for pledge, parts, amount, since, many in found.values()
    ]


def _covered(session: Session, pledges: Collection[Pledge]) -> dict[int, int]:
    """Sum what the general fund moved to the campaigns for promises: a move's reason names the promise's number."""
    asked = (
        select(CampaignMove.to_id, CampaignMove.reason, CampaignMove.quantity)
        .join(Campaign, Campaign.id == CampaignMove.from_id)
        .where(Campaign.code == GENERAL_FUND, CampaignMove.item == VND, ~is_reversed(CampaignMove.entry_id))
        .where(CampaignMove.to_id.in_({pledge.campaign_id for pledge in pledges}))
    )
    moves = session.execute(asked).all() if pledges else []
    return {
        pledge.id: sum(amount for to, reason, amount in moves if to == pledge.campaign_id and pledge.code in reason)
        for pledge in pledges
    }
