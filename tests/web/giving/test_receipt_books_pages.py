"""Give handwritten books out, go through their numbers, and see them wherever receipts are shown."""

from datetime import date

import pytest
from sqlalchemy import select

from tracker.models.giving.donations import Donation
from tracker.models.giving.receipt_books import BookLeaf, ReceiptBook
from tracker.models.giving.receipts import Receipt
from tracker.operations.giving.receipt_books import give_book, use_number
from tracker.queries.home import tasks_on

pytestmark = pytest.mark.one_engine
DAY = date(2018, 3, 15)


@pytest.fixture
def book(make, run):
    values = {"label": "HT/18", "first_number": 1, "last_number": 3, "holder": "Lê Thị Hoa", "given_on": DAY}
    return run(give_book, by=make.user("accountant"), **values)


def leaves(session):
    session.rollback()
    return {leaf.number: leaf for leaf in session.scalars(select(BookLeaf))}


def test_an_accountant_gives_a_book_out(session, browser):
    accountant = browser("accountant")
    fields = {
        "label": "HT/18",
        "first_number": "1",
        "last_number": "50",
        "holder": "Lê Thị Hoa",
        "given_on": "15/03/2018",
    }

    wrong = accountant.post("/receipt-books/new", **{**fields, "last_number": "0"})
    answer = accountant.post("/receipt-books/new", **fields)
    twice = accountant.post("/receipt-books/new", **{**fields, "first_number": "50", "last_number": "60"})

    shown = accountant.get(answer.location)
    assert wrong.status_code == twice.status_code == 422
    assert "đã nằm trong quyển khác" in twice.text and 'value="60"' in twice.text
    assert "Lê Thị Hoa" in shown.text and "Nhập số 1" in shown.text
    assert "HT/18" in accountant.get("/receipt-books").text
    assert browser("clerk").get("/receipt-books/new").status_code == 403


def test_going_through_a_book_every_number_ends(session, make, browser, book):
    gift = make.donation(amount=500_000)
    cashier = browser("cashier")
    page = f"/receipt-books/{book.id}/numbers/1"

    offered = cashier.get(page).text
    nothing = cashier.post(f"{page}/use", page=page)
    used = cashier.post(f"{page}/use", page=page, donation=gift.id)
    void = cashier.post(f"/receipt-books/{book.id}/numbers/2/void", page=used.location, note="rách")
    hasty = cashier.post(f"/receipt-books/{book.id}/rest", page=f"/receipt-books/{book.id}")
    rest = cashier.post(f"/receipt-books/{book.id}/rest", page=f"/receipt-books/{book.id}", sure="y")

    assert "500.000 đ" in offered
    assert nothing.status_code == 422 and "Hãy chọn khoản đóng góp" in nothing.text
    assert hasty.status_code == 422 and "Hãy đánh dấu ô này trước" in hasty.text
    assert used.location.endswith("/numbers/2") and void.location.endswith("/numbers/3")
    assert {number: leaf.state for number, leaf in leaves(session).items()} == {1: "used", 2: "void", 3: "unused"}
    shown = cashier.get(rest.location).text
    assert "Đã đóng" in shown and gift.donor.full_name in shown and "rách" in shown
    assert cashier.get(page).status_code == 302


def test_the_gift_of_a_number_is_recorded_and_linked_in_one_go(session, make, browser, book):
    make.letterhead()
    donor, campaign = make.donor(), make.campaign(code="TET")
    cashier = browser("cashier")
    page = f"/donations/new?book={book.id}&number=2&way=cash&day=15/03/2018&campaign={campaign.id}"
    gift = {
        "donor": donor.full_name, "donor-id": donor.id, "campaign": campaign.id, "way": "cash", "amount": "300.000",
        "received_on": "15/03/2018", "source": "domestic", "donor_kind": "person", "then": "receipt",
        "book": book.id, "number": 2,
    }  # fmt: skip

    form = cashier.get(page).text
    answer = cashier.post("/donations/new", page=page, **gift)
    again = cashier.post("/donations/new", page=page, **gift)

    session.rollback()
    donation = session.scalars(select(Donation)).one()
    assert "HT/18-0002" in form and 'name="number" value="2"' in form
    assert answer.status_code == 302 and f"/receipt-books/{book.id}" in answer.location, answer.text
    assert leaves(session)[2].donation_id == donation.id
    assert session.scalars(select(Receipt)).all() == []
    assert again.status_code == 422 and "Số 2 đã kết thúc" in again.text


