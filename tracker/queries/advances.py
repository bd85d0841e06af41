"""Ask which advances are open: with whom, since when, and how much of them."""

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from tracker.models.advances import Advance, AdvanceStep
from tracker.models.campaigns import Campaign


def settled_sum() -> ColumnElement[int]:
    """Sum what of an advance was spent or came back (whole đồng), beside its row."""
    settled = select(func.coalesce(func.sum(AdvanceStep.amount), 0)).where(AdvanceStep.advance_id == Advance.id)
    return settled.correlate(Advance).scalar_subquery()


def open_part(session: Session, advance: Advance) -> int:
    """Give how much of an advance is still with its party (whole đồng)."""
    asked = select(func.coalesce(func.sum(AdvanceStep.amount), 0)).where(AdvanceStep.advance_id == advance.id)
    return advance.amount - int(session.scalar(asked) or 0)


def steps_of(session: Session, advance: Advance) -> list[AdvanceStep]:
    """List how an advance was settled so far, oldest first."""
    return list(
        session.scalars(select(AdvanceStep).where(AdvanceStep.advance_id == advance.id).order_by(AdvanceStep.id))
    )


def open_advances() -> Select[Advance, int]:
    """Ask for the advances of which something is open, with how much (whole đồng); the caller orders and pages."""
    left = Advance.amount - settled_sum()
    return select(Advance, left.label("left")).where(left > 0)


def advanced_by_office(session: Session, campaign: Campaign) -> int:
    """Sum what of a campaign's money is out in advances that stand for no sheet (whole đồng)."""
    left = func.coalesce(func.sum(Advance.amount - settled_sum()), 0)
    return int(session.scalar(select(left).where(Advance.campaign_id == campaign.id)) or 0)
