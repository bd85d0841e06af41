"""Say which right a page needs, and who is asking."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, g, redirect, request, url_for
from flask_login import current_user

from tracker.ground.dates import today
from tracker.ground.rights import RIGHTS, allowed
from tracker.models.base import db
from tracker.models.users import User
from tracker.queries.users import roles_of

View = TypeVar("View", bound=Callable[..., Any])
#: The mark of a page that anybody may open; tests/test_rights.py holds the list of them.
OPEN = "open to all"
#: The mark of a page that everybody may open who is signed in, whatever the role.
SIGNED_IN = "signed in"


def needs(right: str) -> Callable[[View], View]:
    """Let only users with the right in: others get 403, and who is not signed in is asked to sign in."""
    if right not in RIGHTS and right != SIGNED_IN:
        raise LookupError(f"no such right: {right}")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return redirect(url_for("login.sign_in", next=_way_back()))
            if right != SIGNED_IN and not may(right):
                abort(403)
            return view(*args, **kwargs)

        return _marked(guarded, right)

    return guard


def open_to_all(view: View) -> View:
    """Let anybody in, signed in or not."""
    return _marked(view, OPEN)


def _marked(view: Any, right: str) -> Any:
    view.right = right
    return view


def right_of(endpoint: str) -> str | None:
    """Give the right that a page declares (or OPEN, or SIGNED_IN); None for one that declares nothing."""
    right: str | None = getattr(current_app.view_functions[endpoint], "right", None)
    return right


def _way_back() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def current_user_record() -> User:
    """Give the user who asks; only where a page needs a right."""
    user: User = current_user.user
    return user


def roles_now() -> frozenset[str]:
    """Give the roles that the user has today, asked once per request; none for a stranger."""
    if not current_user.is_authenticated:
        return frozenset()
    if "roles" not in g:
        g.roles = roles_of(db.session(), current_user.user, today())
    roles: frozenset[str] = g.roles
    return roles


def may(right: str) -> bool:
    """Tell whether who asks has a right today; also a global of the templates."""
    return allowed(right, roles_now())
