"""Papers for donors and minutes: rightly addressed, without a child's name, each print as it left the office."""

from datetime import date

import pytest
from documents.papers import faults, read
from make import DAY, PUBLIC_URL
from xlsx_reading import sheets_of

from tracker.documents.papers import papers_pdf
from tracker.documents.proving.account_lists import account_list
from tracker.ground.papers import read_papers
from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Source
from tracker.models.proving.paper_copies import PaperKind
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.donors import correct_donor
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.receipts import issue_receipt
from tracker.operations.helping.child_records import set_payee
from tracker.operations.helping.settlements import Outcome, OutcomeKind, settle_sheet
from tracker.operations.helping.sheets import send_out
from tracker.operations.proving.corrections import approve_correction, propose_correction
from tracker.operations.proving.paper_copies import print_gift_paper, print_sheet_minutes
from tracker.queries.giving.donations import parts_of
from tracker.queries.helping.handouts import line_states
from tracker.queries.proving.account_lists import accounts_of, accounts_to_pay
from tracker.queries.proving.vouchers import voucher_by_code

pytestmark = pytest.mark.one_engine


@pytest.fixture(autouse=True)
def office(make):
    make.letterhead()


def text_of(copy):
    pages = read(papers_pdf(read_papers(copy.said)))
    assert [faults(page) for page in pages] == [[]] * len(pages)
    return " ".join(page.text for page in pages)


@pytest.fixture
def gift_paper(make):
    """Print a paper of a gift and give its text."""

    def print_it(kind, donation):
        return text_of(make.run(print_gift_paper, donation=donation, kind=kind))

    return print_it


def test_a_confirmation_says_who_gave_what_when_how_and_on_which_paper(make, gift_paper):
    facts = {"address": "Khu phố 2, Hòa Thành", "tax_code": "3900123456"}
    donor = make.donor("Công ty A & B <Tây Ninh>", kind="organisation", **facts)
    campaign = make.campaign(name="Quà Tết")
    goods = [("MILK", 100, 700_000), ("PARCEL", 2, None)]
    gift = make.donation(amount=5_000_000, goods=goods, donor=donor, campaign=campaign, via=make.donor("Hội Phụ nữ"))
    make.receipt(gift)

    text = gift_paper(PaperKind.CONFIRMATION, gift)

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text and "GIẤY XÁC NHẬN ĐÓNG GÓP" in text
    for said in ("Công ty A & B <Tây Ninh>", "Khu phố 2, Hòa Thành", "3900123456", "Hội Phụ nữ", "Quà Tết"):
        assert said in text, said
    assert "Ngày nhận Ngày 15 tháng 3 năm 2018" in text and "Chứng từ BL-2018-0001" in text
    assert "5.000.000 đ Tiền mặt" in text and "Năm triệu đồng" in text
    assert "1 Sữa hộp 100 7.000 700.000" in text and "2 Phần quà phần 2 –" in text and "không quy giá" in text


def test_a_transfer_without_a_receipt_is_confirmed_by_its_credit_advice(make, gift_paper):
    gift = make.donation(amount=3_000_000, till=make.bank())

    text = gift_paper(PaperKind.CONFIRMATION, gift)

    assert "Chứng từ BC-2018-0001" in text and "3.000.000 đ Chuyển khoản" in text


@pytest.mark.parametrize(
    ("kind", "name", "to", "called"),
    [
        ("person", "Nguyễn Thị Lan", "Kính gửi: Quý nhà hảo tâm, ông/bà Nguyễn Thị Lan", "cảm ơn ông/bà"),
        ("organisation", "Công ty Mía", "Kính gửi: Quý đơn vị Công ty Mía (ông/bà Lê Tư)", "cảm ơn Quý đơn vị"),
        ("anonymous", "", "Kính gửi: Quý nhà hảo tâm Quỹ", "cảm ơn Quý nhà hảo tâm"),
    ],
)  # fmt: skip
def test_a_thank_you_letter_addresses_its_donor_rightly(make, gift_paper, kind, name, to, called):
    contact = {"contact_person": "Lê Tư"} if kind == "organisation" else {}
    donor = make.donor(name or " ", kind=kind, **contact)
    gift = make.donation(amount=1_000_000, goods=[("BICYCLE", 2, None)], donor=donor)

    text = gift_paper(PaperKind.THANKS, gift)

    assert to in text and called in text
    assert "1.000.000 đ (một triệu đồng) và 2 chiếc xe đạp" in text


