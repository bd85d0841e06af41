"""Read a backup that may be damaged, altered or hostile: nothing is believed before it is proven."""

import json
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from tracker.ground.backup_manifest import MANIFEST, MOST_BYTES, Manifest, Member, damaged, read_manifest, table_member
from tracker.ground.refusals import N_, Refused

#: Bytes read at a time.
CHUNK = 2**20
#: Longest row that is read, in bytes.
MOST_ROW = 16 * 2**20
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What a ZIP that was tampered with makes the standard library raise.
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
Row = dict[str, Any]


class Backup:
    """An open backup whose manifest is read and whose members are those that it names."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        """Use an archive that `open_backup` has looked at."""
        self._archive = archive
        self.manifest = manifest

    def prove(self, told: Callable[[int], None] = lambda done: None) -> None:
        """Read every member and compare its size and SHA-256; refuse the first that differs, by name.

        `told` hears the bytes read.
        """
        for member in self.manifest.members:
            digest = sha256()
            for chunk in self.chunks(member):
                digest.update(chunk)
                told(len(chunk))
            if digest.hexdigest() != member.sha256:
                raise damaged(member.name)

    def chunks(self, member: Member) -> Iterator[bytes]:
        """Give a member's bytes, never more than the manifest says."""
        left = member.size
        with _reading(member.name), self._archive.open(member.name) as file:
            while chunk := file.read(min(CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise _too_much(member.name)
                yield chunk
        if left:
            raise damaged(member.name)

    def rows(self, table: str) -> Iterator[Row]:
        """Give the rows of a table, one at a time."""
        name = table_member(table)
        with _reading(name), self._archive.open(name) as file:
            for number, line in enumerate(_lines(file), 1):
                yield _row(line, f"{name}:{number}")


@contextmanager
def open_backup(path: Path) -> Iterator[Backup]:
    """Open a backup; refuse what is none, what holds other members than it names, and path tricks."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, *_FAULTS) as fault:
        why = fault.strerror if isinstance(fault, OSError) and fault.strerror else type(fault).__name__
        raise Refused("file", N_("%(path)s is no backup: %(why)s."), path=path, why=why) from fault
    with archive:
        inside = {info.filename: info for info in archive.infolist()}
        head = inside.get(MANIFEST)
        if head is None or head.file_size > MOST_BYTES or len(inside) != len(archive.infolist()):
            raise damaged(MANIFEST)
        with _reading(MANIFEST):
            manifest = read_manifest(archive.read(MANIFEST))
        _refuse_other_members(manifest, inside)
        yield Backup(archive, manifest)


def _refuse_other_members(manifest: Manifest, inside: dict[str, zipfile.ZipInfo]) -> None:
    """Hold the archive's own list of files to the manifest, before anything is unpacked."""
    known = {member.name: member for member in manifest.members}
    for name in sorted(inside.keys() - {MANIFEST} ^ known.keys()):
        raise damaged(name[:80])
    for name, member in known.items():
        info = inside[name]
        if info.file_size > member.size:
            raise _too_much(name)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if info.compress_type not in _KINDS or info.is_dir() or kind not in (0, stat.S_IFREG):
            raise damaged(name)


@contextmanager
def _reading(member: str) -> Iterator[None]:
    try:
        yield
    except _FAULTS as fault:
        raise damaged(member) from fault


def _too_much(member: str) -> Refused:
    return Refused(None, N_("The backup unpacks to more than it says: %(member)s."), member=member)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(MOST_ROW + 1):
        if len(line) > MOST_ROW or not line.endswith(b"\n"):
            raise ValueError("a row without an end")
        yield line


def _row(line: bytes, place: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise damaged(place) from fault
    if not isinstance(row, dict):
        raise damaged(place)
    return row
