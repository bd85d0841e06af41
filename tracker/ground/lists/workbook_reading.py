"""Read the sheets of an XLSX file as grids of texts."""

import re
from collections.abc import Iterator

from tracker.ground.lists.grids import Grid, tidy
from tracker.ground.lists.number_formats import NumberFormats
from tracker.ground.lists.shared_texts import shared_texts
from tracker.ground.lists.sheet_reading import SheetReader
from tracker.ground.lists.workbook_guard import Workbook

_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is|f)[ />]")


class WorkbookReader:
    """A workbook whose sheets are read one by one, when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Unpack the workbook; refuses what `workbook_guard` refuses."""
        self._workbook = Workbook(data)
        filled = [sheet for sheet in self._workbook.sheets if _FILLED.search(self._workbook.sheet(sheet))]
        self.visible = [sheet for sheet in filled if sheet.is_visible]
        self.hidden = [sheet for sheet in filled if not sheet.is_visible]

    def grids(self) -> Iterator[Grid]:
        """Give the filled sheets that people see, in their order."""
        texts = shared_texts(self._workbook.part("sharedStrings"))
        formats = NumberFormats(self._workbook.part("styles"), self._workbook.counts_from_1904)
        for sheet in self.visible:
            yield SheetReader(sheet.path, self._workbook.sheet(sheet), texts, formats).grid(tidy(sheet.name))
