"""Read the books as they stood at one moment, however long the reading takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

#: Rows fetched at a time: the rest of a long answer waits in the database, not in our memory.
CHUNK = 1000


@contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """Open a session of its own in which every question is answered from one moment.

    PostgreSQL reads REPEATABLE READ and may not write; SQLite's plain read transaction keeps the
    moment of its first question and takes no lock that a writer needs.
    """
    postgresql = engine.dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if postgresql else {}
    with engine.connect() as plain, Session(bind=plain.execution_options(**options)) as session:
        yield session
