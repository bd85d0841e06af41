"""Let the administrator keep accounts and roles, and everybody his own password."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from tracker.ground.dates import show_day, today
from tracker.ground.passwords import hash_password
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.users import Language, Role, RoleGrant, User
from tracker.operations.users import (
    add_user,
    change_password,
    close_user,
    end_role,
    grant_role,
    rename_user,
    reopen_user,
)
from tracker.queries.user_lists import changes_of, counts_on, grants_of, names_of, users_listed
from tracker.queries.users import works_on
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.forms.users import (
    CloseForm,
    EndRoleForm,
    GrantForm,
    NameForm,
    NewUserForm,
    ReopenForm,
    ResetPasswordForm,
    SecretForm,
)
from tracker.web.history import Changed, told
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save

bp = Blueprint("users", __name__, url_prefix="/users")

#: Msgids of the fields that the history names.
LABELS = {
    "full_name": N_("Full name"),
    "language": N_("Language"),
    "valid_to": N_("Last day"),
    "password": N_("Password"),
}
#: The forms of a user's page, by the last part of their address.
FORMS: dict[str, type[Form]] = {
    "name": NameForm,
    "grant": GrantForm,
    "end": EndRoleForm,
    "close": CloseForm,
    "reopen": ReopenForm,
    "password": ResetPasswordForm,
}


@bp.get("")
@needs("users.manage")
def index() -> ResponseReturnValue:
    """List all accounts with the roles of today."""
    return render_template("users/index.html", listed=users_listed(db.session(), today()), roles=Role)


@bp.route("/new", methods=["GET", "POST"])
@needs("users.manage")
def new() -> ResponseReturnValue:
    """Open an account; its roles follow on its page."""
    form = NewUserForm.of_request()
    password_hash = _hash(form) if form.sent_and_valid() else None
    if password_hash and (user := save(form, add_user, password_hash=password_hash)):
        flash(_("%(name)s has an account. Now give a role.", name=user.full_name))
        return redirect(url_for(".show", user_id=user.id))
    return render_template("users/new.html", form=form), 422 if form.is_submitted() else 200


def _hash(form: SecretForm) -> str | None:
    """Hash the chosen password, outside of any transaction; put a refusal on the form."""
    try:
        return hash_password(form.chosen_password())
    except Refused as refused:
        form.refuse(refused)
        return None


@bp.get("/<int:user_id>")
@needs("users.manage")
def show(user_id: int) -> ResponseReturnValue:
    """Show an account: roles with their days, what can be done, what was done."""
    return _page(_user(user_id))


def _user(user_id: int) -> User:
    return db.session().get(User, user_id) or abort(404)


def _page(user: User, **sent: Form) -> str:
    """Draw an account's page; a form that was refused stands in the place of the empty one."""
    session = db.session()
    grants = grants_of(session, user)
    forms = {name: sent.get(name) or _blank(name, user) for name in FORMS}
    return render_template(
        "users/show.html",
        user=user,
        grants=[(grant, counts_on(grant, today())) for grant in grants],
        by_key={str(grant.id): grant for grant in grants},
        givers=names_of(session, {grant.granted_by for grant in grants if grant.granted_by}),
        forms=forms,
        me=current_user_record().id == user.id,
        open_now=works_on(user, today()),
        history_rows=_history(session, user),
        roles=Role,
    )


def _blank(name: str, user: User) -> Form:
    return _form(name, user, formdata=None)


def _form(name: str, user: User, **options: Any) -> Form:
    form = FORMS[name].of_request(obj=user if name == "name" else None, **options)
    if isinstance(form, EndRoleForm):
        form.grant.choices = [SelectChoice(str(grant.id), _spoken(grant)) for grant in _endable(user)]
    return apart(form, name)


def _endable(user: User) -> list[RoleGrant]:
    grants = grants_of(db.session(), user)
    return [grant for grant in grants if grant.valid_to is None or grant.valid_to >= today()]


def _spoken(grant: RoleGrant) -> str:
    return _("%(role)s, from %(day)s", role=_(Role(grant.role).label), day=show_day(grant.valid_from))


def _history(session: Session, user: User) -> list[Changed]:
    return told(session, changes_of(session, user), labels=LABELS, choices={"language": Language})


@bp.post("/<int:user_id>/name")
@needs("users.manage")
def name(user_id: int) -> ResponseReturnValue:
    """Correct a name."""
    return _act(user_id, "name", rename_user, _("The name is corrected."))


@bp.post("/<int:user_id>/grant")
@needs("users.manage")
def grant(user_id: int) -> ResponseReturnValue:
    """Give a role for a time."""
    return _act(user_id, "grant", grant_role, _("The role is given."))


@bp.post("/<int:user_id>/close")
@needs("users.manage")
def close(user_id: int) -> ResponseReturnValue:
    """Close an account after a day."""
    return _act(user_id, "close", close_user, _("The account is closed."))


@bp.post("/<int:user_id>/reopen")
@needs("users.manage")
def reopen(user_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    return _act(user_id, "reopen", reopen_user, _("The account is open again."))


def _act(user_id: int, name: str, operation: Any, done: str) -> ResponseReturnValue:
    user = _user(user_id)
    form = _form(name, user)
    if form.sent_and_valid() and save(form, operation, user=user):
        flash(done)
        return redirect(url_for(".show", user_id=user_id))
    return _page(user, **{name: form}), 422


@bp.post("/<int:user_id>/end")
@needs("users.manage")
def end(user_id: int) -> ResponseReturnValue:
    """End a role of this user on a day."""
    user = _user(user_id)
    form = _form("end", user)
    if form.sent_and_valid() and save(form, end_role):
        flash(_("The role ends on that day."))
        return redirect(url_for(".show", user_id=user_id))
    return _page(user, end=form), 422


@bp.post("/<int:user_id>/password")
@needs("users.manage")
def reset(user_id: int) -> ResponseReturnValue:
    """Give another password to somebody who lost his."""
    user = _user(user_id)
    form = apart(ResetPasswordForm.of_request(), "password")
    password_hash = _hash(form) if form.sent_and_valid() else None
    if password_hash and save(form, change_password, user=user, password_hash=password_hash):
        flash(_("The password is changed; every browser of this account was signed out."))
        return redirect(url_for(".show", user_id=user_id))
    return _page(user, password=form), 422
