"""Serve the font, and amounts in words for forms."""

from pathlib import Path

import fontpkg_sarabun
from flask import Blueprint, Response, abort, jsonify, request, send_from_directory
from flask.typing import ResponseReturnValue

from tracker.ground.dates import today
from tracker.ground.money import dong_in_words, parse_dong, show_dong
from tracker.ground.refusals import Refused
from tracker.models.base import db
from tracker.queries.settings import letterhead_on
from tracker.web.language import sentence
from tracker.web.rights import SIGNED_IN, needs, open_to_all

bp = Blueprint("assets", __name__)

_FONTS = Path(fontpkg_sarabun.ROOT) / "files"
_SERVED = frozenset({"Sarabun-Regular", "Sarabun-Medium", "Sarabun-SemiBold", "Sarabun-Bold", "Sarabun-Italic"})
_A_YEAR = 365 * 24 * 3600


@bp.get("/fonts/<name>.ttf")
@open_to_all
def font(name: str) -> Response:
    """Serve one weight of Sarabun."""
    if name not in _SERVED:
        abort(404)
    return send_from_directory(_FONTS, f"{name}.ttf", mimetype="font/ttf", max_age=_A_YEAR)


@bp.get("/words.json")
@needs(SIGNED_IN)
def words() -> ResponseReturnValue:
    """Say an amount in words as our papers do, or why it is none."""
    try:
        amount = parse_dong(request.args.get("amount", ""))
    except Refused as refused:
        return jsonify(error=sentence(refused))
    head = letterhead_on(db.session(), today())
    spoken = (
        dong_in_words(amount, southern=head.southern_words, even=head.even_words) if head else dong_in_words(amount)
    )
    return jsonify(amount=show_dong(amount), words=spoken)
