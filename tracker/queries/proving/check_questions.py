"""Hold the questions of the checks: each finds what breaks one invariant of the books, on both engines."""

_TILLS = "('cash', 'bank', 'goods')"
_HOLDING = "('cash', 'bank', 'goods', 'advance')"

UNBALANCED = """
SELECT e.seq, l.campaign_id, l.item FROM entries e LEFT JOIN lines l ON l.entry_id = e.id
GROUP BY e.seq, l.campaign_id, l.item HAVING coalesce(sum(l.quantity), 1) <> 0 ORDER BY e.seq
"""
BALANCES = """
SELECT account_id, campaign_id, item FROM (
    SELECT account_id, campaign_id, item, quantity FROM lines
    UNION ALL SELECT account_id, campaign_id, item, -quantity FROM balances
) AS both_sides GROUP BY account_id, campaign_id, item HAVING sum(quantity) <> 0
"""
#: Entries of one request count together; the order is that of the books.
NEGATIVE_AFTER_REQUEST = """
WITH moved AS (
    SELECT l.account_id, l.campaign_id, l.item, max(e.seq) AS seq, sum(l.quantity) AS quantity
    FROM lines l JOIN entries e ON e.id = l.entry_id GROUP BY l.account_id, l.campaign_id, l.item, e.request_id
), running AS (
    SELECT account_id, seq, sum(quantity) OVER (PARTITION BY account_id, campaign_id, item ORDER BY seq) AS total
    FROM moved
)
SELECT a.code, r.seq FROM running r JOIN accounts a ON a.id = r.account_id WHERE a.guard * r.total < 0
"""
#: A till below nothing, or a campaign whose own money in all tills is less than what waits for a name.
NEGATIVE_AT_DAY_END = f"""
WITH held AS (
    SELECT a.code, a.kind, l.campaign_id, l.item, e.happened_on, l.quantity
    FROM lines l JOIN entries e ON e.id = l.entry_id JOIN accounts a ON a.id = l.account_id
    WHERE a.kind IN {_HOLDING} OR a.kind = 'payable'
), moved AS (
    SELECT code, campaign_id, item, happened_on, sum(quantity) AS quantity
    FROM held WHERE kind <> 'payable' GROUP BY code, campaign_id, item, happened_on
    UNION ALL
    SELECT 'unidentified', campaign_id, item, happened_on, sum(quantity)
    FROM held WHERE campaign_id IN (SELECT campaign_id FROM held WHERE kind = 'payable')
    GROUP BY campaign_id, item, happened_on
), running AS (
    SELECT code, happened_on,
        sum(quantity) OVER (PARTITION BY code, campaign_id, item ORDER BY happened_on) AS total
    FROM moved
)
SELECT code, happened_on FROM running WHERE total < 0
"""
SEQ_HOLES = """
WITH numbered AS (
    SELECT 'entries' AS book, count(DISTINCT seq) AS many, min(seq) AS lowest, max(seq) AS highest FROM entries
    UNION ALL SELECT 'lines', count(DISTINCT id), min(id), max(id) FROM lines
), counted AS (
    SELECT 'entries' AS book, last_seq AS last_number FROM log_head UNION ALL SELECT 'lines', last_line_id FROM log_head
)
SELECT c.book, c.last_number FROM counted c JOIN numbered n ON n.book = c.book
WHERE c.last_number <> n.many OR c.last_number <> coalesce(n.highest, 0) OR n.lowest <> 1
"""
_NUMBER_HOLES = """
WITH taken AS (
    SELECT code, year, count(DISTINCT number) AS many, min(number) AS lowest, max(number) AS highest
    FROM (SELECT {series} AS code, year, number FROM {table}) AS numbered GROUP BY code, year
)
SELECT c.code, c.year FROM series_counts c LEFT JOIN taken t ON t.code = c.code AND t.year = c.year
WHERE c.code IN ({codes})
    AND (c.last_number <> coalesce(t.many, 0) OR c.last_number <> coalesce(t.highest, 0) OR t.lowest <> 1)
UNION ALL
SELECT t.code, t.year FROM taken t LEFT JOIN series_counts c ON c.code = t.code AND c.year = t.year
WHERE c.code IS NULL
"""
WITHOUT_VOUCHER = f"""
SELECT l.id FROM lines l JOIN accounts a ON a.id = l.account_id
LEFT JOIN voucher_lines v ON v.line_id = l.id
WHERE a.kind IN {_TILLS} AND v.id IS NULL
UNION
SELECT l.id FROM voucher_lines v JOIN lines l ON l.id = v.line_id JOIN accounts a ON a.id = l.account_id
WHERE a.kind NOT IN {_TILLS}
UNION
SELECT line_id FROM voucher_lines GROUP BY line_id HAVING count(*) > 1
"""
UNLIKE_MIRRORS = """
SELECT entry_id FROM (
    SELECT e.id AS entry_id, l.account_id, l.campaign_id, l.item, coalesce(l.child_id, 0) AS child,
        coalesce(l.donation_part_id, 0) AS part, l.quantity, 1 AS side
    FROM entries e JOIN lines l ON l.entry_id = e.id WHERE e.reverses_id IS NOT NULL
    UNION ALL
    SELECT e.id, l.account_id, l.campaign_id, l.item, coalesce(l.child_id, 0), coalesce(l.donation_part_id, 0),
        -l.quantity, -1
    FROM entries e JOIN lines l ON l.entry_id = e.reverses_id
) AS sides GROUP BY entry_id, account_id, campaign_id, item, child, part, quantity HAVING sum(side) <> 0
UNION
SELECT id FROM entries WHERE (kind = 'reversal') <> (reverses_id IS NOT NULL)
UNION
SELECT reverses_id FROM entries WHERE reverses_id IS NOT NULL GROUP BY reverses_id HAVING count(*) > 1
"""
#: What was entered after a day was closed is dated after it.
IN_CLOSED_DAYS = """
SELECT e.seq FROM closing_steps s JOIN closings c ON c.id = s.closing_id
JOIN entries e ON e.seq > s.last_seq AND e.happened_on <= c.closed_until WHERE s.kind = 'approved' ORDER BY e.seq
"""
PLEDGED = """
WITH open_parts AS (
    SELECT p.campaign_id, i.amount - coalesce((SELECT sum(m.amount) FROM pledge_matches m
        WHERE m.instalment_id = i.id), 0) AS amount
    FROM pledge_instalments i JOIN pledges p ON p.id = i.pledge_id
), sides AS (
    SELECT campaign_id, amount FROM open_parts
    UNION ALL SELECT l.campaign_id, -l.quantity FROM lines l JOIN accounts a ON a.id = l.account_id
    WHERE a.code = 'memo:pledged'
)
SELECT c.code FROM sides s JOIN campaigns c ON c.id = s.campaign_id GROUP BY c.code HAVING sum(s.amount) <> 0
"""
MATCHES = """
SELECT 'instalment', i.id FROM pledge_instalments i JOIN pledge_matches m ON m.instalment_id = i.id
GROUP BY i.id, i.amount HAVING sum(m.amount) < 0 OR sum(m.amount) > i.amount
UNION ALL
SELECT 'donation', m.donation_id FROM pledge_matches m GROUP BY m.donation_id
HAVING sum(m.amount) > (SELECT coalesce(sum(p.quantity), 0) FROM donation_parts p
        WHERE p.donation_id = m.donation_id AND p.item = 'VND')
    - (SELECT coalesce(sum(b.quantity), 0) FROM give_back_parts b JOIN donation_parts p ON p.id = b.donation_part_id
        WHERE p.donation_id = m.donation_id AND p.item = 'VND')
"""
TWO_STANDING = """
SELECT r.donation_id, r.series FROM receipts r LEFT JOIN receipt_voids v ON v.receipt_id = r.id
WHERE v.id IS NULL GROUP BY r.donation_id, r.series HAVING count(*) > 1
UNION
SELECT r.donation_id, r.series FROM receipts r JOIN receipts old ON old.id = r.replaces_id
LEFT JOIN receipt_voids v ON v.receipt_id = old.id WHERE v.id IS NULL
"""

