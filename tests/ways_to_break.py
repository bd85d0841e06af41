"""Know ways to break the books, each for one check, and what is to be found of it."""

from collections.abc import Callable

from broken_books import Books, Found, a_line, account, campaign, change_places, entry_of, move_balance

Case = Callable[[Books], Found]
#: Code of a check, and what breaks the books; it gives what is to be found.
CASES: list[tuple[str, Case]] = []

LAST_SEQ = "SELECT max(seq) FROM entries WHERE kind = :kind"
BANK = "assets:bank:nhcsxh"


def breaks(code: str) -> Callable[[Case], Case]:
    """Say which check a way of breaking the books is for."""

    def keep(case: Case) -> Case:
        CASES.append((code, case))
        return case

    return keep


@breaks("entries_balance")
def one_side_of_an_entry_grows(books):
    line = a_line(books, "pledge", "memo:open:pledged")
    books.add_to_line(line, 1)
    books.seal_again()
    entry = books.one("SELECT entry_id FROM lines WHERE id = :line", line=line)
    seq = books.one("SELECT seq FROM entries WHERE id = :id", id=entry)
    return {"entries_balance": [f"{seq} {campaign(books)} VND"]}


@breaks("entries_balance")
def an_entry_has_no_lines(books):
    last = books.one("SELECT last_seq FROM log_head")
    columns = "happened_on, recorded_at, kind, memo, recorded_by, request_id"
    books.run(
        f"INSERT INTO entries (id, seq, {columns}) SELECT max(id) + 1, {last + 1}, {columns} FROM entries"
        f" GROUP BY {columns} ORDER BY max(id) DESC LIMIT 1"
    )
    books.run("UPDATE log_head SET last_seq = last_seq + 1")
    books.seal_again()
    return {"entries_balance": [f"{last + 1} None None"]}


@breaks("balances_equal_lines")
def a_balance_is_moved_alone(books):
    till, clyt = account(books, "memo:open:pledged"), campaign(books)
    move_balance(books, till, clyt, -1)
    return {"balances_equal_lines": [f"{till} {clyt} VND"]}


@breaks("balances_equal_lines")
def a_balance_is_gone(books):
    till, clyt = account(books, "memo:open:pledged"), campaign(books)
    books.run("DELETE FROM balances WHERE account_id = :till AND campaign_id = :clyt", till=till, clyt=clyt)
    return {"balances_equal_lines": [f"{till} {clyt} VND"]}


@breaks("never_negative")
def a_pledge_is_written_off_before_it_is_recorded(books):
    recorded = books.one(LAST_SEQ, kind="pledge")
    change_places(books, recorded, entry_of(books, "pledge_write_off", "seq"))
    books.seal_again()
    return {"never_negative": [f"memo:pledged {recorded}"]}


@breaks("never_negative")
def a_transfer_is_named_before_it_comes(books):
    came, named = entry_of(books, "unidentified", "seq"), entry_of(books, "naming", "seq")
    change_places(books, came, named)
    books.seal_again()
    return {"never_negative": [f"{BANK} {came}", f"payable:unidentified {came}"]}


@breaks("no_day_negative")
def a_transfer_is_named_on_the_day_before_it_comes(books):
    books.run("UPDATE entries SET happened_on = '2018-11-04' WHERE kind = 'naming'")
    books.seal_again()
    return {"no_day_negative": [f"{BANK} 2018-11-04"]}


@breaks("no_day_negative")
def the_general_fund_uses_what_nobody_has_named(books):
    # The fund has 700.000 đ of its own and 250.000 đ without a name; 800.000 đ less came: 100.000 đ too little.
    change_places(books, entry_of(books, "campaign_move", "seq"), books.one(LAST_SEQ, kind="unidentified"))
    books.add_to_line(a_line(books, "campaign_move", BANK, "QC"), -800_000)
    books.add_to_line(a_line(books, "campaign_move", "equity:moved", "QC"), 800_000)
    books.seal_again()
    return {"no_day_negative": ["unidentified 2018-12-28"]}


@breaks("no_hole_in_entries")
def the_last_entry_leaves_a_gap_before_it(books):
    last = books.one("SELECT last_seq FROM log_head")
    books.run("UPDATE entries SET seq = seq + 1 WHERE seq = :last", last=last)
    books.seal_again()
    return {"no_hole_in_entries": [f"entries {last}"]}


