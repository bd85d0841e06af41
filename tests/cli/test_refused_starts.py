"""The program refuses to start in one sentence where it could not work, or where strangers could get in."""

import subprocess
import sys

import pytest
from flask import Flask

from tracker.app import create_app
from tracker.ground.installation import strong
from tracker.ground.refusals import Refused

pytestmark = pytest.mark.one_engine


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")


def tracker(*words, **environment):
    """Run the program as a person does; give its exit code and what it said on stderr."""
    program = "from tracker.app import command; command()"
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


def read_only(app: Flask, tmp_path) -> Flask:
    """Give the program on the same database, which it may only read now."""
    url = f"sqlite:///file:{tmp_path / 'tracker.sqlite'}?mode=ro&uri=true"
    return create_app({"TRACKER_INSTANCE": str(tmp_path), "TRACKER_DATABASE_URL": url})


def call(app, *words, typed=None):
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def test_a_folder_in_which_nothing_can_be_written_is_refused_before_any_command(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    folder = tmp_path / "file" / "instance"

    code, said = tracker("check", TRACKER_INSTANCE=str(folder), LANG="en_US.UTF-8")

    assert code == 1
    assert said == f"The folder {folder} cannot be written: Not a directory. Choose another TRACKER_INSTANCE.\n"


@pytest.mark.parametrize("words", [["serve"], ["demo", "--no-browser"]], ids=lambda words: words[0])
def test_a_database_that_can_only_be_read_is_not_served(tmp_path, words):
    app = create_app({"TRACKER_INSTANCE": str(tmp_path)})
    call(app, "setup", "--login", "quantri", "--password-stdin", typed="mật khẩu đủ dài\n")

    done = call(read_only(app, tmp_path), *words)

    assert (done.exit_code, done.stderr) == (
        1,
        "The database can only be read here: the program must be able to write into it.\n",
    )


def test_what_writes_into_such_a_database_says_so_in_one_sentence(tmp_path):
    app = create_app({"TRACKER_INSTANCE": str(tmp_path)})
    call(app, "setup", "--login", "quantri", "--password-stdin", typed="mật khẩu đủ dài\n")

    words = ("user", "add", "thu", "--name", "Nguyễn Thị Thu", "--as", "quantri", "--password-stdin")
    done = call(read_only(app, tmp_path), *words, typed="mật khẩu đủ dài\n")

    assert done.exit_code == 1
    assert done.stderr == "The database does not answer: attempt to write a readonly database.\n"


def test_a_database_server_that_is_not_there_is_one_sentence(tmp_path):
    url = "postgresql+psycopg://quy@127.0.0.1:1/quy"
    app = create_app({"TRACKER_INSTANCE": str(tmp_path), "TRACKER_DATABASE_URL": url})

    done = call(app, "check")

    assert done.exit_code == 1
    assert done.stderr.startswith("The database does not answer: ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("key", ["", "x", "fifteen letters", "cap-la-yeu-thuong", "ChangeMeChangeMe", " " * 20])
def test_a_secret_key_that_is_short_or_known_is_refused(tmp_path, key):
    with pytest.raises(Refused, match="TRACKER_SECRET_KEY"):
        strong(key)


def test_such_a_key_in_the_folder_stops_every_command(tmp_path):
    (tmp_path / "secret_key").write_text("short")

    code, said = tracker("--help", TRACKER_INSTANCE=str(tmp_path), LANG="en_US.UTF-8")

    assert (code, said.count("\n"), "TRACKER_SECRET_KEY" in said) == (1, 1, True)


def test_the_key_that_the_program_makes_is_strong(tmp_path):
    app = create_app({"TRACKER_INSTANCE": str(tmp_path)})

    assert strong(app.config["SECRET_KEY"]) == (tmp_path / "secret_key").read_text()
