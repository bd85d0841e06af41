"""Hold money that a person took along to spend for the fund (tạm ứng)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Dong, Key, one_of
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign


class Advance(Base):
    """Money given to a party to spend, until it is settled. Frozen; advances on a sheet are the sheet's."""

    __tablename__ = "advances"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"), STRICT)

    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    given_on: Mapped[date] = mapped_column(index=True)
    #: Who took it, as on the voucher.
    party: Mapped[str]
    purpose: Mapped[str]
    #: Day by which it is to be settled.
    due_on: Mapped[date]
    #: The till that it left.
    till_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    #: The party's account of advances.
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    #: Whole đồng.
    amount: Mapped[Dong]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)

    campaign: Mapped[Campaign] = relationship()
    till: Mapped[Account] = relationship(foreign_keys=[till_id])
    account: Mapped[Account] = relationship(foreign_keys=[account_id])


class AdvanceStepKind(Choice):
    """How a part of an advance was settled."""

    PURCHASE = "purchase", N_("Goods bought")
    COST = "cost", N_("Cost paid")
    RETURNED = "returned", N_("Rest back")


class AdvanceStep(Base):
    """A part of an advance that was spent against an invoice, or came back. Frozen; never more than was given."""

    __tablename__ = "advance_steps"
    __table_args__ = (one_of("kind", AdvanceStepKind), CheckConstraint("amount > 0", name="amount_positive"), STRICT)

    id: Mapped[Key]
    advance_id: Mapped[int] = mapped_column(ForeignKey("advances.id"), index=True)
    kind: Mapped[str]
    settled_on: Mapped[date]
    #: Whole đồng.
    amount: Mapped[Dong]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchases.id"), unique=True)
    cost_id: Mapped[int | None] = mapped_column(ForeignKey("costs.id"), unique=True)

    advance: Mapped[Advance] = relationship()
