"""Hold who works with the books, in which role, and from when to when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class Role(Choice):
    """What a person may do in the office (DESIGN.md, Roles)."""

    CLERK = "clerk", N_("Clerk")
    ACCOUNTANT = "accountant", N_("Accountant")
    CASHIER = "cashier", N_("Cashier")
    APPROVER = "approver", N_("Approver")
    AUDITOR = "auditor", N_("Auditor")
    ADMIN = "admin", N_("Administrator")


class Language(Choice):
    """A language of the pages."""

    VI = "vi", N_("Vietnamese")
    EN = "en", N_("English")


class User(Base):
    """A person who signs in. Users are closed, never deleted: the books name them."""

    __tablename__ = "users"
    __table_args__ = (one_of("language", Language), STRICT)

    id: Mapped[Key]
    #: Lower-case letters, digits, dot, dash.
    login: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    #: Argon2id; empty where nobody may sign in.
    password_hash: Mapped[str]
    language: Mapped[str] = mapped_column(default=Language.VI)
    #: The account works from this day to that day, both included; None means open.
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    #: True for the accounts of the sample year, which are served on loopback only.
    sample: Mapped[bool] = mapped_column(default=False)


class RoleGrant(Base):
    """A role given to a user for a time; an approver's delegation has both days."""

    __tablename__ = "role_grants"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days_in_order"),
        STRICT,
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class SignIn(Base):
    """One signed-in browser. Its end makes the cookie worthless, wherever it was copied to."""

    __tablename__ = "sign_ins"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    #: SHA-256 of the random token in the cookie, hexadecimal.
    token_hash: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class FailedTry(Base):
    """A failed sign-in, counted per account and per address."""

    __tablename__ = "failed_tries"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    #: The login as typed, folded and cut to 120 characters; it need not exist.
    login: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
