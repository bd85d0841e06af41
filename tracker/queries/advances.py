"""Ask which advances are open: with whom, since when, and how much of them."""

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from tracker.models.advances import Advance, AdvanceStep
from tracker.models.campaigns import Campaign
from tracker.queries.reversals import is_reversed


def settled_sum() -> ColumnElement[int]:
    """Sum what of an advance was spent or came back (whole đồng), beside its row; a step taken back does not count."""
    settled = select(func.coalesce(func.sum(AdvanceStep.amount), 0)).where(
        AdvanceStep.advance_id == Advance.id, ~is_reversed(AdvanceStep.entry_id)
    )
    return settled.correlate(Advance).scalar_subquery()


def left_of() -> ColumnElement[int]:
    """Give, beside its row, how much of an advance is still with its party (whole đồng); 0 where it was taken back."""
    return case((is_reversed(Advance.entry_id), 0), else_=Advance.amount - settled_sum())


def open_part(session: Session, advance: Advance) -> int:
    """Give how much of an advance is still with its party (whole đồng)."""
    return int(session.scalar(select(left_of()).where(Advance.id == advance.id)) or 0)


def steps_of(session: Session, advance: Advance) -> list[AdvanceStep]:
    """List how an advance was settled so far, oldest first."""
    return list(
        session.scalars(select(AdvanceStep).where(AdvanceStep.advance_id == advance.id).order_by(AdvanceStep.id))
    )


def open_advances() -> Select[Advance, int]:
    """Ask for the advances of which something is open, with how much (whole đồng); the caller orders and pages."""
    return select(Advance, left_of().label("left")).where(left_of() > 0)


def advanced_by_office(session: Session, campaign: Campaign) -> int:
    """Sum what of a campaign's money is out in advances that stand for no sheet (whole đồng)."""
    each = select(left_of().label("left")).where(Advance.campaign_id == campaign.id).subquery()
    return int(session.scalar(select(func.coalesce(func.sum(each.c.left), 0))) or 0)
