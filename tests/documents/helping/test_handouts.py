"""The sign-off sheet: what it says, sums carried from page to page, nothing torn, nothing lost."""

import re
import time

import pypdfium2 as pdfium
import pytest
from documents.papers import faults, read
from documents.sheets import BICYCLE, LONG, PARCEL, row, sheet
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.units import mm

from tracker.documents.helping.handouts import SheetGoods, lay_out, sheet_pdf
from tracker.documents.helping.sheet_table import BY_FAMILY, ROW_AT_LEAST, child_row
from tracker.ground.money import show_number

LANDSCAPE = (841.89, 595.28)


def squeezed(text):
    """Leave the white space out, which a broken line changes."""
    return re.sub(r"\s", "", text)


def numbers(page):
    """List the numbers of the children on a page."""
    return [int(number) for number in re.findall(r"Nguyễn Thị Hân (\d+)", page.text)]


def sums(page, label):
    """Read (shares, đồng) of a sum row."""
    found = re.search(rf"{label} \(([\d.]+) suất\) ([\d.]+)", page.text)
    return tuple(int(number.replace(".", "")) for number in found.groups()) if found else None


def test_a_sheet_says_all_that_such_a_list_says():
    (page,) = read(sheet_pdf(sheet(3)))

    assert page.size == LANDSCAPE
    for said in (
        "QUỸ BẢO TRỢ TRẺ EM TỈNH TÂY NINH",
        "Số 05, đường mẫu, phường 2, thành phố Tây Ninh",
        "Mã QHNS: 1012345 · ĐT: 0276 3822 322",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "DANH SÁCH KÝ NHẬN",
        "Đợt trao DT-2018-0003 · Danh sách số 2 · Bản in số 1",
        "Quà Tết cho học sinh nghèo học giỏi",
        "Dịp: Tết Nguyên đán · Chương trình: Quà cho học sinh nghèo học giỏi",
        "Xã Tân Bình · Ngày trao: 06/02/2018",
        "Mỗi suất: 500.000 đ, Phần quà: 1 phần",
        "STT",
        "Họ và tên trẻ",
        "Ngày sinh (nam/nữ)",
        "Địa chỉ (ấp/khu phố, xã/phường)",
        "Trường/lớp",
        "Hoàn cảnh",
        "Người nhận thay (quan hệ)",
        "Số tiền (đ)",
        "Hiện vật",
        "Ký nhận (ký hoặc điểm chỉ)",
        "Ghi chú",
        "12/03/2009 (nữ)",
        "Ấp Tân Hòa, Xã Tân Bình, Huyện Tân Biên",
        "Cộng trang (3 suất) 1.500.000 Phần quà: 3 phần",
        "Tổng cộng: 3 suất, 1.500.000 đồng (bằng chữ: một triệu năm trăm nghìn đồng).",
        "Hiện vật: Phần quà: 3 phần.",
        "Người lập",
        "Người chi tiền/thủ quỹ",
        "Xác nhận của UBND xã",
        "Thủ trưởng đơn vị",
        "Trang 1/1",
        "Tổng đài quốc gia bảo vệ trẻ em: 111",
        "Mã: 7K4M-2QX9-T1PB-3NDA",
    ):
        assert squeezed(said) in squeezed(page.text), said
    assert "Cộng mang sang" not in page.text
    assert faults(page) == []


@pytest.mark.parametrize("count", [1, 3, 9, 10, 11, 12, 13, 25, 40, 200])
def test_a_sheet_of_any_length_carries_its_sums_from_page_to_page(count):
    pages = read(sheet_pdf(sheet(count)))

    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert [number for page in pages for number in numbers(page)] == list(range(1, count + 1))
    before = 0
    for index, page in enumerate(pages, start=1):
        here = len(numbers(page))
        assert sums(page, "Cộng trang") == (here, here * 500_000)
        assert sums(page, "Cộng mang sang") == ((before, before * 500_000) if before else None)
        assert f"Trang {index}/{len(pages)}" in page.text
        assert "DT-2018-0003/2 · Bản in số 1" in page.text
        assert "Ký nhận" in page.text
        before += here
    assert f"Tổng cộng: {show_number(count)} suất, {show_number(count * 500_000)} đồng" in pages[-1].text


def test_total_and_signatures_stand_with_the_last_child():
    for count in range(1, 45):
        pages = read(sheet_pdf(sheet(count)))

        assert numbers(pages[-1])[-1] == count
        assert "Tổng cộng" in pages[-1].text and "Xác nhận của UBND xã" in pages[-1].text
        assert not any("Tổng cộng" in page.text for page in pages[:-1])