def test_who_wants_no_name_is_named_on_none_of_the_papers(make, gift_paper):
    donor = make.donor("Phạm Kín Đáo", kind="anonymous", address="Ấp Kín", phone="0912345678")
    gift = make.donation(goods=[("BICYCLE", 2, None)], donor=donor)

    texts = [gift_paper(kind, gift) for kind in (PaperKind.CONFIRMATION, PaperKind.THANKS, PaperKind.GOODS_MINUTES)]

    assert not any(hidden in text for text in texts for hidden in ("Kín Đáo", "Ấp Kín", "0912345678"))
    assert "Nhà hảo tâm giấu tên" in texts[0] and "Nhà hảo tâm giấu tên" in texts[2]


def test_what_went_back_is_not_confirmed_and_a_gift_that_went_back_whole_has_no_papers(make, run, gift_paper):
    gift = make.donation(amount=1_000_000)
    part, back = parts_of(make.session, gift)[0], {"given_back_on": DAY, "reason": "Theo thư"}
    run(give_back, by=make.user("approver"), donation=gift, parts=[(part, 400_000, make.account())], **back)

    text = gift_paper(PaperKind.CONFIRMATION, gift)
    run(give_back, by=make.user("approver"), donation=gift, parts=[(part, 600_000, make.account())], **back)

    assert "600.000 đ" in text and "Đã hoàn trả 400.000 đ" in text
    with pytest.raises(Refused, match="went back"):
        gift_paper(PaperKind.THANKS, gift)


def test_a_corrected_gift_and_minutes_without_goods_are_refused(make, run, gift_paper):
    wrong = make.donation(amount=5_000_000)
    with pytest.raises(Refused, match="no goods"):
        gift_paper(PaperKind.GOODS_MINUTES, wrong)
    right = Gift(wrong.donor, wrong.campaign, [Part(make.account(), "VND", 500_000)], Source.DOMESTIC, DAY)
    asked = {"donation": wrong, "right": right, "reason": "Gõ thừa số 0"}
    correction = run(propose_correction, by=make.user("accountant"), **asked)
    run(approve_correction, by=make.user("approver"), correction=correction, public_url=PUBLIC_URL)

    with pytest.raises(Refused, match="was corrected"):
        gift_paper(PaperKind.CONFIRMATION, wrong)


def test_minutes_of_goods_name_both_sides_and_leave_room_for_their_state(make, run, gift_paper):
    facts = {"contact_person": "Trần Văn Ba", "address": "Phường 3", "phone": "0276 3822 111"}
    donor = make.donor("Công ty Sữa", kind="organisation", **facts)
    gift = make.donation(goods=[("MILK", 100, 700_000)], donor=donor)
    run(issue_receipt, by=make.user("cashier"), donation=gift, series="TN", public_url=PUBLIC_URL, issued_on=DAY)

    text = gift_paper(PaperKind.GOODS_MINUTES, gift)

    assert "Bên giao Công ty Sữa Đại diện Trần Văn Ba" in text and "Địa chỉ Phường 3" in text
    assert "Bên nhận Quỹ Bảo trợ trẻ em tỉnh Tây Ninh" in text and "Kèm theo chứng từ TN-2018-0001" in text
    assert "Tình trạng Ghi chú" in text and "1 Sữa hộp 100 7.000 700.000" in text
    assert "Bảy trăm nghìn đồng" in text and "02 bản có giá trị như nhau" in text