@breaks("no_hole_in_entries")
def the_first_entry_is_number_nought(books):
    last = books.one("SELECT last_seq FROM log_head")
    books.run("UPDATE entries SET seq = 0 WHERE seq = 1")
    books.seal_again()
    return {"no_hole_in_entries": [f"entries {last}"]}


@breaks("no_hole_in_entries")
def a_line_has_a_number_too_high(books):
    last = books.one("SELECT last_line_id FROM log_head")
    books.run("UPDATE lines SET id = :new WHERE id = :last", new=last + 1, last=last)
    return {"no_hole_in_entries": [f"lines {last}"]}


@breaks("no_hole_in_receipts")
def a_receipt_is_not_counted(books):
    books.run("DELETE FROM series_counts WHERE code = 'TN'")
    return {"no_hole_in_receipts": ["TN 2018"]}


@breaks("no_hole_in_receipts")
def a_number_was_taken_for_no_receipt(books):
    books.run("UPDATE series_counts SET last_number = last_number + 1 WHERE code = 'BL'")
    return {"no_hole_in_receipts": ["BL 2018"]}


def numbered_one_too_high(table: str, series: str, code: str) -> Case:
    """Break a register by giving its last paper of a series the number after the next."""

    def case(books: Books) -> Found:
        last = f"(SELECT max(number) FROM {table} WHERE {series} = '{code}')"
        books.run(f"UPDATE {table} SET number = number + 1 WHERE {series} = '{code}' AND number = {last}")
        books.seal_again()
        return {f"no_hole_in_{table}": [f"{code} 2018"]}

    case.__name__ = f"the_last_{code}_is_numbered_one_too_high"
    return case


breaks("no_hole_in_receipts")(numbered_one_too_high("receipts", "series", "BL"))
breaks("no_hole_in_vouchers")(numbered_one_too_high("vouchers", "series", "BC"))
breaks("no_hole_in_pledges")(numbered_one_too_high("pledges", "'CK'", "CK"))


@breaks("lines_on_vouchers")
def a_till_line_stands_on_no_voucher(books):
    line = a_line(books, "donation", BANK)
    books.run("DELETE FROM voucher_lines WHERE line_id = :line", line=line)
    return {"lines_on_vouchers": [str(line)]}


@breaks("lines_on_vouchers")
def a_line_of_income_stands_on_a_voucher(books):
    line = a_line(books, "donation", "income:gifts")
    books.run("UPDATE voucher_lines SET line_id = :line WHERE id = 1", line=line)
    bare = books.one(
        "SELECT l.id FROM lines l JOIN accounts a ON a.id = l.account_id AND a.kind IN ('cash', 'bank', 'goods')"
        " WHERE l.id NOT IN (SELECT line_id FROM voucher_lines)"
    )
    return {"lines_on_vouchers": sorted([str(line), str(bare)])}


@breaks("lines_on_vouchers")
def a_line_stands_on_two_vouchers(books):
    line = a_line(books, "donation", BANK)
    books.loosen("voucher_lines")
    books.run(
        "INSERT INTO voucher_lines (id, voucher_id, line_id)"
        " SELECT id + 1000000, voucher_id + 1, line_id FROM voucher_lines WHERE line_id = :line",
        line=line,
    )
    return {"lines_on_vouchers": [str(line)]}


@breaks("reversals_mirror")
def a_reversal_takes_a_dong_less(books):
    books.add_to_line(a_line(books, "reversal", "assets:cash"), 1)
    books.add_to_line(a_line(books, "reversal", "income:gifts"), -1)
    books.seal_again()
    return {"reversals_mirror": [str(entry_of(books, "reversal"))]}


@breaks("reversals_mirror")
def a_reversal_forgets_what_it_reverses(books):
    entry = entry_of(books, "reversal")
    books.run("UPDATE entries SET reverses_id = NULL WHERE id = :id", id=entry)
    books.seal_again()
    return {"reversals_mirror": [str(entry)]}


@breaks("reversals_mirror")
def an_entry_is_reversed_twice(books):
    reversal = entry_of(books, "reversal")
    other, wrong = entry_of(books, "till_move"), books.one("SELECT reverses_id FROM entries WHERE id = :r", r=reversal)
    books.loosen("entries")
    books.run("UPDATE entries SET kind = 'reversal', reverses_id = :wrong WHERE id = :other", wrong=wrong, other=other)
    books.seal_again()
    return {"reversals_mirror": sorted([str(other), str(wrong)])}


