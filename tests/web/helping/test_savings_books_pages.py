"""Savings books on pages: recorded from a gift, handed over with minutes, kept, lost, closed and counted."""

import re
from datetime import date

import pytest
from book_steps import TEN, gift_of_books, given_book, handed_over, helped
from make import DAY
from spending_steps import fresh

from tracker.models.helping.children import Child
from tracker.models.helping.savings_books import BookCount, BookEvent, SavingsBook
from tracker.models.journal import Access
from tracker.models.proving.paper_copies import PaperCopy
from tracker.operations.helping.savings_book_custody import move_custody
from tracker.operations.merges import merge_children

pytestmark = pytest.mark.one_engine

SAID = {
    "bank": "Ngân hàng Chính sách xã hội",
    "number": "AA 7",
    "face_value": "10.000.000",
    "opened_on": "15/03/2018",
    "term_months": "12",
    "rate": "6,5",
    "guardian": "Trần Thị Mẹ",
    "custody": "safe",
}


def test_a_book_is_recorded_from_its_gift_for_a_child_and_leads_to_the_next_step(browser, make, session):
    gift, child = gift_of_books(make), make.child()
    clerk = browser("clerk")

    offered = clerk.get(f"/savings-books/new?child={child.id}&donation={gift.id}").text
    recorded = clerk.post("/savings-books/new", child=child.code, origin="given", donation=gift.id, **SAID)

    book = fresh(session).query(SavingsBook).one()
    page = clerk.get(recorded.location).text
    assert child.code in offered and f'selected value="{gift.id}"' in offered
    assert recorded.location == f"/savings-books/{book.id}"
    assert (book.child_id, book.donor_id, book.rate) == (child.id, gift.donor_id, 650)
    assert child.full_name in page and "6,5" in page and "15/03/2019" in page
    assert f"/savings-books/{book.id}/hand-over" in browser("cashier").get(recorded.location).text


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(browser, make):
    given_book(make, "AA 7")
    gift, clerk = gift_of_books(make), browser("clerk")

    answer = clerk.post("/savings-books/new", child=make.child().code, origin="given", donation=gift.id, **SAID)
    nothing = clerk.post("/savings-books/new", origin="given", bank="Ngân hàng A")

    assert answer.status_code == nothing.status_code == 422
    assert 'id="number-error"' in answer.text and 'value="6,5"' in answer.text
    assert 'id="child-error"' in nothing.text and 'value="Ngân hàng A"' in nothing.text


def test_a_book_is_handed_over_and_its_minutes_open_with_the_same_bytes(browser, make, session):
    make.letterhead()
    book = given_book(make)
    cashier = browser("cashier")
    before = cashier.get(f"/savings-books/{book.id}/hand-over").text
    (given,) = helped(make, [book.child], book.campaign)
    said = {"disbursement": given.id, "happened_on": "15/03/2018", "held_by": "Trần Thị Mẹ"}

    cashier.post(f"/savings-books/{book.id}/hand-over", **said)
    printed = cashier.post(f"/savings-books/{book.id}/print", page=f"/savings-books/{book.id}")
    copies = [cashier.get(printed.location) for _ in range(2)]

    assert "/handouts" in before and 'name="disbursement"' not in before
    assert printed.location == f"/savings-books/{book.id}/copies/1.pdf"
    assert copies[0].mimetype == "application/pdf" and copies[0].data == copies[1].data
    assert browser("auditor").get(printed.location).status_code == 403
    kinds = [access.what for access in fresh(session).query(Access).filter(Access.record_id == book.id)]
    assert {"savings_books.page", "savings_books.print", "savings_books.copy"} <= set(kinds)


def test_the_minutes_of_a_child_who_was_anonymised_are_neither_opened_nor_printed_again(browser, make, session):
    make.letterhead()
    book = given_book(make)
    handed_over(make, book)
    cashier, page = browser("cashier"), f"/savings-books/{book.id}"
    copy = cashier.post(f"{page}/print", page=page).location
    fresh(session).get(Child, book.child_id).anonymised_on = date(2029, 1, 2)
    session.commit()

    answers = cashier.get(copy), cashier.post(f"{page}/print", page=page)

    assert answers[0].status_code == 404 and answers[1].location == page
    assert fresh(session).query(PaperCopy).count() == 1


def test_what_happens_to_a_book_is_recorded_and_shown(browser, make, session):
    book = given_book(make)
    clerk, page = browser("clerk"), f"/savings-books/{book.id}"
    acts = {
        "interest": {"amount": "325.000"},
        "withdraw": {"amount": "300.000", "purpose": "Đóng học phí"},
        "move": {"custody": "bank"},
        "talk": {"remark": "Mẹ giữ sổ đến khi em 18 tuổi"},
        "lost": {"remark": "Cháy nhà"},
        "reissue": {"number": "AB 2", "custody": "safe"},
        "renew": {"term_months": "6", "rate": "6,5"},
        "close": {"amount": "10.025.000", "purpose": "Em vào đại học"},
    }

    answers = [
        clerk.post(f"{page}/{act}", happened_on=f"{20 + number}/03/2019", **said)
        for number, (act, said) in enumerate(acts.items())
    ]

    assert {answer.location for answer in answers} == {page}
    kinds = [event.kind for event in fresh(session).query(BookEvent).order_by(BookEvent.id)]
    assert kinds == ["opened", "interest", "withdrawn", "moved", "moved", "lost", "reissued", "renewed", "closed"]
    shown = clerk.get(page).text
    for text in ("AB 2", "10.025.000 đ", "27/03/2019", "Đóng học phí", "Cháy nhà"):
        assert text in shown


