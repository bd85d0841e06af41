"""Show the books, and hand them out as files."""

from contextlib import ExitStack
from functools import partial

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.documents.ledger import FORMATS, Style, write_book
from tracker.ground.translations import LANGUAGES
from tracker.models.base import db
from tracker.models.journal import EntryKind
from tracker.operations.accesses import record_access
from tracker.queries.ledger_books import Book
from tracker.queries.settings import all_items
from tracker.queries.snapshots import snapshot
from tracker.web.forms.ledger import LedgerForm
from tracker.web.language import language_now
from tracker.web.ledger_pages import book_page
from tracker.web.rights import current_user_record, may, needs
from tracker.web.saving import write

bp = Blueprint("ledger", __name__, url_prefix="/ledger")


@bp.get("")
@needs("ledger.read")
def index() -> ResponseReturnValue:
    """Show a page of a book: the one asked for, or the first that this person may see."""
    books = [book for book in Book if may(book.right)]
    book = _asked_book(books)
    session = db.session()
    form = LedgerForm.of_book(book, session)
    with snapshot(db.engine) as moment:
        page = book_page(
            moment,
            book,
            form.wanted(session),
            cursor=request.args.get("cursor"),
            upward=request.args.get("order") == "up",
            names=may("donors.read"),
        )
    return render_template(
        "ledger/index.html",
        book=book,
        books=books,
        form=form,
        narrowed=bool(form.address().keys() - {"till", "item"}),
        page=page,
        items=all_items(session),
        kinds=EntryKind,
        formats=FORMATS,
    )


def _asked_book(books: list[Book]) -> Book:
    """Give the book named in the address; 404 for none of ours, 403 for one that is not this person's."""
    asked = request.args.get("book") or books[0].value
    if asked not in [book.value for book in Book]:
        abort(404)
    if asked not in books:
        abort(403)
    return Book(asked)


def _file(book: Book, format: str) -> ResponseReturnValue:
    """Hand out a book with the same filter, streamed from one moment; who took it is noted first."""
    session = db.session()
    form = LedgerForm.of_book(book, session)
    if form.errors:
        abort(400)
    wanted, style = form.wanted(session), Style(format, _language(), may("donors.read"))
    write(record_access, by=current_user_record(), what=f"ledger.{book.value}.{format}")
    opened = ExitStack()
    moment = opened.enter_context(snapshot(db.engine))
    response = Response(write_book(moment, book, wanted, style), content_type=f"{FORMATS[format]}; charset=utf-8")
    response.call_on_close(opened.close)
    response.headers.set("Content-Disposition", "attachment", filename=f"{book.value}.{format}")
    return response


for _book in Book:
    for _format in FORMATS:
        bp.add_url_rule(
            f"/{_book.value}.{_format}",
            f"{_book.value}_{_format}",
            needs(_book.right)(partial(_file, _book, _format)),
        )


def _language() -> str:
    """Give the language of a file's headings: the one asked for, else the user's."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else language_now()
