"""A scan is known by its bytes, and shown by a name that cannot lie."""

import pytest
from scans import JPG_SCAN, PDF_SCAN, PNG_SCAN

from tracker.ground.refusals import Refused
from tracker.ground.scans import JPG, MOST_BYTES, PDF, PNG, media_type_of, paper_name

ZIP_END = b"PK\x05\x06" + bytes(16) + b"\0\0"


@pytest.mark.parametrize(("data", "kind"), [(PDF_SCAN, PDF), (JPG_SCAN, JPG), (PNG_SCAN, PNG)])
def test_pdf_jpg_and_png_are_known_by_their_bytes(data, kind):
    assert media_type_of(data) == kind


def test_a_photo_behind_which_the_phone_wrote_on_is_still_one():
    assert media_type_of(JPG_SCAN + b"SEFH" + bytes(300) + b"SEFT") == JPG


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"MZ\x90\x00", "Only PDF, JPG and PNG"),
        (b"<html>%PDF-1.4 %%EOF", "Only PDF, JPG and PNG"),
        (b"PK\x03\x04" + bytes(40) + ZIP_END, "Only PDF, JPG and PNG"),
        (b"GIF89a" + bytes(40), "Only PDF, JPG and PNG"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC photo"),
        (PDF_SCAN[:-20], "cut off"),
        (PNG_SCAN[:-6], "cut off"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "cut off"),
        (JPG_SCAN[:3] + b"%PDF-1.4" + JPG_SCAN[3:], "two kinds"),
        (PNG_SCAN + b"<script>alert(1)</script>", "two kinds"),
        (JPG_SCAN + b"PK\x03\x04" + bytes(40) + ZIP_END, "two kinds"),
        (PDF_SCAN + ZIP_END, "two kinds"),
        (JPG_SCAN + ZIP_END[:-2] + b"\4\0PK\5\6", "two kinds"),
        (PDF_SCAN + ZIP_END[:-2] + b"\x18\0PK\5\6" + bytes(16) + b"\xff\xff%%", "two kinds"),
        (PDF_SCAN + bytes(MOST_BYTES), "at most 10 MB"),
    ],
)
def test_what_is_no_scan_is_refused_in_a_sentence(data, said):
    with pytest.raises(Refused, match=said) as refused:
        media_type_of(data, field="file")

    assert refused.value.field == "file"


def test_a_scan_of_just_ten_megabytes_is_taken():
    data = PDF_SCAN[:-6].ljust(MOST_BYTES - 6) + b"%%EOF\n"

    assert len(data) == MOST_BYTES
    assert media_type_of(data) == PDF


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Biên bản giao nhận.PDF", "Biên bản giao nhận.PDF"),
        ("C:\\Users\\Lan\\hóa đơn.pdf", "hóa đơn.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("bie\u0302n.pdf", "biên.pdf"),
        ("a\u202efdp.exe\u200b\0\r\nb", "afdp.exe b.pdf"),
        ("", "scan.pdf"),
        ("...", "scan.pdf"),
        (".pdf", "scan.pdf"),
        ("\ud800x.pdf", "x.pdf"),
        ("x" * 5000, "x" * 116 + ".pdf"),
    ],
)
def test_a_file_is_shown_by_a_name_of_one_line_with_its_true_ending(sent, shown):
    assert paper_name(sent, PDF) == shown


def test_a_picture_keeps_either_ending_of_its_kind():
    assert paper_name("a.jpeg", JPG) == "a.jpeg"
    assert paper_name("a.png", JPG) == "a.png.jpg"
