"""Open the pages of the year 2018 as somebody of the sample."""

import secrets
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tracker.app import create_app
from tracker.models.base import db
from tracker.models.users import User
from tracker.operations.sign_ins import sign_in
from tracker.operations.writing import writing
from tracker.web.signing import token_hash

Reader = Callable[[str], FlaskClient]


@pytest.fixture
def reader(year_url, tmp_path) -> Iterator[Reader]:
    """Give what signs a person of the sample in on a copy of the year; each has a browser of his own."""
    settings = {"TRACKER_INSTANCE": str(tmp_path), "TRACKER_DATABASE_URL": year_url, "TESTING": True}
    app = create_app(settings | {"WTF_CSRF_ENABLED": False, "TRACKER_SECRET_KEY": "s" * 40})

    def as_(login: str) -> FlaskClient:
        client, token = app.test_client(), secrets.token_urlsafe(32)
        with app.app_context(), writing(db.session()):
            user = db.session.scalars(select(User).where(User.login == login)).one()
            sign_in(db.session(), user=user, login=login, address="here", token_hash=token_hash(token))
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
        return client

    as_.app = app
    yield as_
    with app.app_context():
        db.engine.dispose()
