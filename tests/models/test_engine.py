"""A SQLite file that is taken away or replaced under a running program is noticed, never written into the void."""

import shutil

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tracker.models.engine import engine_options, prepare_engine


@pytest.fixture
def books(tmp_path):
    """Give an engine with its pool on a file with one table, and the file."""
    path = tmp_path / "books.sqlite"
    url = f"sqlite:///{path}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE gifts (id INTEGER)"))
    yield engine, path
    engine.dispose()


def give(engine):
    """Write a row; give how many there are now."""
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO gifts VALUES (1)"))
        return connection.scalar(text("SELECT count(*) FROM gifts"))


def test_a_file_that_is_gone_takes_nothing_and_none_is_begun_in_its_place(books):
    engine, path = books
    path.rename(path.with_suffix(".away"))

    for _ in range(2):
        with pytest.raises(OperationalError, match="gone"):
            give(engine)
    begun = path.exists()
    path.with_suffix(".away").rename(path)

    assert not begun
    assert give(engine) == 1


def test_a_file_that_was_replaced_is_opened_anew(books):
    engine, path = books
    give(engine)
    engine.dispose()
    other = shutil.copy(path, path.with_suffix(".other"))
    give(engine)
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.replace(path)

    assert give(engine) == 2
