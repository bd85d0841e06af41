"""Time two ways of doing the same, turn about, so that a busy machine troubles both alike."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """What was measured: seconds (or MB, or queries) of ours and of the floor, and how many times it may be.

    `most` is None where the figure is only a guide.
    """

    name: str
    size: str
    ours: float
    floor: float
    most: float | None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Give how many times the floor we take."""
        return self.ours / self.floor if self.floor else 0.0

    @property
    def kept(self) -> bool:
        """Tell whether the ratio is what it may be."""
        return self.most is None or self.ratio <= self.most


def race(ours: Callable[[], object], floor: Callable[[], object], *, turns: int) -> tuple[float, float]:
    """Do both in turn and give the best time of each in milliseconds."""
    best = [float("inf"), float("inf")]
    for _ in range(turns):
        for place, run in enumerate((ours, floor)):
            gc.collect()
            begun = time.perf_counter()
            run()
            best[place] = min(best[place], (time.perf_counter() - begun) * 1000)
    return best[0], best[1]
