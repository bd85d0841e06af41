"""Hold the year's indicators: what they count, their targets, and what was read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class Counting(Choice):
    """What the program itself counts of an indicator."""

    NOTHING = "nothing", N_("Typed only")
    SPECIAL = "special", N_("Children with a group of article 10")
    HELPED = "helped", N_("Children with a group of article 10 who were helped")


class Direction(Choice):
    """On which side of its target an indicator is met."""

    AT_MOST = "at_most", N_("At most")
    AT_LEAST = "at_least", N_("At least")

    @property
    def sign(self) -> str:
        """Give the side as one sign, as it stands before the target."""
        return "≤" if self == Direction.AT_MOST else "≥"


class Indicator(Base):
    """A figure that the office reports each year (chỉ tiêu)."""

    __tablename__ = "indicators"
    __table_args__ = (one_of("counts", Counting), STRICT)

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    counts: Mapped[str]


class IndicatorTarget(Base):
    """What is aimed at in a year."""

    __tablename__ = "indicator_targets"
    __table_args__ = (
        UniqueConstraint("code", "year"),
        one_of("direction", Direction),
        CheckConstraint("percent BETWEEN 0 AND 10000", name="percent_in_bounds"),
        STRICT,
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(ForeignKey("indicators.code"))
    year: Mapped[int]
    direction: Mapped[str]
    #: Hundredths of a percent: 350 is 3,50 %.
    percent: Mapped[int]

    indicator: Mapped[Indicator] = relationship()


class Reading(Base):
    """What was typed of an indicator for a year; the last one counts. Frozen."""

    __tablename__ = "indicator_readings"
    __table_args__ = (
        CheckConstraint("numerator IS NULL OR numerator >= 0", name="numerator_whole"),
        CheckConstraint("denominator IS NULL OR denominator > 0", name="denominator_positive"),
        CheckConstraint(
            "numerator IS NOT NULL OR denominator IS NOT NULL OR change IS NOT NULL", name="something_said"
        ),
        STRICT,
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(ForeignKey("indicators.code"), index=True)
    year: Mapped[int]
    #: Children; None where the program's own count is meant or nobody knows.
    numerator: Mapped[int | None]
    #: Children; None where the program's own count is meant or nobody knows.
    denominator: Mapped[int | None]
    #: Children more (+) or fewer (−) than the year before, where only that is known.
    change: Mapped[int | None]
    #: Where it was read.
    source: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]

    indicator: Mapped[Indicator] = relationship()
