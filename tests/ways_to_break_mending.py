"""Know ways to break what the books say of closed days and of what was put right."""

from ways_to_break_help import CASES, breaks

__all__ = ["CASES", "breaks"]


@breaks("closed_days_stay")
def an_entry_is_dated_in_days_that_were_closed_before(books):
    last = books.one("SELECT max(seq) FROM entries")
    books.run("UPDATE closings SET closed_until = (SELECT happened_on FROM entries WHERE seq = :seq)", seq=last)
    books.run("UPDATE closing_steps SET last_seq = :seq", seq=last - 1)
    books.seal_again()
    return {"closed_days_stay": [str(last)]}
