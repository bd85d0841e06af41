"""Print papers of the office: each print is recorded with all that it says, and always opens with the same bytes."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.papers import Paper, write_papers
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.helping.handouts import Sheet
from tracker.models.helping.savings_books import SavingsBook
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.models.proving.vouchers import Voucher
from tracker.models.users import User
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.queries.giving.donor_statement_papers import statement_paper
from tracker.queries.giving.donor_statements import statement_key, statement_of
from tracker.queries.giving.gift_papers import confirmation, thanks
from tracker.queries.giving.goods_minutes import goods_minutes
from tracker.queries.helping.savings_book_minutes import book_minutes
from tracker.queries.helping.sheet_minutes import sheet_minutes
from tracker.queries.office_papers import reprint
from tracker.queries.proving.day_lists import day_list
from tracker.queries.proving.paper_copies import last_number
from tracker.queries.proving.voucher_facts import VoucherFacts
from tracker.queries.proving.voucher_papers import papers_of
from tracker.queries.same import kept

#: The papers of a gift, and what each says.
GIFT_PAPERS = {
    PaperKind.CONFIRMATION: confirmation,
    PaperKind.THANKS: thanks,
    PaperKind.GOODS_MINUTES: goods_minutes,
}


def print_voucher(session: Session, *, by: User, voucher: Voucher) -> PaperCopy:
    """Print a voucher; that of a day with the list of its receipts, once the day is over.

    Refuses a day's voucher while the day goes on: another gift may still join it.
    """
    if voucher.account_id is not None and voucher.happened_on >= today():
        text = N_("%(voucher)s is printed when the day is over; until then print the list so far.")
        raise Refused(None, text, voucher=voucher.code)
    number = last_number(session, PaperKind.VOUCHER, voucher.id) + 1
    return _keep(session, by, PaperKind.VOUCHER, voucher.id, number, papers_of(session, voucher, reprint(number)))


def print_day_list(session: Session, *, by: User, voucher: Voucher) -> PaperCopy:
    """Print the list of a day's receipts while the day goes on: it says TẠM IN and the moment.

    Refuses a voucher that covers no day, and a day that is over: its voucher has the list.
    """
    if voucher.account_id is None:
        raise Refused(None, N_("%(voucher)s covers no day's receipts."), voucher=voucher.code)
    if voucher.happened_on < today():
        text = N_("%(day)s is over: print the voucher, the list belongs to it.")
        raise Refused(None, text, day=show_day(voucher.happened_on))
    number = last_number(session, PaperKind.DAY_LIST, voucher.id) + 1
    marks = ("TẠM IN",) if number == 1 else (f"TẠM IN LẦN {number}",)
    papers = [day_list(VoucherFacts(session, voucher), marks, now())]
    return _keep(session, by, PaperKind.DAY_LIST, voucher.id, number, papers)


def print_gift_paper(session: Session, *, by: User, donation: Donation, kind: PaperKind) -> PaperCopy:
    """Print a paper of one gift: confirmation, thank-you letter, or the minutes of its goods.

    Refuses a gift that was corrected or went back whole, and minutes of a gift without goods.
    """
    number = last_number(session, kind, donation.id) + 1
    paper = GIFT_PAPERS[kind](session, donation, today(), reprint(number))
    return _keep(session, by, kind, donation.id, number, [paper])


def print_statement(session: Session, *, by: User, donor: Donor, year: int) -> PaperCopy:
    """Print the statement of a donor's year, of all its records; it issues no receipt and is none.

    Refuses a year in which nothing came and nothing went back.
    """
    donor = kept(session, donor)
    key = statement_key(donor, year)
    number = last_number(session, PaperKind.STATEMENT, key) + 1
    paper = statement_paper(session, statement_of(session, donor, year), by, today(), reprint(number))
    return _keep(session, by, PaperKind.STATEMENT, key, number, [paper])


def print_sheet_minutes(session: Session, *, by: User, sheet: Sheet) -> PaperCopy:
    """Print the minutes by which a sheet's money and goods go to a school or commune; no child is named."""
    number = last_number(session, PaperKind.SHEET_MINUTES, sheet.id) + 1
    paper = sheet_minutes(session, sheet, now(), reprint(number))
    return _keep(session, by, PaperKind.SHEET_MINUTES, sheet.id, number, [paper])


def print_book_minutes(session: Session, *, by: User, book: SavingsBook) -> PaperCopy:
    """Print the minutes by which a savings book went to the family; they name the child, so printing is noted.

    Refuses those of a child who was anonymised.
    """
    refuse_anonymised(kept(session, book.child))
    number = last_number(session, PaperKind.BOOK_MINUTES, book.id) + 1
    paper = book_minutes(session, book, reprint(number))
    record_access(session, by=by, what="savings_books.print", record_id=book.id)
    return _keep(session, by, PaperKind.BOOK_MINUTES, book.id, number, [paper])


def keep_copy(session: Session, by: User, kind: PaperKind, record_id: int, number: int, said: str) -> PaperCopy:
    """Keep what one print says."""
    copy = PaperCopy(kind=str(kind), record_id=record_id, number=number, said=said, by_id=by.id, at=now())
    session.add(copy)
    session.flush()
    return copy


def _keep(
    session: Session, by: User, kind: PaperKind, record_id: int, number: int, papers: Sequence[Paper]
) -> PaperCopy:
    return keep_copy(session, by, kind, record_id, number, write_papers(papers))
