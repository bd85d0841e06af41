"""Read the books as they stood at one moment, however long the reading takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tracker.models.journal import LogHead

#: Rows fetched at a time: the rest of a long answer waits in the database, not in our memory.
CHUNK = 1000


@contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """Open a session of its own in which every question is answered from this one moment.

    PostgreSQL reads REPEATABLE READ and may not write; SQLite's plain read transaction takes no
    lock that a writer needs. Both keep the moment of their first question, so one is asked at once;
    a database that does not answer is so known before a file has begun.
    """
    postgresql = engine.dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if postgresql else {}
    with engine.connect() as plain, Session(bind=plain.execution_options(**options)) as session:
        session.scalar(select(LogHead.size))
        yield session
