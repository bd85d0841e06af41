"""Back the whole books up into one file, prove such a file, make a database from it."""

import os
import zipfile
from hashlib import file_digest
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine

from tracker.cli.files import OUT, progress, whole_file
from tracker.cli.saving import open_books, refusing, say
from tracker.documents.proving.backups import rows_to_write, write_backup
from tracker.ground.backup_history import Did, Kept, remember
from tracker.ground.backup_manifest import Manifest
from tracker.ground.backup_reading import Backup, open_backup
from tracker.ground.dates import now
from tracker.ground.installation import Installation
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.operations.proving.attachment_files import unpack_attachments
from tracker.operations.proving.restore_places import fresh_beside, scratch
from tracker.operations.proving.restoring import fill, prove, refuse_newer
from tracker.queries.snapshots import snapshot

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=OUT)
@click.option("--verify", is_flag=True, help="Then restore it into a scratch database, ask every check, throw it away.")
@with_appcontext
@refusing
def backup(file: Path, verify: bool) -> None:
    """Write all books and attachments into FILE, a ZIP, as they stand at one moment while people go on working.

    It can be restored into SQLite and into PostgreSQL. Keep it where only the office can read it:
    it holds the names of donors and children.

    Example: tracker backup /mnt/usb/quy-2018-12-26.zip --verify
    """
    open_books()
    db.session.remove()
    manifest = back_up(db.engine, file)
    _tell(manifest, file)
    if verify:
        _try(file)


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option(
    "--verify", is_flag=True, help="Only prove the file: restore it into a scratch database and throw it away."
)
@with_appcontext
@refusing
def restore(file: Path, verify: bool) -> None:
    """Make the database anew from FILE; the old one is kept.

    Everything is made and proven beside the books first: members, counts, totals, foreign keys, every
    check, the root of the proof. Only then it takes their place, in one step. End `tracker serve`
    before. It restores into SQLite and PostgreSQL alike, so it is also the move between them.

    Example: TRACKER_DATABASE_URL=postgresql+psycopg://quy@db/quy tracker restore quy-2018-12-26.zip
    """
    if verify:
        _tell(_try(file), file)
        return
    with open_backup(file) as opened, fresh_beside(db.engine, folder_of_backups()) as fresh:
        _fill_and_prove(opened, fresh.engine)
        unpack_attachments(opened, folder_of_attachments())
        kept = fresh.replace()
        _remember(Did.RESTORED, file, opened.manifest)
    if kept:
        click.echo(say(N_("The older database is kept as %(path)s."), path=kept), err=True)
    click.echo(say(N_("The books are restored.")), err=True)


def folder_of_backups() -> Path:
    """Give the installation's own folder of backups, where their history stands too."""
    ours: Installation = current_app.config["TRACKER_INSTALLATION"]
    return ours.folder / "backups"


def folder_of_attachments() -> Path:
    """Give the installation's folder of attachments."""
    ours: Installation = current_app.config["TRACKER_INSTALLATION"]
    return ours.attachments


def back_up(engine: Engine, file: Path) -> Manifest:
    """Write a backup whole or not at all, read it back from the disk, note it in the history."""
    if file.exists() and not zipfile.is_zipfile(file):
        raise Refused("file", N_("%(path)s is there already and is no backup."), path=file)
    with (
        snapshot(engine) as session,
        whole_file(file) as out,
        progress(rows_to_write(session), say(N_("Backup"))) as advance,
    ):
        manifest = write_backup(session, out, attachments=folder_of_attachments(), told=advance)
    with open_backup(file) as opened:
        opened.prove()
    _remember(Did.BACKED_UP, file, manifest)
    return manifest


def keep_before_upgrade(engine: Engine) -> Path:
    """Back an older database up into the installation's folder, before it is changed; give the file."""
    folder = folder_of_backups()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"before-upgrade-{now():%Y%m%dT%H%M%S}.zip"
    back_up(engine, file)
    return file


def _try(file: Path) -> Manifest:
    """Prove a file by a whole restore into a scratch database; give its manifest."""
    with open_backup(file) as opened:
        with scratch(folder_of_backups()) as engine:
            _fill_and_prove(opened, engine)
        _remember(Did.TRIED, file, opened.manifest)
    click.echo(say(N_("The backup was restored on trial: all checks hold.")), err=True)
    return opened.manifest


def _fill_and_prove(opened: Backup, engine: Engine) -> None:
    manifest = opened.manifest
    refuse_newer(manifest)
    with progress(sum(member.size for member in manifest.members), say(N_("Proving the file")), long=10**8) as advance:
        opened.prove(advance)
    with progress(manifest.rows, say(N_("Restoring"))) as advance:
        fill(engine, opened, advance)
    prove(engine)


def _remember(did: Did, file: Path, manifest: Manifest) -> None:
    with file.open("rb") as read:
        digest = file_digest(read, "sha256").hexdigest()
    at = now().isoformat(timespec="seconds")
    numbers = (manifest.rows, len(manifest.attachments), manifest.leaves)
    remember(folder_of_backups(), Kept(did.value, at, os.path.basename(file), digest, *numbers, manifest.root))


def _tell(manifest: Manifest, file: Path) -> None:
    text = N_("%(rows)s rows and %(attachments)s attachments: %(path)s")
    said = say(text, rows=manifest.rows, attachments=len(manifest.attachments), path=file)
    proof = say(N_("%(size)s acts, root %(root)s"), size=manifest.leaves, root=manifest.root)
    click.echo(f"{said}\n{proof}", err=True)
