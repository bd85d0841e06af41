"""Know ways to break what the books say of sponsors."""

from ways_to_break import CASES, breaks

__all__ = ["CASES", "breaks"]

#: Put the live sponsor of the full books behind its award once more.
AGAIN = """
INSERT INTO sponsorships (id, award_id, child_id, campaign_id, shared, donor_id, share, since, why_ended, by_id)
SELECT 900, award_id, child_id, campaign_id, shared, donor_id, 1, since, '', by_id FROM sponsorships
WHERE until IS NULL ORDER BY id LIMIT 1
"""


@breaks("shares_within_all")
def a_shared_award_is_promised_for_more_than_all(books):
    books.run("DROP INDEX uq_sponsorships_child_id_campaign_id_live")
    books.run("UPDATE sponsorships SET shared = :yes WHERE until IS NULL", yes=True)
    books.run(AGAIN)
    return {"shares_within_all": [f"awards {books.one('SELECT award_id FROM sponsorships WHERE id = 900')}"]}


@breaks("one_live_sponsor")
def one_child_is_given_to_two_sponsors_under_two_records(books):
    live = "SELECT {}(child_id) FROM sponsorships WHERE until IS NULL"
    gone, kept = books.one(live.format("max")), books.one(live.format("min"))
    books.run("UPDATE children SET merged_into_id = :kept, merged_why = 'x' WHERE id = :gone", kept=kept, gone=gone)
    campaign = books.one("SELECT campaign_id FROM sponsorships WHERE child_id = :gone", gone=gone)
    return {"one_live_sponsor": [f"children {kept} {campaign}"]}


@breaks("no_sponsor_of_refused")
def a_sponsor_stands_behind_what_was_not_awarded(books):
    refused = "SELECT award_id FROM award_steps WHERE kind = 'refused'"
    books.run(f"UPDATE sponsorships SET until = NULL WHERE award_id IN ({refused})")
    sponsor = books.one(f"SELECT max(id) FROM sponsorships WHERE award_id IN ({refused})")
    return {"no_sponsor_of_refused": [f"sponsorships {sponsor}"]}
