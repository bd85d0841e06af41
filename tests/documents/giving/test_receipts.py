"""The donor's paper: what it says, in how many copies, under which marks."""

import pypdfium2 as pdfium
import pytest
from documents.papers import A4, A5, goods, money, read

from tracker.documents.giving.receipts import GoodsLine, receipt_pdf, receipts_pdf


def test_a_money_receipt_says_all_that_article_16_asks_for():
    text = read(receipt_pdf(money()))[0].text

    for said in (
        "QUỸ BẢO TRỢ TRẺ EM TỈNH TÂY NINH",
        "Số 05, đường mẫu, phường 2, thành phố Tây Ninh",
        "Mã QHNS: 1012345 · ĐT: 0276 3822 322",
        "Mẫu số C45-BB",
        "Ký hiệu BL-2018 · Quyển số 03",
        "BIÊN LAI THU TIỀN",
        "Số BL-2018-0214 · Ngày 26 tháng 12 năm 2018",
        "Nguyễn Thị Lan",
        "Khu phố 2, thị trấn Hòa Thành, huyện Hòa Thành, tỉnh Tây Ninh",
        "Ủng hộ chương trình “Quỹ sữa vươn cao Việt Nam”",
        "Hội Liên hiệp Phụ nữ huyện Hòa Thành",
        "1.200.000 đ",
        "Một triệu hai trăm nghìn đồng",
        "Tiền mặt, nhận ngày 24 tháng 12 năm 2018",
        "Người thu tiền",
        "Lê Văn Út",
        "Thủ trưởng đơn vị",
        "Trần Minh Tâm",
        "Mã: 7K4M-2QX9-T1PB-3NDA",
        "Tổng đài quốc gia bảo vệ trẻ em: 111",
    ):
        assert text.count(said) >= 2, said


def test_an_a4_sheet_bears_two_copies():
    pages = read(receipt_pdf(money()))

    assert [page.size for page in pages] == [A4]
    assert pages[0].text.count("Liên 1: Lưu") == 1
    assert pages[0].text.count("Liên 2: Giao người nộp tiền") == 1


def test_each_copy_on_a5_is_a_landscape_page_of_its_own():
    pages = read(receipt_pdf(money(page_size="a5")))

    assert [page.size for page in pages] == [A5, A5]
    assert ["Liên 1" in page.text for page in pages] == [True, False]
    assert all("1.200.000 đ" in page.text for page in pages)


def test_a_third_copy_goes_to_a_second_sheet():
    pages = read(receipt_pdf(money(copies=("Liên 1", "Liên 2", "Liên 3"))))

    assert ["Liên 3" in page.text for page in pages] == [False, True]


def test_a_gift_through_nobody_has_no_such_line_and_a_missing_address_is_dashed():
    text = read(receipt_pdf(money(via_name="", donor_address="", form_label="", fund_phone="")))[0].text

    assert "Thông qua" not in text
    assert "Địa chỉ —" in text
    assert "ĐT:" not in text


@pytest.mark.parametrize(
    "name",
    ["O'Brien-Nguyễn", "H’Bia Niê", "Công ty A & B <HCM>", '<img src="file:///etc/passwd">', "<b>&amp;%s{0}\\"],
)
def test_a_hostile_name_prints_as_typed(name):
    text = read(receipt_pdf(money(donor_name=name, purpose=name, via_name=name)))[0].text

    assert text.count(name) == 6


def test_no_letter_of_the_paper_is_a_box():
    pages = read(receipt_pdf(money(donor_name="Ỡ Ễ Ặ ỷ ₫ 김 \U0001f600"))) + read(receipt_pdf(goods(3)))

    assert not any(set(page.text) & set("■□\ufffd\ufffe\x00") for page in pages)
    assert "Ỡ Ễ Ặ ỷ ₫ ? ?" in pages[0].text


