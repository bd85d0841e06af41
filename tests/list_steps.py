"""Lay lists beside a draft, and look at their rows."""

from typing import Any

from make import Make
from sqlalchemy.orm import Session

from tracker.models.helping.handouts import Handout, HandoutFile, HandoutRow
from tracker.operations.helping.handout_files import add_file, rows_of
from tracker.queries.helping.handout_checks import Said


def said(name: str = "Nguyễn Thị Lan", birth: str = "12/05/2008", commune: str = "Xã Tân Bình", **more: str) -> Said:
    """Give a row of the district Tân Biên."""
    return Said(full_name=name, birth=birth, commune=commune, district="Tân Biên", **more)


def laid(
    make: Make, handout: Handout, rows: list[Said], *, content_hash: str = "a" * 64, name: str = "tan-bien.xlsx"
) -> HandoutFile:
    """Lay rows beside a draft, from row 8 on."""
    values: dict[str, Any] = {"name": name, "content_hash": content_hash, "heading_row": 7}
    file: HandoutFile = make.run(add_file, handout=handout, rows=list(enumerate(rows, 8)), **values)
    return file


def verdicts(session: Session, file: HandoutFile) -> list[str]:
    """List what was found of the rows."""
    session.rollback()
    return [str(row.verdict) for row in rows_of(session, file)]


def row_of(session: Session, file: HandoutFile, number: int) -> HandoutRow:
    """Give a row by its number."""
    return next(row for row in rows_of(session, file) if row.row_number == number)
