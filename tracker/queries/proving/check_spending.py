"""Hold the questions of the checks on money that is no help: purchases, advances, costs, leaves, loans."""

from tracker.ground.refusals import N_

_GONE = "SELECT reverses_id FROM entries WHERE reverses_id IS NOT NULL"

#: The lines of a purchase sum to it; its entry pays it out of its account and puts just these goods into its store.
PURCHASES = """
SELECT p.id FROM purchases p
WHERE p.amount <> (SELECT coalesce(sum(n.quantity * n.unit_price), 0) FROM purchase_lines n WHERE n.purchase_id = p.id)
    OR NOT EXISTS (SELECT 1 FROM lines l JOIN accounts a ON a.id = l.account_id
        WHERE l.entry_id = p.entry_id AND a.code = 'expenses:purchase' AND l.campaign_id = p.campaign_id
            AND l.item = 'VND' AND l.quantity = p.amount)
    OR NOT EXISTS (SELECT 1 FROM lines l WHERE l.entry_id = p.entry_id AND l.account_id = p.account_id
        AND l.campaign_id = p.campaign_id AND l.item = 'VND' AND l.quantity = -p.amount)
UNION
SELECT id FROM (
    SELECT n.purchase_id AS id, n.item, n.quantity FROM purchase_lines n
    UNION ALL
    SELECT p.id, l.item, -l.quantity FROM purchases p
    JOIN lines l ON l.entry_id = p.entry_id AND l.account_id = p.store_id
) AS sides GROUP BY id, item HAVING sum(quantity) <> 0
"""
#: No more of an advance is settled than was given, and every step takes just what it says from who holds it.
ADVANCES = f"""
SELECT 'advance', a.id FROM advances a
LEFT JOIN advance_steps s ON s.advance_id = a.id AND s.entry_id NOT IN ({_GONE})
GROUP BY a.id, a.amount, a.entry_id
HAVING coalesce(sum(s.amount), 0) > CASE WHEN a.entry_id IN ({_GONE}) THEN 0 ELSE a.amount END
UNION
SELECT 'advance', a.id FROM advances a WHERE NOT EXISTS (
    SELECT 1 FROM lines l WHERE l.entry_id = a.entry_id AND l.account_id = a.account_id
        AND l.campaign_id = a.campaign_id AND l.item = 'VND' AND l.quantity = a.amount)
UNION
SELECT 'step', s.id FROM advance_steps s JOIN advances a ON a.id = s.advance_id WHERE NOT EXISTS (
    SELECT 1 FROM lines l WHERE l.entry_id = s.entry_id AND l.account_id = a.account_id
        AND l.campaign_id = a.campaign_id AND l.item = 'VND' AND l.quantity = -s.amount)
"""
#: A cost stands in the account of its kind with its amount, and interest in that of interest.
COSTS = """
SELECT 'cost', c.id FROM costs c WHERE NOT EXISTS (
    SELECT 1 FROM lines l JOIN accounts a ON a.id = l.account_id WHERE l.entry_id = c.entry_id
        AND a.code = 'expenses:' || c.kind AND l.campaign_id = c.campaign_id AND l.quantity = c.amount)
UNION ALL
SELECT 'interest', i.id FROM interests i WHERE NOT EXISTS (
    SELECT 1 FROM lines l JOIN accounts a ON a.id = l.account_id WHERE l.entry_id = i.entry_id
        AND a.code = 'income:interest' AND l.campaign_id = i.campaign_id AND l.quantity = -i.amount)
"""
#: A leave is used once, by a payment of its campaign that is not above it.
LEAVES = """
SELECT u.override_id FROM override_uses u JOIN overrides o ON o.id = u.override_id
WHERE coalesce((SELECT -sum(l.quantity) FROM lines l JOIN accounts a ON a.id = l.account_id
    WHERE l.entry_id = u.entry_id AND l.campaign_id = o.campaign_id AND l.item = 'VND' AND l.quantity < 0
        AND a.kind IN ('cash', 'bank')), 0) NOT BETWEEN 1 AND o.amount
UNION
SELECT override_id FROM override_uses GROUP BY override_id HAVING count(*) > 1
"""
#: What brings a loan back goes the other way, and no more comes back than was lent.
LOANS = f"""
SELECT b.id FROM campaign_moves b JOIN campaign_moves m ON m.id = b.repays_id
WHERE m.back_by IS NULL OR b.from_id <> m.to_id OR b.to_id <> m.from_id OR b.item <> m.item
UNION
SELECT m.id FROM campaign_moves m JOIN campaign_moves b ON b.repays_id = m.id AND b.entry_id NOT IN ({_GONE})
GROUP BY m.id, m.quantity HAVING sum(b.quantity) > m.quantity
"""

#: Code, what holds (a msgid), and the question for what breaks it.
SPENDING = (
    ("purchases_fit", N_("Purchases equal their lines and their entry"), PURCHASES),
    ("advances_fit", N_("No advance is settled beyond its amount"), ADVANCES),
    ("costs_fit", N_("Costs and interest equal their entries"), COSTS),
    ("leaves_fit", N_("A leave is used by one payment, not above it"), LEAVES),
    ("loans_fit", N_("No loan comes back beyond its amount"), LOANS),
)
