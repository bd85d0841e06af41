"""Hold an approver's word that a payment may take money which approved help will soon need."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import STRICT, Base, Dong, Key
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User


class Override(Base):
    """Leave for one payment of a campaign to go past what is committed and due soon. Frozen."""

    __tablename__ = "overrides"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"), STRICT)

    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    #: The most that the payment may be, in whole đồng.
    amount: Mapped[Dong]
    #: The last day on which it counts.
    valid_until: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]

    campaign: Mapped[Campaign] = relationship()
    by: Mapped[User] = relationship()


class OverrideUse(Base):
    """The one payment that used it. Frozen."""

    __tablename__ = "override_uses"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    override_id: Mapped[int] = mapped_column(ForeignKey("overrides.id"), unique=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)
