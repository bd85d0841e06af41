"""Move the stored balances with the lines that are posted."""

from collections.abc import Mapping

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tracker.models.journal import Account, Balance

#: Account, campaign, item.
Place = tuple[int, int, str]


def move_balances(session: Session, moved: Mapping[Place, int], accounts: Mapping[int, Account]) -> None:
    """Insert missing rows with 0 first: one upsert with the moved value is refused by the CHECK."""
    for (account_id, campaign_id, item), quantity in moved.items():
        place = (
            Balance.account_id == account_id,
            Balance.campaign_id == campaign_id,
            Balance.item == item,
        )
        if session.scalar(select(Balance.quantity).where(*place)) is None:
            row = {"account_id": account_id, "campaign_id": campaign_id, "item": item, "quantity": 0}
            session.execute(insert(Balance), [row | {"guard": accounts[account_id].guard}])
        moving = update(Balance).where(*place).values(quantity=Balance.quantity + quantity)
        session.execute(moving, execution_options={"synchronize_session": False})
