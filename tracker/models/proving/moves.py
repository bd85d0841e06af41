"""Hold moves of money between campaigns, with the donor's consent or the loan's way back."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import STRICT, Base, Dong, Key
from tracker.models.proving.campaigns import Campaign


class CampaignMove(Base):
    """So much of one item moved from one campaign's money to another's by an approver. Frozen."""

    __tablename__ = "campaign_moves"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("from_id <> to_id", name="two_campaigns"),
        CheckConstraint("consent <> '' OR back_by IS NOT NULL OR repays_id IS NOT NULL", name="consent_or_loan"),
        STRICT,
    )

    id: Mapped[Key]
    from_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    item: Mapped[str] = mapped_column(ForeignKey("items.code"))
    #: Whole đồng or pieces.
    quantity: Mapped[Dong]
    moved_on: Mapped[date]
    reason: Mapped[str]
    #: The donor's consent: by whom, when, how; empty where the money is lent.
    consent: Mapped[str]
    #: Day by which a loan comes back; None where it is moved for good.
    back_by: Mapped[date | None]
    #: The loan that this move brings back, whole or in part.
    repays_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_moves.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)

    from_campaign: Mapped[Campaign] = relationship(foreign_keys=[from_id])
    to_campaign: Mapped[Campaign] = relationship(foreign_keys=[to_id])
