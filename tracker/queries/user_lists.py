"""List the people with their roles, what they hold today and what they held."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from tracker.models.journal import Change
from tracker.models.users import RoleGrant, User
from tracker.queries.users import works_on


@dataclass(frozen=True)
class Listed:
    """A user with the roles that count on a day, and whether the account is open then."""

    user: User
    open: bool
    grants: list[RoleGrant] = field(default_factory=list)


def users_listed(session: Session, day: date) -> list[Listed]:
    """List all users by login with the roles of a day, open accounts first."""
    users = session.scalars(select(User).order_by(User.login)).all()
    grants: dict[int, list[RoleGrant]] = {}
    for grant in session.scalars(select(RoleGrant).order_by(RoleGrant.valid_from, RoleGrant.id)):
        if counts_on(grant, day):
            grants.setdefault(grant.user_id, []).append(grant)
    listed = [Listed(user, works_on(user, day), grants.get(user.id, [])) for user in users]
    return sorted(listed, key=lambda each: not each.open)


def grants_of(session: Session, user: User) -> Sequence[RoleGrant]:
    """List every role that a user was given, the latest first."""
    asked = select(RoleGrant).where(RoleGrant.user_id == user.id)
    return session.scalars(asked.order_by(RoleGrant.valid_from.desc(), RoleGrant.id.desc())).all()


def counts_on(grant: RoleGrant, day: date) -> bool:
    """Tell whether a role is given on a day."""
    return grant.valid_from <= day and (grant.valid_to is None or day <= grant.valid_to)


def names_of(session: Session, user_ids: set[int]) -> dict[int, str]:
    """Give the full names of some users in one question, by id; of none without asking."""
    if not user_ids:
        return {}
    asked = select(User.id, User.full_name).where(User.id.in_(user_ids))
    return {user_id: name for user_id, name in session.execute(asked)}


def changes_of(session: Session, user: User) -> Sequence[Change]:
    """List what was changed in an account and in its roles, newest first."""
    grants = [str(grant.id) for grant in grants_of(session, user)]
    of_user = and_(Change.table_name == "users", Change.record_id == str(user.id))
    of_grants = and_(Change.table_name == "role_grants", Change.record_id.in_(grants))
    return session.scalars(select(Change).where(or_(of_user, of_grants)).order_by(Change.id.desc())).all()
