"""Lists from Excel files: what cells hold, which row is the heading, and which rows are children."""

import time
from datetime import date, datetime

import pytest
from workbooks import CHILDREN, HEADINGS, a_list, changed, workbook

from tracker.ground.refusals import Refused
from tracker.ground.spreadsheets import Table, read_table


def notes_of(table: Table) -> list[str]:
    """Give the notes as sentences."""
    return [text % values for text, values in table.notes]


def left_out(table: Table) -> dict[int, str]:
    """Give the rows that were left out, with the reason."""
    return dict(table.left_out)


def one_cell(heading: str, value: object, **options: object) -> str:
    """Give the text of one child's cell under a heading of the office."""
    table = read_table(workbook([["Họ và tên", heading], ["Lê Văn Tí", value]], **options))  # type: ignore[arg-type]
    (values,) = [values for _, values in table.rows]
    return next(text for key, text in values.items() if key != "full_name")


def test_a_plain_list_is_read_under_our_headings():
    table = read_table(a_list(), name="danh-sach.xlsx")

    assert table.name == "Sheet1"
    assert table.heading_row == 1
    assert table.columns == {"number": 0, "full_name": 1, "birth": 2, "commune": 3}
    assert table.rows == [
        (2, {"full_name": "Nguyễn Thị Lan", "birth": "12/05/2008", "commune": "Xã Thạnh Bình"}),
        (3, {"full_name": "Lê Văn Tí", "birth": "2009", "commune": "Xã Mỏ Công"}),
    ]
    assert table.left_out == []
    assert table.notes == []


def test_headings_in_another_order_are_mapped_by_name():
    table = read_table(workbook([["Địa chỉ", "Lớp", "Ngày tháng năm sinh", "Tên em"], ["Ấp 3", "5A", "2010", "Lê Tí"]]))

    assert table.rows == [(2, {"full_name": "Lê Tí", "birth": "2010", "hamlet": "Ấp 3", "school_class": "5A"} | PLACES)]


#: Keys that a column of addresses brings along.
PLACES = {"commune": "", "district": ""}


def test_an_address_is_split_where_it_says_what_its_parts_are():
    table = read_table(
        workbook([["Họ tên", "Địa chỉ"], ["Lê Tí", "Ấp Thạnh An, xã Thạnh Bình, huyện Tân Biên, Tây Ninh"]])
    )

    ((_, values),) = table.rows
    assert values["hamlet"] == "Ấp Thạnh An"
    assert values["commune"] == "xã Thạnh Bình"
    assert values["district"] == "huyện Tân Biên"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2008, "2008"),
        (date(2010, 4, 3), "03/04/2010"),
        (datetime(2010, 4, 3, 7, 30), "03/04/2010"),
        ("3/4/2010", "3/4/2010"),
        (" 2008\u00a0", "2008"),
        ("12/5/\n2008", "12/5/ 2008"),
        (True, "TRUE"),
        (0.1 + 0.2, "0.3"),
        (-1, "-1"),
    ],
)
def test_a_cell_is_read_as_people_see_it(value, text):
    assert one_cell("Ngày sinh", value) == text


def test_a_day_that_is_counted_from_1904_is_the_same_day():
    assert one_cell("Ngày sinh", date(2010, 4, 3), options={"date_1904": True}) == "03/04/2010"


def test_a_day_that_shows_its_year_only_is_a_year():
    def only_year(sheet, book):
        sheet.write_datetime(1, 1, date(2008, 1, 1), book.add_format({"num_format": "yyyy"}))

    assert one_cell("Ngày sinh", None, extra=only_year) == "2008"


def test_letters_of_nfd_and_of_several_fonts_make_one_text():
    def rich(sheet, book):
        sheet.write_rich_string(1, 1, "Nguyễn ", book.add_format({"bold": True}), "Văn", " Tí")

    table = read_table(workbook([["Ho\u0323 te\u0302n", "Họ tên cha"], ["Tí", None]], extra=rich))

    assert table.rows == [(2, {"full_name": "Tí", "guardian": "Nguyễn Văn Tí"})]


def test_texts_that_stand_in_the_cell_itself_are_read():
    data = changed(a_list(), "xl/worksheets/sheet1.xml", '<c r="B2" t="s"><v>4</v></c>', INLINE)

    assert read_table(data).rows[0][1]["full_name"] == "Trần & Ánh"


INLINE = '<c r="B2" t="inlineStr"><is><t>Trần &amp; Ánh</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>'


def test_a_phone_that_lost_its_zero_is_kept_with_a_note():
    rows = [["Họ tên", "Điện thoại"], ["Tí", 912345678], ["Lan", "0912345678"], ["Ánh", 987654321]]

    table = read_table(workbook(rows))

    assert [values["phone"] for _, values in table.rows] == ["912345678", "0912345678", "987654321"]
    assert notes_of(table) == [
        "Rows 2, 4: the phone number has lost its 0 in front. Set column B to Text and type it again."
    ]


def test_a_phone_whose_zero_is_shown_by_a_format_has_it():
    def shows_zero(sheet, book):
        sheet.write_number(1, 1, 912345678, book.add_format({"num_format": "0000000000"}))

    assert one_cell("SĐT", None, extra=shows_zero) == "0912345678"


def test_a_class_that_excel_made_a_day_is_noted():
    table = read_table(workbook([["Họ tên", "Lớp"], ["Tí", date(2018, 1, 5)], ["Lan", "5/2"]]))

    assert notes_of(table) == [
        "Rows 2, column B: Excel made a day of the text. Set the column to Text and type it again."
    ]


