"""Lists as texts: CSV files of every spelling, lines pasted from Excel, and letters that went wrong."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import workbook

from tracker.ground.lists.old_fonts import from_tcvn3, from_vni
from tracker.ground.refusals import Refused
from tracker.ground.spreadsheets import Table, read_pasted, read_table

LINES = ("STT;Họ tên trẻ;Năm sinh;Xã", "1;Nguyễn Thị Lan;2008;Thạnh Bình", "2;Lê Văn Tí;3/4/2009;Mỏ Công")
TEXT = "\r\n".join(LINES)
ROWS = [
    (2, {"full_name": "Nguyễn Thị Lan", "birth": "2008", "commune": "Thạnh Bình"}),
    (3, {"full_name": "Lê Văn Tí", "birth": "3/4/2009", "commune": "Mỏ Công"}),
]


def refusal(data: bytes) -> str:
    """Give the sentence with which a file is refused."""
    with pytest.raises(Refused) as caught:
        read_table(data)
    return str(caught.value)


def notes_of(table: Table) -> list[str]:
    """Give the notes as sentences."""
    return [text % values for text, values in table.notes]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_file_is_read_rightly(delimiter, encoding):
    table = read_table(TEXT.replace(";", delimiter).encode(encoding), name="danh sách.csv")

    assert table.rows == ROWS
    assert table.name == "danh sách.csv"
    assert table.heading_row == 1


def test_utf_16_in_the_other_order_is_read():
    assert read_table(b"\xfe\xff" + TEXT.encode("utf-16-be")).rows == ROWS


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_may_end_as_on_any_system(end):
    assert read_table(end.join(LINES).encode()).rows == ROWS


def test_a_first_line_that_names_the_delimiter_is_heeded():
    table = read_table(f"sep=;\r\n{TEXT}".encode())

    assert [(row - 1, values) for row, values in table.rows] == ROWS


def test_commas_inside_addresses_do_not_split_a_list_with_semicolons():
    table = read_table('Họ tên;Địa chỉ\nTí;"Ấp 1, xã A"\nLan;Ấp 2, xã B, huyện C\n'.encode())

    assert [values["commune"] for _, values in table.rows] == ["xã A", "xã B"]


def test_a_cell_of_two_lines_is_in_one_row():
    table = read_table('Họ tên,Ghi chú\n"Lê Văn\nTí","nói: ""cảm ơn"""\nLan,\n'.encode())

    assert table.rows == [
        (2, {"full_name": "Lê Văn Tí", "note": 'nói: "cảm ơn"'}),
        (3, {"full_name": "Lan", "note": ""}),
    ]


@pytest.mark.parametrize("text", ['Họ tên;Xã\nTí;"A\nLan;B\n', 'Họ tên;Xã\nTí;"A"B\n'])
def test_a_quotation_mark_in_the_wrong_place_is_refused(text):
    assert "a quotation mark is opened or closed in the wrong place" in refusal(text.encode())


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252", "latin-1"])
def test_a_csv_file_in_a_western_encoding_is_refused(encoding):
    data = TEXT.encode(encoding, errors="replace")

    assert refusal(data).startswith("This text is not in UTF-8")


def test_utf_16_without_a_bom_is_refused():
    assert refusal(TEXT.encode("utf-16-le")).startswith("This file is neither an Excel file (.xlsx) nor a text.")


def test_utf_16_that_is_cut_in_a_letter_is_refused():
    assert refusal(TEXT.encode("utf-16")[:-1]).startswith("The file is not valid UTF-16.")


def test_a_csv_file_with_too_many_rows_is_refused():
    assert refusal(b"Ho ten;Nam sinh\n" + b"Le Ti;2008\n" * 5001).startswith("The list has 5001 rows")
    assert refusal(b"Ho ten;Nam sinh\n" + b"Le Ti;2008\n" * 9000).startswith("The list has more than 5000 rows.")


def test_a_csv_file_with_too_many_columns_is_refused():
    assert refusal(b"Ho ten" + b";x" * 200).startswith("Row 1 has 201 columns; at most 200 are read.")


def test_a_csv_file_with_a_cell_without_end_is_refused():
    assert refusal(b"Ho ten;Xa\n" + b"x" * 200_000).startswith("Line 2 is too long for a list.")


def test_a_csv_file_of_5000_rows_is_read_in_less_than_a_second():
    data = "\n".join([LINES[0], *(f"{number};Lê Thị Ngọc Ánh;2010;Tân Phong" for number in range(5000))]).encode()
    began = time.process_time()

    table = read_table(data)

    assert len(table.rows) == 5000
    assert time.process_time() - began < 1


TCVN3 = ("Hä vµ tªn;Ngµy sinh;X·", "NguyÔn V¨n TuÊn;2008;Th¹nh B×nh", "§Æng ThÞ Hång;2009;Má C«ng")
VNI = ("Hoï vaø teân;Ngaøy sinh;Xaõ", "Nguyeãn Vaên Tuaán;2008;Thaïnh Bình", "Ñaëng Thò Hoàng;2009;Moû Coâng")


