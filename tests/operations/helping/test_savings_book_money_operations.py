"""What the bank wrote in a savings book is the child's: taken out for a purpose, never beyond what is in it."""

from datetime import date

import pytest
from book_steps import TEN, given_book
from make import DAY
from sqlalchemy import func, select

from tracker.ground.refusals import Refused
from tracker.models.helping.savings_books import BookCountLine, Custody
from tracker.models.journal import Entry
from tracker.operations.helping.savings_book_counts import count_books
from tracker.operations.helping.savings_book_custody import move_custody
from tracker.operations.helping.savings_book_losses import reissue_book, report_lost
from tracker.operations.helping.savings_book_money import close_book, record_interest, renew_book, withdraw
from tracker.queries.checks import run_checks
from tracker.queries.helping.savings_books import events_of, in_safe, is_lost, money_of

INTEREST_DAY = date(2018, 9, 15)


def test_interest_and_withdrawals_change_what_is_in_a_book_and_no_till(session, make):
    book = given_book(make)
    before = session.scalar(select(func.count()).select_from(Entry))

    make.run(record_interest, book=book, happened_on=INTEREST_DAY, amount=325_000)
    make.run(withdraw, book=book, happened_on=INTEREST_DAY, amount=300_000, purpose="Đóng học phí")

    money = money_of(session, book)
    assert (money.interest, money.taken, money.left) == (325_000, 300_000, TEN + 25_000)
    assert session.scalar(select(func.count()).select_from(Entry)) == before
    assert not [finding.check.code for finding in run_checks(session) if finding.breaches]


@pytest.mark.one_engine
def test_nothing_is_taken_out_before_the_interest_came_that_pays_for_it(session, make):
    book = given_book(make)
    make.run(record_interest, book=book, happened_on=INTEREST_DAY, amount=325_000)

    with pytest.raises(Refused) as early:
        make.run(withdraw, book=book, happened_on=date(2018, 9, 14), amount=TEN + 1, purpose="Chữa bệnh")
    make.run(withdraw, book=book, happened_on=INTEREST_DAY, amount=TEN + 325_000, purpose="Chữa bệnh")
    with pytest.raises(Refused) as again:
        make.run(withdraw, book=book, happened_on=date(2018, 4, 1), amount=1, purpose="Chữa bệnh")

    assert (early.value.field, again.value.field) == ("amount", "amount")
    assert money_of(session, book).left == 0


@pytest.mark.one_engine
@pytest.mark.parametrize(("amount", "purpose", "field"), [(1, " ", "purpose"), (0, "x", "amount"), (-5, "x", "amount")])
def test_a_withdrawal_says_how_much_and_what_for(make, amount, purpose, field):
    book = given_book(make)

    with pytest.raises(Refused) as refused:
        make.run(withdraw, book=book, happened_on=DAY, amount=amount, purpose=purpose)

    assert refused.value.field == field


@pytest.mark.one_engine
def test_nothing_happens_to_a_book_before_it_was_opened_or_in_days_to_come(make):
    book = given_book(make)

    for day in (date(2018, 3, 14), date(2999, 1, 1)):
        with pytest.raises(Refused) as refused:
            make.run(record_interest, book=book, happened_on=day, amount=1)
        assert refused.value.field == "happened_on"


@pytest.mark.one_engine
def test_a_renewal_begins_a_new_term_at_maturity_and_not_before(make):
    book = given_book(make)

    with pytest.raises(Refused):
        make.run(renew_book, book=book, happened_on=date(2019, 3, 14), term_months=6, rate=600)
    make.run(renew_book, book=book, happened_on=date(2019, 3, 15), term_months=6, rate=600)

    assert (book.matures_on, book.term_months, book.rate) == (date(2019, 9, 15), 6, 600)
    assert book.opened_on == DAY


