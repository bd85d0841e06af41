"""Hold the questions of the checks on handwritten receipt books."""

from tracker.ground.refusals import N_

#: Ended numbers beyond their book's range.
OUTSIDE = """
SELECT b.label, l.number FROM book_leaves l JOIN receipt_books b ON b.id = l.book_id
WHERE l.number NOT BETWEEN b.first_number AND b.last_number ORDER BY b.label, l.number
"""
#: Two books of one label that share a number.
OVERLAPPING = """
SELECT b.label, o.first_number FROM receipt_books b
JOIN receipt_books o ON o.label = b.label AND o.id <> b.id AND o.first_number >= b.first_number
WHERE o.first_number <= b.last_number ORDER BY b.label, o.first_number
"""
#: The last word on each number that was used, and the gifts that stand on it, put right ones included.
_HANDWRITTEN = """
WITH RECURSIVE handwritten(donation_id, label, number) AS (
    SELECT l.donation_id, b.label, l.number FROM book_leaves l JOIN receipt_books b ON b.id = l.book_id
    WHERE l.donation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM book_leaves n WHERE n.replaces_id = l.id)
    UNION
    SELECT d.id, h.label, h.number FROM donations d JOIN handwritten h ON d.corrects_id = h.donation_id
)
"""
#: Gifts of which the money has a handwritten number and a standing printed receipt, or two handwritten numbers.
RECEIPTED_TWICE = f"""{_HANDWRITTEN}
SELECT h.label, h.number, r.number FROM handwritten h
JOIN receipts r ON r.donation_id = h.donation_id AND r.series = 'BL'
LEFT JOIN receipt_voids v ON v.receipt_id = r.id WHERE v.id IS NULL
UNION
SELECT min(h.label), min(h.number), max(h.number) FROM handwritten h GROUP BY h.donation_id HAVING count(*) > 1
"""
#: Words on a number that replace one on another number.
MENDED_ELSEWHERE = """
SELECT b.label, l.number FROM book_leaves l JOIN receipt_books b ON b.id = l.book_id
JOIN book_leaves w ON w.id = l.replaces_id WHERE w.book_id <> l.book_id OR w.number <> l.number
"""

#: Code, what holds (a msgid), and the question for what breaks it.
RECEIPT_BOOKS = (
    ("book_numbers_fit", N_("Every handwritten number is in its book"), OUTSIDE),
    ("books_apart", N_("No two handwritten books share a number"), OVERLAPPING),
    ("book_numbers_mended", N_("What mends a handwritten number is of the same number"), MENDED_ELSEWHERE),
    ("one_receipt_per_gift", N_("No gift has a printed and a handwritten receipt"), RECEIPTED_TWICE),
)
