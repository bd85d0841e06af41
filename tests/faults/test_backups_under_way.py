"""Back up while other processes write: what comes out elsewhere is the books of one moment, whole."""

import pytest
from backing_up import back_up, books_in_use, facts, members
from faults import acts
from faults.processes import all_at_once
from faults.worker import Job
from make import Make
from sqlalchemy.orm import Session

from tracker.documents.proving.backups import write_backup
from tracker.ground.backup_reading import open_backup
from tracker.ground.refusals import Refused
from tracker.operations.proving.restore_places import scratch
from tracker.operations.proving.restoring import fill, prove
from tracker.queries.checks import run_checks

#: Rows of a backup after which others' gifts come in.
PLACES = (5, 100, 400)


@pytest.fixture
def books(engine_name, template):
    """Give a copy of the full books."""
    with books_in_use(template, "under_way") as engine:
        yield engine


@pytest.fixture
def giving(books):
    """Give a call by which three processes at once each enter a gift."""
    url = books.url.render_as_string(hide_password=False)
    with Session(books) as session:
        make = Make(session)
        values = {
            "by": make.user("cashier").id,
            "donor": make.donor().id,
            "campaign": make.fund().id,
            "till": make.account().id,
        }
        keys = iter([make.key() for _ in range(100)])
    return lambda: all_at_once(url, [Job(acts.receive, values | {"key": next(keys)}) for _ in range(3)])


def while_writing(giving):
    """Give what hears the rows of a backup and lets gifts come in at three places of it."""
    rows, outcomes = 0, []

    def told(done):
        nonlocal rows
        rows += done
        if rows in PLACES:
            outcomes.extend(giving())

    return told, outcomes


def restored(file, tmp_path):
    """Restore a backup elsewhere and back that up: give the manifest and the members."""
    with open_backup(file) as backup, scratch(tmp_path) as engine:
        fill(engine, backup)
        prove(engine)
        return back_up(engine, tmp_path / "elsewhere.zip"), members(tmp_path / "elsewhere.zip")


def test_what_is_restored_elsewhere_is_the_books_before_the_others_wrote(books, giving, tmp_path):
    before = back_up(books, tmp_path / "before.zip")
    told, outcomes = while_writing(giving)

    during = back_up(books, tmp_path / "during.zip", told)
    elsewhere, rows = restored(tmp_path / "during.zip", tmp_path)
    after = back_up(books, tmp_path / "after.zip")

    assert [kind for kind, _gift in outcomes] == ["done"] * 9
    assert facts(during) == facts(before) == facts(elsewhere)
    assert rows == members(tmp_path / "during.zip")
    assert after.leaves > during.leaves
    with Session(books) as session:
        assert [finding.check.code for finding in run_checks(session) if finding.breaches] == []


def test_a_backup_read_without_one_moment_gives_itself_away(books, giving, tmp_path):
    told, outcomes = while_writing(giving)

    with Session(books) as session, (tmp_path / "torn.zip").open("wb") as out:
        if books.dialect.name == "sqlite":
            # PostgreSQL reads each table at another moment by itself.
            session.connection().exec_driver_sql("COMMIT")
        write_backup(session, out, attachments=tmp_path / "attachments", told=told)

    with pytest.raises(Refused):
        restored(tmp_path / "torn.zip", tmp_path)
    assert len(outcomes) == 9
