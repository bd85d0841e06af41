"""Printed papers on pages: pressed they are recorded, and open again as they were."""

from datetime import UTC, date, datetime

import pytest
from make import DAY
from money_steps import Steps
from sqlalchemy import func, select
from xlsx_reading import sheets_of

from tracker.ground.dates import set_clock
from tracker.models.journal import Access
from tracker.models.proving.paper_copies import PaperCopy
from tracker.models.proving.vouchers import Voucher
from tracker.operations.helping.child_records import set_payee
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.helping.sheets import send_out
from tracker.operations.proving.purchases import Bought, buy_goods
from tracker.operations.proving.tills import move_money

pytestmark = pytest.mark.one_engine


@pytest.fixture(autouse=True)
def real_clock():
    yield
    set_clock(None)


@pytest.fixture
def steps(session, make, run):
    make.letterhead()
    return Steps(session, make, run)


def press(browser, page, action):
    """Press a print button of a page; give where it leads."""
    return browser.client.post(action, data=browser.hidden(page))


def test_a_voucher_is_printed_and_each_print_opens_with_the_same_bytes(browser, session, steps, make):
    steps.gift(make.campaign(), steps.bank(), 3_000_000)
    page, accountant = f"/vouchers/{session.scalars(select(Voucher.id)).one()}", browser("accountant")
    fields = accountant.hidden(page)

    answers = [accountant.client.post(f"{page}/print", data=fields) for _ in range(2)]
    again = press(accountant, page, f"{page}/print")

    assert {answer.location for answer in answers} == {f"{page}/copies/1.pdf"}
    assert again.location == f"{page}/copies/2.pdf"
    first = [browser("auditor").get(f"{page}/copies/1.pdf") for _ in range(2)]
    assert first[0].mimetype == "application/pdf" and first[0].data == first[1].data
    assert accountant.get(f"{page}/copies/3.pdf").status_code == 404
    shown = accountant.get(page).text
    assert f"{page}/copies/2.pdf" in shown and "BẢN IN LẠI LẦN 2" in shown


def test_while_the_day_goes_on_only_the_list_so_far_is_printed(browser, session, steps, make):
    set_clock(lambda: datetime(2018, 3, 15, 9, 45, tzinfo=UTC))
    make.donation(amount=1_000_000)
    page, cashier = f"/vouchers/{session.scalars(select(Voucher.id)).one()}", browser("cashier")

    refused = press(cashier, page, f"{page}/print")
    why = cashier.get(page).text
    list_ = press(cashier, page, f"{page}/day-list/print")

    assert refused.location == page
    assert list_.location == f"{page}/day-list/copies/1.pdf"
    assert "chỉ in khi hết ngày" in why and "In bảng kê tạm" in why
    assert [copy.kind for copy in session.scalars(select(PaperCopy))] == ["day_list"]
    assert cashier.get(list_.location).data.startswith(b"%PDF")


def test_the_papers_of_a_gift_are_printed_on_its_page(browser, session, steps, make):
    gift = make.donation(amount=1_000_000, goods=[("BICYCLE", 2, None)])
    page, clerk = f"/donations/{gift.id}", browser("clerk")

    shown = clerk.get(page).text
    for paper in ("confirmation", "thanks", "minutes"):
        assert f"{page}/{paper}/print" in shown
        answer = press(clerk, page, f"{page}/{paper}/print")
        assert answer.location == f"{page}/{paper}/copies/1.pdf"
        assert clerk.get(answer.location).data.startswith(b"%PDF")

    assert clerk.get(page).text.count("/copies/1.pdf") == 3
    assert press(clerk, page, f"{page}/anything/print").status_code == 404
    assert clerk.get(f"{page}/anything/copies/1.pdf").status_code == 404
    assert session.scalar(select(func.count(PaperCopy.id))) == 3


def test_minutes_of_a_sheet_are_printed_on_its_page_and_need_no_right_to_names(browser, steps, make):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=9_000_000)
    sheet = make.sheet(make.approved(campaign=campaign))
    page, cashier = f"/sheets/{sheet.token}", browser("cashier")

    answer = press(cashier, page, f"{page}/minutes/print")

    assert answer.location == f"{page}/minutes/copies/1.pdf"
    assert answer.location in cashier.get(page).text
    assert browser("auditor").get(answer.location).data.startswith(b"%PDF")
    assert browser("admin").get(answer.location).status_code == 403


