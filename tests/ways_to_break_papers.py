"""Know ways to break what the books say of handwritten receipts."""

from ways_to_break_spending import CASES, breaks

__all__ = ["CASES", "breaks"]


@breaks("book_numbers_fit")
def a_number_is_beyond_its_book(books):
    books.run("UPDATE book_leaves SET number = 999 WHERE number = 3")
    return {"book_numbers_fit": [f"{books.one('SELECT min(label) FROM receipt_books')} 999"]}


@breaks("books_apart")
def a_book_begins_within_another(books):
    books.run(
        "INSERT INTO receipt_books (id, label, first_number, last_number, holder, given_on, given_by)"
        " SELECT id + 1, label, first_number + 1, last_number + 1, holder, given_on, given_by FROM receipt_books"
    )
    return {"books_apart": [f"{books.one('SELECT min(label) FROM receipt_books')} 2"]}


@breaks("one_receipt_per_gift")
def a_handwritten_number_is_said_to_be_of_a_gift_with_a_receipt(books):
    receipt = "SELECT max(r.{column}) FROM receipts r WHERE r.series = 'BL' AND r.donation_id = :gift"
    gift = books.one("SELECT min(donation_id) FROM receipts WHERE series = 'BL'")
    books.run("UPDATE book_leaves SET donation_id = :gift WHERE state = 'used'", gift=gift)
    number = books.one(receipt.format(column="number"), gift=gift)
    return {"one_receipt_per_gift": [f"{books.one('SELECT min(label) FROM receipt_books')} 1 {number}"]}


@breaks("one_receipt_per_gift")
def a_gift_stands_on_two_handwritten_numbers(books):
    books.run(
        "UPDATE book_leaves SET state = 'used', donation_id = (SELECT max(donation_id) FROM book_leaves)"
        " WHERE number = 3"
    )
    return {"one_receipt_per_gift": [f"{books.one('SELECT min(label) FROM receipt_books')} 1 3"]}


@breaks("book_numbers_mended")
def a_word_is_replaced_by_one_on_another_number(books):
    books.run("UPDATE book_leaves SET replaces_id = (SELECT id FROM book_leaves WHERE number = 2) WHERE number = 3")
    return {"book_numbers_mended": [f"{books.one('SELECT min(label) FROM receipt_books')} 3"]}
