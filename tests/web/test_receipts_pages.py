"""Pages of receipts: the register, a receipt with its prints, issuing, voiding, replacing."""

import re
from datetime import date

import pytest
from documents.papers import read
from make import DAY

from tracker.models.receipts import Receipt, ReceiptCopy
from tracker.models.settings import SeriesCode
from tracker.operations.corrections import approve_correction, propose_correction, recorded_gift
from tracker.operations.donations import Gift
from tracker.operations.give_backs import give_back
from tracker.operations.receipts import record_copy, void_receipt
from tracker.queries.donations import parts_of
from tracker.queries.receipts import last_receipt

pytestmark = pytest.mark.one_engine

HOSTILE = ["<b>Lan</b>", "<script>alert(1)</script>", '<img src="x" onerror="alert(1)">', "Công ty A & B <HCM>"]


def rows(page) -> list[str]:
    body = re.search(r"<tbody>(.*?)</tbody>", page.text, re.DOTALL)
    return re.findall(r"<tr.*?</tr>", body[1], re.DOTALL) if body else []


def codes(page) -> list[str]:
    return [re.search(r"(BL|TN)-\d{4}-\d{4}", row)[0] for row in rows(page)]


def count(session, table) -> int:
    session.rollback()
    return session.query(table).count()


def void(make, run, receipt, reason="In sai tên", on=DAY):
    return run(void_receipt, by=make.user("approver"), receipt=receipt, reason=reason, voided_on=on)


# The register.


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


# One receipt.


def test_a_receipt_shows_its_paper_and_everything_it_belongs_to(browser, make):
    donor = make.donor("Nguyễn Thị Lan", address="Hòa Thành")
    receipt = make.receipt(make.donation(amount=1_200_000, donor=donor))

    page = browser("cashier").get(f"/receipts/{receipt.id}").text

    for text in ("Nguyễn Thị Lan", "Hòa Thành", "1.200.000 đ", "Một triệu hai trăm nghìn đồng", "PT-2018-0001"):
        assert text in page, text
    for path in (f"/donations/{receipt.donation_id}", f"/donors/{donor.id}", "/campaigns/", "/vouchers/"):
        assert f'href="{path}' in page, path
    assert f"/receipts/{receipt.id}/copies" not in page


def test_a_clerk_sees_the_receipt_but_no_button_that_changes_it(browser, make):
    receipt = make.receipt()

    page = browser("clerk").get(f"/receipts/{receipt.id}").text

    assert f"/receipts/{receipt.id}/print" not in page
    assert f"/receipts/{receipt.id}/void" not in page
    assert 'href="/vouchers/' not in page


def test_only_the_approver_is_offered_to_void(browser, make):
    receipt = make.receipt()

    pages = {role: browser(role).get(f"/receipts/{receipt.id}").text for role in ("approver", "cashier", "accountant")}

    assert {role for role, page in pages.items() if f"/receipts/{receipt.id}/void" in page} == {"approver"}


def test_printing_records_one_copy_however_often_it_is_pressed(browser, session, make):
    receipt = make.receipt()
    cashier = browser("cashier")
    sent = cashier.hidden(f"/receipts/{receipt.id}")

    answers = [cashier.client.post(f"/receipts/{receipt.id}/print", data=sent).location for _ in range(3)]

    assert answers == [f"/receipts/{receipt.id}?copy=1"] * 3
    assert count(session, ReceiptCopy) == 1


def test_the_print_stands_in_a_frame_with_a_button_that_has_the_focus(browser, make, run):
    receipt = make.receipt()
    run(record_copy, receipt=receipt)

    page = browser("cashier").get(f"/receipts/{receipt.id}?copy=1").text

    assert f'<iframe class="pdf" src="/receipts/{receipt.id}/copies/1.pdf' in page
    assert "data-print data-focus-first" in page
    assert 'href="/donations/new"' in page


def test_after_taking_a_gift_the_newest_print_is_shown(browser, make, run):
    receipt = make.receipt()
    for _ in range(2):
        run(record_copy, receipt=receipt)

    page = browser("cashier").get(f"/receipts/{receipt.id}?print=1").text

    assert f"/receipts/{receipt.id}/copies/2.pdf#" in page


def test_a_print_that_was_never_made_is_not_shown(browser, make):
    receipt = make.receipt()
    cashier = browser("cashier")

    assert "<iframe" not in cashier.get(f"/receipts/{receipt.id}?copy=9").text
    assert cashier.get(f"/receipts/{receipt.id}/copies/1.pdf").status_code == 404


def test_the_pdf_of_a_print_is_the_same_at_the_second_look_and_after_changes(browser, make, run):
    receipt = make.receipt(make.donation(donor=make.donor("Nguyễn Thị Lan")))
    run(record_copy, receipt=receipt)
    cashier, path = browser("cashier"), f"/receipts/{receipt.id}/copies/1.pdf"
    first = cashier.get(path)

    void(make, run, receipt)
    second = cashier.get(path)

    assert first.data == second.data
    assert "BL-2018-0001" in read(first.data)[0].text
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.headers["Content-Disposition"] == 'inline; filename="BL-2018-0001-1.pdf"'
    assert "frame-ancestors 'self'" in first.headers["Content-Security-Policy"]


