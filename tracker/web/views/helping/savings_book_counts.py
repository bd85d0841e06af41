"""Count the savings books in the safe, and show the counts before."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.operations.helping.savings_book_counts import count_books
from tracker.queries.helping.savings_book_counts import books_to_count, counts_of_safe
from tracker.queries.helping.savings_book_tasks import not_counted_since
from tracker.web.forms.helping.savings_books import CountForm
from tracker.web.helping.book_pages import sees_names
from tracker.web.rights import may, needs
from tracker.web.saving import save

bp = Blueprint("savings_book_counts", __name__, url_prefix="/savings-books/count")


@bp.get("")
@needs("savings_books.read")
def index() -> ResponseReturnValue:
    """Show the books that must be in the safe, to be counted, and the counts before."""
    return _page(CountForm.of_request())


@bp.post("")
@needs("savings_books.count")
def count() -> ResponseReturnValue:
    """Keep a count: who counted, which books were there, which were not."""
    form = CountForm.of_request()
    if form.sent_and_valid() and (kept := save(form, count_books)):
        flash(_("The count of %(day)s is recorded.", day=f"{kept.counted_on:%d/%m/%Y}"))
        return redirect(url_for(".index"))
    return _page(form), 422


def _page(form: CountForm) -> str:
    session = db.session()
    return render_template(
        "savings_books/count.html",
        form=form,
        books=books_to_count(session),
        counts=counts_of_safe(session),
        since=not_counted_since(session),
        counting=may("savings_books.count"),
        names=sees_names(),
    )
