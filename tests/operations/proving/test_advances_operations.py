"""Money that somebody took along is open until it is spent against an invoice or comes back, never more than it was."""

from datetime import date

import pytest
from spending_steps import DAY, LINES, Spending, breaches
from sqlalchemy import select

from tracker.models.proving.costs import Cost, CostKind
from tracker.models.proving.purchases import Purchase
from tracker.operations.proving.advances import give_advance, return_rest, settle_by_cost, settle_by_purchase
from tracker.queries.journal import balance
from tracker.queries.proving.advances import open_advances, open_part, steps_of
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.ledger_documents import EntryDocuments


@pytest.fixture
def steps(session, make, run):
    return Spending(session, make, run)


@pytest.fixture
def campaign(steps, make):
    campaign = make.campaign("QUA", name="Quà Tết", costs_allowed=True)
    steps.gift(campaign, steps.cash, 10_000_000, on=date(2018, 2, 1))
    return campaign


def by_cost(steps, advance, amount, **but):
    values = {"kind": CostKind.PROGRAMME, "payee": "Xe ba gác", "purpose": "Chở quà", "amount": amount}
    return steps.run(settle_by_cost, **{"advance": advance, "settled_on": DAY} | values | but)


def test_an_advance_is_given_spent_and_its_rest_comes_back(session, steps, campaign):
    advance = steps.advance(campaign)

    bought = steps.run(settle_by_purchase, advance=advance, settled_on=DAY, supplier="Chợ Long Hoa", lines=LINES,
                       store=steps.store, total=3_450_000)  # fmt: skip
    paid = by_cost(steps, advance, 550_000)
    left = open_part(session, advance)
    back = steps.run(return_rest, advance=advance, settled_on=DAY, amount=left, till=steps.cash)

    where = position(session, campaign)
    assert left == 1_000_000
    assert (where.bought, where.costs, where.in_hand, where.advanced) == (3_450_000, 550_000, 6_000_000, 0)
    assert [step.kind for step in steps_of(session, advance)] == ["purchase", "cost", "returned"]
    assert [steps.papers(each.entry_id) for each in (advance, bought, paid, back)] == [["PC"], ["NK"], [], ["PT"]]
    assert session.execute(open_advances()).all() == []
    assert breaches(session) == {}


def test_never_more_is_settled_than_was_given(session, steps, campaign):
    advance, other = steps.advance(campaign, 1_000_000), steps.advance(campaign, 2_000_000)
    by_cost(steps, advance, 999_999)

    refused = steps.refused(return_rest, advance=advance, settled_on=DAY, amount=2, till=steps.cash)
    steps.run(return_rest, advance=advance, settled_on=DAY, amount=1, till=steps.cash)

    assert refused.field == "amount" and "1 đ" in str(refused)
    assert balance(session, advance.account) == open_part(session, other) == 2_000_000
    assert open_part(session, advance) == 0


@pytest.mark.one_engine
def test_what_somebody_holds_is_still_the_campaigns_money(session, steps, campaign):
    steps.advance(campaign, 4_000_000)

    where = position(session, campaign)

    assert (where.in_hand, where.advanced, where.secured) == (6_000_000, 4_000_000, 10_000_000)


@pytest.mark.one_engine
def test_senseless_advances_are_refused_at_their_field(steps, campaign):
    asked = {"campaign": campaign, "given_on": DAY, "due_on": DAY, "party": "Út", "purpose": "Quà", "amount": 1}
    cases = [
        {"amount": 0},
        {"party": " "},
        {"purpose": ""},
        {"due_on": date(2018, 2, 28)},
        {"till": steps.store},
        {"amount": 10_000_001},
    ]

    fields = [steps.refused(give_advance, **asked | {"till": steps.cash} | case).field for case in cases]

    assert fields == ["amount", "party", "purpose", "due_on", "till", "amount"]


@pytest.mark.one_engine
def test_senseless_settlements_are_refused_at_their_field(steps, make, campaign):
    advance = steps.advance(campaign)
    strict = make.campaign()
    steps.gift(strict, steps.cash, 1_000_000, on=date(2018, 2, 1))
    bound = steps.advance(strict, 1_000_000)
    bought = {"advance": advance, "settled_on": DAY, "supplier": "Chợ", "store": steps.store}

    fields = [
        steps.refused(settle_by_purchase, **bought, lines=[]).field,
        steps.refused(settle_by_purchase, **bought, lines=LINES, total=1).field,
        steps.refused(settle_by_purchase, **bought | {"store": steps.cash}, lines=LINES).field,
        steps.refused(return_rest, advance=advance, settled_on=date(2018, 2, 28), amount=1, till=steps.cash).field,
        steps.refused(return_rest, advance=advance, settled_on=DAY, amount=1, till=steps.store).field,
        steps.refused(settle_by_cost, advance=bound, settled_on=DAY, kind=CostKind.PROGRAMME, payee="Xe",
                      purpose="Chở", amount=1).field,
    ]  # fmt: skip

    assert fields == ["lines", "total", "store", "settled_on", "till", "campaign"]


def test_a_settlement_that_is_taken_back_is_open_again(session, steps, campaign):
    advance = steps.advance(campaign)
    step = by_cost(steps, advance, 550_000)

    steps.take_back(step.entry_id)

    assert open_part(session, advance) == 5_000_000
    assert position(session, campaign).costs == 0
    assert breaches(session) == {}


def test_an_advance_that_is_taken_back_is_open_no_more(session, steps, campaign):
    advance = steps.advance(campaign)

    steps.take_back(advance.entry_id)

    assert (open_part(session, advance), position(session, campaign).in_hand) == (0, 10_000_000)
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_a_cost_out_of_an_advance_is_kept_under_the_advances_voucher(session, steps, campaign):
    advance = steps.advance(campaign)
    step = by_cost(steps, advance, 550_000)

    papers = EntryDocuments(session).of([advance.entry_id, step.entry_id])

    assert papers[advance.entry_id].code == papers[step.entry_id].code == "PC-2018-0001"
    assert (papers[step.entry_id].feature, papers[step.entry_id].id) == ("advances", advance.id)


@pytest.mark.one_engine
def test_a_purchase_and_a_cost_out_of_an_advance_say_so(session, steps, campaign):
    advance = steps.advance(campaign)
    by_cost(steps, advance, 550_000)
    steps.run(settle_by_purchase, advance=advance, settled_on=DAY, supplier="Chợ", lines=LINES, store=steps.store)

    kept = [session.scalars(select(model)).one() for model in (Cost, Purchase)]

    assert {each.account_id for each in kept} == {advance.account_id}
