"""Hostile and mistaken files: refused before they are unpacked, and named for what they are."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import CHILDREN, HEADINGS, SHEET, a_list, changed, packed, parts_of, workbook

from tracker.ground.refusals import Refused
from tracker.ground.spreadsheets import read_table

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(data: bytes) -> str:
    """Give the sentence with which a file is refused."""
    with pytest.raises(Refused) as caught:
        read_table(data)
    return str(caught.value)


def zip_of(*names: str) -> bytes:
    """Pack empty files."""
    return packed(dict.fromkeys(names, b""))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf\r\n", "The file is empty."),
        (b"%PDF-1.7\n%\xe2\xe3", "This file is a PDF."),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "This file is a picture."),
        (b"\xff\xd8\xff\xe0" + bytes(20), "This file is a picture."),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "This file is a picture."),
        (b"BM\x36\x10\0\0\0\0\0\0\x36", "This file is a picture."),
        (b"\0\0\0\x18ftypheic", "This file is a picture."),
        (b"Rar!\x1a\x07\x01\0", "This file is a packed archive."),
        (b"\x1f\x8b\x08" + bytes(20), "This file is a packed archive."),
        (b"{\\rtf1\\ansi}", "This file is an RTF document."),
        (b"<html><table><tr><td>STT", "This file is a web page, whatever its name says."),
        (b"\xef\xbb\xbf <TABLE>", "This file is a web page, whatever its name says."),
        (b"<?xml version='1.0'?><Workbook/>", "This file is XML."),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "This file is locked with a password."),
        (OLE2 + "Workbook".encode("utf-16-le"), "This file is in the old Excel format (.xls)."),
        (OLE2 + "WordDocument".encode("utf-16-le"), "This file is a Word document."),
        (OLE2, "This file is in an old Office format."),
        (zip_of("word/document.xml"), "This file is a Word document."),
        (zip_of("ppt/presentation.xml"), "This file is a PowerPoint file."),
        (zip_of("xl/workbook.bin"), "This file is a binary workbook (.xlsb)."),
        (zip_of("mimetype", "content.xml"), "This file is an OpenDocument file."),
        (zip_of("a.txt"), "This file is a packed archive."),
        (b"PK\x05\x06" + bytes(18), "This file is a packed archive."),
        (b"PK\x03\x04" + bytes(40), "The workbook is damaged."),
        (bytes(range(256)), "This file is neither an Excel file (.xlsx) nor a text."),
    ],
)
def test_a_file_that_is_no_list_is_named_for_what_it_is(data, sentence):
    assert refusal(data).startswith(sentence)


def test_a_workbook_is_told_by_its_content_whatever_its_name():
    assert len(read_table(a_list(), name="danh-sach.csv").rows) == 2


@pytest.mark.parametrize("place", ["A1048576", "XFD1", "XFD1048576", "A5101", "GS1"])
def test_a_filled_cell_far_outside_a_list_is_refused(place):
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    data = changed(a_list(), SHEET, "</sheetData>", f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>')

    assert refusal(data).startswith(f"Cell {place} is filled, far outside a list of at most 5000 rows and 200 columns.")


@pytest.mark.parametrize(
    "row",
    [
        '<x:row xmlns:x="y" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="1048576"><c t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="1048576"><c><f>1+1</f></c></row>',
    ],
)
def test_a_far_cell_is_found_however_it_is_spelled(row):
    assert "far outside a list" in refusal(changed(a_list(), SHEET, "</sheetData>", f"{row}</sheetData>"))


def test_an_empty_cell_with_a_border_far_below_does_no_harm():
    data = changed(a_list(), SHEET, "</sheetData>", '<row r="9000"><c r="A9000" s="1"/></row></sheetData>')

    assert len(read_table(data).rows) == 2


def test_the_size_that_a_sheet_claims_does_not_matter():
    data = changed(a_list(), SHEET, '<dimension ref="A1:D3"/>', '<dimension ref="A1:XFD1048576"/>')

    assert len(read_table(data).rows) == 2


def test_the_number_of_texts_that_a_workbook_claims_does_not_matter():
    data = changed(a_list(), "xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="99999999999')

    assert len(read_table(data).rows) == 2


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize(
    "entities", ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', "<!DOCTYPE html>"]
)
def test_xml_entities_are_refused(part, entities):
    data = changed(a_list(), part, "?>", f"?>{entities}")

    assert refusal(data).startswith("The workbook holds XML entities")


def test_a_bomb_is_refused_before_it_is_unpacked():
    parts = parts_of(a_list()) | {"xl/media/a.bin": bytes(60_000_000)}
    data = packed(parts)
    tracemalloc.start()

    sentence = refusal(data)

    assert sentence.startswith("The workbook unpacks to more than 50 MB.")
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_refused():
    parts = parts_of(a_list())
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>")
    data = packed(parts).replace(struct.pack("<I", len(parts[SHEET])), struct.pack("<I", 1000))
    tracemalloc.start()

    sentence = refusal(data)

    assert sentence.startswith("The workbook is damaged.")
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_more_than_200_parts_are_refused():
    data = packed(parts_of(a_list()) | {f"a{number}": b"" for number in range(200)})

    assert refusal(data).startswith("The workbook has 210 parts inside; at most 200 are read.")


def test_a_part_that_is_there_twice_is_refused():
    out = io.BytesIO(a_list())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(SHEET, b"<worksheet/>")

    assert refusal(out.getvalue()).startswith("The workbook is damaged.")


def test_a_locked_part_is_refused():
    data = bytearray(a_list())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert refusal(bytes(data)).startswith("This file is locked with a password.")


def test_a_long_text_in_many_cells_takes_its_memory_once():
    parts = parts_of(workbook([HEADINGS, *([number, "Tí", "2008", "Xã A"] for number in range(1000))]))
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        b"<t>2008</t>", b"<t>" + b"2" * 1_000_000 + b"</t>"
    )
    tracemalloc.start()

    table = read_table(packed(parts))

    assert len(table.rows) == 1000
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<sheetData>", '<cols><col min="1" max="16384" hidden="1"/></cols>' * 20_000 + "<sheetData>"),
        ("</sheetData>", "</sheetData>" + '<mergeCell ref="A1:GR5100"/>' * 100),
        ("</sheetData>", '<row r="9"><c r="A9"><f t="array" ref="A1:GR5100">1</f></c></row>' * 100 + "</sheetData>"),
    ],
)
def test_a_sheet_that_keeps_on_naming_cells_is_given_up(old, new):
    data = changed(a_list(), SHEET, old, new)

    assert refusal(data).startswith("The sheet has more cells than any list.")


@pytest.mark.parametrize("value", ["=1+1", '=HYPERLINK("http://x.vn","Lê Tí")', "=B2"])
def test_a_formula_in_a_child_s_cell_is_refused_with_its_place(value):
    data = workbook([HEADINGS, CHILDREN[0], [2, value, "2009", "Xã Tân Lập"]])

    assert refusal(data).startswith("Cells with formulas or errors: B3.")


def test_all_formulas_are_named_at_once():
    data = workbook([HEADINGS, [1, "=A1", "2009", "=A2"], [2, "=A3", "2009", "Xã"]])

    assert refusal(data).startswith("Cells with formulas or errors: B2, D2, B3.")


def test_the_cells_that_one_formula_fills_are_formulas():
    data = a_list(lambda sheet, book: sheet.write_array_formula("D2:D3", "{=A2:A3}", None, "Xã A"))

    assert refusal(data).startswith("Cells with formulas or errors: D2, D3.")


def test_an_error_in_a_cell_is_refused():
    data = changed(a_list(), SHEET, '<c r="D3" t="s"><v>9</v></c>', '<c r="D3" t="e"><v>#N/A</v></c>')

    assert refusal(data).startswith("Cells with formulas or errors: D3.")


def test_formulas_outside_the_children_do_no_harm():
    rows = [["=TODAY()"], HEADINGS, ["=ROW()", *CHILDREN[0][1:]], ["", "Tổng cộng", "=COUNTA(B3:B3)", ""]]

    table = read_table(workbook(rows))

    assert [row for row, _ in table.rows] == [3]


def test_a_list_to_choose_from_is_no_formula_of_a_cell():
    def choices(sheet, book):
        sheet.data_validation("D2:D3", {"validate": "list", "source": "=$A$1:$A$2"})

    assert len(read_table(a_list(choices)).rows) == 2


def test_a_number_of_a_million_digits_is_a_text():
    data = changed(a_list(), SHEET, '<c r="C3" t="s"><v>8</v></c>', f'<c r="C3"><v>{"9" * 1_000_000}</v></c>')

    assert len(read_table(data).rows[1][1]["birth"]) == 1_000_000


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_a_workbook_with_other_bytes_is_read_or_refused(at, piece):
    data = bytearray(a_list())
    data[at % len(data) :][: len(piece)] = piece
    data[at % len(data) : at % len(data) + len(piece)] = piece

    try:
        table = read_table(bytes(data))
    except Refused as refused:
        assert str(refused)
    else:
        assert table.rows


@given(st.text(alphabet='0123456789ABX<>/="rsct ', max_size=12), st.integers(0, 2000))
def test_a_sheet_with_another_text_inside_is_read_or_refused(piece, at):
    parts = parts_of(a_list())
    sheet = parts[SHEET]
    parts[SHEET] = sheet[: at % len(sheet)] + piece.encode() + sheet[at % len(sheet) + 3 :]

    try:
        table = read_table(packed(parts))
    except Refused as refused:
        assert str(refused)
    else:
        assert table.rows
