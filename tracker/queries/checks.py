"""Check the whole books: each invariant is a small question for what breaks it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.campaigns import Campaign
from tracker.queries.campaigns import positions
from tracker.queries.positions import Position
from tracker.queries.proof_checks import broken_proofs


@dataclass(frozen=True)
class Check:
    """An invariant: its code, what holds when it holds (a msgid), and the question for its breaches."""

    code: str
    label: str
    breaches: Callable[[Session], list[str]]


@dataclass(frozen=True)
class Finding:
    """What a check found: the breaches, each named so that it can be looked up."""

    check: Check
    breaches: list[str]


def run_checks(session: Session) -> list[Finding]:
    """Ask every check, in the order of the books."""
    return [Finding(check, check.breaches(session)) for check in CHECKS]


def _asking(sql: str) -> Callable[[Session], list[str]]:
    def breaches(session: Session) -> list[str]:
        return [" ".join(str(value) for value in row) for row in session.execute(text(sql))]

    return breaches


def _unequal_positions(session: Session) -> list[str]:
    """Hold every campaign to opening + in = out + there (DESIGN.md §2)."""
    codes = {campaign.id: campaign.code for campaign in session.scalars(select(Campaign))}
    return [codes[key] for key, position in positions(session).items() if not _holds(position)]


def _holds(money: Position) -> bool:
    came = money.opening + money.received + money.budget + money.interest + money.moved_in + money.unidentified
    went = money.paid + money.bought + money.costs + money.moved_out
    pieces = all(
        goods.opening + goods.received + goods.bought + goods.moved_in + goods.difference
        == goods.given + goods.moved_out + goods.advanced + goods.in_store
        for goods in money.goods.values()
    )
    return came == went + money.in_hand + money.advanced and pieces


_TILLS = "('cash', 'bank', 'goods')"
_HOLDING = "('cash', 'bank', 'goods', 'advance')"

_UNBALANCED = """
SELECT e.seq, l.campaign_id, l.item FROM entries e LEFT JOIN lines l ON l.entry_id = e.id
GROUP BY e.seq, l.campaign_id, l.item HAVING coalesce(sum(l.quantity), 1) <> 0 ORDER BY e.seq
"""
_BALANCES = """
SELECT account_id, campaign_id, item FROM (
    SELECT account_id, campaign_id, item, quantity FROM lines
    UNION ALL SELECT account_id, campaign_id, item, -quantity FROM balances
) AS both_sides GROUP BY account_id, campaign_id, item HAVING sum(quantity) <> 0
"""
#: Entries of one request count together; the order is that of the books.
_NEGATIVE_AFTER_REQUEST = """
WITH moved AS (
    SELECT l.account_id, l.campaign_id, l.item, max(e.seq) AS seq, sum(l.quantity) AS quantity
    FROM lines l JOIN entries e ON e.id = l.entry_id GROUP BY l.account_id, l.campaign_id, l.item, e.request_id
), running AS (
    SELECT account_id, seq, sum(quantity) OVER (PARTITION BY account_id, campaign_id, item ORDER BY seq) AS total
    FROM moved
)
SELECT a.code, r.seq FROM running r JOIN accounts a ON a.id = r.account_id WHERE a.guard * r.total < 0
"""
_NEGATIVE_AT_DAY_END = f"""
WITH moved AS (
    SELECT l.account_id, l.campaign_id, l.item, e.happened_on, sum(l.quantity) AS quantity
    FROM lines l JOIN entries e ON e.id = l.entry_id GROUP BY l.account_id, l.campaign_id, l.item, e.happened_on
), running AS (
    SELECT account_id, happened_on,
        sum(quantity) OVER (PARTITION BY account_id, campaign_id, item ORDER BY happened_on) AS total
    FROM moved
)
SELECT a.code, r.happened_on FROM running r JOIN accounts a ON a.id = r.account_id
WHERE a.kind IN {_HOLDING} AND r.total < 0
"""
_SEQ_HOLES = """
SELECT 'entries', h.last_seq FROM log_head h
WHERE h.last_seq <> (SELECT count(*) FROM entries) OR h.last_seq <> (SELECT coalesce(max(seq), 0) FROM entries)
UNION ALL
SELECT 'lines', h.last_line_id FROM log_head h WHERE h.last_line_id <> (SELECT coalesce(max(id), 0) FROM lines)
"""
_NUMBER_HOLES = """
WITH taken AS (SELECT {series} AS code, year, number FROM {table})
SELECT c.code, c.year FROM series_counts c
WHERE c.code IN ({codes}) AND (
    c.last_number <> (SELECT count(*) FROM taken t WHERE t.code = c.code AND t.year = c.year)
    OR c.last_number <> (SELECT coalesce(max(number), 0) FROM taken t WHERE t.code = c.code AND t.year = c.year)
)
UNION ALL
SELECT t.code, t.year FROM taken t LEFT JOIN series_counts c ON c.code = t.code AND c.year = t.year
WHERE c.code IS NULL GROUP BY t.code, t.year
"""
_WITHOUT_VOUCHER = f"""
SELECT l.id FROM lines l JOIN accounts a ON a.id = l.account_id
LEFT JOIN voucher_lines v ON v.line_id = l.id
WHERE a.kind IN {_TILLS} AND v.id IS NULL
UNION ALL
SELECT l.id FROM voucher_lines v JOIN lines l ON l.id = v.line_id JOIN accounts a ON a.id = l.account_id
WHERE a.kind NOT IN {_TILLS}
UNION ALL
SELECT line_id FROM voucher_lines GROUP BY line_id HAVING count(*) > 1
"""
_UNLIKE_MIRRORS = """
SELECT entry_id FROM (
    SELECT e.id AS entry_id, l.account_id, l.campaign_id, l.item, coalesce(l.child_id, 0) AS child,
        coalesce(l.donation_part_id, 0) AS part, l.quantity, 1 AS side
    FROM entries e JOIN lines l ON l.entry_id = e.id WHERE e.reverses_id IS NOT NULL
    UNION ALL
    SELECT e.id, l.account_id, l.campaign_id, l.item, coalesce(l.child_id, 0), coalesce(l.donation_part_id, 0),
        -l.quantity, -1
    FROM entries e JOIN lines l ON l.entry_id = e.reverses_id
) AS sides GROUP BY entry_id, account_id, campaign_id, item, child, part, quantity HAVING sum(side) <> 0
UNION ALL
SELECT id FROM entries WHERE (kind = 'reversal') <> (reverses_id IS NOT NULL)
UNION ALL
SELECT reverses_id FROM entries WHERE reverses_id IS NOT NULL GROUP BY reverses_id HAVING count(*) > 1
"""
_PLEDGED = """
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
_MATCHES = """
SELECT 'instalment', i.id FROM pledge_instalments i JOIN pledge_matches m ON m.instalment_id = i.id
GROUP BY i.id, i.amount HAVING sum(m.amount) < 0 OR sum(m.amount) > i.amount
UNION ALL
SELECT 'donation', m.donation_id FROM pledge_matches m GROUP BY m.donation_id
HAVING sum(m.amount) > (SELECT coalesce(sum(p.quantity), 0) FROM donation_parts p
    WHERE p.donation_id = m.donation_id AND p.item = 'VND')
"""
_TWO_STANDING = """
SELECT r.donation_id, r.series FROM receipts r LEFT JOIN receipt_voids v ON v.receipt_id = r.id
WHERE v.id IS NULL GROUP BY r.donation_id, r.series HAVING count(*) > 1
UNION ALL
SELECT r.donation_id, r.series FROM receipts r JOIN receipts old ON old.id = r.replaces_id
LEFT JOIN receipt_voids v ON v.receipt_id = old.id WHERE v.id IS NULL
"""