@breaks("pledged_is_outstanding")
def a_part_of_a_pledge_grows_alone(books):
    open_part = "SELECT max(id) FROM pledge_instalments WHERE amount > 0"
    books.run(f"UPDATE pledge_instalments SET amount = amount + 1 WHERE id = ({open_part})")
    return {"pledged_is_outstanding": ["CLYT"]}


@breaks("matches_fit")
def a_part_is_fulfilled_beyond_what_was_promised(books):
    part = books.one("SELECT min(instalment_id) FROM pledge_matches")
    other = books.one("SELECT max(id) FROM pledge_matches")
    gift = books.one("SELECT donation_id FROM pledge_matches WHERE instalment_id = :part", part=part)
    books.run("UPDATE pledge_matches SET amount = amount + 1 WHERE instalment_id = :part", part=part)
    books.run("UPDATE pledge_matches SET amount = amount - 1 WHERE id = :other", other=other)
    return {"matches_fit": sorted([f"donation {gift}", f"instalment {part}"])}


@breaks("matches_fit")
def one_gift_fulfils_two_parts_of_its_full_sum(books):
    first, last = books.one("SELECT min(id) FROM pledge_matches"), books.one("SELECT max(id) FROM pledge_matches")
    gift = books.one("SELECT donation_id FROM pledge_matches WHERE id = :first", first=first)
    books.run("UPDATE pledge_matches SET donation_id = :gift WHERE id = :last", gift=gift, last=last)
    return {"matches_fit": [f"donation {gift}"]}


@breaks("matches_fit")
def what_went_back_still_fulfils_a_pledge(books):
    gift = books.one("SELECT donation_id FROM pledge_matches ORDER BY id LIMIT 1")
    part = books.one("SELECT id FROM donation_parts WHERE donation_id = :gift", gift=gift)
    books.run("UPDATE give_back_parts SET donation_part_id = :part", part=part)
    return {"matches_fit": [f"donation {gift}"]}


@breaks("one_standing_receipt")
def a_replaced_receipt_is_void_no_more(books):
    old = (
        "SELECT r.replaces_id FROM receipts r JOIN receipts o ON o.id = r.replaces_id AND o.donation_id = r.donation_id"
    )
    gift = books.one(f"SELECT donation_id FROM receipts WHERE id IN ({old})")
    books.run(f"DELETE FROM receipt_voids WHERE receipt_id IN ({old})")
    books.seal_again()
    return {"one_standing_receipt": [f"{gift} BL"]}


@breaks("one_standing_receipt")
def a_corrected_gifts_receipt_is_void_no_more(books):
    right = books.one("SELECT donation_id FROM correction_steps WHERE kind = 'approved'")
    books.run(
        "DELETE FROM receipt_voids WHERE receipt_id = (SELECT replaces_id FROM receipts WHERE donation_id = :right)",
        right=right,
    )
    books.seal_again()
    return {"one_standing_receipt": [f"{right} BL"]}


@breaks("positions_hold")
def an_income_is_hidden_where_no_figure_looks(books):
    line, qua = a_line(books, "donation", "income:gifts", "QUA"), campaign(books, "QUA")
    quantity = books.one("SELECT quantity FROM lines WHERE id = :line", line=line)
    hidden = account(books, "memo:open:direct")
    books.run("UPDATE lines SET account_id = :hidden WHERE id = :line", hidden=hidden, line=line)
    move_balance(books, account(books, "income:gifts"), qua, -quantity)
    books.run(
        "INSERT INTO balances VALUES (:hidden, :qua, 'VND', :quantity, 0)", hidden=hidden, qua=qua, quantity=quantity
    )
    books.seal_again()
    return {"positions_hold": ["QUA"]}


@breaks("positions_hold")
def a_bicycle_appears_in_the_store(books):
    store, xedap = account(books, "assets:goods"), campaign(books, "XEDAP")
    move_balance(books, store, xedap, 1, item="BICYCLE")
    return {"balances_equal_lines": [f"{store} {xedap} BICYCLE"], "positions_hold": ["XEDAP"]}


@breaks("root_is_right")
def an_amount_is_altered_with_its_balances(books):
    till = a_line(books, "donation", BANK)
    books.add_to_line(till, -1)
    books.add_to_line(till + 1, 1)
    entry = books.one("SELECT entry_id FROM lines WHERE id = :till", till=till)
    leaf = books.one("SELECT id FROM leaves WHERE kind = 'entry' AND record_id = :entry", entry=entry)
    return {"root_is_right": [f"leaf {leaf} entry {entry}"]}
