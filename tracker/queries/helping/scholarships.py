"""Ask for scholarships: where an award and each of its instalments stands, and what is owed when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutStepKind, LineOutcome
from tracker.models.helping.scholarships import OVER, Award, AwardInstalment, AwardStep, AwardStepKind, Sponsorship
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.handouts import CLOSED, state_of
from tracker.queries.same import keys_of_one, leading_id, one_child


@dataclass(frozen=True)
class InstalmentState:
    """A month of an award, the list it stands on, and the help by which it was paid; either may be missing."""

    instalment: AwardInstalment
    handout: Handout | None
    disbursement: Disbursement | None

    @property
    def open(self) -> bool:
        """Tell whether it is still owed."""
        return self.instalment.freed_on is None and self.disbursement is None


def is_paid() -> ColumnElement[bool]:
    """Say that an instalment was given and did not come back to be given again."""
    came_back = select(TakeBack.id).join(DisbursementPart, DisbursementPart.id == TakeBack.disbursement_part_id)
    came_back = came_back.where(DisbursementPart.disbursement_id == Disbursement.id, TakeBack.open_again.is_(True))
    given = select(Disbursement.id).join(HandoutLine, HandoutLine.id == Disbursement.line_id)
    return exists(given.where(HandoutLine.instalment_id == AwardInstalment.id, ~exists(came_back)))


def is_listed() -> ColumnElement[bool]:
    """Say that an instalment stands on a list."""
    return exists(select(HandoutLine.id).where(HandoutLine.instalment_id == AwardInstalment.id))


def open_instalments(*, campaign: Campaign | None = None) -> Select[AwardInstalment]:
    """Ask for what is owed: neither paid nor freed, by day and child."""
    asked = select(AwardInstalment).join(Award, Award.id == AwardInstalment.award_id)
    asked = asked.where(AwardInstalment.freed_on.is_(None), ~is_paid())
    if campaign is not None:
        asked = asked.where(Award.campaign_id == campaign.id)
    return asked.order_by(AwardInstalment.due_on, Award.child_id, AwardInstalment.id)


def due_instalments(session: Session, campaign: Campaign, until: date) -> list[AwardInstalment]:
    """List what fell due until a day and stands on no list yet, the oldest month first."""
    asked = open_instalments(campaign=campaign).where(AwardInstalment.due_on <= until, ~is_listed())
    return list(session.scalars(asked))


def still_to_pay(session: Session, campaign: Campaign, *, due_after: date | None = None) -> int:
    """Sum what is owed of a campaign's awards (whole đồng); with a day only what falls due after it."""
    owed = open_instalments(campaign=campaign)
    if due_after is not None:
        owed = owed.where(AwardInstalment.due_on > due_after)
    amounts = owed.with_only_columns(AwardInstalment.amount).order_by(None).subquery()
    return int(session.scalar(select(func.coalesce(func.sum(amounts.c.amount), 0))) or 0)


def owed_to_child(session: Session, child: Child) -> int:
    """Count the months that are owed to a child, by any of its records."""
    asked = open_instalments().where(Award.child_id.in_(keys_of_one(child))).order_by(None)
    return int(session.scalar(asked.with_only_columns(func.count())) or 0)


def steps_of_award(session: Session, award: Award) -> list[AwardStep]:
    """List what was decided about an award, oldest first."""
    return list(session.scalars(select(AwardStep).where(AwardStep.award_id == award.id).order_by(AwardStep.id)))


def award_state(session: Session, award: Award) -> AwardStepKind | None:
    """Give the last decision about an award; None while it is only proposed."""
    return award_states(session, [award.id]).get(award.id)


def award_states(session: Session, award_ids: Iterable[int]) -> dict[int, AwardStepKind]:
    """Give the last decision about some awards, by their keys; a proposed one is missing."""
    last = select(func.max(AwardStep.id)).where(AwardStep.award_id.in_(list(award_ids))).group_by(AwardStep.award_id)
    found = session.execute(select(AwardStep.award_id, AwardStep.kind).where(AwardStep.id.in_(last)))
    return {award_id: AwardStepKind(kind) for award_id, kind in found}


def instalments_of(session: Session, award: Award) -> list[InstalmentState]:
    """List the months of an award with where each stands, in two questions."""
    paid = _standing_help(award)
    asked = (
        select(AwardInstalment, Handout)
        .outerjoin(HandoutLine, HandoutLine.instalment_id == AwardInstalment.id)
        .outerjoin(Handout, Handout.id == HandoutLine.handout_id)
        .where(AwardInstalment.award_id == award.id)
        .order_by(AwardInstalment.number)
    )
    by_instalment = {key: given for key, given in session.execute(paid)}
    return [
        InstalmentState(instalment, handout, by_instalment.get(instalment.id))
        for instalment, handout in session.execute(asked)
    ]


