"""Back up, prove and restore at the command line: one sentence, the history, the upgrade of an older database."""

import json
import shutil
from pathlib import Path

import pytest
from backing_up import be_later, forge, members
from flask import Flask
from sqlalchemy import make_url

from tracker.app import create_app
from tracker.ground.backup_history import FILE
from tracker.models.base import db
from tracker.operations.schema import revision_of

PASSWORD = "mật khẩu đủ dài\n"


@pytest.fixture
def office(database_url, tmp_path, monkeypatch) -> Flask:
    """Give the program on a database that has its tables and no books yet."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    app = create_app({"TRACKER_INSTANCE": str(tmp_path / "instance"), "TRACKER_DATABASE_URL": database_url})
    yield app
    with app.app_context():
        db.engine.dispose()


def call(app, *words, typed=None):
    return app.test_cli_runner().invoke(args=[str(word) for word in words], input=typed)


def history(app):
    path = app.config["TRACKER_INSTALLATION"].folder / "backups" / FILE
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_backup_is_written_tried_restored_and_remembered(office, tmp_path):
    call(office, "setup", "--login", "quantri", "--password-stdin", typed=PASSWORD)
    file = tmp_path / "quy.zip"

    written = call(office, "backup", file, "--verify")
    restored = call(office, "restore", file)
    again = call(office, "backup", tmp_path / "again.zip")

    assert [(done.exit_code, done.stdout) for done in (written, restored, again)] == [(0, "")] * 3
    assert [line["did"] for line in history(office)] == ["backed_up", "tried", "restored", "backed_up"]
    assert {line["root"] for line in history(office)} == {history(office)[0]["root"]}
    assert "kept as" in restored.stderr
    assert members(tmp_path / "again.zip") == members(file)


@pytest.mark.one_engine
def test_a_backup_is_readable_by_its_owner_only(office, tmp_path):
    call(office, "backup", tmp_path / "quy.zip")

    assert (tmp_path / "quy.zip").stat().st_mode & 0o077 == 0


@pytest.mark.one_engine
def test_a_backup_never_replaces_what_is_no_backup(office, tmp_path):
    books = make_url(office.config["SQLALCHEMY_DATABASE_URI"]).database
    before = shutil.copy(books, tmp_path / "before")

    done = call(office, "backup", books)

    assert (done.exit_code, done.stderr) == (1, f"{books} is there already and is no backup.\n")
    assert Path(books).read_bytes() == before.read_bytes()


@pytest.mark.one_engine
@pytest.mark.parametrize("words", [["restore"], ["restore", "--verify"]], ids=" ".join)
def test_an_altered_file_is_refused_in_one_sentence_that_names_the_member(office, tmp_path, words):
    call(office, "backup", tmp_path / "quy.zip")
    forge(tmp_path / "quy.zip", tmp_path / "forged.zip", {"tables/items.jsonl": b"{}\n"})

    done = call(office, *words, tmp_path / "forged.zip")

    assert (done.exit_code, done.stderr) == (1, "The backup is damaged: tables/items.jsonl.\n")
    assert [line["did"] for line in history(office)] == ["backed_up"]


@pytest.mark.one_engine
def test_a_database_that_was_never_set_up_has_nothing_to_back_up(tmp_path, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    app = create_app({"TRACKER_INSTANCE": str(tmp_path)})

    done = call(app, "backup", tmp_path / "quy.zip")

    assert (done.exit_code, done.stderr) == (1, "The database has no books yet. Run: tracker setup\n")
    assert not (tmp_path / "quy.zip").exists()


@pytest.mark.one_engine
def test_a_fresh_installation_is_made_from_a_backup_alone(office, tmp_path):
    call(office, "setup", "--login", "quantri", "--password-stdin", typed=PASSWORD)
    call(office, "backup", tmp_path / "quy.zip")
    new = create_app({"TRACKER_INSTANCE": str(tmp_path / "new")})

    restored = call(new, "restore", tmp_path / "quy.zip")

    assert (restored.exit_code, restored.stderr) == (0, "The books are restored.\n")
    assert call(new, "check").exit_code == 0
    assert call(new, "setup").stdout == "The database is ready; its users are kept.\n"


def test_setup_backs_an_older_database_up_before_it_upgrades_it(office, tmp_path, monkeypatch):
    call(office, "setup", "--login", "quantri", "--password-stdin", typed=PASSWORD)
    be_later(tmp_path, monkeypatch)

    refused = call(office, "check")
    done = call(office, "setup")

    (file,) = (tmp_path / "instance" / "backups").glob("before-upgrade-*.zip")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "The database is of an older version of the program. Run: tracker setup\n",
    )
    assert (done.exit_code, str(file) in done.stderr) == (0, True)
    assert call(office, "restore", "--verify", file).exit_code == 0
    with office.app_context():
        assert revision_of(db.engine) == "9999"
