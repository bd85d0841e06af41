"""Sign in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from tracker.ground.names import fold
from tracker.ground.passwords import password_matches
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.users import User
from tracker.operations.sign_ins import begin_try
from tracker.queries.users import user_by_login
from tracker.web.forms.login import LoginForm
from tracker.web.rights import open_to_all
from tracker.web.saving import write
from tracker.web.signing import end, may_work_here, start

bp = Blueprint("login", __name__)


@bp.route("/login", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Ask for login and password."""
    form = LoginForm.of_request(next=request.args.get("next", ""))
    if current_user.is_authenticated and not form.is_submitted():
        return redirect(inside(form.next.data))
    if form.sent_and_valid() and _let_in(form):
        return redirect(inside(form.next.data))
    return render_template("login.html", form=form), 200 if not form.errors else 422


@bp.post("/logout")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """End this sign-in."""
    end()
    flash(_("You are signed out."))
    return redirect(url_for(".sign_in"))


def _let_in(form: LoginForm) -> bool:
    """Sign in whoever knows the password; the try is counted before it is looked at."""
    login = "".join(letter for letter in fold(form.login.data) if letter.isprintable())[:120]
    try:
        write(begin_try, login=login, address=request.remote_addr or "")
        start(_known(login, form.password.data), login)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _known(login: str, password: str) -> User:
    """Find the user; a wrong password, an unknown login and a closed account are told apart by nobody."""
    user = user_by_login(db.session(), login)
    matches = password_matches(user.password_hash if user is not None else "", password)
    if user is None or not matches or not may_work_here(user):
        raise Refused(None, N_("Login and password do not match, or the account is closed."))
    return user


def inside(address: str | None) -> str:
    """Give an address of ours to go to; one that leads outside leads home instead."""
    parts = urlsplit((address or "").replace("\\", "/"))
    plain = (address or "").isprintable() and not parts.scheme and not parts.netloc
    return (
        str(address)
        if plain and parts.path.startswith("/") and not parts.path.startswith("//")
        else url_for("home.index")
    )
