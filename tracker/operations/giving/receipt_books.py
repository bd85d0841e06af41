"""Give handwritten receipt books out, and say of each number what became of it (DOMAIN.md §1.3)."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day
from tracker.ground.names import clean_name, clean_reason, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipt_books import BookLeaf, BookLeafState, ReceiptBook
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.queries.giving.donations import is_corrected, parts_of
from tracker.queries.giving.receipt_books import handwritten_of, leaf_of, leaves_of, overlapping
from tracker.queries.giving.receipts import is_void, last_receipt
from tracker.queries.journal import VND

#: A book holds no more numbers than this.
MOST_NUMBERS = 1000
#: The largest number that a book bears.
MOST_NUMBER = 9_999_999


def give_book(
    session: Session, *, by: User, label: str, first_number: int, last_number: int, holder: str, given_on: date
) -> ReceiptBook:
    """Give a book with its range of numbers to a person, who answers for each of them.

    Refuses a range that is none or has more than 1.000 numbers, and one that shares a number with
    another book of the same label.
    """
    label = clean_name(label, field="label", at_most=20)
    holder = clean_name(holder, field="holder")
    refuse_unlikely_day(given_on, "given_on")
    _refuse_range(first_number, last_number)
    other = overlapping(session, label, first_number, last_number)
    if other is not None:
        text = N_("Numbers %(first)s to %(last)s of “%(label)s” are in another book already, given to %(holder)s.")
        first, last = other.first_number, other.last_number
        raise Refused("first_number", text, first=first, last=last, label=label, holder=other.holder)
    book = ReceiptBook(
        label=label,
        first_number=first_number,
        last_number=last_number,
        holder=holder,
        given_on=given_on,
        given_by=by.id,
    )
    session.add(book)
    session.flush()
    return book


def _refuse_range(first_number: int, last_number: int) -> None:
    if first_number < 1 or first_number > MOST_NUMBER:
        raise Refused("first_number", N_("The first number of a book is at least 1."))
    if last_number < first_number:
        raise Refused("last_number", N_("The last number comes before the first."))
    if last_number - first_number >= MOST_NUMBERS:
        raise Refused("last_number", N_("A book has at most 1.000 numbers."))


def use_number(
    session: Session, *, by: User, book: ReceiptBook, number: int, donation: Donation, note: str = ""
) -> BookLeaf:
    """Say for which gift a number was written; it is the receipt of that gift's money.

    Refuses a number that is not the book's or has ended, a gift without money, one that was put
    right, one from before the book was given out, and one that has a receipt already: a gift gets one.
    """
    _refuse_ended(session, book, number)
    _refuse_unfit(session, book, donation)
    return _end(session, by, book, number, BookLeafState.USED, donation=donation, note=note)


def _refuse_unfit(session: Session, book: ReceiptBook, donation: Donation) -> None:
    if not any(part.item == VND for part in parts_of(session, donation)):
        raise Refused("donation", N_("This gift has no money."))
    if is_corrected(session, donation) is not None:
        raise Refused("donation", N_("This gift was corrected; the right one gets the receipt."))
    if donation.received_on < book.given_on:
        text = N_("The gift came on %(day)s, before the book was given out.")
        raise Refused("donation", text, day=show_day(donation.received_on))
    _refuse_second_receipt(session, donation)


def _refuse_second_receipt(session: Session, donation: Donation) -> None:
    printed = last_receipt(session, donation, SeriesCode.BL)
    if printed is not None and not is_void(session, printed):
        text = N_("This gift has the receipt %(receipt)s; a gift gets one receipt.")
        raise Refused("donation", text, receipt=printed.code)
    written = handwritten_of(session, donation)
    if written is not None:
        raise Refused("donation", N_("This gift has the handwritten receipt %(receipt)s."), receipt=written.code)


def void_number(session: Session, *, by: User, book: ReceiptBook, number: int, note: str) -> BookLeaf:
    """Say that a number was torn or spoilt, and how; the paper stays in the book, crossed out."""
    _refuse_ended(session, book, number)
    note = clean_reason(note, field="note")
    return _end(session, by, book, number, BookLeafState.VOID, note=note)


def end_rest(session: Session, *, by: User, book: ReceiptBook) -> ReceiptBook:
    """Say that all numbers of which nobody said anything were never filled: the book is back and closed."""
    there = leaves_of(session, book)
    left = [number for number in range(book.first_number, book.last_number + 1) if number not in there]
    if not left:
        raise Refused(None, N_("Every number of this book has ended."))
    session.add_all([_leaf(by, book, number, BookLeafState.UNUSED) for number in left])
    session.flush()
    return book


def mend_number(
    session: Session,
    *,
    by: User,
    book: ReceiptBook,
    number: int,
    state: BookLeafState,
    note: str,
    donation: Donation | None = None,
) -> BookLeaf:
    """Say what really became of a number of which something wrong was entered; the wrong word stays to be seen.

    Refuses a number that is still open, a reason that is missing, the same said again, and a gift
    that `use_number` would refuse.
    """
    _refuse_outside(book, number)
    wrong = leaf_of(session, book, number)
    if wrong is None:
        raise Refused("number", N_("Number %(number)s is still open: enter it."), number=number)
    note = clean_reason(note, field="note")
    if (state == BookLeafState.USED) != (donation is not None):
        raise Refused("state", N_("Choose the gift that the number was written for."))
    if (state, donation.id if donation else None) == (wrong.state, wrong.donation_id):
        raise Refused("state", N_("That is what stands there already."))
    if donation is not None:
        _refuse_unfit(session, book, donation)
    return _end(session, by, book, number, state, donation=donation, note=note, replaces=wrong)


def _refuse_ended(session: Session, book: ReceiptBook, number: int) -> None:
    _refuse_outside(book, number)
    if leaf_of(session, book, number) is not None:
        raise Refused("number", N_("Number %(number)s has ended already."), number=number)


def _refuse_outside(book: ReceiptBook, number: int) -> None:
    if not book.first_number <= number <= book.last_number:
        text = N_("The book has the numbers %(first)s to %(last)s.")
        raise Refused("number", text, first=book.first_number, last=book.last_number)


def _end(
    session: Session,
    by: User,
    book: ReceiptBook,
    number: int,
    state: BookLeafState,
    *,
    donation: Donation | None = None,
    note: str = "",
    replaces: BookLeaf | None = None,
) -> BookLeaf:
    leaf = _leaf(by, book, number, state, donation, clean_text(note, field="note", at_most=200))
    leaf.replaces_id = replaces.id if replaces else None
    session.add(leaf)
    session.flush()
    return leaf


def _leaf(
    by: User, book: ReceiptBook, number: int, state: BookLeafState, donation: Donation | None = None, note: str = ""
) -> BookLeaf:
    return BookLeaf(
        book_id=book.id,
        number=number,
        state=state,
        donation_id=donation.id if donation else None,
        note=note,
        by_id=by.id,
        at=now(),
    )
