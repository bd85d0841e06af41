"""Hold what donors promise, part by part, and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Dong, Key, one_of
from tracker.models.giving.donors import Donor
from tracker.models.proving.campaigns import Campaign


class Rhythm(Choice):
    """How often a part of a pledge falls due."""

    ONCE = "once", N_("Once")
    MONTHLY = "monthly", N_("Monthly")
    QUARTERLY = "quarterly", N_("Quarterly")
    YEARLY = "yearly", N_("Yearly")


class Pledge(Base):
    """A donor's promise to give. It becomes money only when a donation comes."""

    __tablename__ = "pledges"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("amount > 0", name="amount_positive"),
        one_of("rhythm", Rhythm),
        STRICT,
    )

    id: Mapped[Key]
    #: CK-<year>-<number>, without a gap.
    year: Mapped[int]
    number: Mapped[int]
    donor_id: Mapped[int] = mapped_column(ForeignKey("donors.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    #: Whole đồng promised at first; what its parts now sum to follows from its steps.
    amount: Mapped[Dong]
    pledged_on: Mapped[date] = mapped_column(index=True)
    rhythm: Mapped[str]
    #: Number of the written agreement; None for a promise by word.
    agreement_number: Mapped[str | None]
    note: Mapped[str]

    donor: Mapped[Donor] = relationship()
    campaign: Mapped[Campaign] = relationship()

    @property
    def code(self) -> str:
        """Show the number as printed."""
        return f"CK-{self.year}-{self.number:04d}"


class PledgeStepKind(Choice):
    """What happened to a pledge."""

    RECORDED = "recorded", N_("Recorded")
    CHANGED = "changed", N_("Changed")
    WRITTEN_OFF = "written_off", N_("Written off")


class PledgeStep(Base):
    """One thing that was done to a pledge, by whom and when, with its entry. Frozen."""

    __tablename__ = "pledge_steps"
    __table_args__ = (one_of("kind", PledgeStepKind), STRICT)

    id: Mapped[Key]
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledges.id"), index=True)
    kind: Mapped[str]
    #: Whole đồng by which the promise grew (+) or shrank (−).
    amount: Mapped[Dong]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), index=True)


class PledgeInstalment(Base):
    """A part of a pledge with its day. An open part may be changed, what was paid of it never."""

    __tablename__ = "pledge_instalments"
    __table_args__ = (
        UniqueConstraint("pledge_id", "ordinal"),
        CheckConstraint("amount >= 0", name="amount_whole"),
        STRICT,
    )

    id: Mapped[Key]
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledges.id"), index=True)
    #: 1, 2, 3 … within the pledge.
    ordinal: Mapped[int]
    due_on: Mapped[date] = mapped_column(index=True)
    #: Whole đồng; never below what was paid of it. 0 once written off unpaid.
    amount: Mapped[Dong]

    pledge: Mapped[Pledge] = relationship()


class PledgeMatch(Base):
    """How much of a donation fulfils an instalment; negative where that gift went back. Frozen."""

    __tablename__ = "pledge_matches"
    __table_args__ = (CheckConstraint("amount <> 0", name="amount_not_zero"), STRICT)

    id: Mapped[Key]
    instalment_id: Mapped[int] = mapped_column(ForeignKey("pledge_instalments.id"), index=True)
    donation_id: Mapped[int] = mapped_column(ForeignKey("donations.id"), index=True)
    #: Whole đồng.
    amount: Mapped[Dong]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
