"""Share the tests out among the workers of pytest-xdist: what is long comes first, what needs the same things together.

With `--dist loadfile` a file goes to one worker as a whole, and the files with most tests go first; but our
longest ones have few tests, and would be left for the end, when one worker waits for the other.
"""

from typing import Any

import pytest
from xdist.scheduler.loadfile import LoadFileScheduling

#: Files that make the same costly things once: walked pages, full books, the year 2018.
TOGETHER = {
    "hostile": ("tests/web/test_hostile.py", "tests/web/test_hostile_forms.py"),
    "books": ("tests/test_frozen.py", "tests/mutation/", "tests/test_migrations.py", "tests/acceptance/"),
}
#: What takes longest goes first, in this order; what is over at once goes last.
FIRST = (
    *("tests/web/test_hostile", "tests/browser/", "tests/test_frozen.py", "tests/mutation/", "tests/test_migrations"),
    *("tests/acceptance/", "tests/faults/", "tests/documents/", "tests/test_", "tests/cli/", "tests/operations/"),
)
LAST = "tests/ground/"


class Together(LoadFileScheduling):
    """Give a worker the files of a group one after the other."""

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return next((group for group, files in TOGETHER.items() if file.startswith(files)), file)


def scheduler(config: pytest.Config, log: Any) -> Together:
    """Keep to the order in which the tests were collected."""
    config.option.loadscopereorder = False
    return Together(config, log)


def place_of(nodeid: str) -> int:
    """Tell how early a test is to run."""
    if nodeid.startswith(LAST):
        return len(FIRST) + 1
    return next((place for place, begin in enumerate(FIRST) if nodeid.startswith(begin)), len(FIRST))
