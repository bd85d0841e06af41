"""Dress the page of a savings book: what waits, who is named, who looked at it."""

from dataclasses import replace

from flask import render_template

from tracker.ground.dates import today
from tracker.ground.money import show_dong
from tracker.ground.refusals import N_
from tracker.ground.shares import show_percent
from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.savings_books import BookEventKind, BookOrigin, Custody, SavingsBook
from tracker.models.proving.paper_copies import PaperKind
from tracker.operations.helping.accesses import record_access
from tracker.queries.giving.donations import is_corrected
from tracker.queries.helping.disbursements import list_of_help
from tracker.queries.helping.savings_book_tasks import SOON, coming_of_age
from tracker.queries.helping.savings_books import events_of, hand_over_of, is_lost, money_of
from tracker.queries.journal import history_of
from tracker.queries.proving.paper_copies import copies_of
from tracker.queries.same import kept
from tracker.queries.user_lists import names_of
from tracker.web.forms.base import Form
from tracker.web.history import Changed, told
from tracker.web.rights import current_user_record, may
from tracker.web.saving import write

#: Msgids of the fields that the history names.
LABELS = {
    "bank": N_("Bank"),
    "branch": N_("Branch"),
    "number": N_("Number of the book"),
    "face_value": N_("Face value"),
    "opened_on": N_("Opened on"),
    "term_months": N_("Term in months"),
    "rate": N_("Interest a year, in percent"),
    "matures_on": N_("Matures on"),
    "guardian": N_("Guardian"),
    "custody": N_("Kept by"),
    "held_by": N_("Name of who keeps it"),
    "closed_on": N_("Paid out on"),
    "note": N_("Note"),
}


def sees_names() -> bool:
    """Tell whether who asks may see names of children and of who stands by them; others see the code."""
    return may("children.names")


def note_seen(book_id: int, what: str) -> None:
    """Note that somebody opened what names a book's child."""
    write(record_access, by=current_user_record(), what=what, record_id=book_id)


def book_page(book: SavingsBook) -> str:
    """Draw a book's page; where it names the child, the look is noted once it is drawn."""
    book_id = book.id
    page = _drawn(book)
    if sees_names():
        note_seen(book_id, "savings_books.page")
    return page


def _drawn(book: SavingsBook) -> str:
    session, day, child = db.session(), today(), kept(db.session(), book.child)
    names = sees_names() and child.anonymised_on is None
    events, handed = events_of(session, book), hand_over_of(session, book)
    given = session.get(Disbursement, handed.disbursement_id) if handed is not None else None
    return render_template(
        "savings_books/show.html",
        book=book,
        child=child,
        donor=_donor(book),
        money=money_of(session, book),
        events=events,
        people=names_of(session, {event.by_id for event in events}),
        lost=is_lost(session, book),
        handed=handed,
        went_back=handed is None and any(event.kind == BookEventKind.HANDED_OVER for event in events),
        given=given,
        given_on_list=list_of_help(session, given) if given is not None else None,
        age=next(iter(coming_of_age(session, day, book)), None),
        due=book.closed_on is None and (book.matures_on - day).days <= SOON,
        right_gift=_right_gift(book),
        copies=copies_of(session, PaperKind.BOOK_MINUTES, book.id),
        history_rows=_history(book) if names else [],
        kinds=BookEventKind,
        custodies=Custody,
        origins=BookOrigin,
        print_form=Form.of_request(formdata=None),
        rate=f"{show_percent(book.rate)} %",
        names=names,
    )


def _donor(book: SavingsBook) -> Donor | None:
    return kept(db.session(), book.donor) if book.donor is not None else None


def _right_gift(book: SavingsBook) -> int | None:
    """Give the gift that stands in the place of the one by which a book came, where that one was put right."""
    session = db.session()
    gift = session.get(Donation, book.donation_id) if book.donation_id is not None else None
    right = is_corrected(session, gift) if gift is not None else None
    return right.id if right is not None else None


def _history(book: SavingsBook) -> list[Changed]:
    """Tell what was corrected, amounts and rates as people write them."""
    session = db.session()
    rows = told(session, history_of(session, "savings_books", book.id), labels=LABELS, choices={"custody": Custody})
    shown = {"face_value": show_dong, "rate": show_percent}
    return [
        replace(row, old=shown[row.change.field](int(row.old)), new=shown[row.change.field](int(row.new)))
        if row.change.field in shown
        else row
        for row in rows
    ]
