"""Read a workbook as it stands in its file, cell by cell: tests see whether a cell is a number, a text or a formula."""

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree

_N = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Sheet:
    """The cells of a sheet by rows, None where empty; `xml` is its whole text."""

    name: str
    rows: list[list[str | float | datetime | None]]
    xml: str


def sheets_of(content: bytes) -> list[Sheet]:
    """Read all sheets; numbers in cells with a format of days come as moments."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))
        dated = _dated(ElementTree.fromstring(file.read("xl/styles.xml")))
        names = [found.get("name", "") for found in book.iterfind("m:sheets/m:sheet", _N)]
        texts = [file.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, len(names) + 1)]
    return [
        Sheet(name, _rows(ElementTree.fromstring(text), dated), text) for name, text in zip(names, texts, strict=True)
    ]


def _dated(styles: ElementTree.Element) -> set[int]:
    formats = {f.get("numFmtId"): f.get("formatCode", "") for f in styles.iterfind("m:numFmts/m:numFmt", _N)}
    cells = enumerate(styles.iterfind("m:cellXfs/m:xf", _N))
    return {place for place, cell in cells if "yyyy" in formats.get(cell.get("numFmtId"), "")}


def _rows(sheet: ElementTree.Element, dated: set[int]) -> list[list[str | float | datetime | None]]:
    rows = []
    for row in sheet.iterfind("m:sheetData/m:row", _N):
        cells: dict[int, str | float | datetime] = {}
        for cell in row.iterfind("m:c", _N):
            cells[_column(cell.get("r", ""))] = _value(cell, dated)
        rows.append([cells.get(place) for place in range(max(cells, default=-1) + 1)])
    return rows


def _column(name: str) -> int:
    number = 0
    for letter in re.sub(r"[0-9]", "", name):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: ElementTree.Element, dated: set[int]) -> str | float | datetime:
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iterfind("m:is/m:t", _N))
    number = float(cell.findtext("m:v", "nan", _N))
    if int(cell.get("s", "0")) in dated:
        return datetime(1899, 12, 30) + timedelta(seconds=round(number * 86400))
    return number
