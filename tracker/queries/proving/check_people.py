"""Hold the questions of the checks on merged records and on children's data."""

from tracker.ground.refusals import N_

#: Merged records that do not lead to one that is kept, in one step, or say no reason.
MERGES = """
SELECT 'donors', gone.id FROM donors gone JOIN donors kept ON kept.id = gone.merged_into_id
WHERE kept.merged_into_id IS NOT NULL OR kept.id = gone.id OR gone.kind = 'anonymous' OR gone.merged_why = ''
UNION ALL
SELECT 'children', gone.id FROM children gone JOIN children kept ON kept.id = gone.merged_into_id
WHERE kept.merged_into_id IS NOT NULL OR kept.id = gone.id
    OR (gone.anonymised_on IS NULL) <> (kept.anonymised_on IS NULL)
    OR (gone.merged_why = '' AND gone.anonymised_on IS NULL)
"""
#: Anonymised children of whom something is left that tells who they are, or of whom nobody agreed to it.
ANONYMISED = """
SELECT code FROM children c WHERE c.anonymised_on IS NOT NULL AND (
    c.full_name <> 'Trẻ ' || c.code OR c.birth_on IS NOT NULL OR c.hamlet <> '' OR c.school <> ''
    OR c.school_class <> '' OR c.note <> ''
    OR EXISTS (SELECT 1 FROM guardians g WHERE g.child_id = c.id)
    OR EXISTS (SELECT 1 FROM payees p WHERE p.child_id = c.id)
    OR EXISTS (SELECT 1 FROM outside_ids o WHERE o.child_id = c.id)
    OR EXISTS (SELECT 1 FROM child_groups g WHERE g.child_id = c.id)
    OR NOT EXISTS (SELECT 1 FROM anonymisings a JOIN anonymising_steps s ON s.anonymising_id = a.id
        WHERE a.child_id = coalesce(c.merged_into_id, c.id) AND s.agreed AND s.by_id <> a.proposed_by))
ORDER BY code
"""

#: Code, what holds when it holds (a msgid), and the question for its breaches.
PEOPLE = (
    ("merges_one_level", N_("A merged record leads to one that is kept, with a reason"), MERGES),
    ("anonymised_gone", N_("Anonymised children have no name left, and two people agreed"), ANONYMISED),
)
