"""Papers of the office as PDF: all that they say, in every copy, sums carried from page to page."""

import re

import pypdfium2 as pdfium
import pytest
from documents.office_papers import COLUMNS, LONG, letter, table, voucher
from documents.papers import A4, A5, faults, read

from tracker.documents.papers import papers_pdf
from tracker.ground.papers import Row


def test_a_short_voucher_stands_twice_on_a_sheet_with_the_letterhead_of_the_receipts():
    (page,) = read(papers_pdf([voucher(table(3))]))

    assert page.size == A4
    for said in ("QUỸ BẢO TRỢ TRẺ EM TỈNH TÂY NINH", "Mẫu số C40-BB", "Số PT-2018-0003", "Nhập: Tiền mặt", "Thủ quỹ"):
        assert page.text.count(said) >= 2, said
    assert page.text.count("Tổng cộng (3 khoản) 6.000") == 2
    assert page.text.count("Tổng đài quốc gia bảo vệ trẻ em: 111") == 2
    assert faults(page) == []


@pytest.mark.parametrize("size", ["a4", "a5", "whole"])
@pytest.mark.parametrize("count", [40, 90])
def test_each_page_ends_with_its_sum_and_the_next_begins_with_that_of_all_before(count, size):
    pages = read(papers_pdf([voucher(table(count), copies=("Liên 1: Lưu",), page_size=size)]))

    assert {page.size for page in pages} == {A5 if size == "a5" else A4}
    before = 0
    for number, page in enumerate(pages):
        # The voucher's own fields may fill a first page of A5 without a row.
        sums = [int(found.replace(".", "")) for found in re.findall(r"Cộng trang \(\d+ khoản\) ([\d.]+)", page.text)]
        carried = re.findall(r"Cộng mang sang \(\d+ khoản\) ([\d.]+)", page.text)
        assert [int(found.replace(".", "")) for found in carried] == ([before] if before else [])
        before += sum(sums)
        assert faults(page) == [], number
    assert before == sum(range(1, count + 1)) * 1000
    assert f"Tổng cộng ({count} khoản) {before:,}".replace(",", ".") in pages[-1].text
    assert "Thủ quỹ" in pages[-1].text and f"đợt {count}" in pages[-1].text
    assert f"Trang {len(pages)}/{len(pages)}" in pages[-1].text


def test_a_struck_row_is_shown_and_counts_nowhere():
    rows = (Row((1, "BL-2018-0001", 1000)), Row((2, "BL-2018-0002 ĐÃ HỦY", 7000), True))

    text = read(papers_pdf([voucher(table(0, rows=rows), copies=("",))]))[0].text

    assert "BL-2018-0002 ĐÃ HỦY" in text and "7.000" in text
    assert "Tổng cộng (1 khoản) 1.000" in text


def test_a_sum_of_which_one_part_is_unknown_is_no_sum():
    rows = (Row((1, "Xe đạp", 1000)), Row((2, "Sữa", None)))

    text = read(papers_pdf([voucher(table(0, rows=rows, words=""), copies=("",))]))[0].text

    assert "Tổng cộng (2 khoản) không quy giá" in text


@pytest.mark.parametrize("name", ["A & B <Cty>", '<img src="file:///etc/passwd">', "<b>&amp;%s{0}\\", "H’Bia Niê"])
def test_a_hostile_name_prints_as_typed(name):
    rows = (Row((1, name, 1000)),)

    pages = read(papers_pdf([voucher(table(0, rows=rows), name=name, copies=("",)), letter(name)]))

    assert [page.text.count(name) for page in pages] == [4, 2]


@pytest.mark.parametrize("paper", [voucher(table(3), name=LONG), voucher(name=LONG), letter(LONG * 6)])
def test_long_names_leave_no_page_and_touch_nothing(paper):
    pages = read(papers_pdf([paper]))

    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert not any(set(page.text) & set("■□\ufffd\ufffe\x00") for page in pages)


@pytest.mark.parametrize("mark", ["ĐÃ HỦY", "BẢN IN LẠI LẦN 1", "TẠM IN"])
def test_each_copy_and_page_bears_the_mark(mark):
    short = read(papers_pdf([voucher(marks=(mark,))]))
    long = read(papers_pdf([voucher(table(90), marks=(mark,))]))

    assert short[0].text.count(mark) == 2
    assert all(mark in page.text for page in long)


def test_a_letter_has_country_and_motto_and_stands_on_a_sheet_of_its_own():
    pages = read(papers_pdf([voucher(), letter("Kính gửi: Quý nhà hảo tâm")]))

    assert len(pages) == 2
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[1].text and "Độc lập - Tự do - Hạnh phúc" in pages[1].text
    assert "Giám đốc" in pages[1].text


def test_the_same_papers_give_the_same_bytes_and_name_the_file():
    papers = [voucher(table(40)), letter("Lời")]

    first = papers_pdf(papers)

    assert papers_pdf(papers) == first
    assert pdfium.PdfDocument(first).get_metadata_value("Title") == "PHIẾU THU PT-2018-0003"


def test_figures_too_wide_for_their_column_are_set_smaller():
    rows = tuple(Row((number, LONG, 999_999_999_999_999)) for number in range(1, 4))

    pages = read(papers_pdf([voucher(table(0, rows=rows, columns=COLUMNS), copies=("",))]))

    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert "2.999.999.999.999.997" in " ".join(page.text for page in pages)
