"""Hold what the fund's work costs, the interest that its money earns, and the ceiling of running costs."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Dong, Key, one_of
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign


class CostKind(Choice):
    """What was paid for; each kind has its account of expenses."""

    PROGRAMME = "programme", N_("Programme costs")
    ADMIN = "admin", N_("Running costs")
    FEES = "fees", N_("Bank fee")


class Cost(Base):
    """Money paid for the work and not to a child, from a till or out of an advance. Frozen."""

    __tablename__ = "costs"
    __table_args__ = (one_of("kind", CostKind), CheckConstraint("amount > 0", name="amount_positive"), STRICT)

    id: Mapped[Key]
    kind: Mapped[str]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    paid_on: Mapped[date] = mapped_column(index=True)
    payee: Mapped[str]
    purpose: Mapped[str]
    #: Empty where there is none, as with a bank's fee.
    invoice_number: Mapped[str]
    #: The till that paid, or the advance out of which it was paid.
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    #: Whole đồng.
    amount: Mapped[Dong]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)

    campaign: Mapped[Campaign] = relationship()
    account: Mapped[Account] = relationship()


class Interest(Base):
    """What the bank credited for a time (lãi tiền gửi). Frozen."""

    __tablename__ = "interests"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"), STRICT)

    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    credited_on: Mapped[date] = mapped_column(index=True)
    #: The bank's till.
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    #: Whole đồng.
    amount: Mapped[Dong]
    note: Mapped[str]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)

    campaign: Mapped[Campaign] = relationship()
    account: Mapped[Account] = relationship()


class CostCeiling(Base):
    """How much of a year's income running costs may take, from a day on until the next ceiling begins."""

    __tablename__ = "cost_ceilings"
    __table_args__ = (CheckConstraint("per_mille BETWEEN 0 AND 1000", name="per_mille_known"), STRICT)

    id: Mapped[Key]
    valid_from: Mapped[date] = mapped_column(unique=True)
    #: Thousandths of what came in during the year; 50 is 5 %.
    per_mille: Mapped[int]
    #: The rule or decision that sets it, as printed beside the warning.
    rule: Mapped[str]
