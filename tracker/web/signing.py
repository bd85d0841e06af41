"""Know who is signed in: the cookie holds a random token, the database whether it still counts."""

import hashlib
import secrets

from flask import current_app, g, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user

from tracker.ground.dates import now, today
from tracker.ground.installation import LOOPBACK
from tracker.models.base import db
from tracker.models.users import User
from tracker.operations.sign_ins import sign_in, sign_out
from tracker.queries.sessions import who_is_signed_in
from tracker.queries.users import works_on
from tracker.web.saving import write

login_manager = LoginManager()
login_manager.session_protection = None
_LOCAL_ADDRESSES = {*LOOPBACK, "::1"}


class SignedIn(UserMixin):
    """A user as this browser's token names him."""

    def __init__(self, user: User, token: str) -> None:
        self.user = user
        self._token = token

    def get_id(self) -> str:
        """Give what the cookie holds."""
        return self._token


@login_manager.user_loader
def signed_in(token: str) -> SignedIn | None:
    """Find who a token stands for; None once it is ended or the account closed, or the database found gone."""
    if g.get("database_gone"):
        return None
    found = who_is_signed_in(db.session(), token_hash(token), now(), today())
    if found is None or not may_work_here(found[0]):
        return None
    user, g.roles = found
    return SignedIn(user, token)


def token_hash(token: str) -> str:
    """Give what the database keeps of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def may_work_here(user: User) -> bool:
    """Tell whether an account is open today; those of the sample are, on this machine only."""
    local = current_app.config["TRACKER_INSTALLATION"].loopback_only and request.remote_addr in _LOCAL_ADDRESSES
    return works_on(user, today()) and (local or not user.sample)


def start(user: User, login: str) -> None:
    """Sign the browser in with a new cookie; nothing of the old one stays."""
    token = secrets.token_urlsafe(32)
    write(sign_in, user=user, login=login, address=request.remote_addr or "", token_hash=token_hash(token))
    session.clear()
    session["language"] = user.language
    login_user(SignedIn(user, token))


def end() -> None:
    """Sign the browser out: this cookie and every copy of it are worthless from now on."""
    token = session.get("_user_id")
    if token:
        write(sign_out, token_hash=token_hash(str(token)))
    logout_user()
    session.clear()
