"""Ask which money was lent from one campaign to another, and how much of it is still to come back."""

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.models.proving.moves import CampaignMove
from tracker.queries.proving.reversals import is_reversed

_Repaying = aliased(CampaignMove)


def open_loan(session: Session, loan: CampaignMove) -> int:
    """Give how much of a loan is still to come back (whole đồng or pieces); 0 where it was no loan."""
    asked = select(_left()).where(CampaignMove.id == loan.id, CampaignMove.back_by.is_not(None), ~_is_taken_back())
    return int(session.scalar(asked) or 0)


def open_loans(session: Session) -> list[tuple[CampaignMove, int]]:
    """List the loans that are still to come back with how much of each, the earliest due first."""
    asked = select(CampaignMove, _left()).where(CampaignMove.back_by.is_not(None), _left() > 0, ~_is_taken_back())
    asked = asked.options(joinedload(CampaignMove.from_campaign), joinedload(CampaignMove.to_campaign))
    ordered = asked.order_by(CampaignMove.back_by, CampaignMove.id)
    return [(loan, int(quantity)) for loan, quantity in session.execute(ordered)]


def moves_listed() -> Select[CampaignMove]:
    """Ask for all moves with both campaigns; the caller orders and pages."""
    return select(CampaignMove).options(joinedload(CampaignMove.from_campaign), joinedload(CampaignMove.to_campaign))


def repayments_of(session: Session, loan: CampaignMove) -> list[CampaignMove]:
    """List the moves that brought a loan back so far, oldest first; those taken back again are left out."""
    asked = select(CampaignMove).where(CampaignMove.repays_id == loan.id, ~_is_taken_back())
    return list(session.scalars(asked.order_by(CampaignMove.id)))


def _left() -> ColumnElement[int]:
    back = select(func.coalesce(func.sum(_Repaying.quantity), 0)).where(
        _Repaying.repays_id == CampaignMove.id, ~is_reversed(_Repaying.entry_id)
    )
    return CampaignMove.quantity - back.correlate(CampaignMove).scalar_subquery()


def _is_taken_back() -> ColumnElement[bool]:
    return is_reversed(CampaignMove.entry_id)
