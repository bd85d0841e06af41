"""Start jobs at once, each in a process of its own, and kill -9 those that are to die."""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from faults.worker import PATIENCE, Job, work

#: Where the system has it, a server that has imported everything once forks each process in no time.
_FORKS = sys.platform != "win32"


@cache
def _start_server() -> Any:
    """Give the way in which processes start; the server finds our modules by the environment alone."""
    context: Any = multiprocessing.get_context("forkserver" if _FORKS else "spawn")
    if not _FORKS:
        return context
    context.set_forkserver_preload(["pytest", "psycopg", "sqlalchemy.dialects.postgresql.psycopg", "faults.acts"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[1]), *([before] if before else [])])
    try:
        context.Process(target=int, daemon=True).start()
    finally:
        os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)
    return context


Outcome = tuple[str, Any]


def all_at_once(url: str, jobs: Sequence[Job]) -> list[Outcome]:
    """Run all jobs behind one barrier; give (kind, value) of each, in their order.

    The kind is done, refused or failed as worker.py says, or killed with the statements it had sent.
    """
    context = _start_server()
    barrier = context.Barrier(len(jobs))
    running: dict[Connection, tuple[int, BaseProcess]] = {}
    for place, job in enumerate(jobs):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(url, job, barrier, theirs), daemon=True)
        process.start()
        theirs.close()
        running[ours] = (place, process)
    return _gathered(running)


def _gathered(running: dict[Connection, tuple[int, BaseProcess]]) -> list[Outcome]:
    """Hear each process out; who says that it is inside is killed on the spot."""
    said: dict[int, Outcome] = {}
    waiting = dict(running)
    while waiting:
        ready = wait(list(waiting), PATIENCE)
        assert ready, "processes hang"
        for pipe in ready:
            place, process = waiting.pop(pipe)
            said[place] = _heard(pipe, process)
    return [said[place] for place in sorted(said)]


def _heard(pipe: Any, process: BaseProcess) -> Outcome:
    try:
        kind, value = pipe.recv()
    except EOFError:
        kind, value = "failed", "the process ended without a word"
    if kind == "inside":
        process.kill()
        kind = "killed"
    process.join(PATIENCE)
    return kind, value