@pytest.mark.parametrize(("lines", "font"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_a_list_for_an_old_font_is_named(lines, font):
    text = "\n".join(lines)

    assert f"is written for an old {font} font" in refusal(text.encode())
    assert f"is written for an old {font} font" in refusal(workbook([line.split(";") for line in lines]))
    assert f"is written for an old {font} font" in refusal(text.encode("cp1252"))


@pytest.mark.parametrize(("lines", "font"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_names_for_an_old_font_under_a_heading_in_unicode_are_named_with_their_place(lines, font):
    data = "\n".join(["Họ và tên;Ngày sinh;Xã", *lines[1:]]).encode()

    assert refusal(data).startswith("Cell A2: “")
    assert f"is written for an old {font} font" in refusal(data)


@pytest.mark.parametrize(
    "name", ["H’Bia Niê", "Müller", "François Lê", "Noël Hà", "Zoë", "Y Ñoan", "Ðào Văn Tí", "Björn"]
)
def test_foreign_names_are_not_taken_for_old_fonts(name):
    table = read_table(f"Họ tên;Năm sinh\n{name};2008\n".encode())

    assert table.rows[0][1]["full_name"] == name


def test_a_single_odd_word_among_many_is_noted():
    names = "\n".join(["Nguyễn Thị Lan", "Lê Ngọc Ánh", "Traàn Vân", "Đặng Hồng"])

    table = read_table(f"Họ tên\n{names}\n".encode())

    assert notes_of(table) == ["Cell A4: “Traàn” may be written for an old VNI font. Please look at it."]


def test_old_fonts_are_decoded_letter_by_letter():
    assert from_tcvn3("D­¬ng Minh Ch©u, Tr¶ng Bµng, Gß DÇu") == "Dương Minh Châu, Trảng Bàng, Gò Dầu"
    assert from_vni("DÖÔNG MINH CHAÂU, Traûng Baøng, Goø Daàu, Kyû, Myõ, nghó, thò") == (
        "DƯƠNG MINH CHÂU, Trảng Bàng, Gò Dầu, Kỷ, Mỹ, nghĩ, thị"
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Nguy?n Th? Lan", "Cell A2: “Nguy?n” has lost letters."),
        ("Nguy\ufffdn", "Cell A2: “Nguy�n” has lost letters."),
        ("Nguyá»…n VÄƒn", "Cell A2: the letters of “Nguyá»…n” were read wrongly before."),
        ("Äáº·ng", "Cell A2: the letters of “Äáº·ng” were read wrongly before."),
    ],
)
def test_letters_that_went_wrong_before_are_refused(name, sentence):
    assert refusal(f"Họ tên\n{name}\n".encode()).startswith(sentence)


def test_a_heading_whose_letters_went_wrong_is_refused_for_that():
    assert "has lost letters" in refusal("H? và tên;Ngày sinh\nTí;2008".replace("H? và", "H?t và").encode())


def test_lines_pasted_with_a_heading_are_read():
    table = read_pasted(TEXT.replace(";", "\t"))

    assert table.rows == ROWS
    assert table.heading_row == 1
    assert table.name == ""


def test_lines_pasted_without_a_heading_are_told_by_what_stands_in_them():
    lines = [
        "1\tNguyễn Thị Lan\t12/05/2008\tNữ\tẤp 3\tXã Thạnh Bình\tHuyện Tân Biên\tTH Thạnh Bình\t5A\t0912345678\tLê Ba",
        "2\tLê Văn Tí\t2009\tNam\tKP 2\tPhường 3\tTP Tây Ninh\tTHCS Phường 3\t6A2\t\tVõ Thị Tư",
    ]

    table = read_pasted("\n".join(lines))

    assert table.heading_row == 0
    assert table.rows[1] == (
        2,
        {
            "full_name": "Lê Văn Tí",
            "birth": "2009",
            "sex": "Nam",
            "guardian": "Võ Thị Tư",
            "phone": "",
            "hamlet": "KP 2",
            "commune": "Phường 3",
            "district": "TP Tây Ninh",
            "school": "THCS Phường 3",
            "school_class": "6A2",
        },
    )
    assert table.columns["number"] == 0
    assert notes_of(table)[0].startswith("No heading was pasted; the columns were told by what stands in them.")


@pytest.mark.parametrize(
    "text", ["Lê Văn Tí;2009", "Lê Văn Tí\t2009", "Lê Văn Tí, 2009", "\ufeffLê Văn Tí;2009\r\n\r\n"]
)
def test_one_pasted_line_is_enough(text):
    assert read_pasted(text).rows == [(1, {"full_name": "Lê Văn Tí", "birth": "2009"})]


def test_a_column_of_names_is_a_list():
    table = read_pasted("Lê Văn Tí\n\nO'Brien-Nguyễn\nH’Bia Niê")

    assert [row for row, _ in table.rows] == [1, 3, 4]
    assert table.left_out == [(2, "This row is empty.")]


def test_a_column_of_codes_is_a_list():
    assert read_pasted("TE-000000\nte000000").rows[1] == (2, {"code": "te000000"})


def test_a_pasted_column_that_nobody_can_tell_is_noted():
    table = read_pasted("Lê Tí;2008;500.000 đ\nHà Lan;2009;500.000 đ")

    assert "Nobody can tell what column C holds; it is not read." in notes_of(table)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Nothing was pasted."), (" \n\t", "Nothing was pasted."), ("12;13", "No column of names")],
)
def test_pasted_lines_without_a_list_are_refused(text, sentence):
    with pytest.raises(Refused, match=sentence):
        read_pasted(text)


def test_a_long_pasted_word_takes_no_time():
    began = time.process_time()

    with pytest.raises(Refused):
        read_pasted("a" * 100_000 + "1")

    assert time.process_time() - began < 1


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        table = read_table(data)
    except Refused as refused:
        assert str(refused)
    else:
        assert table.rows


@given(st.text(alphabet="aàNguyễn2018Tí \t\n;,\"'xÔ¨/", max_size=120))
def test_any_pasted_text_is_read_or_refused(text):
    try:
        table = read_pasted(text)
    except Refused as refused:
        assert str(refused)
    else:
        assert all(any(values.values()) for _, values in table.rows)
