"""Write the whole books into one file: a ZIP of JSON lines and attachments that either engine can be made from."""

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from tracker.ground.backup_manifest import FORMAT, MANIFEST, Manifest, Member, is_safe, table_member
from tracker.ground.dates import now
from tracker.ground.refusals import N_, Refused
from tracker.queries.proving.backup_tables import (
    count_of,
    line_of,
    proof_of,
    revision_in,
    rows_of,
    tables_of,
    totals_of,
)

#: Bytes copied at a time.
CHUNK = 2**20
Told = Callable[[int], None]


def rows_to_write(session: Session) -> int:
    """Count the rows of all tables, for a progress bar."""
    connection = session.connection()
    return sum(count_of(connection, table) for table in tables_of(connection))


def write_backup(session: Session, file: IO[bytes], *, attachments: Path, told: Told = lambda rows: None) -> Manifest:
    """Write the books as the session's snapshot sees them, and every attachment; give the manifest.

    A row's attachment is on the disk before the row is, and neither is ever changed: so the folder
    is listed after the snapshot was taken. Memory does not grow with the books. `told` hears the
    rows written. Refuses names in the folder that other systems could not hold.
    """
    connection = session.connection()
    made_at = now()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6) as archive:
        tables = [_table(archive, connection, table, told) for table in tables_of(connection)]
        files = [_attachment(archive, attachments, path) for path in _files(attachments)]
        leaves, root = proof_of(connection)
        manifest = Manifest(
            format=FORMAT,
            revision=revision_in(connection),
            made_at=made_at.isoformat(timespec="seconds"),
            leaves=leaves,
            root=root,
            tables=tables,
            attachments=files,
            totals=totals_of(connection),
        )
        archive.writestr(MANIFEST, manifest.to_json())
    return manifest


def _table(archive: zipfile.ZipFile, connection: Connection, table: Table, told: Told) -> Member:
    rows = 0

    def lines() -> Iterator[bytes]:
        nonlocal rows
        for row in rows_of(connection, table):
            rows += 1
            told(1)
            yield line_of(row)

    member = _written(archive, table_member(table.name), lines())
    return Member(member.name, member.size, member.sha256, rows)


def _files(folder: Path) -> list[Path]:
    """List the files of a folder and its folders by name; hidden ones and links are not ours."""
    if not folder.is_dir():
        return []
    inside = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in inside if not any(part[0] == "." for part in path.relative_to(folder).parts))


def _attachment(archive: zipfile.ZipFile, folder: Path, path: Path) -> Member:
    name = f"attachments/{path.relative_to(folder).as_posix()}"
    if not is_safe(name):
        raise Refused(None, N_("%(path)s is no attachment of ours: move it out of the folder."), path=path)
    with path.open("rb") as file:
        return _written(archive, name, _bytes_now(file))


def _bytes_now(file: IO[bytes]) -> Iterator[bytes]:
    """Read what a file holds at this moment: one that grows, such as the backup itself, would never end."""
    left = os.fstat(file.fileno()).st_size
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk


def _written(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> Member:
    digest, size = sha256(), 0
    with archive.open(name, "w", force_zip64=True) as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Member(name, size, digest.hexdigest())
