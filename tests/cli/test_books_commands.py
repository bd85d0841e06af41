"""Set up, sample, check at the command line: exit codes, sentences, figures."""

import json

import pytest
from sqlalchemy import select, text

from tracker.app import create_app
from tracker.ground.dates import today
from tracker.ground.passwords import password_matches
from tracker.models.base import db
from tracker.models.users import User
from tracker.operations.sample import SAMPLE_PASSWORD
from tracker.queries.users import roles_of

pytestmark = pytest.mark.one_engine


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """Give the program on a folder in which there is nothing yet."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return create_app({"TRACKER_INSTANCE": str(tmp_path)})


def call(app, *words, typed=None):
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def test_setup_makes_the_database_and_the_first_administrator(empty):
    done = call(empty, "setup", "--login", "quantri", "--password-stdin", typed="mật khẩu đủ dài\n")

    with empty.app_context():
        user = db.session.scalars(select(User)).one()
        assert done.exit_code == 0
        assert roles_of(db.session(), user, today()) == {"admin"}
        assert password_matches(user.password_hash, "mật khẩu đủ dài")


def test_setup_refuses_a_short_password_in_one_sentence(empty):
    done = call(empty, "setup", "--login", "quantri", "--password-stdin", typed="ngắn\n")

    assert done.exit_code == 1
    assert done.stderr == "A password has 10 to 200 characters.\n"


def test_setup_a_second_time_keeps_the_users(empty):
    call(empty, "setup", "--login", "quantri", "--password-stdin", typed="mật khẩu đủ dài\n")

    done = call(empty, "setup")

    assert done.exit_code == 0
    with empty.app_context():
        assert len(db.session.scalars(select(User)).all()) == 1


def test_the_sample_is_loaded_once_and_checks_clean(empty):
    first = call(empty, "sample")
    second = call(empty, "sample")
    checked = call(empty, "check", "--json")

    assert (first.exit_code, second.exit_code, checked.exit_code) == (0, 1, 0)
    assert second.stderr == "The database is not empty: the sample needs one of its own.\n"
    found = json.loads(checked.stdout)
    assert found["size"] > 0 and all(check["breaches"] == [] for check in found["checks"])


def test_the_sample_has_six_people_with_the_sample_s_password(empty):
    call(empty, "sample")

    with empty.app_context():
        users = db.session.scalars(select(User)).all()
        assert {user.login for user in users} == {"clerk", "accountant", "cashier", "approver", "auditor", "admin"}
        assert all(user.sample and password_matches(user.password_hash, SAMPLE_PASSWORD) for user in users)


def test_check_exits_with_1_and_names_what_is_broken(empty):
    call(empty, "sample")
    with empty.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE balances SET quantity = quantity + 1 WHERE quantity = 400"))
    stray = empty.config["TRACKER_INSTALLATION"].attachments / "stray"
    stray.parent.mkdir()
    stray.touch()

    done = call(empty, "check")

    broken = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert done.exit_code == 1
    assert "Balances equal the lines" in broken[0] and "attachment" in broken[-1]
    assert "stray: no row" in done.stdout


def test_a_database_without_books_is_refused_in_one_sentence(empty):
    done = call(empty, "check")

    assert (done.exit_code, done.stderr) == (1, "The database has no books yet. Run: tracker setup\n")


def test_a_database_of_a_newer_program_is_refused(empty):
    call(empty, "sample")
    with empty.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))

    done = call(empty, "serve")

    assert done.exit_code == 1
    assert done.stderr == "The database was made by a newer version of the program (later).\n"


def test_the_sample_is_never_served_to_other_machines(tmp_path, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    app = create_app({"TRACKER_INSTANCE": str(tmp_path), "TRACKER_HOSTS": "quy.example"})
    call(app, "sample")

    done = call(app, "serve", "--host", "0.0.0.0")

    assert done.exit_code == 1
    assert "127.0.0.1 only" in done.stderr


def test_another_host_without_trusted_hosts_is_refused(empty):
    call(empty, "setup", "--login", "quantri", "--password-stdin", typed="mật khẩu đủ dài\n")

    done = call(empty, "serve", "--host", "0.0.0.0")

    assert (done.exit_code, "TRACKER_HOSTS" in done.stderr) == (1, True)


def test_the_demo_never_shows_itself_in_real_books(empty):
    call(empty, "setup", "--login", "quantri", "--password-stdin", typed="mật khẩu đủ dài\n")

    done = call(empty, "demo", "--no-browser")

    assert done.exit_code == 1
    assert "real books" in done.stderr


@pytest.mark.parametrize("words", [["setup"], ["sample"], ["check"], ["serve"], ["demo"], ["user", "add"]])
def test_every_command_helps_with_an_example(empty, words):
    helped = call(empty, *words, "--help")

    assert helped.exit_code == 0
    assert "Example: " in helped.stdout


def test_wrong_use_exits_with_2(empty):
    assert call(empty, "serve", "--port", "eighty").exit_code == 2
