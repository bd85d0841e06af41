"""Keep a copy of a SQLite database before it is changed."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from tracker.ground.dates import now
from tracker.ground.refusals import N_, Refused


def copy_database(engine: Engine, folder: Path) -> Path:
    """Copy the whole database as it stands into a folder and give the copy's path.

    Refuses PostgreSQL, whose own tools make its backups.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise Refused(None, N_("Back up the PostgreSQL database with pg_dump, then run: tracker setup --backed-up"))
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{Path(engine.url.database).stem}-{now():%Y%m%dT%H%M%S}.sqlite"
    source, target = sqlite3.connect(engine.url.database), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    return copy
