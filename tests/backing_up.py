"""Back books up and restore them in tests, as the command does it but without the program around it."""

import json
import shutil
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from full_books import fresh_copy, full_books
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tracker.documents.proving.backups import write_backup
from tracker.ground.backup_manifest import MANIFEST, Manifest
from tracker.ground.backup_reading import open_backup
from tracker.models.engine import engine_options, prepare_engine
from tracker.operations import schema
from tracker.operations.proving.attachment_files import unpack_attachments
from tracker.operations.proving.restore_places import fresh_beside
from tracker.operations.proving.restoring import fill, prove
from tracker.queries.snapshots import snapshot

#: A next migration, by which the program is one revision further.
LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("half")
"""


def be_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be one migration further."""
    shutil.copytree(schema.MIGRATIONS, folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    script = LATER.format(head=schema.newest_revision())
    (folder / "migrations" / "versions" / "9999_later.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", folder / "migrations")


def open_engine(url: str) -> Engine:
    """Open an engine as the program does, but for a pool, so that its database can be thrown away."""
    engine = create_engine(url, poolclass=NullPool, connect_args=engine_options(url).get("connect_args", {}))
    prepare_engine(engine)
    return engine


@contextmanager
def books_in_use(template: str, name: str) -> Iterator[Engine]:
    """Give a copy of the full books."""
    with fresh_copy(full_books(template), name) as engine:
        books = open_engine(engine.url.render_as_string(hide_password=False))
        yield books
        books.dispose()


def back_up(engine: Engine, file: Path, told: Any = lambda rows: None) -> Manifest:
    """Write a backup with the attachments of the folder beside it."""
    with snapshot(engine) as session, file.open("wb") as out:
        return write_backup(session, out, attachments=file.parent / "attachments", told=told)


def restore(file: Path, engine: Engine) -> str:
    """Restore a file in place of an engine's books; the old ones are kept in the folder beside it."""
    with open_backup(file) as backup, fresh_beside(engine, file.parent / "backups") as fresh:
        backup.prove()
        fill(fresh.engine, backup)
        prove(fresh.engine)
        unpack_attachments(backup, file.parent / "attachments-restored")
        return fresh.replace()


@contextmanager
def empty_database(like: str, name: str) -> Iterator[Engine]:
    """Give a database in which there is nothing yet: beside another SQLite file, or on the same PostgreSQL."""
    there = make_url(like)
    if there.get_backend_name() == "sqlite":
        path = Path(str(there.database)).with_name(f"{name}{uuid.uuid4().hex[:6]}.sqlite")
        engine = open_engine(f"sqlite:///{path}")
        yield engine
        engine.dispose()
        path.unlink(missing_ok=True)
        return
    name = f"{name}{uuid.uuid4().hex[:6]}"
    _as_administrator(like, f"CREATE DATABASE {name}")
    engine = open_engine(there.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    _as_administrator(like, f"DROP DATABASE {name} WITH (FORCE)")


def _as_administrator(url: str, statement: str) -> None:
    first = make_url(url).set(database="postgres")
    with create_engine(first, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        connection.execute(text(statement))


def members(file: Path) -> dict[str, bytes]:
    """Read what a backup holds of the books: every member but the manifest."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}


def forge(source: Path, target: Path, changes: dict[str, bytes | None], *, believed: bool = False, **said: Any) -> None:
    """Copy a backup with some members changed, added or (None) left out, and `said` changed in its manifest.

    `believed`: sizes and hashes in the manifest are made to fit.
    """
    with zipfile.ZipFile(source) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(inside.pop(MANIFEST)) | said
    inside = {name: data for name, data in (inside | changes).items() if data is not None}
    for member in [*manifest["tables"], *manifest["attachments"]] if believed else []:
        data = inside[member["name"]]
        member |= {"size": len(data), "sha256": sha256(data).hexdigest()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in inside.items():
            archive.writestr(name, data)
        archive.writestr(MANIFEST, json.dumps(manifest))


def facts(manifest: Manifest) -> dict[str, Any]:
    """Give what a manifest says of the books, without the moment it was made."""
    return {name: value for name, value in asdict(manifest).items() if name != "made_at"}
