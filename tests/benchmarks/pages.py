"""Pages of a large office against the same pages of a small one: their time, and how often they ask the database."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tracker.app import create_app
from tracker.models.base import db
from tracker.models.helping.disbursements import Disbursement
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.sign_ins import sign_in
from tracker.operations.writing import writing
from tracker.web.signing import token_hash

from .clock import Result, race
from .offices import Office

#: What a page may ask the database at most.
QUESTIONS = 15
#: Role → pages; the campaign with most gifts, and a child that was helped.
PAGES = {
    "clerk": (
        "/campaigns/{campaign}",
        "/campaigns/{campaign}?list=help",
        "/campaigns",
        "/donors",
        "/donations",
        "/pledges",
        "/receipts",
        "/children",
        "/children/{child}",
        "/handouts",
    ),
    "auditor": (
        "/ledger?book=journal",
        "/ledger?book=receipts",
        "/ledger?book=disbursements",
        "/ledger?book=till",
        "/vouchers",
    ),
}


class Reader:
    """Somebody who reads the pages of one office."""

    def __init__(self, app: Flask, role: str) -> None:
        """Sign the office's person of a role in."""
        self.client: FlaskClient = app.test_client()
        token = secrets.token_urlsafe(32)
        with app.app_context():
            session = db.session()
            with writing(session):
                user = session.scalars(select(User).where(User.login == role)).one()
                sign_in(session, user=user, login=role, address="bench", token_hash=token_hash(token))
            self.engine = db.engine
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token

    def get(self, path: str) -> None:
        """Open a page; anything but the page is a fault."""
        answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"

    def questions(self, path: str) -> int:
        """Count what a page asks the database."""
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            asked.append(statement)

        event.listen(self.engine, "before_cursor_execute", note)
        self.get(path)
        event.remove(self.engine, "before_cursor_execute", note)
        return sum(1 for statement in asked if not statement.startswith("BEGIN"))


@contextmanager
def opened(office: Office) -> Iterator[Flask]:
    """Open the program on an office."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"TRACKER_INSTANCE": folder, "TRACKER_DATABASE_URL": office.url, "TESTING": True}
        app = create_app(settings)
        yield app
        with app.app_context():
            db.engine.dispose()


def measure(small: Office, large: Office, turns: int) -> Iterator[Result]:
    """Open each page of both offices in turn."""
    sizes = f"{large.gifts} / {small.gifts} gifts"
    with opened(small) as few, opened(large) as many:
        for role, paths in PAGES.items():
            here, there = Reader(many, role), Reader(few, role)
            for path in paths:
                ours, floor = _path(many, path), _path(few, path)
                here.get(ours), there.get(floor)
                timed = race(lambda: here.get(ours), lambda: there.get(floor), turns=turns)  # noqa: B023
                yield Result(path, sizes, *timed, 1.2)
                asked, asked_of_few = here.questions(ours), there.questions(floor)
                most = 1.0 if asked <= QUESTIONS else 0.0
                yield Result(f"{path}: questions, at most {QUESTIONS}", sizes, asked, asked_of_few, most, "")


def _path(app: Flask, path: str) -> str:
    with app.app_context():
        session = db.session()
        campaign = session.scalars(select(Campaign.id).where(Campaign.code == "CT01")).one()
        child = session.scalars(select(Disbursement.child_id).order_by(Disbursement.id).limit(1)).one()
        db.session.remove()
    return path.format(campaign=campaign, child=child)
