"""Know ways to break what the books say of scholarships."""

from ways_to_break import CASES, breaks

__all__ = ["CASES", "breaks"]
OPEN = (
    "SELECT min(id) FROM award_instalments WHERE freed_on IS NULL"
    " AND id NOT IN (SELECT instalment_id FROM handout_lines WHERE instalment_id IS NOT NULL)"
)


@breaks("committed_is_open")
def a_month_is_freed_without_its_entry(books):
    books.run("UPDATE award_instalments SET freed_on = '2018-03-01' WHERE id = :id", id=books.one(OPEN))
    return {"committed_is_open": ["HOCBONG VND"]}


@breaks("committed_is_open")
def a_month_becomes_dearer_than_what_was_awarded(books):
    books.run("UPDATE award_instalments SET amount = amount + 1 WHERE id = :id", id=books.one(OPEN))
    return {"committed_is_open": ["HOCBONG VND"]}


@breaks("help_has_child")
def what_a_bank_paid_itself_forgets_its_child(books):
    line = books.one(
        "SELECT min(l.id) FROM lines l JOIN accounts a ON a.id = l.account_id"
        " WHERE a.code = 'memo:direct' AND l.takes_back_id IS NULL"
        " AND l.id NOT IN (SELECT takes_back_id FROM lines WHERE takes_back_id IS NOT NULL)"
    )
    books.run("UPDATE lines SET child_id = NULL WHERE id = :line", line=line)
    books.seal_again()
    seq = books.one("SELECT e.seq FROM entries e JOIN lines l ON l.entry_id = e.id WHERE l.id = :line", line=line)
    return {"help_has_child": [f"{seq} {line}"]}
