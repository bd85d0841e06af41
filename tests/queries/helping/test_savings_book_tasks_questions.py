"""What waits of savings books is told 30 days ahead, until somebody saw to it."""

from datetime import date

import pytest
from book_steps import TEN, gift_of_books, given_book, handed_over, helped
from make import DAY
from sqlalchemy import select

from tracker.models.helping.disbursements import DisbursementPart
from tracker.operations.helping.savings_book_counts import count_books
from tracker.operations.helping.savings_book_custody import look_after_book
from tracker.operations.helping.savings_book_money import close_book, record_interest, renew_book
from tracker.queries.helping.savings_book_lists import help_for
from tracker.queries.helping.savings_book_tasks import books_due, coming_of_age, holders_of_age, safe_to_count

pytestmark = pytest.mark.one_engine


def test_a_book_is_told_of_30_days_before_it_matures_until_it_is_renewed(session, make):
    book = given_book(make)

    early, soon = books_due(session, date(2019, 2, 12)), books_due(session, date(2019, 2, 13))
    make.run(renew_book, book=book, happened_on=date(2019, 3, 15), term_months=12, rate=600)

    assert (early.count, soon.count, soon.amount, soon.due) == (0, 1, TEN, date(2019, 3, 15))
    assert books_due(session, date(2019, 3, 16)).count == 0


@pytest.mark.parametrize("age", [16, 18])
def test_a_birthday_waits_from_30_days_before_until_the_family_was_talked_to(session, make, age):
    born = date(2018 - age, 8, 1)
    book = given_book(make, child=make.child(birth_on=born, birth_year=born.year))

    before = coming_of_age(session, date(2018, 7, 1))
    waiting = coming_of_age(session, date(2018, 7, 2))
    make.run(look_after_book, book=book, happened_on=date(2018, 7, 3), remark="Mẹ giữ sổ, em ký tên")

    assert before == []
    assert [(each.book_id, each.age, each.on) for each in waiting] == [(book.id, age, date(2018, 8, 1))]
    assert holders_of_age(session, date(2018, 9, 1)).count == 0


def test_interest_sees_to_no_birthday_and_a_closed_book_waits_for_nothing(session, make):
    book = given_book(make, child=make.child(birth_on=date(2002, 8, 1), birth_year=2002))
    make.run(record_interest, book=book, happened_on=date(2018, 8, 1), amount=1)

    waiting = holders_of_age(session, date(2026, 1, 1))
    make.run(close_book, book=book, happened_on=date(2018, 9, 1), amount=TEN, purpose="Em vào đại học")

    assert (waiting.count, waiting.due) == (1, date(2020, 8, 1))
    assert holders_of_age(session, date(2026, 1, 1)).count == books_due(session, date(2026, 1, 1)).count == 0


def test_a_birthday_before_the_book_was_opened_says_nothing(session, make):
    given_book(make, child=make.child(birth_year=2001))

    assert coming_of_age(session, date(2018, 12, 1)) == []


def test_the_safe_waits_for_its_count_a_year_after_the_first_book_or_the_last_count(session, make):
    book = given_book(make)

    in_time, late = safe_to_count(session, DAY.replace(year=2019)), safe_to_count(session, date(2019, 3, 16))
    day = date(2019, 3, 20)
    make.run(count_books, by=make.user("cashier"), counted_on=day, books=[book], found=[book])

    assert (in_time.count, late.count, late.since) == (0, 1, DAY)
    assert safe_to_count(session, date(2020, 3, 20)).count == 0
    assert safe_to_count(session, date(2020, 3, 21)).count == 1
    handed_over(make, book, happened_on=day)
    assert safe_to_count(session, date(2026, 1, 1)).count == 0


def test_each_book_of_a_list_is_worth_its_own_face_value(session, make):
    gift = gift_of_books(make, count=2, value=15_000_000)
    ten = given_book(make, "1", donation=gift)
    five = given_book(make, "2", donation=gift, face_value=5_000_000)

    helped(make, [ten.child, five.child], gift.campaign)

    values = session.execute(select(DisbursementPart.value).order_by(DisbursementPart.id)).scalars().all()
    assert values == [TEN, 5_000_000]
    assert [len(help_for(session, book)) for book in (ten, five)] == [1, 1]
