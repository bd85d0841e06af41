"""Lists from Excel files: which rows are children and which are titles, sums, sections, signatures or hidden."""

import pytest
from workbooks import CHILDREN, HEADINGS, a_list, workbook

from tracker.ground.spreadsheets import Table, read_table


def notes_of(table: Table) -> list[str]:
    """Give the notes as sentences."""
    return [text % values for text, values in table.notes]


def left_out(table: Table) -> dict[int, str]:
    """Give the rows that were left out, with the reason."""
    return dict(table.left_out)


def test_rows_above_the_heading_are_titles():
    titles = [["HỘI ĐỒNG"], [], ["DANH SÁCH HỌC SINH NHẬN HỌC BỔNG"], ["Năm học", "2018-2019"]]

    table = read_table(workbook([*titles, HEADINGS, *CHILDREN]))

    assert table.heading_row == 5
    assert [row for row, _ in table.rows] == [6, 7]
    assert left_out(table) == dict.fromkeys((1, 3, 4), "This row stands above the heading.")


def test_sums_empty_rows_and_signatures_are_left_out_with_a_reason():
    ending = [
        ["", "Tổng cộng: 02 em", "", ""],
        [],
        ["", "", "", "Tân Biên, ngày 05 tháng 01 năm 2019"],
        ["", "NGƯỜI LẬP BẢNG", "", "CHỦ TỊCH"],
        ["", "(Ký, ghi rõ họ tên)"],
        ["", "Phan Văn Bảy", "", "Võ Thị Chín"],
    ]

    table = read_table(workbook([HEADINGS, *CHILDREN, *ending]))

    assert [row for row, _ in table.rows] == [2, 3]
    end = "This row belongs to the end of the list: date, notes, signatures."
    assert left_out(table) == {4: "This row is a sum.", 5: "This row is empty.", 6: end, 7: end, 8: end, 9: end}


@pytest.mark.parametrize(
    "name", ["Tống Công Minh", "Cồng Thị Lý", "Trương Văn Tổng", "Công Tôn Nữ Kế Toàn", "Kỳ Thị Ngà"]
)
def test_a_child_with_a_name_like_a_sum_is_a_child(name):
    table = read_table(workbook([HEADINGS, [1, name, "2008", "Xã Tân Lập"]]))

    assert table.rows[0][1]["full_name"] == name


def test_children_after_a_sum_of_a_page_are_children():
    rows = [HEADINGS, CHILDREN[0], ["", "Cộng trang 1"], HEADINGS, CHILDREN[1], ["", "Cộng"]]

    table = read_table(workbook(rows))

    assert [row for row, _ in table.rows] == [2, 5]
    assert left_out(table) == {3: "This row is a sum.", 4: "This row repeats the heading.", 6: "This row is a sum."}


def test_the_row_that_numbers_the_columns_is_left_out():
    table = read_table(workbook([HEADINGS, [1, 2, 3, 4], *CHILDREN]))

    assert left_out(table) == {2: "This row numbers the columns."}
    assert len(table.rows) == 2


def test_rows_with_a_number_only_are_left_out():
    table = read_table(workbook([HEADINGS, *CHILDREN, [3], [4]]))

    assert left_out(table) == dict.fromkeys((4, 5), "This row says nothing of a child.")


def test_a_row_without_a_name_is_a_row():
    table = read_table(workbook([HEADINGS, [1, "", "2008", "Xã Tân Lập"]]))

    assert table.rows == [(2, {"full_name": "", "birth": "2008", "commune": "Xã Tân Lập"})]


def test_a_row_that_names_a_commune_fills_it_in_below():
    rows = [
        ["TT", "Họ tên", "Năm sinh"],
        ["I", "Xã Tân Lập (2 em)"],
        [1, "Tí", 2008],
        ["II.", "Phường 3"],
        [2, "Ánh", 2009],
    ]

    table = read_table(workbook(rows))

    assert [(row, values["commune"]) for row, values in table.rows] == [(3, "Xã Tân Lập"), (5, "Phường 3")]
    assert notes_of(table) == ["Rows that name a place or school (2, 4) fill it in below, where a row says none."]


def test_hidden_rows_are_listed_and_left_out():
    table = read_table(a_list(lambda sheet, book: sheet.set_row(2, None, None, {"hidden": True})))

    assert left_out(table) == {3: "This row is hidden in the file."}
    assert [row for row, _ in table.rows] == [2]
    assert notes_of(table) == ["Rows hidden in the file are left out (1): 3."]


def test_rows_without_height_are_hidden():
    table = read_table(a_list(lambda sheet, book: sheet.set_row(1, 0)))

    assert left_out(table) == {2: "This row is hidden in the file."}


def test_hidden_columns_are_read_and_noted():
    table = read_table(a_list(lambda sheet, book: sheet.set_column("C:C", None, None, {"hidden": True})))

    assert table.rows[0][1]["birth"] == "12/05/2008"
    assert notes_of(table) == ["Columns hidden in the file are read, too: C."]


def test_a_place_merged_over_rows_counts_for_each_of_them():
    table = read_table(a_list(lambda sheet, book: sheet.merge_range("D2:D3", "Xã Tân Hà")))

    assert [values["commune"] for _, values in table.rows] == ["Xã Tân Hà", "Xã Tân Hà"]
    assert notes_of(table) == ["Merged cells: D2:D3. Their text counts for each of their rows."]


def test_a_name_merged_over_rows_counts_once():
    table = read_table(a_list(lambda sheet, book: sheet.merge_range("B2:B3", "Lê Văn Tí")))

    assert [values["full_name"] for _, values in table.rows] == ["Lê Văn Tí", ""]
    assert notes_of(table) == ["Merged cells: B2:B3. Only the first cell of each has its text."]


def test_what_lies_below_merged_cells_is_not_read():
    table = read_table(a_list(lambda sheet, book: sheet.merge_range("A3:D3", "Danh sách có 1 em")))

    assert [row for row, _ in table.rows] == [2]
    assert left_out(table) == {3: "This row is a sum."}


def test_the_first_sheet_with_a_heading_is_taken_and_the_others_are_noted():
    table = read_table(workbook([["Bìa"]], [HEADINGS, *CHILDREN], [HEADINGS, *CHILDREN], []))

    assert table.name == "Sheet2"
    assert notes_of(table) == ["Sheets not read: Sheet1, Sheet3."]


def test_a_hidden_sheet_is_never_taken():
    def hide_second(sheet, book):
        if sheet.get_name() == "Sheet2":
            sheet.hide()

    table = read_table(workbook([HEADINGS, *CHILDREN], [HEADINGS, *CHILDREN], extra=hide_second))

    assert table.name == "Sheet1"
    assert notes_of(table) == ["Hidden sheets not read: Sheet2."]
