"""Say in a plain page what went wrong, what to do, and a number to quote."""

from typing import Any

from flask import Flask, current_app, g, make_response, render_template, request
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from tracker.ground.discretion import where
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.web.access_log import number
from tracker.web.language import sentence

#: Code → (title, what to do), as msgids.
TEXTS = {
    400: (N_("This request cannot be read"), N_("Go back, open the page again and send it once more.")),
    403: (N_("You may not open this"), N_("Your role does not include this page. Ask the administrator.")),
    404: (N_("There is nothing here"), N_("The address is wrong, or what it named is not yours to see.")),
    405: (N_("This address takes no such request"), N_("Open the page again and use its buttons.")),
    409: (N_("Already done"), N_("This form was already sent with another content. Open it again.")),
    413: (N_("Too much at once"), N_("At most 12 MB and 5.000 fields can be sent in one go.")),
    429: (N_("Too many requests"), N_("Wait a minute, then try again.")),
    500: (N_("A fault of the program"), N_("Nothing was saved. Tell the administrator the number below.")),
    503: (N_("Not saved"), N_("The database does not answer. Nothing was saved; what you typed is kept here.")),
}
#: What is never sent back to the browser.
_SECRET = ("password", "password_again", "csrf_token")


def register_error_pages(app: Flask) -> None:
    """Answer every fault with a page of ours."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Refused, _refused)
    for gone in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(gone, _not_saved)
    app.register_error_handler(Exception, _fault)


def _known(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    code = error.code if error.code in TEXTS else (400 if error.code < 500 else 500)
    if isinstance(error, SecurityError):
        return make_response(gettext(TEXTS[400][0]) + "\n", 400, {"Content-Type": "text/plain; charset=utf-8"})
    response = _page(code, framed=_framed())
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _refused(refused: Refused) -> Any:
    """Show a refusal that no form took: a second, different use of a form's key, or a step out of turn."""
    db.session.rollback()
    return _page(409, framed=_framed(), text=sentence(refused))


def _not_saved(error: DBAPIError) -> Any:
    """Say that nothing was saved and keep what was typed, so that it can be sent again with its key."""
    quoted = _log(error)
    g.database_gone = True
    db.session.remove()
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _SECRET]
    response = _page(503, framed=False, quoted=quoted, typed=typed if request.method == "POST" else None)
    response.headers["Retry-After"] = "30"
    return response


def _fault(error: Exception) -> Any:
    if current_app.testing or current_app.debug:
        raise error
    quoted = _log(error)
    db.session.rollback()
    return _page(500, framed=False, quoted=quoted)


def _log(error: BaseException) -> str:
    """Log where it happened under the request's number; the values that people typed stay out of the log."""
    current_app.logger.error(f"{number()} at {request.endpoint}\n{where(error)}")
    return number()


def _framed() -> bool:
    """Tell whether the page may have the menu: somebody is signed in and the database answers."""
    try:
        return bool(current_user.is_authenticated)
    except DBAPIError:
        return False


def _page(code: int, *, framed: bool, text: str | None = None, quoted: str | None = None, typed: Any = None) -> Any:
    title, advice = (gettext(msgid) for msgid in TEXTS[code])
    frame = "base.html" if framed else "bare.html"
    page = render_template(
        "error.html", frame=frame, code=code, title=title, advice=text or advice, number=quoted, typed=typed
    )
    response = make_response(page, code)
    response.headers["Cache-Control"] = "no-store"
    return response
