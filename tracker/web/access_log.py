"""Log each request in a line that names nobody: method, rule, status, milliseconds, a number to quote."""

import logging
import secrets
import time

from flask import Flask, Response, g, request
from flask.logging import has_level_handler

from tracker.ground.discretion import Discreet, cut_short

log = logging.getLogger("tracker.access")
#: What a client may call his method; anything else is OTHER in the log.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})


def log_requests(app: Flask) -> None:
    """Log the answer to every request; Flask's own log keeps no values either."""
    app.before_request(_begin)
    app.after_request(_end)
    app.logger.addFilter(Discreet())
    log.setLevel(logging.INFO)
    if not has_level_handler(log):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log.addHandler(handler)


def number() -> str:
    """Give the number of this request, by which an error page and the log are brought together."""
    if "number" not in g:
        g.number = secrets.token_hex(4).upper()
    return str(g.number)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    took = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000)
    method = request.method if request.method in _METHODS else "OTHER"
    # The rule, never the path: a path may hold a receipt's code, and whatever a stranger typed.
    rule = request.url_rule.rule if request.url_rule is not None else "-"
    log.info("%s %s %s %s %sms %s", number(), method, rule, response.status_code, took, cut_short(request.remote_addr))
    return response