def test_more_than_is_in_the_book_is_refused_at_the_amount(browser, make):
    book = given_book(make)
    said = {"amount": "10.000.001", "purpose": "Chữa bệnh", "happened_on": "01/04/2018"}

    answer = browser("clerk").post(f"/savings-books/{book.id}/withdraw", **said)

    assert answer.status_code == 422 and 'id="amount-error"' in answer.text and "Chữa bệnh" in answer.text


def test_the_list_is_narrowed_by_keeper_bank_maturity_and_words_and_sums_what_is_left(browser, make):
    first = given_book(make, "AA 1", bank="Ngân hàng A", child=make.child("Lê Thị Hoa"))
    given_book(make, "BB 2", bank="Ngân hàng B", custody="bank", opened_on=date(2018, 3, 1), term_months=600)
    clerk = browser("clerk")

    def numbers(query, who=clerk):
        return re.findall(r">((?:AA|BB) \d)</a>", who.get(f"/savings-books{query}").text)

    assert numbers("") == ["AA 1", "BB 2"]
    assert numbers("?custody=bank") == numbers("?bank=Ngân hàng B") == ["BB 2"]
    assert numbers("?state=due") == numbers("?until=31/12/2019") == ["AA 1"]
    assert numbers("?q=hoa") == numbers(f"?q={first.child.code}") == ["AA 1"]
    assert numbers("?q=hoa", browser("auditor")) == []
    assert "20.000.000 đ" in clerk.get("/savings-books").text


def test_who_sees_no_names_sees_the_code_only(browser, make):
    book = given_book(make, child=make.child("Lê Thị Hoa"))
    handed_over(make, book)
    auditor = browser("auditor")

    pages = auditor.get("/savings-books").text + auditor.get(f"/savings-books/{book.id}").text
    pages += auditor.get(f"/children/{book.child_id}").text + auditor.get(f"/donors/{book.donor_id}").text

    assert book.child.code in pages and "Lê Thị Hoa" not in pages and "Trần Thị Mẹ" not in pages
    assert pages.count(f'href="/savings-books/{book.id}"') == 3


def test_the_books_of_a_merged_child_are_on_the_page_of_the_record_that_is_kept(browser, make):
    twin, child = make.child("Le Thị Hòa"), make.child("Lê Thị Hoa")
    book = given_book(make, child=twin)
    make.run(merge_children, gone=twin, kept=child, reason="Một em")
    clerk = browser("clerk")

    page = clerk.get(f"/savings-books/{book.id}").text

    assert f"/savings-books/{book.id}" in clerk.get(f"/children/{child.id}").text
    assert child.code in page


def test_the_safe_is_counted_on_a_page_and_what_is_missing_is_named(browser, make, session):
    there, gone = given_book(make, "AA 1"), given_book(make, "AA 2")
    cashier = browser("cashier")

    moved = {"books": [there.id], "found": [there.id], "counted_on": "28/12/2018"}
    meanwhile = cashier.post("/savings-books/count", **moved)
    strange = cashier.post("/savings-books/count", **{**moved, "books": ["x", "9" * 30, "77"]})
    counted = cashier.post("/savings-books/count", **{**moved, "books": [there.id, gone.id]})

    assert meanwhile.status_code == strange.status_code == 422
    assert counted.location == "/savings-books/count"
    assert fresh(session).query(BookCount).one().counted_on == date(2018, 12, 28)
    page = cashier.get("/savings-books/count").text
    assert page.count("AA 2") == 2 and page.count("AA 1") == 1


def test_a_book_that_was_lent_out_of_the_safe_is_not_counted(browser, make):
    book = given_book(make)
    make.run(move_custody, book=book, happened_on=DAY, custody="bank")

    page = browser("cashier").get("/savings-books/count").text

    assert 'name="books"' not in page


def test_a_slip_is_corrected_on_its_page(browser, make, session):
    book = given_book(make, face_value=1_000_000)
    clerk = browser("clerk")

    answer = clerk.post(f"/savings-books/{book.id}/edit", **{**SAID, "face_value": "10.000.000"})

    assert answer.location == f"/savings-books/{book.id}"
    assert (fresh(session).get(SavingsBook, book.id).face_value, book.number) == (TEN, "AA 7")
    assert "1.000.000 đ" in clerk.get(answer.location).text