def test_a_list_of_accounts_is_taken_for_a_reason_that_is_kept(browser, session, steps, make, run):
    campaign, bank = make.campaign(), make.bank()
    make.donation(campaign=campaign, amount=9_000_000, till=bank)
    child = make.child()
    run(set_payee, child=child, holder="Lê Thị Mẹ", bank="Agribank", account_number="0070012", valid_from=DAY)
    sheet = make.sheet(make.approved(campaign=campaign, children=[child, make.child()]), out=False)
    run(send_out, by=make.user("cashier"), sheet=sheet, sent_on=DAY, till=bank, store=None)
    accountant = browser("accountant")
    waiting = accountant.post(
        f"/sheets/{sheet.token}/accounts.xlsx", page=f"/sheets/{sheet.token}", reason="Chi tháng 3"
    )
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})
    order = session.scalars(select(Voucher).where(Voucher.series == "UNC")).one()
    page = f"/vouchers/{order.id}"

    without = accountant.post(f"{page}/accounts.xlsx", page=page, reason=" ")
    taken = accountant.post(f"{page}/accounts.xlsx", page=page, reason="Gửi ngân hàng")

    assert without.status_code == 422 and "Lý do cần danh sách" in without.text
    for answer, name in ((waiting, "DT-2018-0001-1-accounts.xlsx"), (taken, "UNC-2018-0001-accounts.xlsx")):
        assert name in answer.headers["Content-Disposition"]
        assert [row[2:6] for row in sheets_of(answer.data)[0].rows[1:]] == [
            ["Lê Thị Mẹ", "Agribank", "0070012", 1_000_000.0],
            [None, None, None, 1_000_000.0],
        ]
    session.rollback()
    kept = session.execute(select(Access.what, Access.record_id, Access.reason).order_by(Access.id)).all()
    assert [tuple(row) for row in kept][-2:] == [
        ("sheets.accounts.xlsx", sheet.id, "Chi tháng 3"),
        ("sheets.accounts.xlsx", sheet.id, "Gửi ngân hàng"),
    ]
    assert "1 dòng chưa có số tài khoản" in accountant.get(page).text
    assert "accounts.xlsx" not in browser("auditor").get(page).text


def test_a_voucher_leads_to_what_it_is_about(browser, session, steps, make, run):
    campaign = make.campaign()
    gift = make.donation(campaign=campaign, amount=9_000_000, till=make.bank())
    bought = {"campaign": campaign, "bought_on": DAY, "supplier": "Cửa hàng Hòa Bình", "till": make.bank()}
    purchase = run(buy_goods, store=steps.store, lines=[Bought("BICYCLE", 2, 1_000_000)], **bought)
    auditor = browser("auditor")
    pages = {
        series: auditor.get(f"/vouchers/{key}").text
        for key, series in session.execute(select(Voucher.id, Voucher.series))
    }

    assert f'href="/donations/{gift.id}"' in pages["BC"]
    assert "Cửa hàng Hòa Bình, 15/03/2018" in pages["NK"] and f'href="/purchases/{purchase.id}"' in pages["UNC"]


def test_a_register_sums_up_what_its_period_moves_and_says_that_no_number_is_missing(browser, steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    for day, amount in ((1, 100_000), (2, 200_000), (20, 4_000_000)):
        steps.gift(campaign, steps.cash, amount, on=date(2018, 3, day))
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 25), parts=[(campaign, 50_000)])
    auditor = browser("auditor")

    whole = auditor.get("/vouchers?series=PT&year=2018").text
    period = auditor.get("/vouchers?series=PT&since=02/03/2018&until=19/03/2018").text
    wrong = auditor.get("/vouchers?series=PT&since=33/03/2018")

    assert "4.300.000 đ" in whole and "từ số 1 đến số 3." in whole and "Không thiếu số" in whole
    assert "PT-2018-0002" in period and "PT-2018-0001" not in period and "200.000 đ" in period
    assert wrong.status_code == 200


def test_the_register_shows_what_is_still_to_be_printed(browser, session, steps, make):
    campaign = make.campaign()
    for day in (1, 2):
        steps.gift(campaign, steps.cash, 100_000, on=date(2018, 3, day))
    cashier, first = browser("cashier"), session.scalars(select(Voucher).where(Voucher.number == 1)).one()
    press(cashier, f"/vouchers/{first.id}", f"/vouchers/{first.id}/print")

    left = cashier.get("/vouchers?state=unprinted").text

    assert "PT-2018-0002" in left and "PT-2018-0001" not in left