def test_a_handwritten_number_stands_wherever_the_gifts_receipt_is_looked_for(make, run, browser, book):
    gift, other = make.donation(amount=500_000), make.donation(amount=700_000)
    run(use_number, by=make.user("cashier"), book=book, number=1, donation=gift)
    clerk, cashier = browser("clerk"), browser("cashier")

    shown = cashier.get(f"/donations/{gift.id}").text
    without = cashier.get("/donations?state=unreceipted").text
    with_one = cashier.get("/donations?state=receipted").text

    assert "HT/18-0001" in shown and f"/receipts/new?donation={gift.id}" not in shown
    assert "700.000" in without and "500.000" not in without
    assert "HT/18-0001" in with_one and "700.000" not in with_one
    assert f"/donations/{other.id}" in without
    assert clerk.get(f"/receipt-books/{book.id}").status_code == 200
    assert clerk.get(f"/receipt-books/{book.id}/numbers/2").status_code == 403


def test_a_book_that_is_out_for_more_than_two_weeks_is_a_task(session, book):
    def tasks(day):
        return [
            (task.count, task.since)
            for task in tasks_on(session, day, lambda right: True)
            if "/receipt-books" in task.path
        ]

    assert tasks(date(2018, 3, 29)) == []
    assert tasks(date(2018, 3, 30)) == [(3, DAY)]


@pytest.mark.parametrize("number", [0, 4, 10**12])
def test_a_number_that_is_not_the_books_is_not_there(browser, book, number):
    assert browser("cashier").get(f"/receipt-books/{book.id}/numbers/{number}").status_code == 404


def test_a_book_with_a_hostile_label_is_shown_as_typed(make, run, browser):
    values = {"label": "\"><b x='1'>&", "first_number": 1, "last_number": 2, "holder": "<script>alert(1)</script>"}
    run(give_book, by=make.user("accountant"), given_on=DAY, **values)

    page = browser("accountant").get("/receipt-books/1").text + browser("accountant").get("/receipt-books").text

    assert "<script>alert" not in page and "<b x=" not in page


def test_ten_presses_give_one_book_out(session, browser):
    accountant = browser("accountant")
    fields = {
        "label": "HT/18",
        "first_number": "1",
        "last_number": "50",
        "holder": "Lê Thị Hoa",
        "given_on": "15/03/2018",
    }
    sent = {**accountant.hidden("/receipt-books/new"), **fields}

    answers = [accountant.client.post("/receipt-books/new", data=sent).location for _press in range(3)]

    session.rollback()
    assert len(set(answers)) == 1
    assert len(session.scalars(select(ReceiptBook)).all()) == 1


@pytest.mark.parametrize(("typed", "found"), [("HT/18-0002", True), ("ht/18 2", True), ("2", True), ("HT/18 4", False)])
def test_a_handwritten_number_is_found_from_any_page(browser, book, typed, found):
    page = browser("clerk").get("/search", query_string={"q": typed}).text

    assert (f"/receipt-books/{book.id}#n2" in page) == found


def test_an_accountant_mends_a_number_and_the_wrong_word_stays_to_be_seen(session, make, run, browser, book):
    wrong, right = make.donation(amount=500_000), make.donation(amount=700_000)
    run(use_number, by=make.user("cashier"), book=book, number=1, donation=wrong)
    accountant, page = browser("accountant"), f"/receipt-books/{book.id}/numbers/1/mend"

    without = accountant.post(page, donation=right.id, state="used", note="")
    answer = accountant.post(page, donation=right.id, state="used", note="nhầm dòng")

    session.rollback()
    assert without.status_code == 422 and answer.status_code == 302
    assert f"/donations/{right.id}" in accountant.get(answer.location).text
    assert f"/donations/{wrong.id}" in accountant.get(page).text
    assert browser("cashier").get(page).status_code == 403
    assert accountant.get(f"/receipt-books/{book.id}/numbers/2/mend").status_code == 404
