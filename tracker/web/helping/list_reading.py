"""Read a list by its headings, by what is remembered of them, or not yet: what somebody must say first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.ground.lists.converting import as_if_converted, converted, old_columns, samples
from tracker.ground.lists.grids import Grid, Note, few
from tracker.ground.lists.heading_rows import Columns, find_columns, unread
from tracker.ground.lists.mappings import columns_by, headings_hashes
from tracker.ground.lists.references import column_letters
from tracker.ground.refusals import N_, Refused
from tracker.ground.spreadsheets import Opened, Table, read_grid
from tracker.models.helping.list_mappings import ListMapping
from tracker.queries.helping.list_mappings import columns_of, mappings_of

#: What a row must say, so that a child is known by it or can be registered.
NEEDED = ("full_name", "birth", "commune")
CONVERTED = N_("Converted from %(font)s to Unicode: column %(columns)s.")


@dataclass(frozen=True)
class Proposal:
    """How a list would be read: its old fonts by column, its columns (None: nobody can tell), what is remembered."""

    fonts: dict[int, str]
    columns: Columns | None
    mapping: ListMapping | None


def proposal(session: Session, grid: Grid, guessed: Columns | None = None) -> Proposal:
    """Propose how to read a grid: as it was read last time, else by its headings, else as guessed."""
    fonts, places = old_columns(grid), headings_hashes(grid)
    known = mappings_of(session, places)
    found = next((key for key in places if key in known), None)
    if found:
        columns: Columns | None = columns_by(grid, columns_of(known[found]), *places[found])
    else:
        columns = find_columns(as_if_converted(grid, fonts)) or guessed
    # A title in an old font is no reason to ask: nothing of it is read.
    below = grid.from_row(max(columns.first, 0) if columns else 0)
    fonts = {column: font for column, font in fonts.items() if samples(below, column, font)}
    return Proposal(fonts, columns, known[found] if found else None)


def read_or_ask(opened: Opened, proposed: Proposal) -> Table | None:
    """Read a list; None where somebody must first say something.

    That is: which column is which, where a name, birth or commune is missing while a column is left
    over, or where what is remembered does not fit any more; and that letters for an old font be
    converted. Refuses what `read_grid` refuses.
    """
    if proposed.fonts or proposed.columns is None:
        return None
    try:
        table = read_grid(opened.grid, proposed.columns, opened.notes)
    except Refused:
        if proposed.mapping is None:
            raise
        return None
    lacks = proposed.mapping is None and _lacks(table)
    return None if lacks and unread(opened.grid, proposed.columns) else table


def read_as_said(grid: Grid, columns: Columns, fonts: Mapping[int, str], notes: Iterable[Note] = ()) -> Table:
    """Read a list as somebody said: by these columns, and these converted from their fonts."""
    told = [*notes]
    for font in sorted(set(fonts.values())):
        names = few(column_letters(column) for column, own in sorted(fonts.items()) if own == font)
        told.append((CONVERTED, {"font": font, "columns": names}))
    return read_grid(converted(grid, fonts), columns, told)


def _lacks(table: Table) -> bool:
    """Tell a list that has neither codes nor all that a child is known by."""
    filled = {key for _, values in table.rows for key, text in values.items() if text}
    return "code" not in filled and not filled >= set(NEEDED)
