"""Fill savings books with hostile texts wherever somebody can type, through the operations."""

from datetime import date

from book_steps import facts, gift_of_books, given_book, handed_over
from make import Make

from tracker.models.helping.savings_books import Custody
from tracker.operations.helping.savings_book_counts import count_books
from tracker.operations.helping.savings_book_losses import report_lost
from tracker.operations.helping.savings_book_money import withdraw
from tracker.operations.helping.savings_books import correct_book
from tracker.operations.proving.paper_copies import print_book_minutes
from tracker.queries.helping.savings_book_counts import books_to_count

DAY = date(2019, 1, 2)


def evil_savings(make: Make, evil: str, short: str) -> list[str]:
    """Let one hostile book go to a hostile family, one be lost, one wait; give addresses that few links lead to."""
    child = make.child(evil)
    gift = gift_of_books(make, count=3, value=None)
    said = {"donation": gift, "child": child, "opened_on": date(2018, 1, 2), "bank": evil, "branch": evil}
    said |= {"guardian": evil, "remark": evil}
    family, lost, waiting = (given_book(make, f"{number} {short}", **said) for number in (1, 2, 3))
    also = {name: said[name] for name in ("opened_on", "bank", "branch", "guardian", "remark")}
    make.run(correct_book, book=family, facts=facts(f"7 {short}", **also))
    handed_over(make, family, held_by=evil, happened_on=DAY, remark=evil)
    make.run(print_book_minutes, by=make.user("cashier"), book=family)
    make.run(withdraw, book=family, happened_on=DAY, amount=1_000, purpose=evil)
    counted = {"books": books_to_count(make.session), "found": [waiting], "remark": evil}
    make.run(count_books, by=make.user("cashier"), counted_on=DAY, **counted)
    make.run(report_lost, book=lost, happened_on=DAY, remark=evil)
    other = given_book(make, "9", custody=Custody.OTHER, held_by=evil)
    return [
        f"/savings-books/{family.id}/copies/1.pdf",
        *(f"/savings-books/{book.id}" for book in (family, lost, waiting, other)),
        f"/savings-books/{waiting.id}/hand-over",
        f"/savings-books/{lost.id}/reissue",
        f"/savings-books/{waiting.id}/move",
    ]
