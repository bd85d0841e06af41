"""Know ways to break what the books say of merged records and of children's data."""

from ways_to_break_papers import CASES, breaks

__all__ = ["CASES", "breaks"]


@breaks("merges_one_level")
def a_merged_donor_leads_to_one_that_leads_on(books):
    kept = books.one("SELECT min(merged_into_id) FROM donors")
    other = books.one("SELECT min(id) FROM donors WHERE merged_into_id IS NULL AND id <> :kept", kept=kept)
    books.run("UPDATE donors SET merged_into_id = :other, merged_why = 'x' WHERE id = :kept", other=other, kept=kept)
    gone = books.one("SELECT min(id) FROM donors WHERE merged_into_id = :kept", kept=kept)
    return {"merges_one_level": [f"donors {gone}"]}


@breaks("merges_one_level")
def a_merged_child_says_no_reason(books):
    books.run("UPDATE children SET merged_why = '' WHERE merged_into_id IS NOT NULL")
    gone = books.one("SELECT min(id) FROM children WHERE merged_into_id IS NOT NULL")
    return {"merges_one_level": [f"children {gone}"]}


@breaks("anonymised_gone")
def an_anonymised_child_has_its_name_again(books):
    books.run("UPDATE children SET full_name = 'Trần Bé Tư' WHERE anonymised_on IS NOT NULL")
    return {"anonymised_gone": [books.one("SELECT code FROM children WHERE anonymised_on IS NOT NULL")]}


@breaks("anonymised_gone")
def who_proposed_to_anonymise_agreed_as_well(books):
    books.run("UPDATE anonymising_steps SET by_id = (SELECT min(proposed_by) FROM anonymisings)")
    return {"anonymised_gone": [books.one("SELECT code FROM children WHERE anonymised_on IS NOT NULL")]}