def _holes(table: str, series: str, codes: str) -> str:
    return _NUMBER_HOLES.format(table=table, series=series, codes=codes)


CHECKS = (
    Check("entries_balance", N_("Every entry sums to zero per item and campaign"), _asking(_UNBALANCED)),
    Check("balances_equal_lines", N_("Balances equal the lines"), _asking(_BALANCES)),
    Check(
        "never_negative",
        N_("No guarded balance was negative after any request"),
        _asking(_NEGATIVE_AFTER_REQUEST),
    ),
    Check("no_day_negative", N_("No campaign's till was negative at the end of a day"), _asking(_NEGATIVE_AT_DAY_END)),
    Check("no_hole_in_entries", N_("Entries are numbered without a hole"), _asking(_SEQ_HOLES)),
    Check("no_hole_in_receipts", N_("Receipts have no hole"), _asking(_holes("receipts", "series", "'BL', 'TN'"))),
    Check(
        "no_hole_in_vouchers",
        N_("Vouchers have no hole"),
        _asking(_holes("vouchers", "series", "'PT', 'PC', 'NK', 'XK', 'UNC', 'BC', 'DC'")),
    ),
    Check("no_hole_in_pledges", N_("Pledges have no hole"), _asking(_holes("pledges", "'CK'", "'CK'"))),
    Check("lines_on_vouchers", N_("Every till and store line stands on one voucher"), _asking(_WITHOUT_VOUCHER)),
    Check("reversals_mirror", N_("Reversals are exact mirrors, once"), _asking(_UNLIKE_MIRRORS)),
    Check("pledged_is_outstanding", N_("Pledged equals what is outstanding"), _asking(_PLEDGED)),
    Check("matches_fit", N_("No gift fulfils more than it is or than was promised"), _asking(_MATCHES)),
    Check("one_standing_receipt", N_("No gift has two standing receipts"), _asking(_TWO_STANDING)),
    Check("positions_hold", N_("The position's equation holds per campaign"), _unequal_positions),
    Check("root_is_right", N_("The root of the proof is right"), broken_proofs),
)
