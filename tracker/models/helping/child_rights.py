"""Hold what families agreed to, what they ask about their data, and whose data was taken away."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of
from tracker.models.helping.children import Child
from tracker.models.users import User


class Purpose(Choice):
    """What a child's data may be used for, if agreed to."""

    RECORDS = "records", N_("Keep records")
    DONORS = "donors", N_("Tell donors")
    PUBLISH = "publish", N_("Publish name or picture")
    BANK = "bank", N_("Send to the bank")


class ConsentGiver(Choice):
    """Who agrees: from the age of 7 the child does, and always who stands by it (Luật 91/2025/QH15, art. 24)."""

    CHILD = "child", N_("The child")
    GUARDIAN = "guardian", N_("Guardian")


class ConsentMethod(Choice):
    """How it was said, so that it can be proven."""

    WRITTEN = "written", N_("In writing")
    RECORDED = "recorded", N_("Sound or film")
    ELECTRONIC = "electronic", N_("Electronically")


class Consent(Base):
    """That somebody agreed to one purpose for one child. Frozen; taking it back is a row of its own."""

    __tablename__ = "consents"
    __table_args__ = (
        one_of("purpose", Purpose),
        one_of("giver", ConsentGiver),
        one_of("method", ConsentMethod),
        STRICT,
    )

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    purpose: Mapped[str]
    giver: Mapped[str]
    giver_name: Mapped[str]
    #: Such as mẹ, bà ngoại; empty for the child.
    relation: Mapped[str]
    method: Mapped[str]
    given_on: Mapped[date]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]

    child: Mapped[Child] = relationship()


class ConsentWithdrawal(Base):
    """That a consent was taken back from a day on. Frozen; once each."""

    __tablename__ = "consent_withdrawals"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    consent_id: Mapped[int] = mapped_column(ForeignKey("consents.id"), unique=True)
    withdrawn_on: Mapped[date]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class DataRequestKind(Choice):
    """What a family asks about its data (NĐ 356/2025/NĐ-CP)."""

    ACCESS = "access", N_("See the data")
    CORRECT = "correct", N_("Correct the data")
    DELETE = "delete", N_("Delete the data")
    WITHDRAW = "withdraw", N_("Take back a consent")
    RESTRICT = "restrict", N_("Restrict the use")
    OBJECT = "object", N_("Object to the use")


class DataRequest(Base):
    """What was asked, by whom, for which child. Frozen; what was done is told by its steps."""

    __tablename__ = "data_requests"
    __table_args__ = (one_of("kind", DataRequestKind), STRICT)

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    kind: Mapped[str]
    received_on: Mapped[date] = mapped_column(index=True)
    asked_by: Mapped[str]
    asked: Mapped[str]
    #: A processor or third party must act too: the term is longer.
    others_involved: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]

    child: Mapped[Child] = relationship()


class DataRequestStepKind(Choice):
    """What was done about a request."""

    ANSWERED = "answered", N_("Answered")
    EXTENDED = "extended", N_("Term extended")
    DONE = "done", N_("Done")
    REFUSED = "refused", N_("Refused")


class DataRequestStep(Base):
    """One thing that was done about a request, on which day, with a note. Frozen."""

    __tablename__ = "data_request_steps"
    __table_args__ = (one_of("kind", DataRequestStepKind), STRICT)

    id: Mapped[Key]
    request_id: Mapped[int] = mapped_column(ForeignKey("data_requests.id"), index=True)
    kind: Mapped[str]
    happened_on: Mapped[date]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Anonymising(Base):
    """A proposal to take away who a child is, and keep the money rows. Frozen; never silent."""

    __tablename__ = "anonymisings"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]

    child: Mapped[Child] = relationship()
    proposer: Mapped[User] = relationship()


class AnonymisingStep(Base):
    """The end of a proposal by another person: carried out, or not. Frozen; once each."""

    __tablename__ = "anonymising_steps"
    __table_args__ = (CheckConstraint("agreed OR note <> ''", name="refusal_says_why"), STRICT)

    id: Mapped[Key]
    anonymising_id: Mapped[int] = mapped_column(ForeignKey("anonymisings.id"), unique=True)
    agreed: Mapped[bool]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
