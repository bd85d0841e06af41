"""Pages of receipts: the register, a receipt with its prints, issuing, voiding, replacing."""

import pytest
from documents.papers import read
from make import DAY

from tracker.models.giving.receipts import Receipt, ReceiptCopy
from tracker.operations.giving.donations import Gift
from tracker.operations.giving.receipts import record_copy, void_receipt
from tracker.operations.proving.corrections import approve_correction, propose_correction, recorded_gift
from tracker.queries.giving.receipts import last_receipt

pytestmark = pytest.mark.one_engine

HOSTILE = ["<b>Lan</b>", "<script>alert(1)</script>", '<img src="x" onerror="alert(1)">', "Công ty A & B <HCM>"]


def count(session, table) -> int:
    session.rollback()
    return session.query(table).count()


def void(make, run, receipt, reason="In sai tên", on=DAY):
    return run(void_receipt, by=make.user("approver"), receipt=receipt, reason=reason, voided_on=on)


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
