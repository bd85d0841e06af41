"""Manage people at the command line."""

import pytest

from tracker.app import create_app
from tracker.ground.dates import today
from tracker.ground.passwords import password_matches
from tracker.models.base import db
from tracker.queries.users import roles_of, user_by_login, works_on

pytestmark = pytest.mark.one_engine
PASSWORD = "mật khẩu đủ dài\n"
BY = ("--as", "quantri")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Give the program with its first administrator."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    app = create_app({"TRACKER_INSTANCE": str(tmp_path)})
    call(app, "setup", "--login", "quantri", "--password-stdin", typed=PASSWORD)
    return app


def call(app, *words, typed=None):
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def add(app, login="thu", *more):
    return call(
        app,
        "user",
        "add",
        login,
        "--name",
        "Nguyễn Thị Thu",
        "--password-stdin",
        "--as",
        "quantri",
        *more,
        typed=PASSWORD,
    )


def test_a_person_is_added_with_a_role(office):
    done = add(office, "thu", "--role", "cashier")

    with office.app_context():
        user = user_by_login(db.session(), "thu")
        assert done.exit_code == 0
        assert roles_of(db.session(), user, today()) == {"cashier"}


def test_a_role_is_granted_for_a_time(office):
    add(office)

    done = call(
        office, "user", "grant", "thu", "auditor", "--from", "01/07/2018", "--to", "15/07/2018", "--as", "quantri"
    )

    with office.app_context():
        user = user_by_login(db.session(), "thu")
        assert done.exit_code == 0
        assert roles_of(db.session(), user, today()) == frozenset()


def test_nobody_is_accountant_and_cashier(office):
    add(office, "thu", "--role", "cashier")

    done = call(office, "user", "grant", "thu", "accountant", *BY)

    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_password_is_changed(office):
    add(office)

    done = call(
        office, "user", "password", "thu", "--password-stdin", "--as", "quantri", typed="mật khẩu hoàn toàn mới\n"
    )

    with office.app_context():
        assert done.exit_code == 0
        assert password_matches(user_by_login(db.session(), "thu").password_hash, "mật khẩu hoàn toàn mới")


def test_an_account_is_closed(office):
    add(office)

    done = call(office, "user", "close", "thu", "--on", "31/12/2018", *BY)

    with office.app_context():
        assert done.exit_code == 0
        assert not works_on(user_by_login(db.session(), "thu"), today())


def test_who_may_not_is_refused_by_name(office):
    add(office, "thu", "--role", "cashier")

    done = call(office, "user", "close", "quantri", "--as", "thu")

    assert (done.exit_code, done.stderr) == (1, "“thu” may not do this.\n")


def test_an_unknown_login_is_refused_by_name(office):
    done = call(office, "user", "close", "ai-do", *BY)

    assert (done.exit_code, done.stderr) == (1, "There is no login “ai-do”.\n")


def test_without_as_nothing_is_done(office):
    assert call(office, "user", "close", "thu").exit_code == 2
