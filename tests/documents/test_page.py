"""Lines, heads and codes that every paper shares."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
import segno
from documents.papers import read
from reportlab.pdfbase import pdfmetrics

from tracker.documents.lines import REGULAR, STRONG, Line, printable, set_lines, width_of, write
from tracker.documents.page import draw_foot, draw_qr, letterhead, new_canvas, use_fonts, wrap


def test_a_text_is_wrapped_at_spaces_into_lines_that_fit():
    text = "Ủng hộ chương trình “Hành trình cuộc sống – Xe đạp đến trường”"

    lines = wrap(text, REGULAR, 10, 120)

    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(width_of(line, REGULAR, 10) <= 120 for line in lines)


def test_a_word_wider_than_the_line_is_broken_and_no_letter_is_lost():
    lines = wrap("Tên " + "W" * 50 + " cuối", REGULAR, 10, 100)

    assert "".join(lines).replace(" ", "") == "Tên" + "W" * 50 + "cuối"
    assert all(width_of(line, REGULAR, 10) <= 100 for line in lines)


@pytest.mark.parametrize(("text", "lines"), [("", [""]), ("một\nhai", ["một", "hai"]), ("  a \t b ", ["a b"])])
def test_typed_line_breaks_are_kept_and_white_space_is_one(text, lines):
    assert wrap(text, REGULAR, 10, 100) == lines


def test_a_width_of_nothing_still_ends_with_a_letter_a_line():
    assert wrap("abc", REGULAR, 10, 0) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Nguyê\u0303n", "Nguyễn"),
        ("H’Bia\u00a0Niê", "H’Bia Niê"),
        ("A & B <HCM>", "A & B <HCM>"),
        ("１２ＡＢ", "12AB"),
        ("Kim 김", "Kim ?"),
        ("zero\u200bwidth", "zerowidth"),
        ("1.000 ₫ Ðặng Đức", "1.000 ₫ Ðặng Đức"),
    ],
)
def test_a_text_prints_in_letters_the_font_has(typed, printed):
    assert printable(typed) == printed


def test_fonts_are_registered_once_and_their_digits_are_of_one_width():
    use_fonts()
    before = pdfmetrics.getFont(STRONG)

    use_fonts()

    assert pdfmetrics.getFont(STRONG) is before
    assert len({width_of(digit, STRONG, 10) for digit in "0123456789"}) == 1


def test_a_letterhead_is_as_high_as_its_longer_side():
    short = letterhead("Quỹ", ("Tây Ninh",), "", ("Liên 1",))
    long = letterhead("Quỹ", ("Tây Ninh " * 30,), "Mẫu số C45-BB", ("Liên 1",))

    assert long.height > short.height > 0


def test_an_empty_text_takes_no_line():
    assert set_lines("  ", 100, Line("")) == []


def test_the_foot_names_the_hotline_and_counts_pages_only_where_there_are_several():
    buffer = BytesIO()
    canvas = new_canvas(buffer)
    for page, pages in ((1, 1), (2, 3)):
        draw_foot(canvas, 20, "111", page, pages)
        canvas.showPage()
    canvas.save()

    texts = [page.text for page in read(buffer.getvalue())]

    assert texts == [
        "Tổng đài quốc gia bảo vệ trẻ em: 111",
        "Trang 2/3 · Tổng đài quốc gia bảo vệ trẻ em: 111",
    ]


def test_a_drawn_code_has_the_modules_of_its_content():
    content = "https://quy.example.vn/r/7K4M2QX9T1PB3NDA"
    expected = [bytes(row) for row in segno.make(content, error="m", micro=False, mask=4).matrix]
    side = len(expected)
    buffer = BytesIO()
    canvas = new_canvas(buffer)
    draw_qr(canvas, content, 0, 0, side * 4)
    canvas.save()

    picture = pdfium.PdfDocument(buffer.getvalue())[0].render().to_pil().convert("L")
    bottom = picture.height
    drawn = [
        bytes(picture.getpixel((column * 4 + 2, bottom - (side - row) * 4 + 2)) < 128 for column in range(side))
        for row in range(side)
    ]

    assert drawn == expected


@pytest.mark.parametrize("align", ["left", "centre", "right"])
def test_a_line_is_written_as_typed(align):
    buffer = BytesIO()
    canvas = new_canvas(buffer)
    write(canvas, 300, 300, Line('<b>A & B</b> <img src="x">'), align)
    canvas.save()

    assert read(buffer.getvalue())[0].text == '<b>A & B</b> <img src="x">'
