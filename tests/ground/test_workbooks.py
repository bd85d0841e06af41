"""Workbooks: a number is a number, a day a date, a text never anything else; as long as wanted."""

import tracemalloc
from datetime import UTC, date, datetime

import pytest
from xlsx_reading import sheets_of

from tracker.ground.refusals import Refused
from tracker.ground.workbooks import MOST_ROWS, Shape, Sheet, SheetColumn, refuse_too_long, write_xlsx

COLUMNS = [
    SheetColumn("Ngày", Shape.DAY),
    SheetColumn("Lúc", Shape.MOMENT),
    SheetColumn("Số tiền", Shape.NUMBER),
    SheetColumn("Nội dung", width=40),
]


def written(*rows, **more):
    (sheet,) = sheets_of(b"".join(write_xlsx([Sheet("Sổ", COLUMNS, rows, **more)])))
    return sheet


def test_numbers_days_and_moments_are_what_they_are():
    sheet = written(
        (date(2018, 3, 15), datetime(2018, 3, 15, 23, 30, tzinfo=UTC), -1_200_000, "Nguyễn Thị Đào"),
        ("2018-03-16", "2018-03-16T01:02:03+00:00", 9_007_199_254_740_991, None),
    )

    assert sheet.rows == [
        ["Ngày", "Lúc", "Số tiền", "Nội dung"],
        [datetime(2018, 3, 15), datetime(2018, 3, 16, 6, 30), -1_200_000, "Nguyễn Thị Đào"],
        [datetime(2018, 3, 16), datetime(2018, 3, 16, 8, 2, 3), 9_007_199_254_740_991],
    ]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x";"y")', "@SUM(A1)", "+84", "-1", "\tx", "http://x.y/z", "'=1"])
def test_a_text_never_becomes_a_formula_or_a_link(text):
    sheet = written((None, None, None, text))

    assert sheet.rows[1] == [None, None, None, text]
    assert "<f>" not in sheet.xml and "hyperlink" not in sheet.xml


def test_the_heading_stays_in_view_and_filters_its_columns():
    sheet = written((date(2018, 3, 15), None, 1, "x"))

    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet.xml
    assert '<autoFilter ref="A1:D2"/>' in sheet.xml


def test_a_sheet_without_rows_still_has_its_headings():
    assert written().rows[0] == [column.heading for column in COLUMNS]


def test_a_fault_among_the_rows_leaves_no_file():
    def rows():
        yield (None, None, 1, "x")
        raise ValueError("the database is gone")

    with pytest.raises(ValueError, match="the database is gone"):
        next(write_xlsx([Sheet("Sổ", COLUMNS, rows())]))


def test_memory_does_not_grow_with_the_rows():
    def most(rows):
        tracemalloc.start()
        sheet = Sheet("Sổ", COLUMNS, ((None, None, number, f"dòng {number}") for number in range(rows)))
        size = sum(len(block) for block in write_xlsx([sheet]))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, peak

    most(10)
    (small, peak_of_small), (large, peak_of_large) = most(8_000), most(40_000)

    assert large > 4 * small
    assert peak_of_large < 1.3 * peak_of_small


def test_more_rows_than_excel_holds_are_refused():
    refuse_too_long(MOST_ROWS - 1)

    with pytest.raises(Refused):
        refuse_too_long(MOST_ROWS)