#: The coalesce keeps SQLite from walking all lines by their empty takes_back_id for each part.
HELP_WITHOUT_CHILD = """
SELECT e.seq, l.id FROM lines l JOIN accounts a ON a.id = l.account_id JOIN entries e ON e.id = l.entry_id
LEFT JOIN disbursement_parts p ON p.id = l.disbursement_part_id
LEFT JOIN disbursements d ON d.id = p.disbursement_id
WHERE a.code IN ('expenses:help', 'memo:direct') AND (l.child_id IS NULL OR d.id IS NULL OR d.child_id <> l.child_id
    OR abs(l.quantity) <> p.quantity OR l.item <> p.item)
UNION ALL
SELECT 0, p.id FROM disbursement_parts p WHERE NOT EXISTS (
    SELECT 1 FROM lines l WHERE l.disbursement_part_id = p.id AND coalesce(l.takes_back_id, 0) = 0)
"""
#: The list was approved by somebody else than who prepared or submitted it; a replacement by itself.
HELP_WITHOUT_APPROVAL = """
SELECT h.year, h.number, d.id FROM disbursements d
JOIN handout_lines n ON n.id = d.line_id JOIN handouts h ON h.id = n.handout_id
WHERE d.child_id <> n.child_id
OR (EXISTS (SELECT 1 FROM disbursement_parts p WHERE p.disbursement_id = d.id) AND NOT EXISTS (
    SELECT 1 FROM handout_steps s WHERE s.handout_id = h.id AND s.kind = 'approved' AND s.by_id <> h.prepared_by
    AND NOT EXISTS (SELECT 1 FROM handout_steps t WHERE t.handout_id = h.id AND t.kind = 'submitted'
        AND t.by_id = s.by_id)))
OR (n.replaces_id IS NOT NULL AND h.provider = '' AND NOT EXISTS (SELECT 1 FROM handout_steps s
    WHERE s.line_id = n.id AND s.kind = 'replacement_approved' AND s.by_id <> h.prepared_by))
"""
UNLIKE_TAKE_BACKS = """
SELECT back.id FROM lines back JOIN lines help ON help.id = back.takes_back_id
WHERE back.quantity <> -help.quantity OR back.item <> help.item OR back.account_id <> help.account_id
    OR back.campaign_id <> help.campaign_id OR coalesce(back.child_id, 0) <> coalesce(help.child_id, 0)
    OR help.takes_back_id IS NOT NULL
UNION ALL
SELECT takes_back_id FROM lines WHERE takes_back_id IS NOT NULL GROUP BY takes_back_id HAVING count(*) > 1
UNION ALL
SELECT t.disbursement_part_id FROM take_backs t WHERE NOT EXISTS (SELECT 1 FROM lines l
    WHERE l.entry_id = t.entry_id AND l.disbursement_part_id = t.disbursement_part_id AND l.takes_back_id IS NOT NULL)
"""
#: Open months of scholarships, and what is open of the lines of other lists that are approved now;
#: a stand-in counts once its line is replaced.
COMMITTED = """
WITH last_step AS (
    SELECT handout_id, max(id) AS id FROM handout_steps
    WHERE kind NOT IN ('checked', 'replacement_approved') GROUP BY handout_id
), closed AS (SELECT DISTINCT line_id FROM line_outcomes WHERE kind IN ('replaced', 'given_up')),
given AS (
    SELECT d.line_id, p.item, sum(p.quantity) AS quantity FROM disbursements d
    JOIN disbursement_parts p ON p.disbursement_id = d.id
    WHERE NOT EXISTS (SELECT 1 FROM take_backs t WHERE t.disbursement_part_id = p.id AND t.open_again)
    GROUP BY d.line_id, p.item
), sides AS (
    SELECT h.campaign_id, p.item, p.quantity - coalesce(g.quantity, 0) AS quantity
    FROM handouts h JOIN last_step s ON s.handout_id = h.id JOIN handout_steps a ON a.id = s.id AND a.kind = 'approved'
    JOIN handout_lines n ON n.handout_id = h.id JOIN handout_parts p ON p.line_id = n.id
    LEFT JOIN given g ON g.line_id = n.id AND g.item = p.item
    WHERE n.instalment_id IS NULL AND n.id NOT IN (SELECT line_id FROM closed)
        AND (n.replaces_id IS NULL OR n.replaces_id IN (SELECT line_id FROM closed))
    UNION ALL
    SELECT w.campaign_id, 'VND', i.amount - coalesce(g.quantity, 0)
    FROM award_instalments i JOIN awards w ON w.id = i.award_id
    LEFT JOIN handout_lines n ON n.instalment_id = i.id LEFT JOIN given g ON g.line_id = n.id AND g.item = 'VND'
    WHERE i.freed_on IS NULL
    UNION ALL
    SELECT l.campaign_id, l.item, -l.quantity FROM lines l JOIN accounts a ON a.id = l.account_id
    WHERE a.code = 'memo:committed'
)
SELECT c.code, s.item FROM sides s JOIN campaigns c ON c.id = s.campaign_id
GROUP BY c.code, s.item HAVING sum(s.quantity) <> 0
"""


def holes(table: str, series: str, codes: str) -> str:
    """Ask for the years of numbered papers in which a number is missing or was taken twice."""
    return _NUMBER_HOLES.format(table=table, series=series, codes=codes)
