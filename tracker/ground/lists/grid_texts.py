"""Keep a grid as a text, and read it back."""

import json
from typing import Any

from tracker.ground.lists.grids import Grid


def grid_text(grid: Grid) -> str:
    """Write a grid down as JSON."""
    values: dict[str, Any] = {"name": grid.name, "rows": grid.rows, "merged": grid.merged, "notes": grid.notes}
    values |= {"days": sorted(grid.days), "uncertain": sorted(grid.uncertain)}
    values |= {"hidden_rows": sorted(grid.hidden_rows), "hidden_columns": sorted(grid.hidden_columns)}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def read_grid_text(text: str) -> Grid:
    """Read back a grid that was written down."""
    values = json.loads(text)
    return Grid(
        name=values["name"],
        rows=values["rows"],
        merged=tuple(tuple(span) for span in values["merged"]),
        notes=[(note, found) for note, found in values["notes"]],
        days=frozenset((row, column) for row, column in values["days"]),
        uncertain=frozenset((row, column) for row, column in values["uncertain"]),
        hidden_rows=frozenset(values["hidden_rows"]),
        hidden_columns=frozenset(values["hidden_columns"]),
    )
