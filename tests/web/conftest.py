"""Open pages as somebody: a browser per person, signed in without a password being hashed."""

import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from make import Make
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tracker.app import create_app
from tracker.models.base import db
from tracker.models.users import User
from tracker.operations.sign_ins import sign_in
from tracker.operations.writing import writing
from tracker.web.signing import token_hash

_HIDDEN = re.compile(r'name="(csrf_token|key)" value="([^"]*)"')


class Browser:
    """A browser in which one person is signed in, or nobody."""

    def __init__(self, client: FlaskClient, user: User | None) -> None:
        self.client = client
        self.user = user

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, **options)

    def hidden(self, path: str) -> dict[str, str]:
        """Open a page and read the token and the key of its last form that has them."""
        return dict(_HIDDEN.findall(self.client.get(path).text))

    def post(self, path: str, *, page: str | None = None, **fields: Any) -> TestResponse:
        """Fill the form of a page (`page`, by default the same address) and send it; fields given win."""
        return self.client.post(path, data={**self.hidden(page or path), **fields})


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give the program on a fresh database, without an open context: each request gets its own."""
    app = create_app(
        {
            "TRACKER_INSTANCE": str(tmp_path),
            "TRACKER_DATABASE_URL": database_url,
            "TRACKER_SECRET_KEY": "a secret of the tests, long enough",
            "TESTING": True,
        }
    )
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def browser(app: Flask, make: Make, session: Session) -> Callable[..., Browser]:
    """Open a browser for the office's person of a role (or for a `user`); for nobody without either."""

    def open_browser(role: str | None = None, *, user: User | None = None) -> Browser:
        client = app.test_client()
        user = user or (make.user(role) if role else None)
        if user is not None:
            token = secrets.token_urlsafe(32)
            with writing(session):
                sign_in(session, user=user, login=user.login, address="test", token_hash=token_hash(token))
            with client.session_transaction() as cookie:
                cookie["_user_id"] = token
        return Browser(client, user)

    return open_browser
