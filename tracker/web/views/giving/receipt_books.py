"""Give handwritten receipt books out, and say number by number what became of them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import show_day
from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipt_books import BookLeafState, ReceiptBook
from tracker.models.users import User
from tracker.operations.giving.receipt_books import end_rest, give_book, mend_number, use_number, void_number
from tracker.queries.giving.donations import parts_of_all
from tracker.queries.giving.receipt_book_gifts import gifts_for, last_gift, next_open
from tracker.queries.giving.receipt_books import books_listed, leaf_of, leaves_of, rows_of_books, told_of
from tracker.queries.user_lists import names_of
from tracker.web.forms.giving.receipt_books import (
    BookFilter,
    BookForm,
    GiftsFilter,
    MendForm,
    RestForm,
    UseForm,
    VoidNumberForm,
)
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("receipt_books", __name__, url_prefix="/receipt-books")

#: So many gifts are offered on one page.
OFFERED = 20


@bp.get("")
@needs("receipt_books.read")
def index() -> ResponseReturnValue:
    """List the books, the latest first, with how many numbers are open."""
    session, form = db.session(), BookFilter.of_request()
    sent = form.sent()
    asked = books_listed(str(sent.get("q", ""))[:200], only_open=sent.get("state") == "open")
    by = (ReceiptBook.given_on, ReceiptBook.id)
    page = paged(session, asked, by=by, cursor=request.args.get("cursor"))
    return render_template("receipt_books/index.html", form=form, page=page, rows=rows_of_books(session, page.rows))


@bp.route("/new", methods=["GET", "POST"])
@needs("receipt_books.give")
def new() -> ResponseReturnValue:
    """Give a book out."""
    form = BookForm.of_request()
    if form.sent_and_valid() and (book := save(form, give_book)):
        flash(_("The book is given to %(holder)s.", holder=book.holder))
        return redirect(url_for(".show", book_id=book.id))
    return render_template("receipt_books/new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/<int:book_id>")
@needs("receipt_books.read")
def show(book_id: int) -> ResponseReturnValue:
    """Show every number of a book: open, used with its gift, void, unused."""
    return _book(db.get_or_404(ReceiptBook, book_id))


@bp.post("/<int:book_id>/rest")
@needs("receipt_books.fill")
def rest(book_id: int) -> ResponseReturnValue:
    """Say that the numbers left were never filled."""
    book, form = db.get_or_404(ReceiptBook, book_id), RestForm.of_request()
    if form.sent_and_valid() and save(form, end_rest, book=book):
        flash(_("The book is back: every number has ended."))
        return redirect(url_for(".show", book_id=book_id))
    return _book(db.get_or_404(ReceiptBook, book_id), form)


def _book(book: ReceiptBook, form: RestForm | None = None) -> ResponseReturnValue:
    session = db.session()
    leaves = leaves_of(session, book)
    gifts = [leaf.donation_id for leaf in leaves.values() if leaf.donation_id is not None]
    page = render_template(
        "receipt_books/show.html",
        book=book,
        row=rows_of_books(session, [book])[0],
        leaves=leaves,
        parts=parts_of_all(session, gifts),
        people=names_of(session, {leaf.by_id for leaf in leaves.values()}),
        giver=session.get_one(User, book.given_by),
        next_number=next_open(session, book),
        form=form or RestForm(formdata=None),
        states=BookLeafState,
    )
    return page, 422 if form else 200


@bp.get("/<int:book_id>/numbers/<int:number>")
@needs("receipt_books.fill")
def number(book_id: int, number: int) -> ResponseReturnValue:
    """Ask what became of a number; of one that has ended the book tells it."""
    book = _of_book_or_404(book_id, number)
    if leaf_of(db.session(), book, number) is not None:
        return redirect(url_for(".show", book_id=book_id, _anchor=f"n{number}"))
    return _page(book, number)


@bp.route("/<int:book_id>/numbers/<int:number>/mend", methods=["GET", "POST"])
@needs("receipt_books.give")
def mend(book_id: int, number: int) -> ResponseReturnValue:
    """Say what really became of a number of which something wrong was entered."""
    book, form = _of_book_or_404(book_id, number), MendForm.of_request()
    if not told_of(db.session(), book, number):
        abort(404)
    if form.sent_and_valid() and (leaf := save(form, mend_number, book=book, number=number)):
        flash(_("Number %(number)s is mended.", number=leaf.code))
        return redirect(url_for(".show", book_id=book_id, _anchor=f"n{number}"))
    book = db.get_or_404(ReceiptBook, book_id)
    told = told_of(db.session(), book, number)
    people = names_of(db.session(), {leaf.by_id for leaf in told})
    page = render_template(
        "receipt_books/mend.html", form=form, told=told, people=people, states=BookLeafState, **_offered(book, number)
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/<int:book_id>/numbers/<int:number>/use")
@needs("receipt_books.fill")
def use(book_id: int, number: int) -> ResponseReturnValue:
    """Say for which recorded gift a number was written."""
    book, form = _of_book_or_404(book_id, number), UseForm.of_request()
    if form.sent_and_valid() and (leaf := save(form, use_number, book=book, number=number)):
        flash(_("Number %(number)s is used.", number=leaf.code))
        return _onward(book_id, number)
    return _page(db.get_or_404(ReceiptBook, book_id), number, use=form)


@bp.post("/<int:book_id>/numbers/<int:number>/void")
@needs("receipt_books.fill")
def void(book_id: int, number: int) -> ResponseReturnValue:
    """Say that a number is void."""
    book, form = _of_book_or_404(book_id, number), VoidNumberForm.of_request()
    if form.sent_and_valid() and (leaf := save(form, void_number, book=book, number=number)):
        flash(_("Number %(number)s is void.", number=leaf.code))
        return _onward(book_id, number)
    return _page(db.get_or_404(ReceiptBook, book_id), number, void=form)


def _of_book_or_404(book_id: int, number: int) -> ReceiptBook:
    book: ReceiptBook = db.get_or_404(ReceiptBook, book_id)
    if not book.first_number <= number <= book.last_number:
        abort(404)
    return book


def _onward(book_id: int, number: int) -> ResponseReturnValue:
    """Go on to the next open number, or back to the book when there is none."""
    following = next_open(db.session(), db.get_or_404(ReceiptBook, book_id), number)
    if following is None:
        return redirect(url_for(".show", book_id=book_id))
    return redirect(url_for(".number", book_id=book_id, number=following))


def _page(
    book: ReceiptBook, number: int, *, use: UseForm | None = None, void: VoidNumberForm | None = None
) -> ResponseReturnValue:
    before = last_gift(db.session(), book)
    begin = {"campaign": before.campaign_id, "day": show_day(before.received_on)} if before else {}
    drawn = render_template(
        "receipt_books/number.html",
        use=use or UseForm(formdata=None),
        void=void or VoidNumberForm(formdata=None),
        begin={"book": book.id, "number": number, "way": "cash", **begin},
        **_offered(book, number),
    )
    return drawn, 422 if use or void else 200


def _offered(book: ReceiptBook, number: int) -> dict[str, Any]:
    """Give a number with a page of the gifts that it may have been written for."""
    session, narrowing = db.session(), GiftsFilter.of_request()
    by = (Donation.received_on, Donation.id)
    asked = gifts_for(book, narrowing.wanted())
    page = paged(session, asked, by=by, cursor=request.args.get("cursor"), size=OFFERED)
    parts = parts_of_all(session, [gift.id for gift in page.rows])
    return {"book": book, "number": number, "filter": narrowing, "page": page, "parts": parts}
