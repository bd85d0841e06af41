"""Know ways to break what the books say of money that is no help."""

from ways_to_break_mending import CASES, breaks

__all__ = ["CASES", "breaks"]


@breaks("purchases_fit")
def a_piece_cost_less_than_was_paid(books):
    books.run("UPDATE purchase_lines SET unit_price = unit_price - 1 WHERE id = 1")
    return {"purchases_fit": [str(books.one("SELECT purchase_id FROM purchase_lines WHERE id = 1"))]}


@breaks("purchases_fit")
def a_purchase_is_said_to_be_anothers(books):
    purchase = books.one("SELECT max(id) FROM purchases")
    books.run("UPDATE purchases SET campaign_id = campaign_id + 1 WHERE id = :id", id=purchase)
    return {"purchases_fit": [str(purchase)]}


@breaks("purchases_fit")
def a_box_of_milk_more_was_bought_than_came(books):
    line = books.one("SELECT id FROM purchase_lines WHERE item = 'MILK'")
    books.run("UPDATE purchase_lines SET quantity = 200, unit_price = 15000 WHERE id = :line", line=line)
    return {"purchases_fit": [str(books.one("SELECT purchase_id FROM purchase_lines WHERE id = :line", line=line))]}


@breaks("advances_fit")
def more_came_back_than_was_taken_along(books):
    advance = books.one("SELECT max(id) FROM advances")
    books.run("UPDATE advance_steps SET advance_id = :advance WHERE kind = 'returned'", advance=advance)
    return {"advances_fit": [f"advance {advance}"]}


@breaks("advances_fit")
def an_advance_is_said_to_be_more_than_was_given(books):
    advance = books.one("SELECT max(id) FROM advances")
    books.run("UPDATE advances SET amount = amount + 1 WHERE id = :advance", advance=advance)
    return {"advances_fit": [f"advance {advance}"]}


@breaks("advances_fit")
def a_step_says_less_than_it_took(books):
    step = books.one("SELECT id FROM advance_steps WHERE kind = 'returned'")
    books.run("UPDATE advance_steps SET amount = amount - 1 WHERE id = :step", step=step)
    return {"advances_fit": [f"step {step}"]}


@breaks("costs_fit")
def a_running_cost_is_called_a_fee(books):
    cost = books.one("SELECT id FROM costs WHERE kind = 'admin'")
    books.run("UPDATE costs SET kind = 'fees' WHERE id = :cost", cost=cost)
    return {"costs_fit": [f"cost {cost}"]}


@breaks("costs_fit")
def less_interest_is_said_than_came(books):
    books.run("UPDATE interests SET amount = amount - 1")
    return {"costs_fit": [f"interest {books.one('SELECT max(id) FROM interests')}"]}


@breaks("leaves_fit")
def a_payment_went_above_its_leave(books):
    books.run("UPDATE overrides SET amount = 7499999")
    books.seal_again()
    return {"leaves_fit": [str(books.one("SELECT max(id) FROM overrides"))]}


@breaks("leaves_fit")
def a_leave_was_used_for_another_campaign(books):
    books.run("UPDATE overrides SET campaign_id = (SELECT id FROM campaigns WHERE code = 'CHI')")
    books.seal_again()
    return {"leaves_fit": [str(books.one("SELECT max(id) FROM overrides"))]}


@breaks("leaves_fit")
def a_leave_was_used_twice(books):
    books.loosen("override_uses")
    books.run("INSERT INTO override_uses SELECT id + 1, override_id, entry_id FROM override_uses")
    return {"leaves_fit": [str(books.one("SELECT max(id) FROM overrides"))]}


@breaks("loans_fit")
def more_came_back_than_was_lent(books):
    loan = books.one("SELECT repays_id FROM campaign_moves WHERE repays_id IS NOT NULL")
    books.run("UPDATE campaign_moves SET quantity = 499999 WHERE id = :loan", loan=loan)
    return {"loans_fit": [str(loan)]}


@breaks("loans_fit")
def what_was_no_loan_is_brought_back(books):
    loan = books.one("SELECT repays_id FROM campaign_moves WHERE repays_id IS NOT NULL")
    books.run("UPDATE campaign_moves SET back_by = NULL, consent = 'Thư' WHERE id = :loan", loan=loan)
    return {"loans_fit": [str(books.one("SELECT id FROM campaign_moves WHERE repays_id = :loan", loan=loan))]}
