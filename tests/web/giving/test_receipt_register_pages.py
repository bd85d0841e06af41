"""The register of receipts on its page: narrowed, paged, summed without the voided ones."""

import re
from datetime import date

import pytest
from make import DAY

from tracker.models.settings import SeriesCode
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.receipts import record_copy, void_receipt
from tracker.queries.giving.donations import parts_of

pytestmark = pytest.mark.one_engine


def rows(page) -> list[str]:
    body = re.search(r"<tbody>(.*?)</tbody>", page.text, re.DOTALL)
    return re.findall(r"<tr.*?</tr>", body[1], re.DOTALL) if body else []


def codes(page) -> list[str]:
    return [re.search(r"(BL|TN)-\d{4}-\d{4}", row)[0] for row in rows(page)]


def void(make, run, receipt, reason="In sai tên", on=DAY):
    return run(void_receipt, by=make.user("approver"), receipt=receipt, reason=reason, voided_on=on)


def test_an_empty_register_says_how_it_begins(browser):
    page = browser("cashier").get("/receipts")

    assert page.status_code == 200
    assert "/donations/new" in page.text
    assert rows(page) == []


def test_the_register_opens_with_the_newest_money_receipts_of_the_last_year(browser, make):
    make.receipt(issued_on=date(2018, 5, 1))
    for _ in range(2):
        make.receipt(issued_on=date(2019, 5, 1))
    make.receipt(make.donation(goods=[("MILK", 9, None)]), series=SeriesCode.TN)

    page = browser("auditor").get("/receipts")

    assert codes(page) == ["BL-2019-0002", "BL-2019-0001"]


def test_the_register_runs_from_number_1_when_asked(browser, make):
    for _ in range(3):
        make.receipt()

    page = browser("auditor").get("/receipts?series=BL&year=2018&order=up")

    assert codes(page) == ["BL-2018-0001", "BL-2018-0002", "BL-2018-0003"]


def test_a_voided_receipt_stays_in_the_register_with_its_reason_and_out_of_the_total(browser, make, run):
    make.receipt(make.donation(amount=1_000_000))
    voided = make.receipt(make.donation(amount=500_000))
    void(make, run, voided, "Mực nhòe")

    page = browser("auditor").get("/receipts")

    (row,) = [row for row in rows(page) if voided.code in row]
    assert f"<s>{voided.code}</s>" in row and "Mực nhòe" in row and 'class="gone"' in row
    foot = re.search(r"<tfoot>.*?</tfoot>", page.text, re.DOTALL)[0]
    assert "1.000.000 đ" in foot and "1.500.000 đ" not in foot


def test_goods_receipts_sum_pieces_by_kind_and_no_money(browser, make):
    for pieces in (90, 10):
        make.receipt(make.donation(goods=[("BICYCLE", pieces, 1_000_000)]), series=SeriesCode.TN)

    page = browser("auditor").get("/receipts?series=TN")

    foot = re.search(r"<tfoot>.*?</tfoot>", page.text, re.DOTALL)[0]
    assert "100 chiếc" in foot and "đ<" not in foot


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=nguyen thi lan", {1}),
        ("q=hoi phu nu", {1}),
        ("q=2", {2}),
        ("q=BL-2018-0002", {2}),
        ("q=bl 2", {2}),
        ("q=tran", {2, 3}),
        ("q=nobody", set()),
        ("state=void", {3}),
        ("state=standing", {1, 2}),
        ("state=unprinted", {2}),
        ("state=given_back", {1}),
        ("state=nonsense", {1, 2, 3}),
        ("year=2018&series=BL&q=lan", {1}),
        ("year=nonsense", {1, 2, 3}),
    ],
)
def test_the_register_is_narrowed(browser, session, make, run, query, found):
    via = make.donor("Hội Phụ nữ", kind="organisation")
    first = make.donation(donor=make.donor("Nguyễn Thị Lan"), via=via, amount=9)
    tran = make.donor("Trần Văn Út")
    receipts = [make.receipt(first), make.receipt(make.donation(donor=tran)), make.receipt(make.donation(donor=tran))]
    run(record_copy, receipt=receipts[0])
    void(make, run, receipts[2])
    part = (parts_of(session, first)[0], 1, make.account())
    run(give_back, by=make.user("approver"), donation=first, given_back_on=DAY, reason="Đề nghị", parts=[part])

    page = browser("clerk").get(f"/receipts?{query}")

    assert page.status_code == 200
    assert {int(code[-4:]) for code in codes(page)} == found
    assert 'class="f err"' not in page.text or "nonsense" in query


def test_the_register_is_paged_and_each_page_has_the_whole_total(browser, make):
    campaign, donor = make.campaign(), make.donor()
    for _ in range(53):
        make.receipt(make.donation(amount=1_000, campaign=campaign, donor=donor))
    auditor = browser("auditor")

    first = auditor.get("/receipts?series=BL&year=2018&order=up")
    second = auditor.get(re.search(r'rel="next" href="([^"]+)"', first.text)[1].replace("&amp;", "&"))

    assert codes(first)[-1] == "BL-2018-0050"
    assert codes(second) == ["BL-2018-0051", "BL-2018-0052", "BL-2018-0053"]
    assert "53.000 đ" in first.text and "53.000 đ" in second.text
