"""Know ways to break what the books say of the store."""

from ways_to_break import CASES, breaks

__all__ = ["CASES", "breaks"]

ENDED = "SELECT count_id FROM store_count_steps"


@breaks("store_counts_fit")
def more_was_found_than_was_posted(books):
    books.run(f"UPDATE store_counts SET counted = counted - 1 WHERE id = ({ENDED})")
    books.seal_again()
    return {"store_counts_fit": [str(books.one(ENDED))]}


@breaks("store_counts_fit")
def who_counted_approved_it(books):
    books.run("UPDATE store_count_steps SET by_id = (SELECT proposed_by FROM store_counts WHERE id = count_id)")
    books.seal_again()
    return {"store_counts_fit": [str(books.one(ENDED))]}


@breaks("store_counts_fit")
def nobody_says_why_it_differs(books):
    count = books.one("SELECT max(id) FROM store_counts")
    books.run("UPDATE store_counts SET reason = '' WHERE id = :count", count=count)
    books.seal_again()
    return {"store_counts_fit": [str(count)]}


@breaks("lots_fit")
def a_lot_is_larger_than_the_gift(books):
    books.run("UPDATE goods_lots SET quantity = 61 WHERE lot = 'X1'")
    return {"lots_fit": [f"gift {books.one('SELECT max(donation_part_id) FROM goods_lots')}"]}


@breaks("lots_fit")
def a_lot_is_larger_than_the_purchase(books):
    books.run("UPDATE goods_lots SET quantity = 101 WHERE lot = 'S1'")
    return {"lots_fit": [f"purchase {books.one('SELECT max(purchase_line_id) FROM goods_lots')}"]}
