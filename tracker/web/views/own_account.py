"""Let everybody change his own password and language."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.names import fold
from tracker.ground.passwords import hash_password, password_matches
from tracker.ground.refusals import N_, Refused
from tracker.operations.sign_ins import begin_try
from tracker.operations.users import change_password
from tracker.web.forms.users import OwnPasswordForm
from tracker.web.rights import SIGNED_IN, current_user_record, needs
from tracker.web.saving import write
from tracker.web.signing import start

bp = Blueprint("own_account", __name__, url_prefix="/users")


@bp.route("/password", methods=["GET", "POST"])
@needs(SIGNED_IN)
def password() -> ResponseReturnValue:
    """Change one's own password; every other browser is signed out."""
    form = OwnPasswordForm.of_request()
    if form.sent_and_valid() and _changed(form):
        flash(_("Your password is changed; every other browser was signed out."))
        return redirect(url_for(".password"))
    return render_template("users/password.html", form=form), 422 if form.is_submitted() else 200


def _changed(form: OwnPasswordForm) -> bool:
    """Change the password of who knows the old one; wrong ones are counted as failed sign-ins are."""
    user = current_user_record()
    login = fold(user.login)
    try:
        chosen = form.chosen_password()
        write(begin_try, login=login, address=request.remote_addr or "")
        if not password_matches(user.password_hash, form.old.data or ""):
            raise Refused("old", N_("This is not your password."))
        write(change_password, by=user, user=user, password_hash=hash_password(chosen))
        start(user, login)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True
