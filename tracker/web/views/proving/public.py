"""Answer anybody: is this receipt genuine, and what did each campaign receive and give?"""

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_login import current_user

from tracker.ground.dates import today
from tracker.ground.proofs import read_token
from tracker.ground.refusals import N_
from tracker.ground.translations import LANGUAGES, translator
from tracker.models.base import db
from tracker.queries.proving.proofs import size_and_root
from tracker.queries.proving.public import Checked, campaign_sums, check
from tracker.queries.settings import all_items, letterhead_on
from tracker.web.language import chosen_language
from tracker.web.rights import open_to_all
from tracker.web.security import limiter

bp = Blueprint("public", __name__)

#: One budget for all ways to try a code, per address: guessing 80 random bits stays hopeless.
guesses = limiter.shared_limit("30 per minute", scope="receipt codes")
GENUINE = N_("This receipt is genuine")
GENUINE_GOODS = N_("This goods receipt is genuine")
VOIDED = N_("This receipt was voided")
#: Children's national hotline, where the office has not set another.
HOTLINE = "111"


@bp.get("/r", strict_slashes=False)
@open_to_all
@guesses
def enter() -> ResponseReturnValue:
    """Take a code typed by hand, in groups or not, and lead to its page."""
    typed = request.args.get("code", "")
    token = read_token(typed)
    if token:
        return redirect(url_for(".receipt", token=token, lang=request.args.get("lang")))
    return _page("enter", typed=typed[:40]) if not typed.strip() else _not_found(typed)


@bp.get("/r/<path:token>")
@open_to_all
@guesses
def receipt(token: str) -> ResponseReturnValue:
    """Say whether a paper is genuine, without any person's name."""
    found = check(db.session(), read_token(token))
    if found is None:
        return _not_found(token)
    (sums,) = campaign_sums(db.session(), found.campaign)
    return _page("receipt", receipt=found, sums=sums, heading=_heading(found))


@bp.get("/public")
@open_to_all
@limiter.limit("60 per minute")
def campaigns() -> ResponseReturnValue:
    """Show what each campaign received, paid and holds."""
    books = db.session()
    size, root = size_and_root(books)
    sums = campaign_sums(books)
    return _page("campaigns", by_browser=True, sums=sums, items=all_items(books), size=size, root=root)


def _heading(found: Checked) -> str:
    """Choose what the page says first."""
    if found.voided_on is not None:
        return VOIDED
    return GENUINE_GOODS if found.is_goods else GENUINE


def _not_found(typed: str) -> ResponseReturnValue:
    """Answer a code that no paper has, and what is no code at all, alike."""
    return _page("not_found", 404, typed=typed[:40])


def _page(name: str, status: int = 200, *, by_browser: bool = False, **values: object) -> ResponseReturnValue:
    head = letterhead_on(db.session(), today())
    language = _language(by_browser)
    beside = next(other for other in LANGUAGES if other != language)
    with force_locale(language):
        hotline = (head and head.hotline) or HOTLINE
        page = render_template(f"public/{name}.html", hotline=hotline, also=translator(beside), beside=beside, **values)
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _language(by_browser: bool) -> str:
    """Choose the address's language, else the one kept, else (where asked) the browser's, else Vietnamese."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    if by_browser and "language" not in session and not current_user.is_authenticated:
        return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    return chosen_language()
