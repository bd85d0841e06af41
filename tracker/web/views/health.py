"""Tell a watchman whether the program and its database work."""

from functools import cache

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tracker.models.base import db
from tracker.operations.schema import newest_revision
from tracker.web.rights import open_to_all

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """Answer 200 where the database answers with the tables of this version, else 503; tell nothing more."""
    well = _revision() == _needed()
    response = jsonify(status="ok" if well else "unavailable")
    response.headers["Cache-Control"] = "no-store"
    return response, 200 if well else 503


def _revision() -> str | None:
    """Ask the database for its revision: one row, and the proof that it answers."""
    try:
        found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        db.session.rollback()
        return None
    return str(found) if found is not None else None


@cache
def _needed() -> str:
    return newest_revision()
