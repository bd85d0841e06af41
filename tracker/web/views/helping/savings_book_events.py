"""Record what happened to a savings book: it moved, bore interest, was renewed, lost, reissued, closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.models.helping.savings_books import BookEvent, Custody, SavingsBook
from tracker.operations.helping.savings_book_custody import look_after_book, move_custody
from tracker.operations.helping.savings_book_losses import reissue_book, report_lost
from tracker.operations.helping.savings_book_money import close_book, record_interest, renew_book, withdraw
from tracker.queries.helping.savings_books import hand_over_of, money_of
from tracker.queries.same import kept
from tracker.web.forms.base import Form
from tracker.web.forms.helping.savings_book_events import (
    CloseForm,
    InterestForm,
    LostForm,
    MoveForm,
    ReissueForm,
    RenewForm,
    TalkForm,
    WithdrawForm,
)
from tracker.web.helping.book_pages import sees_names
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("savings_book_events", __name__, url_prefix="/savings-books")


@dataclass(frozen=True)
class Act:
    """One kind of event: its form, its operation, and what the page says (msgids)."""

    form: type[Form]
    operation: Callable[..., BookEvent]
    title: str
    done: str
    hint: str = ""


#: The last part of the address → what is recorded there.
ACTS = {
    "move": Act(MoveForm, move_custody, N_("Somebody else keeps it"), N_("It is recorded who keeps the book.")),
    "talk": Act(
        TalkForm,
        look_after_book,
        N_("Talked over with the family"),
        N_("What was agreed is recorded."),
        N_("As the holder turns 16 or 18: who keeps the book, who acts at the bank, what the money is for."),
    ),
    "interest": Act(
        InterestForm, record_interest, N_("Record the book's interest"), N_("The book's interest is recorded.")
    ),
    "withdraw": Act(
        WithdrawForm,
        withdraw,
        N_("Record a withdrawal"),
        N_("The withdrawal is recorded."),
        N_("The money is the child's: say what it is for. It never comes into a till of the fund."),
    ),
    "renew": Act(RenewForm, renew_book, N_("Renew"), N_("The new term is recorded.")),
    "lost": Act(
        LostForm,
        report_lost,
        N_("Lost or spoilt"),
        N_("The book is lost. Ask the bank for a new one."),
        N_("The bank keeps the money; record the new number once it has given another book."),
    ),
    "reissue": Act(ReissueForm, reissue_book, N_("The bank's new book"), N_("The new number is recorded.")),
    "close": Act(
        CloseForm,
        close_book,
        N_("Close the book"),
        N_("The book is closed."),
        N_("Record the last interest first. The money goes to the child, never to the fund."),
    ),
}


@bp.route("/<int:book_id>/<act>", methods=["GET", "POST"])
@needs("savings_books.record")
def record(book_id: int, act: str) -> ResponseReturnValue:
    """Record what happened to a book."""
    what, book = ACTS.get(act) or abort(404), db.session().get(SavingsBook, book_id) or abort(404)
    form = what.form.of_request(**_begun(book, act))
    if "custody" in form and hand_over_of(db.session(), book) is None:
        form["custody"].choices = [row for row in form["custody"].choices if row.value != Custody.FAMILY.value]
    if form.sent_and_valid() and save(form, what.operation, book=book):
        flash(_(what.done))
        return redirect(url_for("savings_books.show", book_id=book_id))
    session = db.session()
    book = session.get(SavingsBook, book_id) or abort(404)
    page = render_template(
        "savings_books/event.html",
        form=form,
        act=act,
        what=what,
        book=book,
        child=kept(session, book.child),
        money=money_of(session, book),
        names=sees_names(),
    )
    return page, 422 if form.is_submitted() else 200


def _begun(book: SavingsBook, act: str) -> dict[str, Any]:
    """Begin with what is likely: the same term again, all that is in the book, the bank's day."""
    if act == "renew":
        on = min(book.matures_on, today())
        return {"term_months": book.term_months, "rate": book.rate, "happened_on": on}
    if act == "close":
        return {"amount": money_of(db.session(), book).left or None}
    return {}