def test_a_list_of_1337_children_is_one_sheet_in_less_than_three_seconds():
    paper = sheet(1337)

    began = time.process_time()
    pdf = sheet_pdf(paper)
    taken = time.process_time() - began

    pages = read(pdf)
    assert taken < 3
    assert [number for page in pages for number in numbers(page)] == list(range(1, 1338))
    assert sums(pages[-1], "Cộng mang sang")[0] + sums(pages[-1], "Cộng trang")[0] == 1337
    assert "1.337 suất, 668.500.000 đồng (bằng chữ: sáu trăm sáu mươi tám triệu" in pages[-1].text
    assert [faults(page) for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("name", LONG)
def test_one_long_text_wraps_and_loses_nothing(name):
    pages = read(sheet_pdf(sheet(rows=(row(1), row(2, **{name: LONG[name]}), row(3)))))

    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert squeezed(LONG[name].rsplit(" ", 1)[-1]) in squeezed("".join(page.text for page in pages))


def test_everything_long_at_once_overlaps_nowhere():
    many = tuple(SheetGoods(f"Xe đạp đặc biệt {number}", "chiếc", 10**6) for number in range(5))
    rows = tuple(row(number, **LONG, goods=many, amount=999_999_999_999) for number in range(12))
    facts = {name: LONG["address"] for name in ("name", "campaign", "occasion", "place", "share", "fund_address")}

    pages = read(sheet_pdf(sheet(rows=rows, **facts)))

    assert [faults(page) for page in pages] == [[]] * len(pages)


def test_every_row_is_high_enough_to_sign():
    heights = {child_row(1, row(1, **changes), BY_FAMILY).height for changes in ({}, {"school": ""}, LONG)}

    assert 11 * mm <= ROW_AT_LEAST
    assert min(heights) == ROW_AT_LEAST


@pytest.mark.parametrize("school", ["Trường Tiểu học Măng Non", LONG["school"]])
def test_a_school_signs_once_below_the_names_and_no_row_has_a_place_to_sign(school):
    rows = tuple(row(number, school="3A") for number in range(1, 61))
    pages = read(sheet_pdf(sheet(rows=rows, institution=school, place=school)))

    whole = "".join(page.text for page in pages)
    assert len(pages) < len(read(sheet_pdf(sheet(rows=rows))))
    assert "Ký nhận (ký" not in whole
    assert squeezed("đã nhận đủ phần của 60 trẻ em có tên trên đây") in squeezed(pages[-1].text)
    assert whole.count("Họ tên người nhận") == whole.count("Chức vụ") == 1
    assert numbers(pages[-1])[-1] == 60
    assert [faults(page) for page in pages] == [[]] * len(pages)


def test_a_struck_row_stays_readable_and_no_sum_counts_it():
    rows = (row(1, struck=True, note="Thay bằng: Nguyễn Thị Hân 3 (số 3)"), row(2), row(3, goods=(PARCEL, BICYCLE)))

    (page,) = read(sheet_pdf(sheet(rows=rows)))

    assert "Nguyễn Thị Hân 1" in page.text
    assert sums(page, "Cộng trang") == (2, 1_000_000)
    assert "Hiện vật: Phần quà: 2 phần; Xe đạp: 1 chiếc." in page.text


def test_help_of_0_dong_is_counted_in_shares():
    card = SheetGoods("Thẻ bảo hiểm y tế", "suất", 1)

    (page,) = read(sheet_pdf(sheet(rows=(row(1, amount=0, goods=(card,)), row(2, amount=0, goods=(card,))))))

    assert "Tổng cộng: 2 suất, 0 đồng (bằng chữ: không đồng)." in page.text
    assert "Hiện vật: Thẻ bảo hiểm y tế: 2 suất." in page.text


@pytest.mark.parametrize(
    "name", ["O'Brien-Nguyễn", "H’Bia Niê", "Cty A & B <HCM>", '<img src="/etc/passwd">', "<b>&amp;%s{0}\\"]
)
def test_a_hostile_name_prints_as_typed(name):
    (page,) = read(sheet_pdf(sheet(rows=(row(1, full_name=name, proxy=name),), name=name)))

    assert squeezed(page.text).count(squeezed(name)) == 3
    assert faults(page) == []


def test_no_letter_of_the_sheet_is_a_box():
    pages = read(sheet_pdf(sheet(rows=(row(1, full_name="Ỡ Ễ Ặ ỷ ₫ 김 \U0001f600"),)))) + read(sheet_pdf(sheet(40)))

    assert not any(set(page.text) & set("■□\ufffd\ufffe\x00") for page in pages)
    assert "Ỡ Ễ Ặ ỷ ₫ ? ?" in pages[0].text


def test_the_same_paper_gives_the_same_bytes_and_another_print_others():
    assert sheet_pdf(sheet(40)) == sheet_pdf(sheet(40))
    assert sheet_pdf(sheet(40)) != sheet_pdf(sheet(40, copy=2))


def test_a_second_print_says_so_on_every_page():
    pages = read(sheet_pdf(sheet(40, copy=3)))

    assert "Bản in số 3 (in lại lần 2)" in pages[0].text
    assert all("DT-2018-0003/2 · Bản in số 3" in page.text for page in pages)


def test_the_file_is_named_after_the_sheet():
    document = pdfium.PdfDocument(sheet_pdf(sheet(1)))

    assert document.get_metadata_value("Title") == "DANH SÁCH KÝ NHẬN DT-2018-0003/2"


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(st.text(alphabet="AWỄỷi &<.ĐM", max_size=160), min_size=6, max_size=6),
    count=st.integers(1, 14),
)
def test_no_text_makes_lines_overlap_or_leave_the_page(texts, count):
    name, address, school, proxy, note, title = texts
    rows = (row(1, full_name=name or "A", address=address, school=school, proxy=proxy, note=note),) * count

    pages = read(sheet_pdf(sheet(rows=rows, name=title or "A", place=title)))

    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert len(pages) == len(lay_out(sheet(rows=rows, name=title or "A", place=title)))
