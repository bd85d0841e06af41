"""Say who keeps a savings book: hand it over to the family by help that was given, move it, or talk it over."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.money import show_dong
from tracker.ground.names import clean_name, clean_reason, clean_remark
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.disbursements import Disbursement, DisbursementPart
from tracker.models.helping.handouts import HelpKind
from tracker.models.helping.savings_books import BookEvent, BookEventKind, BookOrigin, Custody, SavingsBook
from tracker.models.users import User
from tracker.operations.helping.savings_book_events import (
    Said,
    keep_event,
    keeper,
    refuse_closed_book,
    refuse_lost_book,
)
from tracker.queries.helping.disbursements import is_taken_back
from tracker.queries.helping.savings_books import BOOK, hand_over_of, is_lost
from tracker.queries.journal import VND
from tracker.queries.same import kept


def hand_over_book(
    session: Session,
    *,
    by: User,
    book: SavingsBook,
    disbursement: Disbursement,
    happened_on: date,
    held_by: str,
    remark: str = "",
) -> BookEvent:
    """Hand a book over to the family by help that a settled sheet gave; it posts nothing more.

    The help is of kind savings book, for the same child and campaign, and stands: one BOOK for a given
    book, its face value in money for a bought one. Refuses help of which anything came back, help that
    handed another book over, a day before it was given, a lost book, and a second time.
    """
    refuse_closed_book(book)
    refuse_lost_book(session, book)
    if hand_over_of(session, book) is not None:
        raise Refused(None, N_("The book was handed over already."))
    _refuse_other_help(session, book, disbursement)
    if happened_on < disbursement.given_on:
        text = N_("It was given on %(day)s only.")
        raise Refused("happened_on", text, day=show_day(disbursement.given_on))
    said = Said(
        purpose=clean_remark(remark),
        custody=Custody.FAMILY,
        held_by=clean_name(held_by, field="held_by"),
        disbursement_id=disbursement.id,
    )
    return keep_event(session, by=by, book=book, kind=BookEventKind.HANDED_OVER, happened_on=happened_on, said=said)


def move_custody(
    session: Session,
    *,
    by: User,
    book: SavingsBook,
    happened_on: date,
    custody: str,
    held_by: str = "",
    remark: str = "",
) -> BookEvent:
    """Say that somebody else keeps a book from a day on; a lost one is found again by it.

    Refuses who keeps it already, and the family before the book was handed over to it by a settled sheet.
    """
    refuse_closed_book(book)
    to, name = Custody(custody), keeper(Custody(custody), held_by)
    if to == Custody.FAMILY and hand_over_of(session, book) is None:
        raise Refused("custody", N_("A book goes to the family by a settled list only: hand it over."))
    if (str(to), name) == (book.custody, book.held_by) and not is_lost(session, book):
        raise Refused("custody", N_("The book is there already."))
    said = Said(purpose=clean_remark(remark), custody=to, held_by=name)
    return keep_event(session, by=by, book=book, kind=BookEventKind.MOVED, happened_on=happened_on, said=said)


def look_after_book(session: Session, *, by: User, book: SavingsBook, happened_on: date, remark: str) -> BookEvent:
    """Note what was agreed with the family as the holder comes of age; the book stays where it is."""
    said = Said(purpose=clean_reason(remark, field="remark"))
    return keep_event(session, by=by, book=book, kind=BookEventKind.MOVED, happened_on=happened_on, said=said)


def _refuse_other_help(session: Session, book: SavingsBook, given: Disbursement) -> None:
    if given.kind != HelpKind.SAVINGS_BOOK:
        raise Refused("disbursement", N_("This help is no savings book."))
    if kept(session, given.child).id != kept(session, book.child).id:
        raise Refused("disbursement", N_("This help was given to another child."))
    if given.campaign_id != book.campaign_id:
        raise Refused("disbursement", N_("This help is of another campaign than the book."))
    used = session.scalar(select(BookEvent.book_id).where(BookEvent.disbursement_id == given.id))
    if used is not None:
        raise Refused("disbursement", N_("Another book was handed over by this help."))
    asked = select(DisbursementPart).where(DisbursementPart.disbursement_id == given.id)
    parts = session.scalars(asked).all()
    if any(is_taken_back(session, part) for part in parts):
        raise Refused("disbursement", N_("This help came back."))
    _refuse_other_parts(book, [(part.item, part.quantity) for part in parts])


def _refuse_other_parts(book: SavingsBook, parts: list[tuple[str, int]]) -> None:
    if book.origin == BookOrigin.GIVEN and parts != [(BOOK, 1)]:
        raise Refused("disbursement", N_("A given book is handed over by help of one book and nothing else."))
    if book.origin == BookOrigin.BOUGHT and parts != [(VND, book.face_value)]:
        text = N_("A bought book is handed over by help of %(amount)s, its face value, and nothing else.")
        raise Refused("disbursement", text, amount=show_dong(book.face_value))
