"""Money goes from one campaign to another only with consent or as a loan, and never what nobody has named."""

from datetime import date

import pytest
from money_steps import DAY, Steps
from spending_steps import Spending, breaches

from tracker.operations.giving.unidentified import receive_unidentified
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.campaigns import close_campaign
from tracker.queries.journal import balance
from tracker.queries.proving.campaigns import general_fund, position
from tracker.queries.proving.moves import open_loan, open_loans, repayments_of
from tracker.queries.proving.vouchers import without_voucher


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


@pytest.fixture
def two(make):
    return make.campaign(code="A", name="Xe đạp"), make.campaign(code="B", name="Sữa")


def asked(steps, two, **but):
    values = {
        "from_campaign": two[0],
        "to_campaign": two[1],
        "till": steps.cash,
        "quantity": 1_000_000,
        "moved_on": DAY,
        "reason": "Chương trình đã xong",
        "consent": "Ông Nguyễn Văn Hai đồng ý, thư ngày 27/02/2018",
    }
    return values | but


def test_money_moves_inside_one_till_on_one_voucher(session, steps, two, run):
    steps.gift(two[0], steps.cash, 3_000_000)

    move = run(move_between, **asked(steps, two))

    giving, taking = position(session, two[0]), position(session, two[1])
    assert (giving.in_hand, giving.moved_out) == (2_000_000, 1_000_000)
    assert (taking.in_hand, taking.moved_in) == (1_000_000, 1_000_000)
    assert balance(session, steps.cash) == 3_000_000
    assert move.quantity == 1_000_000
    assert without_voucher(session) == []


def test_goods_move_alike(session, steps, two, run):
    steps.gift(two[0], steps.store, 90, item="BICYCLE")

    run(move_between, **asked(steps, two, till=steps.store, item="BICYCLE", quantity=27))

    assert position(session, two[0]).goods["BICYCLE"].in_store == 63
    assert position(session, two[1]).goods["BICYCLE"].moved_in == 27


def test_without_consent_it_must_be_a_loan_with_its_day(steps, two, run):
    steps.gift(two[0], steps.cash, 3_000_000)

    refused = steps.refused(move_between, **asked(steps, two, consent=" "))
    loan = run(move_between, **asked(steps, two, consent="", back_by=date(2018, 6, 30)))

    assert refused.field == "consent"
    assert loan.back_by == date(2018, 6, 30)


def test_senseless_moves_are_refused_at_their_field(steps, two):
    cases = [
        {"to_campaign": two[0]},
        {"quantity": 0},
        {"reason": "  "},
        {"back_by": DAY},
        {"till": steps.store},
        {"moved_on": date(2999, 1, 1)},
    ]

    fields = [steps.refused(move_between, **asked(steps, two, **case)).field for case in cases]

    assert fields == ["to_campaign", "quantity", "reason", "back_by", "till", "happened_on"]


def test_money_that_is_in_another_till_is_refused_with_where_it_is(steps, two):
    steps.gift(two[0], steps.bank(), 3_000_000)

    refused = steps.refused(move_between, **asked(steps, two))

    assert "Ngân hàng CSXH 3.000.000 đ" in str(refused)
    assert refused.offer is not None


def test_a_closed_campaign_neither_gives_nor_takes(steps, two, run):
    run(close_campaign, campaign=two[1], closed_on=DAY)
    steps.gift(two[0], steps.cash, 1_000_000)

    into = steps.refused(move_between, **asked(steps, two))
    out_of = steps.refused(move_between, **asked(steps, (two[1], two[0])))

    assert (into.field, out_of.field) == ("to_campaign", "from_campaign")


def test_money_without_a_name_is_never_moved_on(session, steps, two, run):
    bank, fund = steps.bank(), general_fund(session)
    run(receive_unidentified, till=bank, received_on=DAY, amount=5_000_000, bank_text="ung ho", bank_reference="")
    steps.gift(fund, bank, 1_000_000)

    refused = steps.refused(move_between, **asked(steps, (fund, two[1]), till=bank, quantity=1_000_001))
    run(move_between, **asked(steps, (fund, two[1]), till=bank, quantity=1_000_000))

    assert "1.000.000 đ" in str(refused) and "5.000.000 đ" in str(refused)
    assert (position(session, fund).unidentified, position(session, fund).in_hand) == (5_000_000, 5_000_000)
    assert position(session, fund).secured == 0


def test_a_loan_comes_back_in_parts_and_no_more_than_it_was(session, steps, two, run):
    steps.gift(two[0], steps.cash, 3_000_000)
    loan = run(move_between, **asked(steps, two, consent="", back_by=date(2018, 6, 30)))
    back = asked(steps, (two[1], two[0]), consent="", repays=loan)

    before = open_loans(session)
    first = run(move_between, **back | {"quantity": 400_000})
    too_much = steps.refused(move_between, **back | {"quantity": 600_001})
    rest = run(move_between, **back | {"quantity": 600_000})

    assert [(each.id, left) for each, left in before] == [(loan.id, 1_000_000)]
    assert too_much.field == "quantity" and "600.000 đ" in str(too_much)
    assert [each.id for each in repayments_of(session, loan)] == [first.id, rest.id]
    assert (open_loan(session, loan), open_loans(session)) == (0, [])


@pytest.mark.one_engine
def test_only_this_loan_between_these_two_is_brought_back(steps, make, two, run):
    steps.gift(two[0], steps.cash, 3_000_000)
    loan = run(move_between, **asked(steps, two, consent="", back_by=date(2018, 6, 30)))
    gift = run(move_between, **asked(steps, two))
    third = make.campaign()
    steps.gift(third, steps.cash, 3_000_000)
    back = asked(steps, (two[1], two[0]), consent="", repays=loan)
    cases = [
        asked(steps, two, repays=loan),
        asked(steps, (third, two[0]), repays=loan),
        back | {"repays": gift},
        back | {"back_by": date(2018, 7, 31)},
        back | {"moved_on": date(2018, 2, 28)},
    ]

    fields = [steps.refused(move_between, **case).field for case in cases]

    assert fields == ["repays", "repays", "repays", "back_by", "happened_on"]


@pytest.mark.one_engine
def test_a_loan_or_its_way_back_that_was_taken_back_does_not_count(session, make, run):
    spending, two = Spending(session, make, run), (make.campaign(), make.campaign())
    spending.gift(two[0], spending.cash, 3_000_000)
    loan = run(move_between, **asked(spending, two, consent="", back_by=date(2018, 6, 30)))
    back = run(move_between, **asked(spending, (two[1], two[0]), consent="", repays=loan))

    spending.take_back(back.entry_id)
    open_again = open_loan(session, loan)
    spending.take_back(loan.entry_id)

    assert (open_again, open_loan(session, loan), open_loans(session)) == (1_000_000, 0, [])
    assert position(session, two[0]).in_hand == 3_000_000
    assert breaches(session) == {}
