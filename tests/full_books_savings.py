"""Do one of everything that happens to savings books: opened, handed over, lost and reissued, closed, counted."""

from datetime import date

from book_steps import facts, gift_of_books, given_book, handed_over
from make import Make

from tracker.models.helping.savings_books import Custody
from tracker.operations.helping.savings_book_counts import count_books
from tracker.operations.helping.savings_book_custody import look_after_book
from tracker.operations.helping.savings_book_losses import reissue_book, report_lost
from tracker.operations.helping.savings_book_money import close_book, record_interest, renew_book, withdraw
from tracker.operations.helping.savings_books import correct_book
from tracker.operations.proving.paper_copies import print_book_minutes


def keep_books(make: Make) -> None:
    """Record three books of one gift; one goes to the family, one is lost, one is renewed and closed."""
    gift = gift_of_books(make, count=3, value=30_000_000)
    family, lost, closed = (given_book(make, f"AA {number}", donation=gift) for number in (1, 2, 3))
    make.run(correct_book, book=family, facts=facts("AA 01"))
    handed_over(make, family)
    make.run(print_book_minutes, by=make.user("cashier"), book=family)
    make.run(report_lost, book=lost, happened_on=date(2018, 6, 1), remark="Cháy nhà")
    made = {"number": "AB 2", "custody": Custody.SAFE}
    make.run(reissue_book, book=lost, happened_on=date(2018, 7, 1), **made)
    make.run(look_after_book, book=lost, happened_on=date(2018, 7, 2), remark="Đã nói với gia đình")
    make.run(record_interest, book=closed, happened_on=date(2019, 3, 15), amount=650_000)
    make.run(withdraw, book=closed, happened_on=date(2019, 3, 15), amount=600_000, purpose="Đóng học phí")
    make.run(renew_book, book=closed, happened_on=date(2019, 3, 15), term_months=12, rate=600)
    kept = [lost, closed]
    make.run(count_books, by=make.user("cashier"), counted_on=date(2019, 6, 1), books=kept, found=[lost])
    make.run(close_book, book=closed, happened_on=date(2019, 9, 1), amount=10_050_000, purpose="Em vào đại học")
