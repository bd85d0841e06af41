"""Bound what comes in and say what a browser may do with what goes out."""

from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, abort, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect

MOST_BYTES = 12 * 1024 * 1024
MOST_FIELDS = 5000
#: The largest key that both engines hold.
MOST_ID = 2**63 - 1

csrf = CSRFProtect()
#: The minute moves along: nobody gets twice the guesses around the full minute.
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", strategy="moving-window", headers_enabled=False)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)


def secure_settings(*, hosts: tuple[str, ...], secure: bool) -> dict[str, Any]:
    """Give the settings that Flask leaves open by default."""
    return {
        "TRUSTED_HOSTS": list(hosts),
        "MAX_CONTENT_LENGTH": MOST_BYTES,
        "MAX_FORM_MEMORY_SIZE": MOST_BYTES,
        "MAX_FORM_PARTS": MOST_FIELDS,
        "SESSION_COOKIE_NAME": "tracker",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "WTF_CSRF_TIME_LIMIT": None,
        # Said for each app: the limiter is one for all, and would keep what the app before it said.
        "RATELIMIT_ENABLED": True,
    }


def guard_requests(app: Flask) -> None:
    """Look at every request before anything else reads it, and at every answer before it leaves."""
    app.before_request(_refuse_malformed)
    app.after_request(_set_headers)


def _refuse_malformed() -> None:
    """Refuse bytes that are no UTF-8, NUL in an address, keys beyond the database's, and floods of fields."""
    if not _is_text(request.query_string) or "\0" in request.path or "\ufffd" in request.path:
        abort(400)
    if any(isinstance(value, int) and value > MOST_ID for value in (request.view_args or {}).values()):
        abort(404)
    if request.mimetype == "application/x-www-form-urlencoded":
        _refuse_bad_fields(request.get_data(cache=True))
    elif request.mimetype == "multipart/form-data":
        values = (value for _name, value in request.form.items(multi=True))
        if any("\ufffd" in value for value in values):
            abort(400)


def _refuse_bad_fields(body: bytes) -> None:
    if body.count(b"&") >= MOST_FIELDS:
        abort(413)
    if not _is_utf8(unquote_to_bytes(body)):
        abort(400)


def _is_text(query: bytes) -> bool:
    plain = unquote_to_bytes(query)
    return b"\0" not in plain and _is_utf8(plain)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _set_headers(response: Response) -> Response:
    """Allow only what comes from here; nobody may frame a page, but a page may frame a PDF of ours."""
    ancestors = "'self'" if response.mimetype == "application/pdf" else "'none'"
    response.headers.setdefault("Content-Security-Policy", _POLICY.format(ancestors=ancestors))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if ancestors == "'self'" else "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if "Cache-Control" not in response.headers and "_user_id" in session:
        response.headers["Cache-Control"] = "no-store"
    return response
