"""Hold scholarships: who is awarded what, its monthly instalments, what was decided, and who sponsors it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Dong, Key, one_of
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.models.helping.children import Child
from tracker.models.proving.campaigns import Campaign


class Award(Base):
    """A scholarship for one child out of one campaign: so much a month for so many months (suất học bổng)."""

    __tablename__ = "awards"
    __table_args__ = (
        UniqueConstraint("id", "child_id", "campaign_id", "shared"),
        CheckConstraint("monthly_amount > 0", name="monthly_amount_positive"),
        CheckConstraint("months BETWEEN 1 AND 120", name="months_few"),
        STRICT,
    )

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    #: Whole đồng.
    monthly_amount: Mapped[Dong]
    months: Mapped[int]
    #: The first instalment's day; the others fall on the same day of the months after it, or on their last.
    first_due_on: Mapped[date]
    #: Such as 2018-2019.
    school_year: Mapped[str]
    #: Several sponsors may share it.
    shared: Mapped[bool]
    note: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]

    child: Mapped[Child] = relationship()
    campaign: Mapped[Campaign] = relationship()


class AwardInstalment(Base):
    """One month of an award: due on a day; freed once it will not be paid."""

    __tablename__ = "award_instalments"
    __table_args__ = (
        UniqueConstraint("award_id", "number"),
        UniqueConstraint("award_id", "due_on"),
        CheckConstraint("amount > 0", name="amount_positive"),
        STRICT,
    )

    id: Mapped[Key]
    award_id: Mapped[int] = mapped_column(ForeignKey("awards.id"), index=True)
    #: 1, 2, 3 … within the award.
    number: Mapped[int]
    due_on: Mapped[date] = mapped_column(index=True)
    #: Whole đồng.
    amount: Mapped[Dong]
    #: Since when it is not to be paid (stopped, suspended, given up); None while it is owed or was paid.
    freed_on: Mapped[date | None]

    award: Mapped[Award] = relationship()


class AwardStepKind(Choice):
    """What was decided about an award."""

    AWARDED = "awarded", N_("Awarded")
    REFUSED = "refused", N_("Not awarded")
    SUSPENDED = "suspended", N_("Suspended")
    RESUMED = "resumed", N_("Resumed")
    STOPPED = "stopped", N_("Stopped")


#: A scholarship owes its months where the last decision is one of these; it is over for good after one of those.
LIVE = (AwardStepKind.AWARDED, AwardStepKind.RESUMED)
OVER = (AwardStepKind.STOPPED, AwardStepKind.REFUSED)


class StopReason(Choice):
    """Why an award is suspended or stopped."""

    LEFT_SCHOOL = "left_school", N_("Left school")
    MOVED = "moved", N_("Moved away")
    DIED = "died", N_("The child has died")
    FINISHED = "finished", N_("Finished school")
    SPONSOR = "sponsor", N_("The sponsor does not pay")
    OTHER = "other", N_("Another reason")


class AwardStep(Base):
    """One decision about an award, by whom and when, with the entry that commits or frees. Frozen."""

    __tablename__ = "award_steps"
    __table_args__ = (one_of("kind", AwardStepKind), one_of("why", StopReason), STRICT)

    id: Mapped[Key]
    award_id: Mapped[int] = mapped_column(ForeignKey("awards.id"), index=True)
    kind: Mapped[str]
    happened_on: Mapped[date]
    #: Why it was suspended or stopped; None for other steps.
    why: Mapped[str | None]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    #: None where nothing was committed or freed.
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), unique=True)

    award: Mapped[Award] = relationship()


class Sponsorship(Base):
    """A donor stands behind an award from a day on (nhà tài trợ đỡ đầu); ended rows are its history.

    The database holds one live sponsor per child and campaign, unless the award is shared.
    """

    __tablename__ = "sponsorships"
    __table_args__ = (
        ForeignKeyConstraint(
            ["award_id", "child_id", "campaign_id", "shared"],
            ["awards.id", "awards.child_id", "awards.campaign_id", "awards.shared"],
        ),
        CheckConstraint("share BETWEEN 1 AND 100", name="share_in_percent"),
        CheckConstraint("shared OR share = 100", name="share_whole"),
        CheckConstraint("until IS NULL OR until >= since", name="days_in_order"),
        Index(
            "uq_sponsorships_child_id_campaign_id_live",
            "child_id",
            "campaign_id",
            unique=True,
            sqlite_where=text("until IS NULL AND shared IS FALSE"),
            postgresql_where=text("until IS NULL AND shared IS FALSE"),
        ),
        STRICT,
    )

    id: Mapped[Key]
    award_id: Mapped[int] = mapped_column(index=True)
    child_id: Mapped[int]
    campaign_id: Mapped[int]
    shared: Mapped[bool]
    donor_id: Mapped[int] = mapped_column(ForeignKey("donors.id"), index=True)
    #: The promise out of which the sponsor pays; None where there is none.
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledges.id"), index=True)
    #: Percent of the award, whole.
    share: Mapped[int]
    since: Mapped[date]
    #: The last day; None while it is live.
    until: Mapped[date | None]
    why_ended: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    award: Mapped[Award] = relationship(foreign_keys=[award_id], primaryjoin="Sponsorship.award_id == Award.id")
    donor: Mapped[Donor] = relationship()
    pledge: Mapped[Pledge | None] = relationship()


class SponsorMessage(Base):
    """That a sponsor was told of a decision: when and how. Frozen."""

    __tablename__ = "sponsor_messages"
    __table_args__ = (UniqueConstraint("sponsorship_id", "step_id"), STRICT)

    id: Mapped[Key]
    sponsorship_id: Mapped[int] = mapped_column(ForeignKey("sponsorships.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("award_steps.id"), index=True)
    told_on: Mapped[date]
    #: Such as “Điện thoại, gặp chị Hoa”.
    how: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
