"""Write a file whole or not at all, read days, show progress where it is long."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from tracker.cli.saving import say
from tracker.ground.dates import parse_day
from tracker.ground.refusals import N_, Refused

#: From so many steps on, somebody at a terminal sees how far it is.
LONG = 5000


class DayType(click.ParamType):
    """A day as people type it, 26/12/2018 or 2018-12-26; anything else is wrong use."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except Refused as refused:
            self.fail(say(refused.text, **refused.values), param, ctx)


#: Where a file goes; its folder must exist.
OUT = click.Path(dir_okay=False, path_type=Path)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside its place and move it there once it is complete; on any fault the old one stays.

    Refuses a place where nothing can be written, and a full disk, in one sentence.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        text = N_("%(path)s cannot be written: %(why)s.")
        raise Refused("out", text, path=path, why=error.strerror or type(error).__name__) from error


@contextmanager
def target(path: Path | None) -> Iterator[IO[bytes]]:
    """Open where the bytes go: a file, or stdout where none is named."""
    if path is None:
        yield sys.stdout.buffer
        return
    with whole_file(path) as file:
        yield file


@contextmanager
def progress(steps: int, label: str, *, long: int = LONG) -> Iterator[Callable[[int], None]]:
    """Give what counts steps done; a bar on stderr shows them where there are many and somebody looks."""
    if steps < long or not sys.stderr.isatty():
        yield lambda done: None
        return
    every = max(1, steps // 200)
    bar: Any
    with click.progressbar(length=steps, label=label, file=sys.stderr, update_min_steps=every) as bar:
        yield bar.update