def test_the_same_paper_gives_the_same_bytes():
    assert receipt_pdf(money()) == receipt_pdf(money())
    assert receipt_pdf(goods(30)) == receipt_pdf(goods(30))
    assert receipt_pdf(money()) != receipt_pdf(money(number="BL-2018-0215"))


def test_the_file_is_named_after_the_paper():
    document = pdfium.PdfDocument(receipt_pdf(money()))

    assert document.get_metadata_value("Title") == "BIÊN LAI THU TIỀN BL-2018-0214"
    assert document.get_metadata_value("Author") == "Quỹ Bảo trợ trẻ em tỉnh Tây Ninh"


def test_goods_stand_in_a_table_with_their_total_in_figures_and_words():
    paper = goods(3)

    text = read(receipt_pdf(paper))[0].text

    assert "STT Tên hiện vật ĐVT Số lượng Giá trị" in text
    assert "2 Xe đạp 24 inch, đợt 2 chiếc 20 2.000.000 đ" in text
    assert "Tổng cộng (3 khoản) 6.000.000 đ Viết bằng chữ Sáu triệu đồng" in text
    assert "Ngày nhận Ngày 24 tháng 12 năm 2018" in text
    assert "Người tặng hiện vật Nguyễn Thị Lan" in text
    assert "Số tiền" not in text


def test_goods_of_which_one_has_no_value_are_not_summed_up():
    paper = goods(2)
    unknown = GoodsLine("Sữa tươi", "hộp", 120_330, None)

    text = read(receipt_pdf(goods(2, goods=(*paper.goods, unknown))))[0].text

    assert "3 Sữa tươi hộp 120.330 –" in text
    assert "Tổng cộng (3 khoản) không quy giá" in text
    assert "Viết bằng chữ" not in text


@pytest.mark.parametrize(
    "mark", ["ĐÃ HỦY", "BẢN IN LẠI LẦN 1", "BẢN IN LẠI LẦN 12", "ĐÃ HOÀN TRẢ 500.000 đ ngày 03/04/2018"]
)
@pytest.mark.parametrize("paper", [money(), goods(3)], ids=["money", "goods"])
def test_each_copy_bears_each_mark(paper, mark):
    marked = money(marks=(mark,)) if paper.amount else goods(3, marks=(mark,))

    text = read(receipt_pdf(marked))[0].text

    assert text.count(mark) == 2
    assert (mark not in read(receipt_pdf(paper))[0].text) is True


def test_a_void_mark_is_red_and_hides_no_figure():
    plain, void = (
        pdfium.PdfDocument(receipt_pdf(paper))[0].render(scale=2).to_pil()
        for paper in (money(), money(marks=("ĐÃ HỦY",)))
    )

    dark = [(x, y) for x in range(plain.width) for y in range(0, plain.height, 3) if plain.getpixel((x, y))[1] < 60]

    assert all(void.getpixel(place)[1] < 110 for place in dark)
    assert any(red - green > 60 for red, green, _ in void.get_flattened_data())


def test_notes_name_the_other_paper():
    text = read(receipt_pdf(money(notes=("Thay cho biên lai BL-2018-0003",))))[0].text

    assert text.count("Thay cho biên lai BL-2018-0003") == 2


def test_a_run_of_1337_receipts_is_one_file_in_their_order():
    papers = [money(number=f"BL-2018-{number:04}", check_url=f"https://x.vn/r/{number}") for number in range(1, 1338)]
    steps: list[int] = []

    document = pdfium.PdfDocument(receipts_pdf(iter(papers), progress=steps.append))

    assert len(document) == 1337
    assert "BL-2018-1337" in document[1336].get_textpage().get_text_bounded()
    assert document.get_metadata_value("Title") == "BIÊN LAI THU TIỀN BL-2018-0001 – BL-2018-1337"
    assert sum(steps) == 1337


def test_a_run_may_hold_papers_of_several_sizes():
    pages = read(receipts_pdf([money(), goods(1, page_size="a5"), money()]))

    assert [page.size for page in pages] == [A4, A5, A5, A4]
