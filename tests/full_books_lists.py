"""Bring a list whose columns somebody named, for the full books."""

from make import Make

from tracker.ground.lists.grid_texts import grid_text
from tracker.ground.lists.grids import Grid
from tracker.ground.lists.mappings import headings_hash
from tracker.operations.helping.handout_files import Cells, add_file
from tracker.operations.helping.list_mappings import map_columns
from tracker.queries.helping.handout_checks import Said


def bring_list(make: Make) -> None:
    """Lay a list in letters of an old font beside a draft, and say how it is read."""
    grid = Grid("Sheet1", [["BÐ", "Chµo ®êi"], ["NguyÔn ThÞ Lan", "2009"]])
    cells, draft = grid_text(grid), make.handout(children=[])
    file = make.run(
        add_file, handout=draft, name="cũ.xlsx", content_hash="e" * 64, heading_row=0, rows=[], reading=Cells(cells)
    )
    make.run(
        map_columns,
        file=file,
        heading_row=1,
        rows=[(2, Said("Nguyễn Thị Lan", "2009"))],
        reading=Cells(cells, fonts={0: "TCVN3", 1: "TCVN3"}),
        headings_hash=headings_hash(grid, 0, 0),
        source="Trường Tân Bình",
        columns={"full_name": [0], "birth": [1]},
    )
