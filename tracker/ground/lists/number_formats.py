"""Show the numbers of a workbook as Excel shows them: 2008.0 is 2008, and 40271 in a column of days 03/04/2010."""

import math
import re
from datetime import date, timedelta

from tracker.ground.dates import show_day
from tracker.ground.lists.workbook_guard import bare, walk_xml

DAY, YEAR, TIME, NUMBER = "day", "year", "time", "number"
#: Formats that every workbook has without naming them (ECMA-376, 18.8.30), those of Asia included.
_BUILT_IN = dict.fromkeys([*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)], DAY)
_BUILT_IN |= dict.fromkeys([*range(18, 22), 32, 33, 34, 35, 45, 46, 47], TIME)
#: Texts in quotation marks, escaped letters, colours and languages are no part of the pattern.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{0,400}\.?[0-9]{1,400}([eE][+-]?[0-9]{1,3})?")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
#: The day after 31/12/9999, where Excel's calendar ends.
_END = 2_958_466


class NumberFormats:
    """The kind of each cell style: a day, a year, a time, a plain number, or zeros such as 0000000000."""

    def __init__(self, styles: bytes, counts_from_1904: bool = False) -> None:
        """Read the part xl/styles.xml."""
        self._kinds: list[str] = []
        self._codes: dict[str, str] = {}
        self._is_cell_style = False
        self._first = date(1904, 1, 1) if counts_from_1904 else date(1899, 12, 30)
        walk_xml("styles.xml", styles, self._start)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the formats of the workbook, and which of them each style of cells has."""
        tag = bare(tag)
        if tag == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = _kind(attributes.get("formatCode", ""))
        elif tag in ("cellXfs", "cellStyleXfs"):
            self._is_cell_style = tag == "cellXfs"
        elif tag == "xf" and self._is_cell_style:
            self._kinds.append(self._kind_of(attributes.get("numFmtId", "0")))

    def _kind_of(self, number: str) -> str:
        """Give the kind of a format by its number."""
        built_in = _BUILT_IN.get(int(number), NUMBER) if number.isascii() and number.isdigit() else NUMBER
        return self._codes.get(number, built_in)

    def show(self, number: str, style: str) -> tuple[str, bool]:
        """Give a number as text, and whether it is a day; `style` is the number of the cell's style."""
        kind = NUMBER
        if style.isascii() and style.isdigit() and int(style) < len(self._kinds):
            kind = self._kinds[int(style)]
        if kind == NUMBER and _WHOLE.fullmatch(number):
            return number, False
        value = float(number) if _NUMBER.fullmatch(number) else math.inf
        if math.isinf(value):
            return number, False
        if kind in (DAY, YEAR, TIME) and 0 <= value < _END:
            return self._show_day(value, kind), True
        text = _plain(value)
        return text.zfill(len(kind)) if kind.startswith("0") and text.isdigit() else text, False

    def _show_day(self, value: float, kind: str) -> str:
        """Show a day, its year alone, or a time, by the days since the calendar's beginning."""
        if kind == TIME and value < 1:
            minutes = round(value * 24 * 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        # Excel believes that 1900 had a 29 February; before it the days are one off.
        first = self._first + timedelta(days=1) if self._first.year == 1899 and value < 60 else self._first
        if value > (date.max - first).days:
            return _plain(value)
        day = first + timedelta(days=int(value))
        return f"{day.year:04}" if kind == YEAR else show_day(day)


def _kind(code: str) -> str:
    """Tell what a format shows."""
    pattern = _LITERAL.sub("", code).split(";")[0].strip().lower()
    if re.fullmatch("0[0 -]+", pattern):
        return re.sub("[^0]", "", pattern)
    if not re.search("[dmyhs]", pattern) or "general" in pattern:
        return NUMBER
    if re.fullmatch("y+", pattern):
        return YEAR
    return DAY if re.search("[dy]", pattern) or not re.search("[hs]", pattern) else TIME


def _plain(value: float) -> str:
    """Give a number without exponent where it is whole, and with no more digits than Excel has."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"