def test_birthdays_that_excel_may_have_turned_are_noted():
    table = read_table(workbook([["Họ tên", "Ngày sinh"], ["Tí", date(2010, 4, 3)], ["Lan", "15/03/2010"]]))

    assert notes_of(table) == [
        "Column B: some birthdays are days for Excel, others (rows 3) only text. "
        "Excel may have swapped day and month; please compare."
    ]


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


def test_a_birthday_of_three_columns_is_joined():
    rows = [["Họ tên", "Ngày", "Tháng", "Năm"], ["Tí", 5, 3, 2010], ["Lan", "", "", 2009]]

    table = read_table(workbook(rows))

    assert [values["birth"] for _, values in table.rows] == ["05/03/2010", "2009"]
    assert table.columns == {"full_name": 0, "birth": 1}


def test_a_heading_of_two_rows_is_read():
    rows = [
        ["STT", "Họ và tên", "Năm sinh", "", "Địa chỉ", "", "Ghi chú"],
        ["", "", "Nam", "Nữ", "Ấp", "Xã"],
        [1, "Tí", 2008, "", "Ấp 1", "Xã Tân Lập", ""],
        [2, "Lan", "", "01/02/2009", "Ấp 2", "Xã Tân Hà", "mồ côi"],
    ]

    table = read_table(workbook(rows))

    assert [(values["sex"], values["birth"]) for _, values in table.rows] == [("Nam", "2008"), ("Nữ", "01/02/2009")]
    assert [(values["hamlet"], values["commune"]) for _, values in table.rows] == [
        ("Ấp 1", "Xã Tân Lập"),
        ("Ấp 2", "Xã Tân Hà"),
    ]


@pytest.mark.parametrize(
    ("marks", "sex"), [(("x", ""), "Nam"), (("", "X"), "Nữ"), (("", ""), ""), (("x", "x"), "Nam/Nữ")]
)
def test_marks_under_nam_and_nu_say_the_sex(marks, sex):
    table = read_table(workbook([["Họ tên", "Nam", "Nữ", "Lớp"], ["Tí", *marks, "5A"]]))

    assert table.rows[0][1]["sex"] == sex


@pytest.mark.parametrize("headings", [("Họ và tên đệm", "Tên"), ("Họ", "Tên"), ("Họ và tên", "")])
def test_a_name_in_two_columns_is_joined(headings):
    table = read_table(workbook([[*headings, "Năm sinh"], ["Nguyễn Thị", "Lan", 2008], ["Lê Văn", "Tí", 2009]]))

    assert [values["full_name"] for _, values in table.rows] == ["Nguyễn Thị Lan", "Lê Văn Tí"]


def test_school_and_class_in_one_column_are_split():
    table = read_table(workbook([["Họ tên", "Trường, lớp"], ["Tí", "TH Thạnh Bình, lớp 5A"], ["Lan", "MN Hoa Mai"]]))

    assert [(values["school"], values["school_class"]) for _, values in table.rows] == [
        ("TH Thạnh Bình", "5A"),
        ("MN Hoa Mai", ""),
    ]


def test_filled_columns_that_are_not_read_are_noted():
    table = read_table(workbook([["Họ tên", "Số tiền", ""], ["Tí", 500000, "?"]]))

    assert notes_of(table) == ["Columns not read: B Số tiền, C."]


def test_two_columns_with_one_heading_are_noted():
    table = read_table(workbook([["Họ tên", "Xã", "Xã"], ["Tí", "Xã Tân Lập", "Xã Tân Hà"]]))

    assert table.rows[0][1]["commune"] == "Xã Tân Lập"
    assert "Columns B, C have the same heading; only column B is read." in notes_of(table)


def test_the_first_of_father_and_mother_who_is_named_is_the_guardian():
    table = read_table(
        workbook([["Họ tên", "Họ tên cha", "Họ tên mẹ"], ["Tí", "", "Võ Thị Hai"], ["Lan", "Lê Ba", "Hà Tư"]])
    )

    assert [values["guardian"] for _, values in table.rows] == ["Võ Thị Hai", "Lê Ba"]


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


def test_a_list_of_codes_needs_no_names():
    table = read_table(workbook([["Mã trẻ", "Ghi chú"], ["TE-7K4M2Q", ""]]))

    assert table.rows == [(2, {"code": "TE-7K4M2Q", "note": ""})]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["Tí", 2008]], "No row with headings was found"),
        ([HEADINGS], "There is no child below the heading."),
        ([[]], "The workbook is empty."),
    ],
)
def test_a_workbook_without_a_list_is_refused(rows, sentence):
    with pytest.raises(Refused, match=sentence):
        read_table(workbook(rows))


def test_a_heading_below_row_30_is_not_looked_for():
    with pytest.raises(Refused, match="No row with headings"):
        read_table(workbook([*[["x"]] * 30, HEADINGS, *CHILDREN]))


def test_5000_rows_are_read_in_less_than_a_second():
    child = ["Lê Thị Ngọc Ánh", date(2008, 5, 12), "Nữ", "Ấp 3", "Xã Mỏ Công", "Huyện Tân Biên", "TH A", "5A", "Lê Ba"]
    headings = ["STT", "Họ tên", "Ngày sinh", "Giới tính", "Ấp", "Xã", "Huyện", "Trường", "Lớp", "Cha mẹ"]
    data = workbook([headings, *([number, *child] for number in range(1, 5001))])
    began = time.process_time()

    table = read_table(data)

    assert len(table.rows) == 5000
    assert time.process_time() - began < 1


def test_5001_rows_are_refused():
    data = workbook([["Họ tên", "Năm sinh"], *[["Lê Tí", 2008]] * 5001])

    with pytest.raises(Refused, match="The list has 5001 rows; at most 5000 are read"):
        read_table(data)
