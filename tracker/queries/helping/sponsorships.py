"""Ask for sponsors: who stands behind an award, which promises are asked for no more, whom a donor sponsors."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, joinedload

from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import HandoutLine
from tracker.models.helping.scholarships import Award, AwardInstalment, AwardStep, AwardStepKind, Sponsorship
from tracker.queries.same import keys_of_one, leading_id

#: In these states nobody is asked to pay for a scholarship.
ENDED = (AwardStepKind.STOPPED, AwardStepKind.SUSPENDED, AwardStepKind.REFUSED)


@dataclass(frozen=True)
class Sponsored:
    """One child that a donor stands or stood behind: the award's months so far, and what they were (whole đồng)."""

    sponsorship: Sponsorship
    state: AwardStepKind | None
    paid_months: int
    paid: int


def live_beside(session: Session, award: Award) -> list[Sponsorship]:
    """List who sponsors the child of an award in its campaign now, by any of the child's records."""
    return live_of_child(session, award.child, award.campaign_id)


def live_of_child(session: Session, child: Child, campaign_id: int | None = None) -> list[Sponsorship]:
    """List who sponsors a child now, by any of its records, in one campaign or in all."""
    key = leading_id(child)
    other = aliased(Child)
    asked = (
        select(Sponsorship)
        .join(other, other.id == Sponsorship.child_id)
        .where(or_(other.id == key, other.merged_into_id == key), Sponsorship.until.is_(None))
    )
    if campaign_id is not None:
        asked = asked.where(Sponsorship.campaign_id == campaign_id)
    return list(session.scalars(asked.order_by(Sponsorship.id)))


def shares_taken(session: Session, award: Award) -> int:
    """Sum the shares of an award that live sponsors have, in percent."""
    asked = select(func.coalesce(func.sum(Sponsorship.share), 0))
    return int(session.scalar(asked.where(Sponsorship.award_id == award.id, Sponsorship.until.is_(None))) or 0)


def ended_awards() -> Select[int]:
    """Ask for the keys of awards whose last decision stops, suspends or refuses them."""
    last = select(func.max(AwardStep.id)).group_by(AwardStep.award_id)
    return select(AwardStep.award_id).where(AwardStep.id.in_(last), AwardStep.kind.in_(ENDED))


def asked_no_more() -> Select[int | None]:
    """Ask for the keys of pledges that paid for scholarships, all of which are over or have another sponsor now.

    Their donors get no further request (TRAPS 18); a suspended award counts as over until it is resumed.
    """
    other = aliased(Sponsorship)
    needed = select(other.pledge_id).where(
        other.pledge_id.is_not(None), other.until.is_(None), other.award_id.not_in(ended_awards())
    )
    asked = select(Sponsorship.pledge_id).where(Sponsorship.pledge_id.is_not(None))
    return asked.where(Sponsorship.pledge_id.not_in(needed)).distinct()


def is_asked_for(pledge_id: ColumnElement[Any] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Say that a pledge is still asked for: it never paid for scholarships, or one of them goes on."""
    return pledge_id.not_in(asked_no_more())


def sponsored_by(session: Session, donor: Donor) -> list[Sponsored]:
    """List the children that a donor stands or stood behind, by any of its records: those of now first."""
    asked = (
        select(Sponsorship, _state(), *_months_paid())
        .where(Sponsorship.donor_id.in_(keys_of_one(donor)))
        .options(joinedload(Sponsorship.award).joinedload(Award.child))
        .options(joinedload(Sponsorship.award).joinedload(Award.campaign))
        .order_by(Sponsorship.until.is_not(None), Sponsorship.since.desc(), Sponsorship.id)
    )
    return [
        Sponsored(sponsorship, AwardStepKind(state) if state else None, int(months or 0), int(paid or 0))
        for sponsorship, state, months, paid in session.execute(asked)
    ]


def received_parts() -> Select[int, date, date, int]:
    """Ask for what children received of awards and did not give back: award, due day, day given, whole đồng."""
    return (
        select(AwardInstalment.award_id, AwardInstalment.due_on, Disbursement.given_on, DisbursementPart.quantity)
        .join(HandoutLine, HandoutLine.instalment_id == AwardInstalment.id)
        .join(Disbursement, Disbursement.line_id == HandoutLine.id)
        .join(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .outerjoin(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
        .where(TakeBack.id.is_(None))
    )


def within(sponsorship: type[Sponsorship], day: ColumnElement[date] | Any) -> ColumnElement[bool]:
    """Say that a day lies in the days of a sponsorship."""
    return (day >= sponsorship.since) & or_(sponsorship.until.is_(None), day <= sponsorship.until)


def _months_paid() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Ask, beside sponsorships, for the months given while they stood, and their sum."""
    parts = received_parts().where(AwardInstalment.award_id == Sponsorship.award_id)
    parts = parts.where(within(Sponsorship, Disbursement.given_on)).correlate(Sponsorship)
    months = parts.with_only_columns(func.count(AwardInstalment.id.distinct())).scalar_subquery()
    return months, parts.with_only_columns(func.sum(DisbursementPart.quantity)).scalar_subquery()


def _state() -> ColumnElement[Any]:
    """Ask, beside sponsorships, for the last decision about the award."""
    return (
        select(AwardStep.kind)
        .where(AwardStep.award_id == Sponsorship.award_id)
        .order_by(AwardStep.id.desc())
        .limit(1)
        .correlate(Sponsorship)
        .scalar_subquery()
    )
