"""Say what a task of the first page is."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """Something that waits for somebody: how many, how much money (whole đồng, or None), since when."""

    #: Msgids: what waits, and the button.
    title: str
    button: str
    path: str
    count: int
    amount: int | None = None
    #: The day of the one that waits longest; of the next one where all are still to come.
    since: date | None = None
    #: The day by which the first is to be done, where there is one.
    due: date | None = None
