"""Record savings books and correct what is said of them. No entry is posted: the money in a book is the child's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import add_months, show_day
from tracker.ground.money import show_dong, show_number
from tracker.ground.names import clean_name, clean_text, fold
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.helping.savings_books import BookEvent, BookEventKind, BookOrigin, Custody, SavingsBook
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.operations.helping.savings_book_events import Said, keep_event, keeper, refuse_closed_book
from tracker.operations.journal import note
from tracker.queries.giving.donations import given_back, is_corrected, parts_of
from tracker.queries.helping.savings_books import BOOK, books_numbered
from tracker.queries.same import kept, leading_id

#: Longest term in months, and highest rate in hundredths of a percent: more is a slip of the pen.
LONGEST, HIGHEST = 600, 3000


@dataclass(frozen=True)
class BookFacts:
    """What stands in a savings book: whole đồng, months, interest a year in hundredths of a percent."""

    bank: str
    number: str
    face_value: int
    opened_on: date
    term_months: int
    rate: int
    guardian: str
    branch: str = ""
    remark: str = ""


def open_book(
    session: Session,
    *,
    by: User,
    child: Child,
    campaign: Campaign,
    facts: BookFacts,
    origin: str,
    donor: Donor | None = None,
    donation: Donation | None = None,
    custody: str = Custody.SAFE,
    held_by: str = "",
) -> SavingsBook:
    """Record a book in a child's name, kept by the fund, the bank or somebody else until it is handed over.

    A given book is one of a gift in kind (item BOOK, worth its face value), which names its donor; a
    bought one is none, and may name a donor. Refuses a number that the bank gave another book, a gift
    of which every book is recorded, a face value above what is left of the gift's, and the family as
    who keeps it: a book gets there by a settled sheet only (`hand_over_book`).
    """
    child = kept(session, child)
    refuse_anonymised(child)
    values = _clean(session, facts, None)
    if custody == Custody.FAMILY:
        raise Refused("custody", N_("A book goes to the family by a settled list only: hand it over afterwards."))
    giver, came_on = _giver(session, campaign, facts, origin, donor, donation)
    book = SavingsBook(
        child_id=child.id,
        campaign_id=campaign.id,
        origin=str(BookOrigin(origin)),
        donor_id=leading_id(giver) if giver is not None else None,
        donation_id=donation.id if donation is not None else None,
        custody=str(custody),
        held_by=keeper(Custody(custody), held_by),
        recorded_by=by.id,
        **values,
    )
    session.add(book)
    session.flush()
    said = Said(amount=book.face_value, custody=Custody(custody), held_by=book.held_by, number=book.number)
    keep_event(session, by=by, book=book, kind=BookEventKind.OPENED, happened_on=came_on, said=said)
    return book


def correct_book(session: Session, *, by: User, book: SavingsBook, facts: BookFacts) -> SavingsBook:
    """Correct what is said of a book; who, when, old and new are kept.

    Refuses a closed book, a number that the bank gave another, and another face value, opening, term or rate once
    anything happened to the book: what followed was reckoned with them.
    """
    refuse_closed_book(book)
    refuse_anonymised(kept(session, book.child))
    values = _clean(session, facts, book)
    firm = ("face_value", "opened_on", "term_months", "rate", "matures_on")
    if any(getattr(book, name) != values[name] for name in firm):
        asked = select(func.count()).where(BookEvent.book_id == book.id, BookEvent.kind != BookEventKind.OPENED)
        if session.scalar(asked):
            raise Refused(None, N_("Something happened to this book already: face value, day, term and rate stay."))
        _refuse_over_gift(session, book, values["face_value"])
    note(session, by=by, record=book, changes=values)
    return book


def _clean(session: Session, facts: BookFacts, book: SavingsBook | None) -> dict[str, Any]:
    refuse_unlikely_day(facts.opened_on, "opened_on")
    if facts.face_value < 1:
        raise Refused("face_value", N_("“%(value)s”: the number must be at least 1."), value=facts.face_value)
    if not 1 <= facts.term_months <= LONGEST:
        text = N_("“%(value)s”: a term has 1 to %(most)s months.")
        raise Refused("term_months", text, value=show_number(facts.term_months), most=LONGEST)
    if not 0 <= facts.rate <= HIGHEST:
        raise Refused("rate", N_("No bank pays so much: at most %(most)s percent a year."), most=HIGHEST // 100)
    bank = clean_name(facts.bank, field="bank")
    values: dict[str, Any] = {
        "bank": bank,
        "branch": clean_text(facts.branch, field="branch", at_most=200),
        "number": clean_number(session, bank, facts.number, book),
        "face_value": facts.face_value,
        "opened_on": facts.opened_on,
        "term_months": facts.term_months,
        "rate": facts.rate,
        "guardian": clean_name(facts.guardian, field="guardian"),
        "note": clean_text(facts.remark, field="remark", at_most=2000, many_lines=True),
    }
    stays = book is not None and (book.opened_on, book.term_months) == (facts.opened_on, facts.term_months)
    matures_on = book.matures_on if book is not None and stays else add_months(facts.opened_on, facts.term_months)
    return values | {"matures_on": matures_on}


def clean_number(session: Session, bank: str, number: str, book: SavingsBook | None) -> str:
    """Clean a book's number; refuse one that the bank gave another book, now or before that one was lost."""
    number = clean_name(number, field="number", at_most=40)
    for other in session.scalars(books_numbered(number)):
        if (book is None or other.id != book.id) and fold(other.bank) == fold(bank):
            raise Refused("number", N_("%(bank)s has another book of number %(number)s."), bank=bank, number=number)
    return number