def test_a_closed_book_takes_no_further_event(session, make):
    book = given_book(make)
    make.run(close_book, book=book, happened_on=INTEREST_DAY, amount=TEN, purpose="Em vào đại học, mẹ em nhận")

    acts = [
        (record_interest, {"amount": 1}),
        (withdraw, {"amount": 1, "purpose": "x"}),
        (renew_book, {"term_months": 1, "rate": 1}),
        (report_lost, {"remark": "x"}),
        (move_custody, {"custody": Custody.BANK}),
        (close_book, {"amount": 1, "purpose": "x"}),
    ]
    for act, said in acts:
        with pytest.raises(Refused):
            make.run(act, book=book, happened_on=date(2019, 4, 1), **said)

    assert (book.closed_on, money_of(session, book).left) == (INTEREST_DAY, 0)
    assert not session.scalars(in_safe()).all()


@pytest.mark.one_engine
def test_a_book_is_closed_after_all_that_happened_and_pays_no_more_than_is_in_it(make):
    book = given_book(make)
    make.run(record_interest, book=book, happened_on=INTEREST_DAY, amount=1_000)

    with pytest.raises(Refused) as early:
        make.run(close_book, book=book, happened_on=date(2018, 9, 14), amount=TEN, purpose="x")
    with pytest.raises(Refused) as much:
        make.run(close_book, book=book, happened_on=INTEREST_DAY, amount=TEN + 1_001, purpose="x")

    assert (early.value.field, much.value.field) == ("happened_on", "amount")


def test_a_lost_book_gets_a_new_number_and_keeps_its_history(session, make):
    book = given_book(make)
    make.run(record_interest, book=book, happened_on=INTEREST_DAY, amount=1_000)
    make.run(report_lost, book=book, happened_on=INTEREST_DAY, remark="Cháy nhà")
    said = {"book": book, "happened_on": date(2018, 10, 1), "custody": Custody.SAFE}
    with pytest.raises(Refused):
        make.run(withdraw, book=book, happened_on=date(2018, 9, 20), amount=1, purpose="x")
    with pytest.raises(Refused) as old_number:
        make.run(reissue_book, number="aa 1", **said)

    make.run(reissue_book, number="AB 7", **said)

    assert old_number.value.field == "number"
    assert (book.number, is_lost(session, book), money_of(session, book).left) == ("AB 7", False, TEN + 1_000)
    assert [(event.kind, event.number) for event in events_of(session, book)] == [
        ("opened", "AA 1"),
        ("interest", None),
        ("lost", None),
        ("reissued", "AB 7"),
    ]
    with pytest.raises(Refused):
        given_book(make, "AA 1")


@pytest.mark.one_engine
def test_a_lost_book_that_is_found_is_lost_no_more(session, make):
    book = given_book(make)
    make.run(report_lost, book=book, happened_on=DAY, remark="Không thấy")
    with pytest.raises(Refused):
        make.run(report_lost, book=book, happened_on=DAY, remark="Không thấy")

    make.run(move_custody, book=book, happened_on=DAY, custody=Custody.SAFE, remark="Tìm thấy")

    assert not is_lost(session, book)
    with pytest.raises(Refused):
        make.run(reissue_book, book=book, number="AB 7", happened_on=DAY, custody=Custody.SAFE)


def test_the_count_is_of_all_books_in_the_safe_and_of_no_other(session, make):
    there, gone, elsewhere = (given_book(make, number) for number in ("1", "2", "3"))
    make.run(move_custody, book=elsewhere, happened_on=DAY, custody=Custody.BANK)
    day = date(2018, 12, 28)
    cashier = make.user("cashier")
    with pytest.raises(Refused):
        make.run(count_books, by=cashier, counted_on=day, books=[there], found=[there])
    with pytest.raises(Refused):
        make.run(count_books, by=cashier, counted_on=day, books=[there, gone], found=[there, elsewhere])
    with pytest.raises(Refused) as early:
        make.run(count_books, by=cashier, counted_on=date(2018, 3, 14), books=[there, gone], found=[there])

    count = make.run(count_books, by=cashier, counted_on=day, books=[there, gone], found=[there])

    assert early.value.field == "counted_on"
    lines = session.scalars(select(BookCountLine).order_by(BookCountLine.book_id)).all()
    assert [(line.count_id, line.book_id, bool(line.found)) for line in lines] == [
        (count.id, there.id, True),
        (count.id, gone.id, False),
    ]


@pytest.mark.one_engine
def test_an_empty_safe_is_not_counted(make):
    with pytest.raises(Refused):
        make.run(count_books, counted_on=DAY, books=[], found=[])