def test_a_second_print_says_so_on_paper(browser, make, run):
    receipt = make.receipt()
    cashier = browser("cashier")
    for _ in range(2):
        cashier.post(f"/receipts/{receipt.id}/print", page=f"/receipts/{receipt.id}")

    papers = [read(cashier.get(f"/receipts/{receipt.id}/copies/{n}.pdf").data)[0].text for n in (1, 2)]

    assert "BẢN IN LẠI" not in papers[0]
    assert "BẢN IN LẠI LẦN 1" in papers[1]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_inert_on_every_page_and_printed_as_typed(browser, make, run, name):
    donor = make.donor(name, address=name)
    receipt = make.receipt(make.donation(donor=donor, via=make.donor(name), purpose=name))
    void(make, run, receipt, reason=name)
    run(record_copy, receipt=receipt)
    approver, cashier = browser("approver"), browser("cashier")

    pages = [
        approver.get(path)
        for path in ("/receipts", f"/receipts/{receipt.id}", f"/receipts/{receipt.id}/void", "/receipts?q=Lan")
    ]
    pages.append(cashier.get(f"/receipts/new?donation={receipt.donation_id}&series=BL"))
    paper = cashier.get(f"/receipts/{receipt.id}/copies/1.pdf").data

    assert all(page.status_code == 200 and name not in page.text for page in pages)
    assert read(paper)[0].text.count(name) >= 8


# Issuing.


def test_a_gift_gets_its_receipt_from_the_page(browser, session, make):
    make.letterhead()
    donation = make.donation()

    answer = browser("cashier").post(f"/receipts/new?donation={donation.id}&series=BL")

    session.rollback()
    receipt = session.query(Receipt).one()
    assert answer.location == f"/receipts/{receipt.id}?print=1"
    assert (receipt.donation_id, receipt.series) == (donation.id, "BL")


def test_issue_pressed_in_two_tabs_gives_one_receipt_and_both_answers_show_it(browser, session, make):
    make.letterhead()
    donation, path = make.donation(), "/receipts/new"
    cashier = browser("cashier")
    tabs = [cashier.hidden(f"{path}?donation={donation.id}&series=BL") for _ in range(2)]

    answers = [cashier.client.post(path, data={**tab, "donation": donation.id, "series": "BL"}) for tab in tabs]

    assert len({answer.location for answer in answers}) == 1
    assert count(session, Receipt) == 1


@pytest.mark.parametrize("query", ["", "donation=1&series=PT", "donation=999&series=BL", "donation=x&series=BL"])
def test_a_receipt_of_nothing_is_404(browser, query):
    assert browser("cashier").get(f"/receipts/new?{query}").status_code == 404


def test_a_refused_issue_is_said_in_words(browser, make):
    donation = make.donation()

    page = browser("cashier").post(f"/receipts/new?donation={donation.id}&series=BL")

    assert page.status_code == 422
    assert 'role="alert"' in page.text


# Voiding and replacing.


def test_a_wrong_name_is_voided_corrected_and_replaced_on_pages(browser, session, make):
    donor = make.donor("Nguyễn Thị Lam")
    wrong = make.receipt(make.donation(donor=donor))
    approver, clerk, cashier = browser("approver"), browser("clerk"), browser("cashier")

    approver.post(f"/receipts/{wrong.id}/void", reason="Sai tên người nộp")
    facts = {"kind": "person", "full_name": "Nguyễn Thị Lan"}
    corrected = clerk.post(f"/donors/{donor.id}/edit", **facts)
    offered = cashier.get(f"/receipts/{wrong.id}").text
    cashier.post(f"/receipts/new?donation={wrong.donation_id}&series=BL")

    assert corrected.status_code == 302
    assert f"/receipts/new?donation={wrong.donation_id}&amp;series=BL" in offered
    session.rollback()
    right = last_receipt(session, session.get_one(type(make.donation()), wrong.donation_id), "BL")
    pages = {receipt.id: cashier.get(f"/receipts/{receipt.id}").text for receipt in (wrong, right)}
    assert "Nguyễn Thị Lan" in pages[right.id] and "Thay cho BL-2018-0001" in pages[right.id]
    assert all(text in pages[wrong.id] for text in (right.code, "Sai tên người nộp", "Người approver"))


def test_a_void_without_a_reason_is_refused_at_its_field(browser, session, make):
    receipt = make.receipt()

    page = browser("approver").post(f"/receipts/{receipt.id}/void", reason=" ")

    assert page.status_code == 422
    assert 'id="reason-error"' in page.text


def test_a_voided_receipt_is_not_voided_again_and_the_page_says_so(browser, make, run):
    receipt = make.receipt()
    approver = browser("approver")
    sent = approver.hidden(f"/receipts/{receipt.id}/void")
    void(make, run, receipt)

    page = approver.client.post(f"/receipts/{receipt.id}/void", data={**sent, "reason": "Sai"})

    assert page.status_code == 422
    assert receipt.code in page.text


def test_a_corrected_gifts_voided_receipt_offers_no_replacement_of_its_own(browser, session, make, run):
    donation = make.donation()
    receipt = make.receipt(donation)
    void(make, run, receipt)
    facts = vars(recorded_gift(session, donation)) | {"campaign": make.campaign()}
    proposing = {"donation": donation, "right": Gift(**facts), "reason": "Nhầm chương trình"}
    correction = run(propose_correction, by=make.user("accountant"), **proposing)
    step = run(approve_correction, by=make.user("approver"), correction=correction, public_url="")

    page = browser("cashier").get(f"/receipts/{receipt.id}").text

    assert "/receipts/new" not in page
    assert f'href="/donations/{step.donation_id}"' in page
