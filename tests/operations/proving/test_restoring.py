"""Whole books go into a file and come out of it on either engine: same rows, same root, same house."""

import pytest
from backing_up import back_up, be_later, books_in_use, empty_database, facts, forge, members, restore
from make import Make
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation
from tracker.operations.proving.restore_places import BESIDE
from tracker.operations.schema import newest_revision, revision_of
from tracker.queries.checks import run_checks

PAPER = b"%PDF-1.7 gi\xe1\xba\xa5y \xc4\x91\xe1\xbb\x93ng \xc3\xbd"


@pytest.fixture
def books(engine_name, template):
    """Give a copy of the full books."""
    with books_in_use(template, "backed_up") as engine:
        yield engine


@pytest.fixture
def file(books, tmp_path):
    """Give a backup of the full books with one attachment."""
    (tmp_path / "attachments" / "ab").mkdir(parents=True)
    (tmp_path / "attachments" / "ab" / "abcdef.pdf").write_bytes(PAPER)
    back_up(books, tmp_path / "books.zip")
    return tmp_path / "books.zip"


def other_of(engine_name, scratch, request):
    """Give the URL of a database on the other engine."""
    return request.getfixturevalue("postgresql") if engine_name == "sqlite" else f"sqlite:///{scratch}/x.sqlite"


def broken(engine):
    with Session(engine) as session:
        return [finding.check.code for finding in run_checks(session) if finding.breaches]


def test_books_move_to_the_other_engine_and_back_with_every_row_the_same(file, books, engine_name, scratch, request):
    there, back = file.with_name("there.zip"), file.with_name("back.zip")
    first = members(file)
    with (
        empty_database(other_of(engine_name, scratch, request), "moved") as other,
        empty_database(books.url.render_as_string(hide_password=False), "returned") as returned,
    ):
        restore(file, other)
        back_up(other, there)
        restore(there, returned)
        manifest = back_up(returned, back)

        assert broken(other) == broken(returned) == []

    assert members(there) == members(back) == first
    assert manifest.root == back_up(books, file).root
    assert first["tables/lines.jsonl"] and first["attachments/ab/abcdef.pdf"] == PAPER


def test_work_goes_on_after_a_restore_where_it_stopped(file, books, engine_name, scratch, request):
    with empty_database(other_of(engine_name, scratch, request), "goes_on") as other:
        restore(file, other)

        with Session(other) as session:
            make = Make(session)
            gift = make.donation(campaign=make.fund()).id
            highest = session.scalars(select(Donation.id).order_by(Donation.id.desc())).first()

        assert gift == highest
        assert broken(other) == []


def test_what_was_posted_stays_frozen_after_a_restore(file, books):
    restore(file, books)

    with Session(books) as session, pytest.raises(DBAPIError):
        session.execute(text("UPDATE lines SET quantity = quantity + 1"))


def test_the_old_books_are_kept_when_others_take_their_place(file, books, tmp_path):
    with Session(books) as session:
        Make(session).donation(amount=77_000)
    newer = tmp_path / "newer.zip"
    later = back_up(books, newer)

    kept = restore(file, books)
    now = back_up(books, tmp_path / "now.zip")

    assert now.leaves < later.leaves
    assert facts(now) == facts(back_up(books, file))
    assert leaves_in(books, kept) == later.leaves


def leaves_in(books, kept):
    """Count the leaves in what was kept: a file, or a schema of the same database."""
    if books.dialect.name == "postgresql":
        with books.connect() as connection:
            assert inspect(connection).get_schema_names().count(BESIDE) == 0
            return connection.scalar(text(f"SELECT size FROM {kept}.log_head"))
    with empty_database(f"sqlite:///{kept}", "unused"), Session(books) as session:
        session.execute(text("ATTACH DATABASE :kept AS old"), {"kept": kept})
        return session.scalar(text("SELECT size FROM old.log_head"))


def test_attachments_come_back_and_nothing_else_is_left_lying_about(file, books, tmp_path):
    restore(file, books)

    assert (tmp_path / "attachments-restored" / "ab" / "abcdef.pdf").read_bytes() == PAPER
    assert [left for left in tmp_path.rglob("*") if left.name.startswith(".")] == []


def test_an_attachment_that_is_there_with_another_content_is_never_replaced(file, books, tmp_path):
    place = tmp_path / "attachments-restored" / "ab" / "abcdef.pdf"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"another paper")
    before = back_up(books, tmp_path / "before.zip")

    with pytest.raises(Refused, match="another content"):
        restore(file, books)

    assert place.read_bytes() == b"another paper"
    assert facts(back_up(books, tmp_path / "after.zip")) == facts(before)


def test_a_backup_of_a_newer_program_is_refused(file, books, tmp_path):
    forge(file, tmp_path / "newer.zip", {}, revision="0815")

    with pytest.raises(Refused, match=r"newer version of the program \(0815\)"):
        restore(tmp_path / "newer.zip", books)


def test_an_old_backup_is_brought_to_this_version(file, books, tmp_path, monkeypatch):
    be_later(tmp_path, monkeypatch)
    with empty_database(books.url.render_as_string(hide_password=False), "upgraded") as engine:
        restore(file, engine)

        assert revision_of(engine) == newest_revision() == "9999"
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM half")) == 0


def test_books_in_use_are_not_replaced(file, books):
    with Session(books) as somebody:
        somebody.execute(text("SELECT size FROM log_head"))
        if books.dialect.name == "postgresql":
            somebody.execute(text("LOCK TABLE lines"))

        with pytest.raises(Refused, match="tracker serve"):
            restore(file, books)

    assert broken(books) == []
