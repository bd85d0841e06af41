"""Lists from Excel files: what cells hold, and which row is the heading."""

import time
from datetime import date, datetime

import pytest
from workbooks import CHILDREN, HEADINGS, a_list, changed, workbook

from tracker.ground.refusals import Refused
from tracker.ground.spreadsheets import Table, read_table


def notes_of(table: Table) -> list[str]:
    """Give the notes as sentences."""
    return [text % values for text, values in table.notes]


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