def _giver(
    session: Session,
    campaign: Campaign,
    facts: BookFacts,
    origin: str,
    donor: Donor | None,
    donation: Donation | None,
) -> tuple[Donor | None, date]:
    """Give who gave a book, and the day on which it came."""
    if origin == BookOrigin.BOUGHT:
        if donation is not None:
            raise Refused("donation", N_("A book opened with a campaign's money is no gift in kind."))
        return donor, facts.opened_on
    if donation is None:
        raise Refused("donation", N_("Choose the gift by which the book came."))
    if donation.campaign_id != campaign.id:
        raise Refused("donation", N_("This gift is for %(campaign)s."), campaign=donation.campaign.name)
    if donor is not None and leading_id(donor) != leading_id(donation.donor):
        raise Refused("donor", N_("This gift is of %(donor)s."), donor=donation.donor.full_name)
    if donation.received_on < facts.opened_on:
        raise Refused("donation", N_("This gift came on %(day)s already."), day=show_day(donation.received_on))
    count, worth = books_of_gift(session, donation)
    if count < 1:
        raise Refused("donation", N_("Every book of this gift is recorded already."))
    _refuse_worth(worth, facts.face_value)
    return donation.donor, donation.received_on


def books_of_gift(session: Session, donation: Donation, but: SavingsBook | None = None) -> tuple[int, int | None]:
    """Give how many books of a gift are not recorded yet, and their worth (whole đồng, None where nobody knows).

    Refuses a gift that was put right by another. What went back to its donor counts no more; then
    nobody knows what the rest is worth.
    """
    if is_corrected(session, donation) is not None:
        raise Refused("donation", N_("This gift was corrected; choose the right one."))
    books = [part for part in parts_of(session, donation) if part.item == BOOK]
    back = sum(given_back(session, part) for part in books)
    recorded = select(func.count(), func.coalesce(func.sum(SavingsBook.face_value), 0))
    recorded = recorded.where(SavingsBook.donation_id == donation.id, SavingsBook.id != (but.id if but else 0))
    count, amount = session.execute(recorded).one()
    known = not back and all(part.value is not None for part in books)
    worth = sum(part.value or 0 for part in books) - int(amount) if known else None
    return sum(part.quantity for part in books) - back - int(count), worth


def _refuse_over_gift(session: Session, book: SavingsBook, face_value: int) -> None:
    if book.donation_id is not None:
        donation = session.get_one(Donation, book.donation_id)
        _refuse_worth(books_of_gift(session, donation, book)[1], face_value)


def _refuse_worth(worth: int | None, face_value: int) -> None:
    if worth is not None and face_value > worth:
        text = N_("The books of this gift that are not recorded yet are worth %(worth)s.")
        raise Refused("face_value", text, worth=show_dong(worth))
