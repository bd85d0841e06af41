"""Remember in the installation's folder when the books were backed up, and which backup was proven."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

FILE = "history.jsonl"
#: After so long without a backup, people are warned.
LONGEST = timedelta(days=7)
#: The end of the file in which the latest lines are looked for, in bytes.
_TAIL = 256 * 2**10


class Did(StrEnum):
    """What was done."""

    BACKED_UP = "backed_up"
    #: Restored into a scratch database, every check asked, thrown away.
    TRIED = "tried"
    RESTORED = "restored"


@dataclass(frozen=True)
class Kept:
    """One line of the history: what was done, when (ISO with zone), with which file, and what was in it."""

    did: str
    at: str
    file: str
    sha256: str
    rows: int
    attachments: int
    leaves: int
    root: str

    @property
    def moment(self) -> datetime:
        """Give the moment, aware."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class State:
    """The latest backup, and the latest restore that was proven."""

    backed_up: Kept | None
    proven: Kept | None

    def is_old(self, at: datetime) -> bool:
        """Tell whether there is no backup, or none of the last seven days."""
        return self.backed_up is None or at - self.backed_up.moment > LONGEST


def remember(folder: Path, kept: Kept) -> None:
    """Add a line to the history in a folder of backups, for good."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(kept), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def state_of(folder: Path) -> State:
    """Read the latest lines; what is no line of ours counts for nothing."""
    latest = {kept.did: kept for kept in _latest(folder / FILE)}
    proven = [latest[did] for did in (Did.TRIED, Did.RESTORED) if did in latest]
    return State(latest.get(Did.BACKED_UP), max(proven, key=lambda kept: kept.moment, default=None))


def _latest(path: Path) -> list[Kept]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            lines = file.read().splitlines()
    except OSError:
        return []
    return [kept for kept in map(_line, lines) if kept is not None]


def _line(line: bytes) -> Kept | None:
    try:
        kept = Kept(**json.loads(line))
        return kept if kept.moment.tzinfo is not None else None
    except (ValueError, TypeError):
        return None
