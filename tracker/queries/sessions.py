"""Ask which browsers are signed in, and how often a sign-in failed lately."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from tracker.models.users import FailedTry, RoleGrant, SignIn, User
from tracker.queries.users import granted_on, works_on

#: A sign-in lasts one long working day.
LASTS = timedelta(hours=14)
WINDOW = timedelta(minutes=15)
PER_ACCOUNT, PER_ADDRESS = 5, 20


def who_is_signed_in(session: Session, token_hash: str, at: datetime, day: date) -> tuple[User, frozenset[str]] | None:
    """Find whose token it is and the roles of that day, in one question; none while the account is closed."""
    asked = (
        select(User, RoleGrant.role)
        .join(SignIn, SignIn.user_id == User.id)
        .outerjoin(RoleGrant, (RoleGrant.user_id == User.id) & granted_on(day))
        .where(SignIn.token_hash == token_hash, SignIn.ended_at.is_(None), SignIn.at > at - LASTS)
    )
    found = session.execute(asked).all()
    if not found:
        return None
    user = found[0][0]
    roles = frozenset(role for _, role in found if role is not None)
    return user, roles if works_on(user, day) else frozenset()


def wait_before_try(session: Session, login: str, address: str, at: datetime) -> timedelta | None:
    """Tell how long an account or an address must wait after its failed tries; None where it need not."""
    waits = [
        _wait(session, FailedTry.login == login, PER_ACCOUNT, at),
        _wait(session, FailedTry.address == address, PER_ADDRESS, at),
    ]
    return max((wait for wait in waits if wait is not None), default=None)


def _wait(session: Session, whose: ColumnElement[bool], most: int, at: datetime) -> timedelta | None:
    """Wait until the last but `most` − 1 failed try leaves the window."""
    latest = select(FailedTry.at).where(whose, FailedTry.at > at - WINDOW).order_by(FailedTry.at.desc())
    blocking = session.scalars(latest.offset(most - 1).limit(1)).first()
    return blocking + WINDOW - at if blocking is not None else None