def test_a_print_of_a_letter_stays_and_the_next_says_so(session, make, run):
    donor = make.donor("Nguyễn Thị Lan")
    gift = make.donation(donor=donor)
    first = run(print_gift_paper, donation=gift, kind=PaperKind.THANKS)
    before = papers_pdf(read_papers(first.said))

    run(correct_donor, donor=donor, kind="person", full_name="Nguyễn Thị Lành")
    second = run(print_gift_paper, donation=gift, kind=PaperKind.THANKS)
    session.expire_all()

    assert papers_pdf(read_papers(first.said)) == before and "Thị Lan" in text_of(first)
    assert "BẢN IN LẠI LẦN 1" in text_of(second) and "Thị Lành" in text_of(second)


def test_minutes_of_a_sheet_sum_what_goes_and_name_no_child(make, run):
    campaign = make.campaign(name="Quà Tết")
    make.donation(campaign=campaign, amount=5_000_000, goods=[("PARCEL", 10, 2_000_000)])
    children = [make.child(name) for name in ("Lê Thị Bé Ba", "Lê Văn Bé Tư")]
    handout = make.approved(campaign=campaign, children=children, shares={"VND": 500_000, "PARCEL": 1})
    sheet = make.sheet(handout, party="Thầy Năm")

    out = text_of(run(print_sheet_minutes, sheet=sheet))
    absent = line_states(make.session, handout, sheet)[0]
    outcomes = {absent.line.id: Outcome(OutcomeKind.LATER)}
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes=outcomes)
    back = text_of(run(print_sheet_minutes, sheet=sheet))

    assert "BIÊN BẢN BÀN GIAO" in out and "Bên nhận Xã thử Đại diện Thầy Năm" in out
    assert "phần hỗ trợ của 2 trẻ em" in out and "1 Tiền mặt đồng 1.000.000 1.000.000 2 Phần quà phần 2 –" in out
    assert "phần hỗ trợ của 1 trẻ em" in back and "BẢN IN LẠI LẦN 1" in back
    assert "Phần quà phần 1 200.000" in back and "Bảy trăm nghìn đồng" in back
    assert not any("Bé" in text for text in (out, back))


def test_a_payment_order_lists_each_child_s_account_as_texts_for_the_bank(session, make, run):
    campaign, bank = make.campaign(), make.bank()
    make.donation(campaign=campaign, amount=9_000_000, till=bank)
    first, second = make.child("Lê Thị Bé Ba"), make.child("Lê Văn Bé Tư")
    account = {"holder": "=LÊ THỊ MẸ", "bank": "@Agribank", "account_number": "007001234567"}
    run(set_payee, child=first, valid_from=date(2018, 1, 1), **account)
    run(set_payee, child=first, valid_from=date(2018, 6, 1), **account | {"account_number": "9999"})
    handout = make.approved(campaign=campaign, children=[first, second])
    sheet = make.sheet(handout, out=False)
    run(send_out, by=make.user("cashier"), sheet=sheet, sent_on=DAY, till=bank, store=None)
    before = accounts_to_pay(session, sheet, DAY)
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})

    rows = accounts_of(session, voucher_by_code(session, "UNC", 2018, 1))

    assert rows == before
    assert [(row.child, row.account, row.amount) for row in rows] == [
        (first.code, "007001234567", 1_000_000),
        (second.code, "", 1_000_000),
    ]
    (book,) = sheets_of(b"".join(account_list("UNC-2018-0001", rows)))
    assert book.rows[0] == ["STT", "Mã trẻ", "Chủ tài khoản", "Ngân hàng", "Số tài khoản", "Số tiền", "Nội dung"]
    text = f"QBTTE {handout.code} {first.code}"
    assert book.rows[1] == [1.0, first.code, "=LÊ THỊ MẸ", "@Agribank", "007001234567", 1_000_000.0, text]
    assert "<f>" not in book.xml and "Bé Ba" not in book.xml
