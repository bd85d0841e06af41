"""Let the disk be full while somebody saves: nothing is kept but what was typed, and the same press works later."""

import re
import secrets

import pytest
from flask import Flask
from giving_steps import gift_fields, office
from sqlalchemy import event, func, select

from tracker.app import create_app
from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.journal import Entry
from tracker.operations.sign_ins import sign_in
from tracker.operations.writing import writing
from tracker.queries.checks import run_checks
from tracker.web.signing import token_hash

pytestmark = pytest.mark.one_engine
TOKEN = "a token of the tests, long enough for a cookie"


@pytest.fixture
def pages(database_url, tmp_path):
    """Serve the office."""
    app = create_app({"TRACKER_INSTANCE": str(tmp_path), "TRACKER_DATABASE_URL": database_url, "TESTING": True})
    yield app
    with app.app_context():
        db.engine.dispose()


def cashier_at(app, session, make):
    """Give a browser in which the cashier is signed in."""
    user = make.user("cashier")
    with writing(session):
        sign_in(session, user=user, login=user.login, address="test", token_hash=token_hash(TOKEN))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = TOKEN
    return client


class Disk:
    """The disk of the program's database: SQLite itself says that it is full."""

    def __init__(self, app: Flask) -> None:
        """Watch every connection."""
        self.full = False
        self.app = app
        with app.app_context():
            event.listen(db.engine, "checkout", self._limit)

    def _limit(self, connection, _record, _proxy) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] if self.full else 1_000_000_000
        connection.execute(f"PRAGMA max_page_count = {pages}").close()


def count(session, model):
    """Count the rows of a table as they are now."""
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_a_full_disk_saves_nothing_keeps_the_form_and_the_same_press_enters_it_once_there_is_room(pages, session, make):
    campaign, donor, client = office(make), make.donor(), cashier_at(pages, session, make)
    disk = Disk(pages)
    page = client.get("/donations/new").text
    token = re.search(r'name="csrf_token" value="([^"]*)"', page)[1]
    fields = {"csrf_token": token, **gift_fields(donor, campaign, purpose="Ủng hộ trẻ em nghèo " * 9)}
    disk.full, answers = True, []

    while len(answers) < 60 and (not answers or answers[-1].status_code == 302):
        key = secrets.token_hex(16)
        answers.append(client.post("/donations/new", data={**fields, "key": key}))
    saved = count(session, Donation)
    disk.full = False
    again = [client.post("/donations/new", data={**fields, "key": key}) for _ in range(2)]

    assert answers[-1].status_code == 503
    assert key in answers[-1].text and 'value="1.000.000"' in answers[-1].text
    assert saved == len(answers) - 1
    assert [answer.status_code for answer in again] == [302, 302]
    assert count(session, Donation) == count(session, Entry) == saved + 1
    assert [finding.check.code for finding in run_checks(session) if finding.breaches] == []
