"""Put the attachments of a backup back into their folder; a file that is there is never replaced."""

import os
import tempfile
from hashlib import file_digest, sha256
from pathlib import Path

from tracker.ground.backup_manifest import Member, damaged
from tracker.ground.backup_reading import Backup
from tracker.ground.refusals import N_, Refused


def unpack_attachments(backup: Backup, folder: Path) -> None:
    """Add the backup's attachments to a folder, each whole or not at all; what is there stays.

    Refuses, before it writes anything, a file that is there with another content: attachments are
    never replaced, so one of the two is not genuine.
    """
    missing = [member for member in backup.manifest.attachments if not _is_there(_place(folder, member), member)]
    for member in missing:
        _unpack(backup, member, _place(folder, member))


def _place(folder: Path, member: Member) -> Path:
    return folder.joinpath(*member.name.split("/")[1:])


def _is_there(path: Path, member: Member) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        same = file_digest(file, "sha256").hexdigest() == member.sha256
    if not same:
        raise Refused(None, N_("%(path)s is there with another content than in the backup."), path=path)
    return True


def _unpack(backup: Backup, member: Member, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            _write(backup, member, handle)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as fault:
        text = N_("%(path)s cannot be written: %(why)s.")
        raise Refused(None, text, path=path, why=fault.strerror or type(fault).__name__) from fault


def _write(backup: Backup, member: Member, handle: int) -> None:
    digest = sha256()
    with os.fdopen(handle, "wb") as file:
        for chunk in backup.chunks(member):
            file.write(chunk)
            digest.update(chunk)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != member.sha256:
        raise damaged(member.name)
