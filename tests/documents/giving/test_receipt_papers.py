"""A receipt's paper: what it said on its day, with the marks of each print, the same bytes always."""

from datetime import date

import pytest
from documents.papers import faults, read
from make import DAY

from tracker.documents.giving.receipt_papers import paper_of, paper_of_copy
from tracker.documents.giving.receipts import receipt_pdf
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donors import correct_donor
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.receipts import record_copy, void_receipt
from tracker.operations.settings import set_letterhead
from tracker.queries.giving.donations import parts_of

pytestmark = pytest.mark.one_engine

HOSTILE = ["<b>Lan</b>", '<img src="/etc/passwd">', '<a href="javascript:x">x</a>', "A & B <Cty>", "H’Bia Niê"]


def printed(run, receipt):
    copy = run(record_copy, receipt=receipt)
    return receipt_pdf(paper_of_copy(receipt, copy))


def test_the_paper_of_money_says_everything_the_law_asks(make, run):
    donor = make.donor("Nguyễn Thị Lan", address="Hòa Thành")
    campaign = make.campaign(name="Cặp lá yêu thương")
    donation = make.donation(amount=1_200_000, donor=donor, campaign=campaign, via=make.donor("Trần Văn Út"))
    receipt = make.receipt(donation)

    (page,) = read(printed(run, receipt))

    for text in (
        "QUỸ BẢO TRỢ TRẺ EM TỈNH TÂY NINH",
        "Mã QHNS: 1012345",
        "BIÊN LAI THU TIỀN",
        "BL-2018-0001",
        "Nguyễn Thị Lan",
        "Hòa Thành",
        "Ủng hộ chương trình “Cặp lá yêu thương”",
        "Trần Văn Út",
        "1.200.000 đ",
        "Một triệu hai trăm nghìn đồng",
        "Tiền mặt",
        "Liên 2: Giao người nộp tiền",
        "Người cashier",
    ):
        assert text in page.text, text
    assert faults(page) == []


def test_the_paper_of_goods_counts_them_and_states_no_money(make, run):
    donation = make.donation(goods=[("BICYCLE", 90, None), ("PARCEL", 10, 2_000_000)])
    receipt = make.receipt(donation, series=SeriesCode.TN)

    (page,) = read(printed(run, receipt))

    assert "TN-2018-0001" in page.text
    assert "90" in page.text and "2.000.000 đ" in page.text
    assert "Viết bằng chữ" not in page.text
    assert "Liên 2: Giao người tặng" in page.text
    assert faults(page) == []


def test_the_worth_of_goods_stands_in_words_where_all_of_it_is_known(make, run):
    receipt = make.receipt(make.donation(goods=[("PARCEL", 10, 2_000_000)]), series=SeriesCode.TN)

    (page,) = read(printed(run, receipt))

    assert "Hai triệu đồng" in page.text


def test_a_print_gives_the_same_bytes_whatever_changes_later(session, make, run):
    donor = make.donor("Nguyễn Thị Lan")
    receipt = make.receipt(make.donation(donor=donor))
    copy = run(record_copy, receipt=receipt)
    first = receipt_pdf(paper_of_copy(receipt, copy))

    run(correct_donor, donor=donor, kind="person", full_name="Nguyễn Thị Lan Anh", address="Tân Biên")
    facts = {"fund_name": "Quỹ khác", "address": "", "fund_code": "", "phone": "", "hotline": "111"}
    words = {"southern_words": True, "even_words": True}
    run(set_letterhead, by=make.user("admin"), valid_from=date(2018, 2, 1), **facts, **words)
    run(void_receipt, receipt=receipt, reason="Sai", voided_on=DAY)

    assert receipt_pdf(paper_of_copy(receipt, copy)) == first


def test_each_print_carries_its_own_marks(session, make, run):
    donation = make.donation(amount=5_000_000)
    receipt = make.receipt(donation)
    prints = [printed(run, receipt)]
    parts = [(parts_of(session, donation)[0], 2_000_000, make.account())]
    back = {"given_back_on": date(2018, 4, 2), "reason": "Đề nghị của nhà tài trợ", "parts": parts}
    run(give_back, by=make.user("approver"), donation=donation, **back)
    prints.append(printed(run, receipt))
    run(void_receipt, receipt=receipt, reason="Sai", voided_on=date(2018, 5, 1))
    prints.append(printed(run, receipt))

    first, second, third = (read(pdf)[0].text for pdf in prints)
    assert "BẢN IN LẠI" not in first
    assert "BẢN IN LẠI LẦN 1" in second and "ĐÃ HOÀN TRẢ 2.000.000 đ ngày 02/04/2018" in second
    assert "BẢN IN LẠI LẦN 2" in third and "ĐÃ HỦY" in third


def test_a_replacement_names_the_paper_in_whose_place_it_stands(make, run):
    donation = make.donation()
    run(void_receipt, receipt=make.receipt(donation), reason="Sai", voided_on=DAY)

    (page,) = read(printed(run, make.receipt(donation)))

    assert "Thay cho BL-2018-0001" in page.text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_prints_as_typed(make, run, name):
    donation = make.donation(amount=50_000, donor=make.donor(name, address=name), purpose=name, via=make.donor(name))
    receipt = make.receipt(donation)

    (page,) = read(printed(run, receipt))

    assert page.text.count(name) >= 8
    assert "■" not in page.text
    assert faults(page) == []


def test_the_code_on_the_paper_leads_to_the_public_page(make):
    receipt = make.receipt()

    paper = paper_of(receipt, [])

    assert paper.check_url == f"https://quy.example/r/{receipt.token}"
    assert paper.token_shown.replace("-", "") == receipt.token
