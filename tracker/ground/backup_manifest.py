"""Say what is in a backup: its members with their sizes and hashes, and what the books amounted to."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tracker.ground.refusals import N_, Refused

#: The version of the format that this module writes; it reads no later one.
FORMAT = 1
MANIFEST = "manifest.json"
#: Longest manifest that is read, in bytes; one of 100.000 attachments has 20 MB.
MOST_BYTES = 64 * 2**20
_TABLE = re.compile(r"tables/[a-z][a-z0-9_]*\.jsonl")
#: What no part of a file's name may hold on any system that we run on.
_UNSAFE = frozenset('\\/:*?"<>|')
_DAMAGED = N_("The backup is damaged: %(member)s.")


@dataclass(frozen=True)
class Member:
    """One file in the backup: its name, bytes unpacked, SHA-256 (hexadecimal), rows where it is a table."""

    name: str
    size: int
    sha256: str
    rows: int = 0


@dataclass(frozen=True)
class Manifest:
    """All that a backup says of itself."""

    format: int
    #: Revision of the tables, as the migrations name it.
    revision: str
    #: When the books were read, ISO with zone.
    made_at: str
    #: Leaves and root of the proof at that moment.
    leaves: int
    root: str
    #: In dependency order: what a row refers to stands before it.
    tables: Sequence[Member]
    attachments: Sequence[Member]
    #: (account, item, sum of its lines): whole đồng or pieces, by account and item.
    totals: Sequence[tuple[str, str, int]]

    @property
    def rows(self) -> int:
        """Count the rows of all tables."""
        return sum(member.rows for member in self.tables)

    @property
    def members(self) -> list[Member]:
        """List all members but the manifest itself."""
        return [*self.tables, *self.attachments]

    def to_json(self) -> bytes:
        """Write it as JSON that a person can read."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def damaged(member: str) -> Refused:
    """Give the refusal of a damaged or altered member."""
    return Refused(None, _DAMAGED, member=member)


def table_member(table: str) -> str:
    """Name a table's member."""
    return f"tables/{table}.jsonl"


def table_of(member: str) -> str:
    """Give the table that a member holds."""
    return member.removeprefix("tables/").removesuffix(".jsonl")


def is_safe(path: str) -> bool:
    """Tell whether a path with slashes stays inside its folder on every system, and is a plain name there."""
    return all(
        part and part[0] != "." and part[-1] not in " ." and part.isprintable() and not _UNSAFE & set(part)
        for part in path.split("/")
    )


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest; refuse one that is damaged, of a later format, or with unsafe or repeated names."""
    try:
        raw = json.loads(data)
        if raw["format"] > FORMAT:
            raise Refused(None, N_("The backup was made by a newer version of the program (%(revision)s)."),
                          revision=str(raw["revision"])[:40])  # fmt: skip
        manifest = _manifest(raw)
    except (ArithmeticError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise damaged(MANIFEST) from fault
    _refuse_unsafe(manifest)
    return manifest


def _manifest(raw: dict[str, Any]) -> Manifest:
    return Manifest(
        format=int(raw["format"]),
        revision=str(raw["revision"]),
        made_at=str(raw["made_at"]),
        leaves=int(raw["leaves"]),
        root=str(raw["root"]),
        tables=[_member(each) for each in raw["tables"]],
        attachments=[_member(each) for each in raw["attachments"]],
        totals=[(str(account), str(item), int(quantity)) for account, item, quantity in raw["totals"]],
    )


def _member(raw: dict[str, Any]) -> Member:
    member = Member(str(raw["name"]), int(raw["size"]), str(raw["sha256"]), int(raw["rows"]))
    if member.size < 0 or member.rows < 0:
        raise ValueError("a size below nothing")
    return member


def _refuse_unsafe(manifest: Manifest) -> None:
    unsafe = [each.name for each in manifest.tables if not _TABLE.fullmatch(each.name)]
    unsafe += [
        each.name for each in manifest.attachments if not (each.name.startswith("attachments/") and is_safe(each.name))
    ]
    if unsafe:
        raise Refused(None, N_("The backup names a file that it may not: %(member)s."), member=unsafe[0][:80])
    names = [each.name.casefold() for each in manifest.members]
    if len(names) != len(set(names)):
        raise damaged(MANIFEST)