def sponsors_of(session: Session, award: Award, *, live_only: bool = False) -> list[Sponsorship]:
    """List who stood behind an award, the oldest first; with `live_only` those who do now."""
    asked = select(Sponsorship).where(Sponsorship.award_id == award.id).order_by(Sponsorship.since, Sponsorship.id)
    return list(session.scalars(asked.where(Sponsorship.until.is_(None)) if live_only else asked))


def awards_ahead(session: Session, child_ids: Iterable[int], campaign: Campaign, first_due_on: date) -> list[Award]:
    """List the awards of some children in a campaign that are proposed, or still owe or owed a month from a day on."""
    ended = select(AwardStep.award_id).where(AwardStep.kind.in_(OVER))
    later = exists(
        select(AwardInstalment.id).where(AwardInstalment.award_id == Award.id, AwardInstalment.due_on >= first_due_on)
    )
    proposed = ~exists(select(AwardStep.id).where(AwardStep.award_id == Award.id))
    asked = select(Award).where(Award.child_id.in_(list(child_ids)), Award.campaign_id == campaign.id)
    return list(session.scalars(asked.where(Award.id.not_in(ended), or_(later, proposed)).order_by(Award.id)))


def doubled(session: Session, since: Mapping[Award, date]) -> list[Award]:
    """List those of some awards beside which their child, by any of its records, has another one of the campaign.

    `since` says of each from which day on the other one counts: it is awarded, not ended, and has a month then.
    """
    ended = select(AwardStep.award_id).where(AwardStep.kind == AwardStepKind.STOPPED)
    asked = (
        select(Award.id, one_child(Award.child_id), Award.campaign_id, func.max(AwardInstalment.due_on))
        .join(AwardInstalment, AwardInstalment.award_id == Award.id)
        .where(Award.campaign_id.in_({award.campaign_id for award in since}), Award.id.not_in(ended))
        .group_by(Award.id, Award.child_id, Award.campaign_id)
    )
    others: dict[tuple[int, int], dict[int, date]] = {}
    for key, child_id, campaign_id, last in session.execute(asked):
        others.setdefault((child_id, campaign_id), {})[key] = last
    for award in since:
        others.setdefault((leading_id(award.child), award.campaign_id), {}).setdefault(award.id, date.max)
    return [
        award
        for award, day in since.items()
        if any(
            key != award.id and last >= day for key, last in others[leading_id(award.child), award.campaign_id].items()
        )
    ]


def awarded_in_both(session: Session, one: Child, other: Child) -> str:
    """Name the first campaign that owes both of two children months: merged, they would be paid twice; or nothing."""
    of_both = [
        open_instalments().where(Award.child_id.in_(keys_of_one(each))).with_only_columns(Award.campaign_id)
        for each in (one, other)
    ]
    asked = select(Campaign.code).where(*(Campaign.id.in_(each.order_by(None)) for each in of_both))
    return session.scalar(asked.order_by(Campaign.code).limit(1)) or ""


def what_ends(session: Session, award: Award) -> tuple[list[InstalmentState], list[InstalmentState]]:
    """Part the open months of an award: those that ending it frees, and those that stay, on an approved list."""
    open_months = [state for state in instalments_of(session, award) if state.open]
    lists = {state.handout.id: state.handout for state in open_months if state.handout is not None}
    agreed = {key for key, handout in lists.items() if state_of(session, handout) == HandoutStepKind.APPROVED}
    freed = [state for state in open_months if state.handout is None or state.handout.id not in agreed]
    return freed, [state for state in open_months if state not in freed]


def what_resumes(session: Session, award: Award, day: date, *, make_up: bool) -> list[AwardInstalment]:
    """List the freed months that are owed again from a day on, or with `make_up` also those before it.

    One that was given up on its sheet is not; one that stands on a list that is not approved is.
    """
    given_up = select(LineOutcome.id).join(HandoutLine, HandoutLine.id == LineOutcome.line_id)
    given_up = given_up.where(HandoutLine.instalment_id == AwardInstalment.id, LineOutcome.kind.in_(CLOSED))
    freed = select(AwardInstalment).where(
        AwardInstalment.award_id == award.id, AwardInstalment.freed_on.is_not(None), ~exists(given_up)
    )
    found = session.scalars(freed.order_by(AwardInstalment.number))
    return [each for each in found if make_up or each.due_on >= day]


def _standing_help(award: Award) -> Select[int | None, Disbursement]:
    came_back = and_(TakeBack.disbursement_part_id == DisbursementPart.id, TakeBack.open_again.is_(True))
    return (
        select(HandoutLine.instalment_id, Disbursement)
        .join(Disbursement, Disbursement.line_id == HandoutLine.id)
        .join(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .join(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
        .outerjoin(TakeBack, came_back)
        .where(AwardInstalment.award_id == award.id, TakeBack.id.is_(None))
    )
