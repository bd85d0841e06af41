"""Count the savings books in the fund's safe, as once a year."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day
from tracker.ground.names import clean_remark
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.savings_books import BookCount, BookCountLine, SavingsBook
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.operations.helping.savings_book_events import last_move
from tracker.queries.helping.savings_books import in_safe


def count_books(
    session: Session,
    *,
    by: User,
    counted_on: date,
    books: Collection[SavingsBook],
    found: Collection[SavingsBook],
    remark: str = "",
) -> BookCount:
    """Keep a count of the safe: of the books that must be there (`books`) those that were found.

    Refuses an empty safe, a list of books that is no longer what must be there, and a day before the
    last of them came in. A book that is missing stays in custody until somebody reports it lost.
    """
    refuse_unlikely_day(counted_on, "counted_on")
    there = list(session.scalars(in_safe().order_by(SavingsBook.id)))
    if not there:
        raise Refused(None, N_("No book is in the safe."))
    keys = {book.id for book in there}
    if {book.id for book in books} != keys or not {book.id for book in found} <= keys:
        raise Refused(None, N_("Books came or went meanwhile. Look at the list again."))
    last = last_move(session, *there)
    if last is not None and counted_on < last:
        raise Refused("counted_on", N_("A book came into the safe on %(day)s only."), day=show_day(last))
    count = BookCount(counted_on=counted_on, note=clean_remark(remark), by_id=by.id, at=now())
    session.add(count)
    session.flush()
    seen = {book.id for book in found}
    session.add_all(BookCountLine(count_id=count.id, book_id=key, found=key in seen) for key in sorted(keys))
    session.flush()
    return count
