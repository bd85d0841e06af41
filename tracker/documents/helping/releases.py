"""Write a released list as an XLSX workbook, row by row what its paper says."""

from collections.abc import Iterator

from tracker.ground.papers import Column, Fields, Paper, Table
from tracker.ground.workbooks import Shape, Sheet, SheetColumn, write_xlsx

_FACTS = (SheetColumn("Mục", width=18), SheetColumn("Nội dung", width=80))


def release_workbook(paper: Paper) -> Iterator[bytes]:
    """Yield the workbook: the list, and a sheet that says to whom it goes and why."""
    table = next(block for block in paper.blocks if isinstance(block, Table))
    fields = next(block for block in paper.blocks if isinstance(block, Fields))
    columns = [_column(column) for column in table.columns]
    facts = [(row.label, row.value) for row in fields.rows]
    return write_xlsx(
        [
            Sheet(paper.number.replace("/", "-")[:31], columns, (row.cells for row in table.rows)),
            Sheet("Nơi nhận, mục đích", _FACTS, [("Quỹ", paper.fund.name), *facts], table=False),
        ]
    )


def _column(column: Column) -> SheetColumn:
    """Widen a column of the paper to characters; sums are numbers, all else is text."""
    if column.sums:
        return SheetColumn(column.heading, Shape.NUMBER, 16)
    if column.heading == "STT":
        return SheetColumn(column.heading, Shape.ORDINAL, 6)
    return SheetColumn(column.heading, width=max(12, column.width // 4) if column.width else 30)
