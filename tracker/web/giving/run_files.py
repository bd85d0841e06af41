"""Make the PDF of a run of receipts beside the pages: in one thread, kept as a file until nobody needs it any more.

The books hold what was printed; the file only saves making it twice. So it may be lost at any time:
whoever asks for it, in whichever process, has it made again, of the same bytes. While it is made, a
note beside it says how far it is; a note that stays still is of a process that ended, and is taken over.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.documents.giving.receipt_paper import ReceiptPaper
from tracker.documents.giving.receipt_papers import paper_of_copy
from tracker.documents.giving.receipts import receipts_pdf
from tracker.ground.discretion import where
from tracker.models.giving.receipts import ReceiptCopy
from tracker.queries.giving.receipt_runs import copies_of_run
from tracker.queries.snapshots import CHUNK, snapshot

_log = logging.getLogger(__name__)
#: Seconds after which a note that stays still is nobody's any more.
STILL = 20.0
#: Seconds for which a file is kept.
KEPT = 24 * 3600.0
#: The note is written anew after so many receipts.
_STEP = 20
_FAILED = -1
#: One at a time: the pages keep their threads, and most of the processor.
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="receipt-runs")


@dataclass(frozen=True)
class Progress:
    """How far a run's file is: receipts done, or the whole file; `failed` where it could not be made."""

    done: int
    path: Path | None = None
    failed: bool = False


def progress_of(folder: Path, engine: Engine, first: ReceiptCopy) -> Progress:
    """Tell how far the file of a run is; nobody makes it yet: have it made."""
    name = _name(first)
    path, note = folder / f"{name}.pdf", folder / f"{name}.note"
    if path.exists():
        return Progress(0, path)
    done = _noted(note)
    if done is None:
        with suppress(OSError):
            _begin(folder, engine, first.id, name)
        return Progress(0)
    return Progress(max(done, 0), failed=done == _FAILED)


def _name(first: ReceiptCopy) -> str:
    """Name a run so that no other run of these or of other books is called so."""
    return sha256(f"{first.id}|{first.receipt_id}|{first.by_id}|{first.at.isoformat()}".encode()).hexdigest()[:32]


def _noted(note: Path) -> int | None:
    """Read how far somebody is; None where nobody is at it."""
    try:
        if time.time() - note.stat().st_mtime > STILL:
            note.unlink(missing_ok=True)
            return None
        return int(note.read_text() or "0")
    except (OSError, ValueError):
        return None


def _begin(folder: Path, engine: Engine, first_id: int, name: str) -> Future[None] | None:
    """Have the file made; None where another process was first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(folder)
    try:
        os.close(os.open(folder / f"{name}.note", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return None
    return _worker.submit(_make, folder, engine, first_id, name)


def _make(folder: Path, engine: Engine, first_id: int, name: str) -> None:
    """Make the file whole or not at all."""
    note, part = folder / f"{name}.note", folder / f"{name}.{os.getpid()}.part"
    try:
        with snapshot(engine) as session:
            content = receipts_pdf(_papers(session, first_id), _counting(note))
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
        os.replace(part, folder / f"{name}.pdf")
        note.unlink(missing_ok=True)
    except Exception as fault:
        _log.error("a run of receipts could not be made\n%s", where(fault))
        with suppress(OSError):
            part.unlink(missing_ok=True)
            note.write_text(str(_FAILED))


def _counting(note: Path) -> Callable[[int], None]:
    """Write now and then how many receipts are done, and let the pages have the processor."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        if done % _STEP == 0:
            with suppress(OSError):
                note.write_text(str(done))
        time.sleep(0)

    return count


def _papers(session: Session, first_id: int) -> Iterator[ReceiptPaper]:
    """Give the papers of a run one by one; no more of them is held than is drawn."""
    first = session.get_one(ReceiptCopy, first_id)
    for receipt, copy in session.execute(copies_of_run(first).execution_options(yield_per=CHUNK)):
        yield paper_of_copy(receipt, copy)


def _sweep(folder: Path) -> None:
    """Take away what nobody came for."""
    for path in folder.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > KEPT:
                path.unlink(missing_ok=True)
