"""Know ways to break what the books say of savings books."""

from ways_to_break import CASES, breaks

__all__ = ["CASES", "breaks"]


def _named(books, where):
    return [books.one(f"SELECT bank || ' ' || number FROM savings_books WHERE {where}")]


@breaks("books_handed_over")
def a_book_is_another_childs_than_its_help(books):
    other = books.one("SELECT max(id) FROM children WHERE merged_into_id IS NULL")
    books.run("UPDATE savings_books SET child_id = :other WHERE number = 'AA 01'", other=other)
    return {"books_handed_over": _named(books, "number = 'AA 01'")}


@breaks("books_not_overdrawn")
def a_book_was_worth_less_than_was_taken_out(books):
    books.run("UPDATE savings_books SET face_value = 9999999 WHERE number = 'AA 3'")
    return {"books_not_overdrawn": _named(books, "number = 'AA 3'")}


@breaks("books_as_recorded")
def a_book_in_the_safe_is_said_to_be_with_the_family(books):
    books.run("UPDATE savings_books SET custody = 'family' WHERE number = 'AB 2'")
    return {"books_as_recorded": _named(books, "number = 'AB 2'")}


@breaks("books_as_recorded")
def a_closed_book_is_open_again(books):
    books.run("UPDATE savings_books SET closed_on = NULL WHERE number = 'AA 3'")
    return {"books_as_recorded": _named(books, "number = 'AA 3'")}


@breaks("books_from_gifts")
def a_bought_book_is_said_to_be_given(books):
    books.run("UPDATE savings_books SET donation_id = NULL WHERE number = 'AB 2'")
    return {"books_from_gifts": _named(books, "number = 'AB 2'")}
