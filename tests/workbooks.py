"""Make workbooks for tests: honest ones by XlsxWriter, and dishonest ones by changing a part of their ZIP."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Xã, phường")
CHILDREN = ((1, "Nguyễn Thị Lan", "12/05/2008", "Xã Thạnh Bình"), (2, "Lê Văn Tí", "2009", "Xã Mỏ Công"))
SHEET = "xl/worksheets/sheet1.xml"
#: What a test does to a sheet beside its cells.
Extra = Callable[[Any, Any], object]


def workbook(
    *sheets: Sequence[Sequence[object]], extra: Extra | None = None, options: dict[str, Any] | None = None
) -> bytes:
    """Make a workbook of sheets of rows; days become days, texts beginning with = formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **(options or {})})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value is not None:
                    sheet.write(row, column, value)
        if extra:
            extra(sheet, book)
    book.close()
    return out.getvalue()


def a_list(extra: Extra | None = None) -> bytes:
    """Make a workbook with two children."""
    return workbook([HEADINGS, *CHILDREN], extra=extra)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Unpack a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Pack parts as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """Change a text in one part of a workbook, which must have it."""
    parts = parts_of(data)
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    return packed(parts)
