"""Hold the questions of the checks on savings books."""

from tracker.ground.refusals import N_

#: Books handed over by help that is no savings book, of another campaign, or for another child.
HANDED_OVER_OTHERWISE = """
SELECT b.bank, b.number FROM savings_book_events e JOIN savings_books b ON b.id = e.book_id
JOIN children c ON c.id = b.child_id
LEFT JOIN disbursements d ON d.id = e.disbursement_id LEFT JOIN children h ON h.id = d.child_id
WHERE e.kind = 'handed_over' AND (d.id IS NULL OR d.kind <> 'savings_book' OR d.campaign_id <> b.campaign_id
    OR coalesce(h.merged_into_id, h.id) <> coalesce(c.merged_into_id, c.id))
ORDER BY b.bank, b.number
"""
#: Books out of which more was taken than the bank wrote in them.
OVERDRAWN = """
SELECT b.bank, b.number FROM savings_books b JOIN savings_book_events e ON e.book_id = b.id
GROUP BY b.id, b.bank, b.number, b.face_value
HAVING b.face_value + sum(CASE WHEN e.kind = 'interest' THEN e.amount
    WHEN e.kind IN ('withdrawn', 'closed') THEN -e.amount ELSE 0 END) < 0
ORDER BY b.bank, b.number
"""
#: Books that say otherwise than their last event who keeps them, or whether they are closed.
UNLIKE_EVENTS = """
SELECT b.bank, b.number FROM savings_books b
LEFT JOIN savings_book_events e ON e.id = (SELECT max(l.id) FROM savings_book_events l
    WHERE l.book_id = b.id AND l.custody IS NOT NULL)
LEFT JOIN savings_book_events c ON c.book_id = b.id AND c.kind = 'closed'
WHERE e.id IS NULL OR e.custody <> b.custody OR (e.held_by <> b.held_by AND b.held_by <> '')
    OR (c.id IS NULL) <> (b.closed_on IS NULL) OR c.happened_on <> b.closed_on
ORDER BY b.bank, b.number
"""
#: Given books that name no gift of their campaign, and bought ones that name one; gifts of fewer books than recorded.
NOT_GIVEN_SO = """
SELECT b.bank, b.number FROM savings_books b LEFT JOIN donations d ON d.id = b.donation_id
WHERE (b.origin = 'given') <> (d.id IS NOT NULL) OR d.campaign_id <> b.campaign_id
UNION
SELECT min(b.bank), min(b.number) FROM savings_books b WHERE b.donation_id IS NOT NULL GROUP BY b.donation_id
HAVING count(*) > (SELECT coalesce(sum(p.quantity), 0) FROM donation_parts p
    WHERE p.donation_id = b.donation_id AND p.item = 'BOOK')
"""

#: Code, what holds (a msgid), and the question for what breaks it.
SAVINGS_BOOKS = (
    ("books_handed_over", N_("Every savings book was handed over by help for its child"), HANDED_OVER_OTHERWISE),
    ("books_not_overdrawn", N_("No savings book paid out more than is in it"), OVERDRAWN),
    ("books_as_recorded", N_("Savings books are where their last record says"), UNLIKE_EVENTS),
    ("books_from_gifts", N_("Every given savings book came by a gift of books"), NOT_GIVEN_SO),
)
