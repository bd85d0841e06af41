"""Ask for sponsors: who stands behind an award, who is to be told what, and who is late with a promise."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.models.giving.pledges import Pledge, PledgeInstalment, PledgeMatch
from tracker.models.helping.children import Child
from tracker.models.helping.scholarships import Award, AwardStep, AwardStepKind, SponsorMessage, Sponsorship
from tracker.queries.same import leading_id

#: So many parts of a promise overdue make a sponsor late.
LATE_PARTS = 2
#: Of these decisions a sponsor is told.
TOLD_OF = (AwardStepKind.SUSPENDED, AwardStepKind.RESUMED, AwardStepKind.STOPPED)


@dataclass(frozen=True)
class News:
    """A decision of which a live sponsor was not told yet."""

    sponsorship: Sponsorship
    step: AwardStep


@dataclass(frozen=True)
class Late:
    """A sponsor whose promise is so many parts late, with what is overdue (whole đồng) and the awards behind it."""

    pledge: Pledge
    parts: int
    amount: int
    sponsorships: tuple[Sponsorship, ...]


def live_beside(session: Session, award: Award) -> list[Sponsorship]:
    """List who sponsors the child of an award in its campaign now, by any of the child's records."""
    key = leading_id(award.child)
    other = aliased(Child)
    asked = (
        select(Sponsorship)
        .join(other, other.id == Sponsorship.child_id)
        .where(or_(other.id == key, other.merged_into_id == key))
        .where(Sponsorship.campaign_id == award.campaign_id, Sponsorship.until.is_(None))
    )
    return list(session.scalars(asked.order_by(Sponsorship.id)))


def shares_taken(session: Session, award: Award) -> int:
    """Sum the shares of an award that live sponsors have, in percent."""
    asked = select(func.coalesce(func.sum(Sponsorship.share), 0))
    return int(session.scalar(asked.where(Sponsorship.award_id == award.id, Sponsorship.until.is_(None))) or 0)


def to_tell(session: Session) -> list[News]:
    """List the decisions of which a sponsor of that day was not told yet, the oldest first."""
    told = exists(
        select(SponsorMessage.id).where(
            SponsorMessage.sponsorship_id == Sponsorship.id, SponsorMessage.step_id == AwardStep.id
        )
    )
    stood = or_(Sponsorship.until.is_(None), Sponsorship.until >= AwardStep.happened_on)
    asked = (
        select(Sponsorship, AwardStep)
        .join(AwardStep, AwardStep.award_id == Sponsorship.award_id)
        .where(AwardStep.kind.in_(TOLD_OF), Sponsorship.since <= AwardStep.happened_on, stood, ~told)
        .order_by(AwardStep.id, Sponsorship.id)
    )
    return [News(sponsorship, step) for sponsorship, step in session.execute(asked)]


def late_sponsors(session: Session, day: date) -> list[Late]:
    """List the sponsors of live awards who are `LATE_PARTS` or more parts late on a day, the latest first."""
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
        )
        .where(PledgeInstalment.due_on < day, PledgeInstalment.amount > matched)
        .group_by(PledgeInstalment.pledge_id)
        .having(func.count() >= LATE_PARTS)
        .subquery()
    )
    asked = (
        select(Pledge, parts.c.parts, parts.c.amount, Sponsorship)
        .join(parts, parts.c.pledge_id == Pledge.id)
        .join(Sponsorship, Sponsorship.pledge_id == Pledge.id)
        .where(Sponsorship.until.is_(None), Sponsorship.award_id.not_in(ended_awards()))
        .order_by(parts.c.parts.desc(), Pledge.id, Sponsorship.id)
    )
    found: dict[int, tuple[Pledge, int, int, list[Sponsorship]]] = {}
    for pledge, count, amount, sponsorship in session.execute(asked):
        found.setdefault(pledge.id, (pledge, count, int(amount), []))[3].append(sponsorship)
    return [Late(pledge, count, amount, tuple(many)) for pledge, count, amount, many in found.values()]


def asked_no_more(session: Session) -> set[int]:
    """Give the keys of pledges that pay for nothing but scholarships which are stopped or suspended.

    Their donors get no further request (TRAPS 18).
    """
    states: dict[int, list[bool]] = defaultdict(list)
    over = set(session.scalars(ended_awards()))
    asked = select(Sponsorship.pledge_id, Sponsorship.award_id).where(
        Sponsorship.pledge_id.is_not(None), Sponsorship.until.is_(None)
    )
    for pledge_id, award_id in session.execute(asked):
        if pledge_id is not None:
            states[pledge_id].append(award_id in over)
    return {pledge_id for pledge_id, ended in states.items() if all(ended)}


def ended_awards() -> Select[int]:
    """Ask for the keys of awards whose last decision stops or suspends them."""
    last = select(func.max(AwardStep.id)).group_by(AwardStep.award_id)
    ended = (AwardStepKind.STOPPED, AwardStepKind.SUSPENDED, AwardStepKind.REFUSED)
    return select(AwardStep.award_id).where(AwardStep.id.in_(last), AwardStep.kind.in_(ended))
