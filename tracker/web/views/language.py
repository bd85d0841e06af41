"""Keep the language in which somebody reads the pages."""

from flask import Blueprint, abort, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from tracker.models.users import Language
from tracker.operations.sign_ins import choose_language
from tracker.web.rights import current_user_record, open_to_all
from tracker.web.saving import write
from tracker.web.views.login import inside

bp = Blueprint("language", __name__)


@bp.post("/language")
@open_to_all
def choose() -> ResponseReturnValue:
    """Change the language: for good where somebody is signed in, else for this browser."""
    if request.form.get("language") not in [language.value for language in Language]:
        abort(400)
    language = Language(request.form["language"])
    if current_user.is_authenticated:
        write(choose_language, user=current_user_record(), language=language)
    session["language"] = language.value
    return redirect(inside(request.form.get("next")))
