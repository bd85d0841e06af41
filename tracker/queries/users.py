"""Ask who somebody is and what he may do on a day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from tracker.ground.rights import allowed
from tracker.models.users import RoleGrant, User


def user_by_login(session: Session, login: str) -> User | None:
    """Find a user by the login as typed, in any case."""
    return session.scalar(select(User).where(User.login == login.strip().lower()))


def all_users(session: Session) -> Sequence[User]:
    """List the users by login."""
    return session.scalars(select(User).order_by(User.login)).all()


def works_on(user: User, day: date) -> bool:
    """Tell whether the account is open on a day."""
    begun = user.valid_from is None or user.valid_from <= day
    return begun and (user.valid_to is None or day <= user.valid_to)


def roles_of(session: Session, user: User, day: date) -> frozenset[str]:
    """Give the roles that a user has on a day; none while the account is closed."""
    if not works_on(user, day):
        return frozenset()
    grants = select(RoleGrant.role).where(RoleGrant.user_id == user.id, granted_on(day))
    return frozenset(session.scalars(grants))


def granted_on(day: date) -> ColumnElement[bool]:
    """Tell the roles that are granted on a day."""
    return and_(RoleGrant.valid_from <= day, or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= day))


def may(session: Session, user: User, right: str, day: date) -> bool:
    """Tell whether a user has a right on a day."""
    return allowed(right, roles_of(session, user, day))


def sample_in_use(session: Session) -> bool:
    """Tell whether the sample year's accounts are in this database."""
    return session.scalar(select(User.id).where(User.sample.is_(True)).limit(1)) is not None
