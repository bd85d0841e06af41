"""Ask how much of a campaign's money approved help will need soon."""

from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.ground.dates import add_months
from tracker.models.helping.handouts import Handout, HandoutStep, HandoutStepKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.overrides import Override, OverrideUse
from tracker.queries.helping.handouts import line_states, state_of, sum_of
from tracker.queries.helping.scholarships import still_to_pay
from tracker.queries.journal import VND, account, balance, money_of_its_own
from tracker.queries.proving.advances import advanced_by_office


def end_of_next_month(day: date) -> date:
    """Give the last day of the month after a day's."""
    return add_months(day.replace(day=1), 2) - timedelta(days=1)


def due_soon(session: Session, campaign: Campaign, day: date) -> int:
    """Sum what is committed and due by the end of the month after a day (whole đồng)."""
    committed = balance(session, account(session, "memo:committed"), campaign)
    approved = select(HandoutStep.handout_id).where(HandoutStep.kind == HandoutStepKind.APPROVED)
    later = select(Handout).where(
        Handout.campaign_id == campaign.id,
        Handout.run_month.is_(None),
        Handout.planned_on > end_of_next_month(day),
        Handout.id.in_(approved),
    )
    return (
        committed
        - still_to_pay(session, campaign, due_after=end_of_next_month(day))
        - sum(
            sum_of(state.open for state in line_states(session, handout) if not state.in_waiting).get(VND, 0)
            for handout in session.scalars(later)
            if state_of(session, handout) == HandoutStepKind.APPROVED
        )
    )


def can_be_spent(session: Session, campaign: Campaign, day: date) -> int:
    """Give how much a payment that settles no commitment may take (whole đồng; negative where help is not covered).

    That is what is there, less what is due soon.
    """
    return there_to_spend(session, campaign) - due_soon(session, campaign, day)


def there_to_spend(session: Session, campaign: Campaign) -> int:
    """Give what a campaign has of its own, less what is out in the office's advances (whole đồng)."""
    return money_of_its_own(session, campaign) - advanced_by_office(session, campaign)


def usable_override(
    session: Session, campaign: Campaign, amount: int, day: date, *, payer_id: int | None = None
) -> Override | None:
    """Find the smallest leave that is large enough for a payment, still counts and was not used.

    With `payer_id` only one that another user gave.
    """
    used = select(OverrideUse.override_id)
    asked = select(Override).where(
        Override.campaign_id == campaign.id,
        Override.amount >= amount,
        Override.valid_until >= day,
        Override.id.not_in(used),
    )
    if payer_id is not None:
        asked = asked.where(Override.by_id != payer_id)
    return session.scalar(asked.order_by(Override.amount, Override.id).limit(1))


def override_of(session: Session, entry_id: int) -> Override | None:
    """Give the leave that a payment used."""
    asked = select(Override).join(OverrideUse, OverrideUse.override_id == Override.id)
    return session.scalar(asked.where(OverrideUse.entry_id == entry_id))


def overrides() -> Select[Override, OverrideUse]:
    """Ask for all leaves with the payment that used each; the caller orders and pages."""
    return select(Override, OverrideUse).outerjoin(OverrideUse, OverrideUse.override_id == Override.id)


def use_of(session: Session, override: Override) -> OverrideUse | None:
    """Give the payment that used a leave; None while none did."""
    return session.scalar(select(OverrideUse).where(OverrideUse.override_id == override.id))
