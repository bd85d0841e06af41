"""Let people in, give them roles for a time, and close their accounts; nobody is ever deleted.

Nobody changes his own roles; nobody is accountant and cashier at once.
"""

import re
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_name, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Change
from tracker.models.users import Language, Role, RoleGrant, User
from tracker.operations.journal import note
from tracker.operations.sign_ins import sign_out_everywhere
from tracker.operations.validity import refuse_disorder

#: Who keeps the books never keeps the money (DESIGN.md §2, four eyes).
_NEVER_BOTH = {Role.ACCOUNTANT: Role.CASHIER, Role.CASHIER: Role.ACCOUNTANT}
_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,38}[a-z0-9])?")


def add_user(
    session: Session,
    *,
    by: User | None,
    login: str,
    full_name: str,
    password_hash: str,
    language: str = Language.VI,
    valid_from: date | None = None,
    valid_to: date | None = None,
    sample: bool = False,
) -> User:
    """Open an account; `password_hash` is of ground/passwords.py, empty where nobody may sign in.

    `by` is None for the first user only, who becomes the administrator at once. Refuses a login
    with other signs than a–z, 0–9, dot and dash, one that is taken, and days in the wrong order.
    """
    if by is None and session.scalar(select(func.count(User.id))):
        raise Refused(None, N_("There is an administrator already; he adds the others."))
    refuse_disorder(valid_from, valid_to)
    user = User(
        login=_free_login(session, login),
        full_name=clean_name(full_name, field="full_name"),
        password_hash=password_hash,
        language=_known_language(language),
        valid_from=valid_from,
        valid_to=valid_to,
        sample=sample,
    )
    session.add(user)
    session.flush()
    if by is None:
        first = RoleGrant(user_id=user.id, role=Role.ADMIN, valid_from=valid_from or today())
        session.add(first)
        session.flush()
    return user


def _free_login(session: Session, login: str) -> str:
    clean = login.strip().lower()
    if not _LOGIN.fullmatch(clean):
        raise Refused(
            "login", N_("“%(value)s”: a login has 1 to 40 letters a–z, digits, dots, dashes."), value=shown(clean)
        )
    if session.scalar(select(User.id).where(User.login == clean)):
        raise Refused("login", N_("The login “%(value)s” is taken."), value=clean)
    return clean


def _known_language(language: str) -> Language:
    if language not in {choice.value for choice in Language}:
        raise Refused("language", N_("There is no language “%(value)s”."), value=shown(language))
    return Language(language)


def rename_user(session: Session, *, by: User, user: User, full_name: str) -> User:
    """Correct a user's name; the login stays, for the books were signed with it."""
    note(session, by=by, record=user, changes={"full_name": clean_name(full_name, field="full_name")})
    return user


def change_password(session: Session, *, by: User, user: User, password_hash: str) -> User:
    """Set another password and sign the user out of every browser; the history says who and when."""
    user.password_hash = password_hash
    # The hash itself never enters the history, which an administrator reads.
    trace = Change(at=now(), user_id=by.id, table_name="users", record_id=str(user.id), field="password")
    session.add(trace)
    sign_out_everywhere(session, user=user)
    session.flush()
    return user


def set_language(session: Session, *, by: User, user: User, language: str) -> User:
    """Keep the language in which a user reads the pages."""
    note(session, by=by, record=user, changes={"language": _known_language(language)})
    return user


def close_user(session: Session, *, by: User, user: User, valid_to: date) -> User:
    """Let an account work until a day, that day included. Refuses one's own account."""
    if user.id == by.id:
        raise Refused(None, N_("Nobody closes his own account; another administrator does it."))
    refuse_disorder(user.valid_from, valid_to)
    note(session, by=by, record=user, changes={"valid_to": valid_to})
    if valid_to < today():
        sign_out_everywhere(session, user=user)
    return user


def reopen_user(session: Session, *, by: User, user: User) -> User:
    """Let a closed account work again, without an end."""
    note(session, by=by, record=user, changes={"valid_to": None})
    return user


def grant_role(
    session: Session, *, by: User, user: User, role: str, valid_from: date, valid_to: date | None = None
) -> RoleGrant:
    """Give a user a role from a day to a day, both included; None leaves it open.

    Refuses a role for oneself, one that the user has in those days, and accountant beside cashier.
    """
    if role not in {choice.value for choice in Role}:
        raise Refused("role", N_("There is no role “%(value)s”."), value=shown(role))
    _refuse_own(by, user)
    refuse_disorder(valid_from, valid_to)
    _refuse_clash(session, user, Role(role), valid_from, valid_to)
    grant = RoleGrant(user_id=user.id, role=Role(role), valid_from=valid_from, valid_to=valid_to, granted_by=by.id)
    session.add(grant)
    session.flush()
    return grant


def end_role(session: Session, *, by: User, grant: RoleGrant, valid_to: date) -> RoleGrant:
    """Let a role end on a day, that day included. Refuses one's own and a longer one that would clash."""
    user = session.get_one(User, grant.user_id)
    _refuse_own(by, user)
    refuse_disorder(grant.valid_from, valid_to)
    _refuse_clash(session, user, Role(grant.role), grant.valid_from, valid_to, but=grant)
    note(session, by=by, record=grant, changes={"valid_to": valid_to})
    return grant


def _refuse_own(by: User, user: User) -> None:
    if by.id == user.id:
        raise Refused(None, N_("Nobody changes his own roles; another administrator does it."))


def _refuse_clash(
    session: Session, user: User, role: Role, first: date, last: date | None, *, but: RoleGrant | None = None
) -> None:
    asked = select(RoleGrant).where(
        RoleGrant.user_id == user.id,
        RoleGrant.role.in_([role, _NEVER_BOTH.get(role, role)]),
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= first),
    )
    if last is not None:
        asked = asked.where(RoleGrant.valid_from <= last)
    if but is not None:
        asked = asked.where(RoleGrant.id != but.id)
    other = session.scalars(asked.order_by(RoleGrant.valid_from)).first()
    if other is None:
        return
    day = show_day(max(first, other.valid_from))
    if other.role == role:
        raise Refused("role", N_("%(name)s has this role on %(day)s already."), name=user.full_name, day=day)
    raise Refused(
        "role", N_("%(name)s would be accountant and cashier on %(day)s; nobody is both."), name=user.full_name, day=day
    )
