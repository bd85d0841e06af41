"""List children's savings books, record and correct them, show one with all that happened, hand it over."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.children import Child
from tracker.models.helping.savings_books import BookOrigin, Custody, SavingsBook
from tracker.models.proving.paper_copies import PaperKind
from tracker.operations.helping.savings_book_custody import hand_over_book
from tracker.operations.helping.savings_books import correct_book, open_book
from tracker.operations.proving.paper_copies import print_book_minutes
from tracker.queries.helping.children import guardians_of_all
from tracker.queries.helping.disbursements import list_of_help
from tracker.queries.helping.savings_book_lists import (
    BookState,
    banks_of_books,
    books_listed,
    help_for,
    sum_of_books,
)
from tracker.queries.same import kept
from tracker.web.forms.helping.savings_books import BookFilter, BookForm, HandOverForm, NewBookForm
from tracker.web.forms.ids import id_of
from tracker.web.helping.book_pages import book_page, note_seen, sees_names
from tracker.web.paging import paged
from tracker.web.proving.paper_pages import address, copy_response, printed
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("savings_books", __name__, url_prefix="/savings-books")


def book_or_404(book_id: int) -> SavingsBook:
    """Give a book; 404 where there is none."""
    return db.session().get(SavingsBook, book_id) or abort(404)


@bp.get("")
@needs("savings_books.read")
def index() -> ResponseReturnValue:
    """List the books by the end of their terms, narrowed by who keeps them, bank, maturity, and words."""
    session, form = db.session(), BookFilter.of_request()
    wanted = form.wanted(by_name=sees_names())
    asked = books_listed(session, wanted, today())
    by = (SavingsBook.matures_on, SavingsBook.id)
    page = paged(session, asked, by=by, cursor=request.args.get("cursor"), descending=False)
    form.bank.choices = [SelectChoice("", _("All")), *(SelectChoice(bank, bank) for bank in banks_of_books(session))]
    return render_template(
        "savings_books/index.html",
        form=form,
        page=page,
        rows=[(row[0], row[1], row[2]) for row in page.rows],
        state=wanted.state,
        states=BookState,
        narrowed=bool(wanted.text or wanted.custody or wanted.bank or wanted.until),
        sums=sum_of_books(session, wanted, today()),
        custodies=Custody,
        names=sees_names(),
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("savings_books.record")
def new() -> ResponseReturnValue:
    """Record a book in a child's name."""
    form = NewBookForm.of_request(**_begun())
    if form.sent_and_valid() and (book := save(form, open_book)):
        flash(_("The savings book is recorded."))
        return redirect(url_for(".show", book_id=book.id))
    return render_template("savings_books/new.html", form=form), 422 if form.is_submitted() else 200


def _begun() -> dict[str, Any]:
    """Begin with the child and the gift that the address names, and with who stands by the child."""
    session, key = db.session(), id_of(request.args.get("child"))
    child = session.get(Child, key) if key is not None else None
    guardians = guardians_of_all(session, [child.id]).get(child.id, []) if child is not None and sees_names() else []
    values: dict[str, Any] = {"donation": id_of(request.args.get("donation")), "child": key}
    return values | ({"guardian": guardians[0].full_name} if guardians else {})


@bp.get("/<int:book_id>")
@needs("savings_books.read")
def show(book_id: int) -> ResponseReturnValue:
    """Show a book, who keeps it, what is in it, and all that happened to it."""
    return book_page(book_or_404(book_id))


@bp.route("/<int:book_id>/edit", methods=["GET", "POST"])
@needs("savings_books.record")
def edit(book_id: int) -> ResponseReturnValue:
    """Correct what is said of a book; what was before stays in the history."""
    book = book_or_404(book_id)
    form = BookForm.of_request(obj=book, remark=book.note)
    if form.sent_and_valid() and save(form, correct_book, book=book):
        flash(_("The savings book is corrected."))
        return redirect(url_for(".show", book_id=book_id))
    return render_template("savings_books/edit.html", form=form, book=book_or_404(book_id)), (
        422 if form.is_submitted() else 200
    )


@bp.route("/<int:book_id>/hand-over", methods=["GET", "POST"])
@needs("savings_books.hand_over")
def hand_over(book_id: int) -> ResponseReturnValue:
    """Hand a book over to the family by the help of a settled sheet; no entry follows."""
    session, book = db.session(), book_or_404(book_id)
    help_given = [(given, list_of_help(session, given)) for given in help_for(session, book)]
    form = HandOverForm.of_request(
        held_by=book.guardian, disbursement=help_given[0][0].id if len(help_given) == 1 else None
    )
    form.disbursement.choices = [
        SelectChoice(str(given.id), f"{given.given_on:%d/%m/%Y} · {handout.code} · {handout.name}")
        for given, handout in help_given
    ]
    if form.sent_and_valid() and save(form, hand_over_book, book=book):
        flash(_("The book is handed over. Print the minutes for both to sign."))
        return redirect(url_for(".show", book_id=book_id))
    book = book_or_404(book_id)
    page = render_template(
        "savings_books/hand_over.html",
        form=form,
        book=book,
        child=kept(db.session(), book.child),
        there=bool(help_given),
        given_book=book.origin == BookOrigin.GIVEN,
        names=sees_names(),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/<int:book_id>/print")
@needs("savings_books.print")
def print_copy(book_id: int) -> ResponseReturnValue:
    """Record a print of the minutes of handing over and lead to its paper."""
    to_copy, back = address(".copy_pdf", book_id=book_id), url_for(".show", book_id=book_id)
    return printed(print_book_minutes, to_copy, back, book=book_or_404(book_id))


@bp.get("/<int:book_id>/copies/<int:number>.pdf")
@needs("children.names")
def copy_pdf(book_id: int, number: int) -> ResponseReturnValue:
    """Give a print of the minutes as it left the office; it names the child, so who opens it is noted.

    Nobody opens those of a child who was anonymised.
    """
    if kept(db.session(), book_or_404(book_id).child).anonymised_on is not None:
        abort(404)
    answer = copy_response(PaperKind.BOOK_MINUTES, book_id, number, f"savings-book-{book_id}")
    note_seen(book_id, "savings_books.copy")
    return answer
