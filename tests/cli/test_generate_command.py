"""Make up an office at the command line."""

import pytest
from sqlalchemy import func, select

from tracker.app import create_app
from tracker.models.base import db
from tracker.models.journal import Line

pytestmark = pytest.mark.one_engine


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call `tracker` in English on a folder in which there is nothing yet."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    app = create_app({"TRACKER_INSTANCE": str(tmp_path)})

    def call(*words):
        done = app.test_cli_runner().invoke(args=list(words))
        with app.app_context():
            return done, db.session.scalar(select(func.count(Line.id))) if done.exit_code != 2 else None

    return call


def test_an_office_is_made_once_and_its_size_is_said(call):
    first, lines = call("generate", "--lines", "100", "--seed", "3")
    again, unchanged = call("generate", "--lines", "100")

    assert (first.exit_code, first.stderr.splitlines()[-1]) == (0, f"{lines} lines are in the books.")
    assert lines > 80
    assert (again.exit_code, unchanged) == (1, lines)
    assert again.stderr.splitlines()[-1] == "The database is not empty: the sample needs one of its own."


@pytest.mark.parametrize("words", [(), ("--lines", "0"), ("--lines", "many")])
def test_wrong_use_exits_with_2(call, words):
    done, _ = call("generate", *words)

    assert done.exit_code == 2
