"""Do one job in a process of its own, as a second server would: on its own engine, behind a barrier.

What a job says goes back through its pipe: ("done", value), ("refused", sentence), ("failed", fault),
and ("inside", statements so far) from one that waits in the middle of its transaction to be killed.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from tracker.ground.refusals import Refused
from tracker.models.engine import engine_options, prepare_engine

#: Nobody waits longer than this, in seconds.
PATIENCE = 60
#: Die in the COMMIT itself, as late as a transaction can.
AT_COMMIT = 0


@dataclass(frozen=True)
class Job:
    """What a process does: `act(session, meet, **values)` on the database of `url`."""

    act: Callable[..., Any]
    values: dict[str, Any]
    #: The statement after the lock at which it waits to be killed (AT_COMMIT: before the commit); None: it lives.
    dies_at: int | None = None
    #: The database no longer refuses a negative balance (the negative controls).
    unguarded: bool = False


def work(url: str, job: Job, barrier: Barrier, pipe: Connection) -> None:
    """Wait for all others, do the job, say what came of it."""
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    if job.unguarded and engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _ignore_checks)
    if job.dies_at is not None:
        _halt_inside(engine, job.dies_at, pipe)
    with Session(engine) as session:
        session.connection().exec_driver_sql("SELECT 1")
        barrier.wait(PATIENCE)
        pipe.send(_outcome(session, job, lambda: barrier.wait(PATIENCE)))
    engine.dispose()


def _outcome(session: Session, job: Job, meet: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return "done", job.act(session, meet, **job.values)
    except Refused as refused:
        return "refused", refused.text % refused.values
    except Exception as fault:
        return "failed", type(fault).__name__
    finally:
        session.rollback()


def _ignore_checks(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA ignore_check_constraints=ON").close()


def _halt_inside(engine: Engine, place: int, pipe: Connection) -> None:
    """Stop for ever at a statement after the lock on the books, or before the commit that ends them."""
    seen: list[str] = []

    def halt() -> None:
        pipe.send(("inside", len(seen)))
        time.sleep(PATIENCE)

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if seen or "FROM log_head" in statement:
            seen.append(statement)
        if len(seen) == place + 1 > AT_COMMIT + 1:
            halt()

    event.listen(engine, "before_cursor_execute", count)
    if place == AT_COMMIT:
        event.listen(engine, "commit", lambda _connection: halt() if seen else None)
