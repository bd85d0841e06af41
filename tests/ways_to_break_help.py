"""Know ways to break what the books say of help: lists, sheets, what was given and what came back."""

from broken_books import a_line
from ways_to_break import CASES, breaks

__all__ = ["CASES", "breaks"]
GIVEN = """
SELECT max(l.id) FROM lines l JOIN accounts a ON a.id = l.account_id
WHERE a.code = 'expenses:help' AND l.item = :item AND l.takes_back_id IS NULL
    AND l.id NOT IN (SELECT takes_back_id FROM lines WHERE takes_back_id IS NOT NULL)
"""
BACK = "SELECT min(id) FROM lines WHERE takes_back_id IS NOT NULL"


def seq_of(books, line):
    """Find the number of a line's entry."""
    return books.one("SELECT e.seq FROM entries e JOIN lines l ON l.entry_id = e.id WHERE l.id = :line", line=line)


@breaks("no_hole_in_handouts")
def a_number_was_taken_for_no_list(books):
    books.run("UPDATE series_counts SET last_number = last_number + 1 WHERE code = 'DT'")
    return {"no_hole_in_handouts": ["DT 2018"]}


@breaks("help_has_child")
def a_line_of_help_forgets_its_child(books):
    line = books.one(GIVEN, item="VND")
    books.run("UPDATE lines SET child_id = NULL WHERE id = :line", line=line)
    books.seal_again()
    return {"help_has_child": [f"{seq_of(books, line)} {line}"]}


@breaks("help_has_child")
def a_line_of_help_stands_for_no_help_that_was_given(books):
    line = books.one(GIVEN, item="PARCEL")
    part = books.one("SELECT disbursement_part_id FROM lines WHERE id = :line", line=line)
    books.run("UPDATE lines SET disbursement_part_id = NULL WHERE id = :line", line=line)
    books.seal_again()
    return {"help_has_child": sorted([f"0 {part}", f"{seq_of(books, line)} {line}"])}


@breaks("help_was_approved")
def a_list_is_approved_by_who_prepared_it(books):
    books.run(
        "UPDATE handout_steps SET by_id = (SELECT prepared_by FROM handouts h WHERE h.id = handout_id)"
        " WHERE kind = 'approved' AND handout_id = 1"
    )
    books.seal_again()
    return {"help_was_approved": ["2018 1 1", "2018 1 2"]}


@breaks("help_was_approved")
def another_child_than_the_one_on_the_list_was_helped(books):
    books.run("UPDATE disbursements SET child_id = child_id + 1 WHERE id = 2")
    parts = "SELECT id FROM disbursement_parts WHERE disbursement_id = 2"
    books.run(f"UPDATE lines SET child_id = child_id + 1 WHERE disbursement_part_id IN ({parts})")
    books.seal_again()
    return {"help_was_approved": ["2018 1 2"]}


@breaks("lists_unchanged")
def a_name_is_changed_on_an_approved_list(books):
    books.run("UPDATE handout_lines SET full_name = 'Ai khác' WHERE ordinal = 1 AND handout_id = 1")
    return {"lists_unchanged": ["DT-2018-0001"]}


@breaks("lists_unchanged")
def a_child_gets_more_than_was_approved(books):
    books.run(
        "UPDATE handout_parts SET quantity = quantity + 1 WHERE item = 'VND' AND line_id = ("
        "SELECT min(line_id) FROM line_outcomes WHERE kind = 'later')"
    )
    return {"committed_is_open": ["QUA VND"], "lists_unchanged": ["DT-2018-0001"]}


@breaks("take_backs_mirror")
def help_that_came_back_has_lost_its_entry(books):
    part = books.one("SELECT disbursement_part_id FROM take_backs WHERE id = 1")
    books.run("UPDATE take_backs SET entry_id = 1 WHERE id = 1")
    return {"take_backs_mirror": [str(part)]}


@breaks("take_backs_mirror")
def a_dong_less_came_back_than_was_given(books):
    line, till = books.one(BACK), a_line(books, "take_back", "assets:cash", "QUA")
    books.add_to_line(line, 1)
    books.add_to_line(till, -1)
    books.seal_again()
    return {"help_has_child": [f"{seq_of(books, line)} {line}"], "take_backs_mirror": [str(line)]}


@breaks("take_backs_mirror")
def help_came_back_twice(books):
    line, other = books.one(BACK), books.one(GIVEN, item="VND")
    books.loosen("lines")
    books.run(
        "UPDATE lines SET takes_back_id = (SELECT takes_back_id FROM strict_lines WHERE id = :line) WHERE id = :other",
        line=line,
        other=other,
    )
    books.seal_again()
    taken = books.one("SELECT takes_back_id FROM lines WHERE id = :line", line=line)
    part = books.one("SELECT disbursement_part_id FROM lines WHERE id = :other", other=other)
    return {"help_has_child": [f"0 {part}"], "take_backs_mirror": sorted([str(other), str(taken)])}


@breaks("committed_is_open")
def an_approved_list_commits_a_dong_too_much(books):
    line = a_line(books, "commitment", "memo:committed", "QUA")
    books.add_to_line(line, 1)
    books.add_to_line(a_line(books, "commitment", "memo:open:committed", "QUA"), -1)
    books.seal_again()
    item = books.one("SELECT item FROM lines WHERE id = :line", line=line)
    return {"committed_is_open": [f"QUA {item}"]}
