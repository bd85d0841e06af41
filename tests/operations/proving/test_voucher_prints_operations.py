"""Vouchers on paper: each says what its form asks, sums what its lines sum, and stays as it was printed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from documents.papers import faults, read
from make import DAY, PUBLIC_URL
from make_help import COMMUNE
from spending_steps import Spending
from sqlalchemy import select

from tracker.documents.papers import papers_pdf
from tracker.ground.dates import set_clock
from tracker.ground.papers import read_papers
from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Source
from tracker.models.helping.disbursements import Disbursement
from tracker.models.journal import Entry
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.receipts import void_receipt
from tracker.operations.helping.help_corrections import approve_help_correction, propose_help_correction
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.helping.sheets import send_out
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.corrections import approve_correction, propose_correction
from tracker.operations.proving.openings import record_opening
from tracker.operations.proving.paper_copies import print_day_list, print_voucher
from tracker.operations.proving.spending_corrections import approve_spending_correction, propose_spending_correction
from tracker.operations.proving.spending_rights import recorded
from tracker.operations.proving.tills import move_money
from tracker.operations.settings import add_signatory, set_letterhead
from tracker.queries.proving.voucher_papers import papers_of

pytestmark = pytest.mark.one_engine


@pytest.fixture(autouse=True)
def real_clock():
    yield
    set_clock(None)


@pytest.fixture
def steps(session, make, run):
    make.letterhead()
    return Spending(session, make, run)


def voucher_of(session, series, number=1):
    asked = select(Voucher).where(Voucher.series == series, Voucher.number == number)
    return session.scalars(asked).one()


def text_of(copy):
    return " ".join(page.text for page in pages_of(copy))


def pages_of(copy):
    pages = read(papers_pdf(read_papers(copy.said)))
    assert [faults(page) for page in pages] == [[]] * len(pages)
    return pages


@pytest.fixture
def printed(session, make):
    """Print the voucher of a series and give its text."""

    def print_it(series, number=1):
        return text_of(make.run(print_voucher, by=make.user("cashier"), voucher=voucher_of(session, series, number)))

    return print_it


def test_a_days_voucher_stands_over_the_list_of_its_receipts_void_ones_shown(session, make, run, printed):
    lan, an, ba = (make.donor(name) for name in ("Nguyễn Thị Lan", "Trần Văn An", "Cty <b> A & B"))
    first = make.donation(amount=1_000_000, donor=lan)
    receipt = make.receipt(first)
    run(void_receipt, by=make.user("approver"), receipt=receipt, reason="Sai tên", voided_on=DAY)
    make.receipt(first)
    make.receipt(make.donation(amount=300_000, donor=an))
    make.donation(amount=40_000, donor=ba)

    text = printed("PT")

    assert "Thu tiền đóng góp trong ngày" in text and "01 bảng kê (4 dòng)" in text
    assert text.count("1.340.000 đ Nhập: Tiền mặt") == 2
    assert text.count("Một triệu ba trăm bốn mươi nghìn đồng") == 5
    assert "1 BL-2018-0001 Nguyễn Thị Lan" in text and "ĐÃ HỦY, thay bằng BL-2018-0002" in text.replace("\n", " ")
    assert "2 BL-2018-0002 Nguyễn Thị Lan" in text and "3 BL-2018-0003 Trần Văn An" in text
    assert "4 — Cty <b> A & B" in text and "Chưa có biên lai" in text
    assert "Tổng cộng (3 khoản) 1.340.000" in text
    assert "1 biên lai đã hủy không tính vào tổng số." in text


def test_the_money_of_several_campaigns_is_shown_by_campaign(session, make, run, steps, printed):
    one, two = make.campaign("MOT", name="Chương trình một"), make.campaign("HAI", name="Chương trình hai")
    for campaign, amount in ((one, 900_000), (two, 800_000)):
        steps.gift(campaign, steps.cash, amount)
    bank = steps.bank()
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=DAY, parts=[(one, 500_000), (two, 600_000)])

    paid, day = printed("PC"), printed("PT")

    for text, sums in ((paid, ("600.000", "500.000", "1.100.000")), (day, ("800.000", "900.000", "1.700.000"))):
        assert f"1 Chương trình hai (HAI) {sums[0]} 2 Chương trình một (MOT) {sums[1]}" in text
        assert f"Tổng cộng (2 chương trình) {sums[2]}" in text


def test_a_day_goes_on_until_it_is_over_and_what_is_printed_gains_no_line(session, make, run, steps):
    set_clock(lambda: datetime(2018, 3, 15, 9, 45, tzinfo=UTC))
    make.donation(amount=1_000_000)
    voucher, cashier = voucher_of(session, "PT"), make.user("cashier")

    with pytest.raises(Refused, match="PT-2018-0001 is printed when the day is over"):
        run(print_voucher, by=cashier, voucher=voucher)
    lists = [run(print_day_list, by=cashier, voucher=voucher) for _ in range(2)]
    set_clock(lambda: datetime(2018, 3, 16, 1, 0, tzinfo=UTC))
    with pytest.raises(Refused, match="15/03/2018 is over"):
        run(print_day_list, by=cashier, voucher=voucher)
    make.donation(amount=200_000)
    copy = run(print_voucher, by=cashier, voucher=voucher)
    late = make.donation(amount=30_000)

    assert "TẠM IN" in text_of(lists[0]) and "Lúc 16:45 15/03/2018" in text_of(lists[0])
    assert "TẠM IN LẦN 2" in text_of(lists[1])
    assert copy.number == 1 and "1.200.000 đ" in text_of(copy) and "TẠM IN" not in text_of(copy)
    own = voucher_of(session, "PT", 2)
    assert (own.account_id, own.party) == (None, late.donor.full_name)


def test_a_print_stays_as_it_was_and_the_next_one_says_so(session, make, run, steps):
    steps.gift(make.campaign(), steps.bank(), 3_000_000)
    voucher, accountant = voucher_of(session, "BC"), make.user("accountant")
    first = run(print_voucher, by=accountant, voucher=voucher)
    before = papers_pdf(read_papers(first.said))

    other = {"fund_name": "Quỹ khác", "address": "Nơi khác", "fund_code": "", "phone": "", "hotline": "112"}
    run(set_letterhead, by=make.user("admin"), valid_from=date(2018, 1, 1), **other)
    second = run(print_voucher, by=accountant, voucher=voucher)
    session.expire_all()

    assert papers_pdf(read_papers(first.said)) == before
    assert "BẢN IN LẠI" not in text_of(first) and "BẢN IN LẠI LẦN 1" in text_of(second)
    assert "QUỸ KHÁC" in text_of(second)


def test_a_payment_voucher_names_who_received_and_who_signs_that_day(make, run, steps, printed):
    for position, name in (("head", "Trần Minh Tâm"), ("chief_accountant", "Võ Thị Mai"), ("cashier", "Lê Văn Út")):
        facts = {"title": f"Chức {position}", "full_name": name, "valid_from": date(2018, 1, 1)}
        run(add_signatory, by=make.user("admin"), position=position, **facts)
    campaign = make.campaign(name="Quà Tết", costs_allowed=True)
    steps.gift(campaign, steps.cash, 5_000_000)
    steps.cost(campaign, invoice_number="HD-77")

    text = printed("PC")

    assert "Mẫu số C41-BB" in text and "Ký hiệu PC-2018 · Quyển số 01" in text
    assert "Người nhận tiền Nhà in Tây Ninh" in text and "Lý do chi In phông chương trình" in text
    assert "300.000 đ Xuất: Tiền mặt" in text and "hóa đơn số HD-77" in text
    assert "Đã nhận đủ số tiền Ba trăm nghìn đồng" in text
    assert all(name in text for name in ("Trần Minh Tâm", "Võ Thị Mai", "Lê Văn Út", "Chức head"))
    assert text.count("Liên 3: Giao người nhận tiền") == 1


def test_goods_come_in_and_go_out_with_pieces_prices_and_totals(make, run, steps, printed):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 9_000_000)
    steps.buy(campaign)
    make.donation(campaign=campaign, goods=[("MILK", 100, 700_000), ("PARCEL", 3, None)])

    bought, given = printed("NK"), printed("NK", 2)

    assert "1 Xe đạp chiếc 2 1.600.000 3.200.000 2 Phần quà phần 1 250.000 250.000" in bought
    assert "Tổng cộng (2 khoản) 3.450.000" in bought and "Ba triệu bốn trăm năm mươi nghìn đồng" in bought
    assert "Tổng số lượng: Xe đạp 2 chiếc (hai); Phần quà 1 phần (một)." in bought
    assert "hóa đơn số 0000123" in bought
    assert "Sữa hộp 100 7.000 700.000" in given and "Phần quà phần 3 –" in given and "không quy giá" in given


def test_what_leaves_the_store_on_a_sheet_names_the_sheet_and_the_value_given(session, make, run, steps, printed):
    campaign = make.campaign()
    make.donation(campaign=campaign, goods=[("PARCEL", 10, 2_000_000)])
    child = make.child("Lê Thị Bé Ba", place=make.place(COMMUNE))
    sheet = make.sheet(make.approved(campaign=campaign, children=[child], shares={"PARCEL": 2}))
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})

    text = printed("XK")

    assert "danh sách ký nhận DT-2018-0001/1" in text
    assert "1 Phần quà phần 2 200.000 400.000" in text
    assert "Bé Ba" not in text


def test_a_payment_order_to_children_names_the_list_and_no_child(session, make, run, steps, printed):
    campaign, bank = make.campaign(), make.bank()
    steps.gift(campaign, bank, 9_000_000, on=DAY)
    handout = make.approved(campaign=campaign, children=[make.child("Lê Thị Bé Ba"), make.child("Lê Văn Tư")])
    sheet = make.sheet(handout, out=False)
    from_bank(make, run, sheet, bank)

    text = printed("UNC")

    assert "Theo danh sách kèm theo" in text and "danh sách 2 tài khoản nhận tiền" in text
    assert "2.000.000 đ Chuyển khoản" in text and "Chủ tài khoản" in text
    assert "Bé Ba" not in text


def from_bank(make, run, sheet, bank):
    make_out = {"sheet": sheet, "sent_on": DAY, "till": bank, "store": None}
    run(send_out, by=make.user("cashier"), **make_out)
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})


def test_a_correction_says_wrong_right_reason_maker_and_approver(make, run, steps, printed):
    wrong = make.donation(amount=5_000_000, donor=make.donor("Lê Văn Tí"), campaign=make.campaign(name="Quà Tết"))
    right = Gift(wrong.donor, wrong.campaign, [Part(steps.cash, "VND", 500_000)], Source.DOMESTIC, wrong.received_on)
    asked = {"donation": wrong, "right": right, "reason": "Gõ thừa một số 0"}
    correction = run(propose_correction, by=make.user("accountant"), **asked)
    day = date(2018, 5, 2)
    run(approve_correction, by=make.user("approver"), correction=correction, public_url=PUBLIC_URL, approved_on=day)

    text, list_ = printed("DC"), printed("PT")

    assert "Ghi sai Lê Văn Tí; Quà Tết; 15/03/2018; 5.000.000 đ vào Tiền mặt" in text
    assert "Ghi đúng Lê Văn Tí; Quà Tết; 15/03/2018; 500.000 đ vào Tiền mặt" in text
    assert "Lý do Gõ thừa một số 0" in text
    assert "Người lập Người accountant" in text and "Người duyệt Người approver" in text
    assert "Chênh lệch 4.500.000 đ Giảm" in text and "Bốn triệu năm trăm nghìn đồng" in text
    assert "Sửa sai theo DC-2018-0001" in list_


def test_help_put_under_the_right_child_names_codes_only(session, make, run, steps, printed):
    campaign = make.campaign()
    make.donation(amount=9_000_000, campaign=campaign)
    wrong_child, right_child = make.child("Lê Thị Bé Ba"), make.child("Lê Thị Bé Tư")
    sheet = make.sheet(make.approved(campaign=campaign, children=[wrong_child]))
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})
    help_ = session.scalars(select(Disbursement)).one()
    asked = {"disbursement": help_, "right_child": right_child, "reason": "Nhầm hai em cùng họ"}
    correction = run(propose_help_correction, by=make.user("accountant"), **asked)
    run(approve_help_correction, by=make.user("approver"), correction=correction, approved_on=date(2018, 5, 2))

    text = printed("DC")

    assert f"ghi cho trẻ mã {wrong_child.code}" in text and f"Trẻ mã {right_child.code}" in text
    assert "Bé Ba" not in text and "Bé Tư" not in text


def test_a_cost_put_right_says_what_it_was_and_what_it_is(session, make, run, steps, printed):
    campaign = make.campaign(name="Quà Tết", costs_allowed=True)
    steps.gift(campaign, steps.cash, 9_000_000)
    cost = steps.cost(campaign, 3_000_000)
    entry, right = session.get_one(Entry, cost.entry_id), replace(recorded(session, cost), amount=300_000)
    asked = {"entry": entry, "right": right, "reason": "Gõ thừa một số 0"}
    correction = run(propose_spending_correction, by=make.user("accountant"), **asked)
    run(approve_spending_correction, by=make.user("approver"), correction=correction, approved_on=DAY)

    text = printed("DC")

    assert "Ghi sai In phông chương trình, trả Nhà in Tây Ninh; Quà Tết; 01/03/2018; 3.000.000 đ; Tiền mặt" in text
    assert "; 300.000 đ; Tiền mặt" in text and "Chênh lệch 2.700.000 đ Tăng" in text


def test_moves_between_campaigns_and_openings_stand_on_the_same_form(make, run, steps, printed):
    one, two = make.campaign("MOT", name="Chương trình một"), make.campaign("HAI", name="Chương trình hai")
    opening = [(steps.cash, one, "VND", 700_000), (steps.store, one, "BICYCLE", 5)]
    run(record_opening, by=make.user("accountant"), happened_on=date(2018, 1, 1), lines=opening, memo="Sổ năm 2017")
    moved = {"from_campaign": one, "to_campaign": two, "till": steps.cash, "quantity": 200_000, "moved_on": DAY}
    run(move_between, by=make.user("approver"), reason="Bù quà", consent="Thư ngày 20/2", **moved)

    begun, moving = printed("DC"), printed("DC", 2)

    assert "Nội dung Sổ năm 2017" in begun
    assert "Tiền mặt MOT Tiền (đ) 700.000" in begun and "Kho hiện vật MOT Xe đạp (chiếc) 5" in begun
    assert "Điều chuyển từ Chương trình một (MOT)" in moving and "Điều chuyển đến Chương trình hai (HAI)" in moving
    assert "Nhà tài trợ đồng ý Thư ngày 20/2" in moving and "200.000 đ" in moving


def test_every_voucher_of_the_sample_year_prints_what_its_lines_sum_to(year):
    series = {code.value for code in SeriesCode}

    papers = {voucher: papers_of(year, voucher, ()) for voucher in year.scalars(select(Voucher))}

    assert {voucher.series for voucher in papers} <= series
    for voucher, (first, *more) in papers.items():
        assert first.number == voucher.code
        assert len(more) == (1 if voucher.account_id else 0)
        pages = read(papers_pdf([first, *more])[:])
        assert [faults(page) for page in pages] == [[]] * len(pages), voucher.code
