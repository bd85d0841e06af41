"""Hold what the office did beside giving: classes, courses, events."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class ActivityKind(Choice):
    """What kind of activity it was."""

    TRAINING = "training", N_("Training class")
    TE_SOFTWARE = "te_software", N_("Class on the TE software")
    OTHER = "other", N_("Other activity")


class Activity(Base):
    """A class, course or event: when, where, with how many people (hoạt động)."""

    __tablename__ = "activities"
    __table_args__ = (
        one_of("kind", ActivityKind),
        CheckConstraint("participants IS NULL OR participants >= 0", name="participants_whole"),
        STRICT,
    )

    id: Mapped[Key]
    kind: Mapped[str]
    name: Mapped[str]
    held_on: Mapped[date] = mapped_column(index=True)
    place: Mapped[str]
    #: People who took part; None where nobody counted them.
    participants: Mapped[int | None]
    note: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
