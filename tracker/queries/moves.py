"""Ask which money was lent from one campaign to another, and how much of it is still to come back."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from tracker.models.moves import CampaignMove

_Repaying = aliased(CampaignMove)


def open_loan(session: Session, loan: CampaignMove) -> int:
    """Give how much of a loan is still to come back (whole đồng or pieces); 0 where it was no loan."""
    if loan.back_by is None:
        return 0
    back = select(func.coalesce(func.sum(CampaignMove.quantity), 0)).where(CampaignMove.repays_id == loan.id)
    return loan.quantity - int(session.scalar(back) or 0)


def open_loans(session: Session) -> list[tuple[CampaignMove, int]]:
    """List the loans that are still to come back with how much of each, the earliest due first."""
    back = select(func.coalesce(func.sum(_Repaying.quantity), 0)).where(_Repaying.repays_id == CampaignMove.id)
    left = CampaignMove.quantity - back.correlate(CampaignMove).scalar_subquery()
    asked = select(CampaignMove, left).where(CampaignMove.back_by.is_not(None), left > 0)
    return [(loan, int(quantity)) for loan, quantity in session.execute(asked.order_by(CampaignMove.back_by))]
