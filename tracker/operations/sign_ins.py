"""Sign people in and out, and count the tries that failed."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.refusals import N_, Refused
from tracker.models.users import FailedTry, Language, SignIn, User
from tracker.queries.sessions import wait_before_try

#: Failed tries are of no use after a day.
_KEPT = timedelta(days=1)


def begin_try(session: Session, *, login: str, address: str) -> FailedTry:
    """Count a sign-in as failed before its password is looked at, so that no crowd of tries slips through.

    `login` is the folded text as typed. Refuses after 5 tries per account or 20 per address in 15
    minutes, and names the wait in minutes. Success takes the count back (`sign_in`).
    """
    at = now()
    wait = wait_before_try(session, login, address, at)
    if wait is not None:
        raise Refused(None, N_("Too many failed tries. Try again in %(minutes)s minutes."), minutes=_minutes(wait))
    session.execute(delete(FailedTry).where(FailedTry.at < at - _KEPT))
    failed = FailedTry(login=login, address=address, at=at)
    session.add(failed)
    session.flush()
    return failed


def _minutes(wait: timedelta) -> int:
    return max(1, -(-int(wait.total_seconds()) // 60))


def sign_in(session: Session, *, user: User, login: str, address: str, token_hash: str) -> SignIn:
    """Note that a browser is signed in by a token (its SHA-256), and forget the tries before."""
    session.execute(delete(FailedTry).where(FailedTry.login == login, FailedTry.address == address))
    signed_in = SignIn(user_id=user.id, token_hash=token_hash, at=now(), ended_at=None)
    session.add(signed_in)
    session.flush()
    return signed_in


def sign_out(session: Session, *, token_hash: str) -> None:
    """End one sign-in: its cookie is worthless from now on, wherever it was copied to."""
    _end(session, now(), SignIn.token_hash == token_hash)


def sign_out_everywhere(session: Session, *, user: User) -> None:
    """End all sign-ins of a user, as after a new password or when the account is closed."""
    _end(session, now(), SignIn.user_id == user.id)


def _end(session: Session, at: datetime, which: object) -> None:
    session.execute(update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=at))  # type: ignore[arg-type]


def choose_language(session: Session, *, user: User, language: Language) -> User:
    """Keep the language in which a user reads the pages."""
    user.language = language.value
    session.flush()
    return user
