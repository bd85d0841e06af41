"""Hold the questions of the checks on sponsors of scholarships."""

from tracker.ground.refusals import N_

#: Awards of which live sponsors have more than all.
SHARES = """
SELECT 'awards', award_id FROM sponsorships WHERE until IS NULL
GROUP BY award_id HAVING sum(share) > 100 ORDER BY award_id
"""
#: Children that are sold twice: two live sponsors in one campaign for two awards, or for one that is not shared.
TWICE = """
SELECT 'children', coalesce(c.merged_into_id, c.id), s.campaign_id
FROM sponsorships s JOIN children c ON c.id = s.child_id WHERE s.until IS NULL
GROUP BY coalesce(c.merged_into_id, c.id), s.campaign_id
HAVING count(DISTINCT s.award_id) > 1 OR (count(*) > 1 AND sum(CASE WHEN s.shared THEN 0 ELSE 1 END) > 0)
ORDER BY 2, 3
"""
#: Live sponsors of awards to which somebody said no.
OF_REFUSED = """
SELECT 'sponsorships', s.id FROM sponsorships s
JOIN award_steps t ON t.award_id = s.award_id AND t.kind = 'refused'
WHERE s.until IS NULL ORDER BY s.id
"""

#: Code, what holds when it holds (a msgid), and the question for its breaches.
SPONSORS = (
    ("shares_within_all", N_("Live sponsors of a scholarship share no more than 100 percent"), SHARES),
    ("one_live_sponsor", N_("No child has two live sponsors in a campaign, unless one scholarship is shared"), TWICE),
    ("no_sponsor_of_refused", N_("No live sponsor stands behind what was not awarded"), OF_REFUSED),
)
