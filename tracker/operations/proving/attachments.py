"""Attach scanned papers to a document: the file first, then its row; neither is ever changed."""

import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_moment
from tracker.ground.refusals import N_, Refused
from tracker.ground.scans import media_type_of, paper_name
from tracker.models.helping.child_rights import Consent
from tracker.models.helping.children import Child
from tracker.models.proving.attachments import Attachment, AttachmentKind
from tracker.models.users import User
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.operations.writing import locked_head
from tracker.queries.proving.attachments import given_up, is_genuine, same_attached


def attach(
    session: Session,
    *,
    by: User,
    record: Any,
    kind: AttachmentKind,
    file_name: str,
    data: bytes,
    folder: Path,
    nameless: bool = False,
) -> Attachment:
    """Attach a scan to a record of any table; its bytes go into `folder` under their SHA-256.

    The file lies there, whole and on the disk, before the row is committed; a backup that sees the
    row finds the file. A file that is there is never written over. `nameless` keeps the file's own
    name nowhere: that of a child's paper often names the child. Refuses what is no PDF, JPG or
    PNG of at most 10 MB, the same file twice on one document, a child who was anonymised, and a
    folder that takes no file.
    """
    media_type = media_type_of(data, field="file")
    if isinstance(record, Child | Consent):
        refuse_anonymised(record if isinstance(record, Child) else record.child)
    digest = sha256(data).hexdigest()
    _refuse_twice(session, record, digest)
    _keep(folder, digest, data)
    attachment = Attachment(
        table_name=record.__tablename__,
        record_id=record.id,
        kind=kind,
        name=paper_name("" if nameless else file_name, media_type),
        media_type=media_type,
        size=len(data),
        sha256=digest,
        by_id=by.id,
        at=now(),
    )
    session.add(attachment)
    session.flush()
    return attachment


def _refuse_twice(session: Session, record: Any, digest: str) -> None:
    there = same_attached(session, record.__tablename__, record.id, digest)
    if there is not None:
        text = N_("This file is attached already: “%(name)s”, by %(who)s on %(moment)s.")
        who, moment = there.by.full_name, show_moment(there.at)
        raise Refused("file", text, name=there.name, who=who, moment=moment)


def _keep(folder: Path, digest: str, data: bytes) -> None:
    """Write a file whole or not at all; one that is there stays as it is, if it is what it says."""
    path = folder / digest
    try:
        if path.exists():
            _refuse_changed(path, len(data), digest)
            return
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
        try:
            _write(handle, data)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _settle(folder)
    except OSError as fault:
        text = N_("Not saved: the file could not be written (%(why)s). Tell the administrator.")
        raise Refused("file", text, why=fault.strerror or type(fault).__name__) from fault


def _refuse_changed(path: Path, size: int, digest: str) -> None:
    if not is_genuine(path, size=size, sha256=digest):
        text = N_("Not saved: the same file was kept earlier and is damaged now. Tell the administrator.")
        raise Refused("file", text)


def _write(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Let the folder itself reach the disk, where the system knows how to."""
    with suppress(PermissionError):  # Windows opens no folder; it writes names at once.
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def erase_given_up(session: Session, folder: Path) -> int:
    """Take the files of anonymised children's papers off the disk; give how many went.

    Their rows stay and say that there was a paper. A file that another document holds, too, stays.
    What could not be erased is named by `tracker check`, and goes the next time. Under the lock only:
    nobody attaches the same bytes to another document between the question and the erasing.
    """
    locked_head(session)
    there = [folder / sha256 for sha256 in sorted(given_up(session)) if (folder / sha256).exists()]
    for path in there:
        with suppress(OSError):
            path.unlink()
    return sum(not path.exists() for path in there)
