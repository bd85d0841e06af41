"""Hold the questions of the checks on the store: counts and lots."""

from tracker.ground.refusals import N_

#: A difference was approved by another person, and its entry moved just this much in its store.
COUNTS = """
SELECT c.id FROM store_counts c JOIN store_count_steps s ON s.count_id = c.id
WHERE s.by_id = c.proposed_by OR c.counted = c.booked OR (s.kind = 'approved') <> (s.entry_id IS NOT NULL)
    OR (s.entry_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM lines l WHERE l.entry_id = s.entry_id AND l.account_id = c.store_id
            AND l.campaign_id = c.campaign_id AND l.item = c.item AND l.quantity = c.counted - c.booked))
UNION
SELECT c.id FROM store_counts c WHERE c.counted <> c.booked AND c.reason = ''
"""
#: No more pieces are said to be of lots than came, each time they are said.
LOTS = """
SELECT 'gift', p.id FROM goods_lots g JOIN donation_parts p ON p.id = g.donation_part_id
GROUP BY p.id, p.quantity, g.at HAVING sum(g.quantity) > p.quantity
UNION
SELECT 'purchase', n.id FROM goods_lots g JOIN purchase_lines n ON n.id = g.purchase_line_id
GROUP BY n.id, n.quantity, g.at HAVING sum(g.quantity) > n.quantity
"""

#: Code, what holds (a msgid), and the question for what breaks it.
STORE = (
    ("store_counts_fit", N_("Differences of the store are approved by another person and posted as counted"), COUNTS),
    ("lots_fit", N_("No lots are beyond the goods that came"), LOTS),
)
