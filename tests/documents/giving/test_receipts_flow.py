"""Long names, long addresses and long tables flow over pages: nothing overlaps, nothing is lost."""

import re
from dataclasses import replace

import pytest
from documents.papers import A4, LONG, faults, goods, money, read
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.documents.giving.receipts import GoodsLine, receipt_pdf
from tracker.ground.money import dong_in_words, show_dong

GREATEST = 999_999_999_999_999
FORM = "Mẫu số C45-BB\n(Ban hành theo Thông tư số 107/2017/TT-BTC ngày 10/10/2017 của Bộ Tài chính)"
SIGNERS = tuple((role, LONG["donor_name"]) for role in ("Người nộp tiền", "Người thu tiền", "Thủ trưởng đơn vị"))
MARKS = ("BẢN IN LẠI LẦN 12", "ĐÃ HOÀN TRẢ 500.000 đ ngày 03/04/2018")
NOTES = ("Thay cho biên lai BL-2018-0003", "Thay bằng biên lai BL-2018-0215")


def squeezed(text: str) -> str:
    """Leave the white space out, which a broken line changes."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("count", [1, 3, 4, 7, 8, 12, 30, 31, 90])
@pytest.mark.parametrize("valued", [True, False], ids=["valued", "unvalued"])
def test_a_table_of_any_length_prints_every_row_once_a_copy(size, count, valued):
    paper = goods(count, valued=valued, page_size=size)

    pages = read(receipt_pdf(paper))

    text = " ".join(page.text for page in pages)
    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert all(len(re.findall(rf"\b{n} Xe đạp 24 inch, đợt {n} chiếc", text)) == 2 for n in range(1, count + 1))


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("name", LONG)
def test_one_long_field_wraps_and_loses_nothing(size, name):
    paper = money(page_size=size, **{name: LONG[name]})

    pages = read(receipt_pdf(paper))

    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert squeezed("".join(page.text for page in pages)).count(squeezed(LONG[name])) == 2


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("paper", [money(), goods(30)], ids=["money", "goods"])
def test_everything_long_at_once_overlaps_nowhere_and_loses_nothing(size, paper):
    kinds = tuple(replace(line, name=f"{LONG['purpose']} {line.name}", unit="thùng 48 hộp") for line in paper.goods)
    changes = dict(goods=kinds, form_label=FORM, fund_address=LONG["donor_address"], signers=SIGNERS)
    changes |= dict(words=dong_in_words(GREATEST), marks=MARKS, notes=NOTES, page_size=size, **LONG)
    if paper.amount:
        changes |= dict(amount=GREATEST, channel="Chuyển khoản")

    pages = read(receipt_pdf(replace(paper, **changes)))

    text = squeezed("".join(page.text for page in pages))
    assert [faults(page) for page in pages] == [[]] * len(pages)
    assert all(text.count(squeezed(LONG[name])) >= 2 for name in LONG)
    assert text.count(squeezed(dong_in_words(GREATEST))) == 2
    assert all(squeezed(said) in text for said in (*MARKS, *NOTES, FORM))


def test_copies_that_no_longer_fit_in_half_a_sheet_take_sheets_of_their_own():
    pages = read(receipt_pdf(goods(20)))

    assert [page.size for page in pages] == [A4, A4]
    assert ["Liên 1" in page.text for page in pages] == [True, False]


def test_a_long_table_goes_on_over_the_page_with_head_count_and_totals_carried():
    paper = goods(30, page_size="a5")

    pages = read(receipt_pdf(paper))

    copy = pages[: len(pages) // 2]
    assert len(copy) > 1
    carried = 0
    for number, page in enumerate(copy, start=1):
        own = sum(n for n in range(1, 31) if re.search(rf"\b{n} Xe đạp 24 inch, đợt {n} ", page.text)) * 1_000_000
        assert f"Trang {number}/{len(copy)}" in page.text
        assert "STT Tên hiện vật ĐVT Số lượng Giá trị" in page.text
        assert re.search(rf"Cộng trang \(\d+ khoản\) {re.escape(show_dong(own))}", page.text)
        brought = re.search(r"Cộng mang sang \(\d+ khoản\) (\S+ đ)", page.text)
        assert (brought[1] if brought else show_dong(0)) == show_dong(carried)
        carried += own
    assert f"Tổng cộng (30 khoản) {show_dong(carried)}" in copy[-1].text
    assert all("TN-2018-0003" in page.text for page in copy)


def test_the_last_page_is_never_signatures_alone():
    for count in range(1, 60):
        pages = read(receipt_pdf(goods(count, copies=("Liên 1: Lưu",))))

        assert re.search(rf"\b{count} Xe đạp", pages[-1].text), count
        assert "Thủ kho" in pages[-1].text


def test_a_table_without_values_carries_the_number_of_kinds():
    pages = read(receipt_pdf(goods(30, valued=False, page_size="a5", copies=("Liên 1: Lưu",))))

    assert "Cộng mang sang (" in pages[1].text
    assert "Tổng cộng (30 khoản) không quy giá" in pages[-1].text


def test_marks_stand_on_every_page_of_a_copy():
    pages = read(receipt_pdf(goods(30, page_size="a5", marks=("ĐÃ HỦY", "BẢN IN LẠI LẦN 2"))))

    assert all("ĐÃ HỦY" in page.text and "BẢN IN LẠI LẦN 2" in page.text for page in pages)


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(alphabet="AWỄỷi &<.ĐM", min_size=1, max_size=120),
    purpose=st.text(alphabet="ỡ Wq-“” .", max_size=200),
    kinds=st.lists(st.text(alphabet="Ỷg W", min_size=1, max_size=80), max_size=30),
    size=st.sampled_from(["a4", "a5"]),
)
def test_no_text_makes_lines_overlap_or_leave_the_page(name, purpose, kinds, size):
    lines = tuple(GoodsLine(kind, "bộ", GREATEST, GREATEST) for kind in kinds)
    paper = goods(1, goods=lines) if lines else money(amount=GREATEST)
    signers = ((name, purpose),) * 3

    pages = read(receipt_pdf(replace(paper, donor_name=name, purpose=purpose, signers=signers, page_size=size)))

    assert [faults(page) for page in pages] == [[]] * len(pages)
