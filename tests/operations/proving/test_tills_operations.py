"""Tills are opened and closed; money moves between them, each campaign its own."""

from datetime import date

import pytest
from money_steps import DAY, Steps

from tracker.models.journal import EntryKind
from tracker.operations.proving.tills import close_till, move_money, open_till
from tracker.queries.journal import account, balance, history_of
from tracker.queries.proving.tills import balances_of, tills_open
from tracker.queries.proving.vouchers import without_voucher


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def test_a_bank_account_is_opened_and_can_hold_no_less_than_nothing(session, run):
    till = run(
        open_till, code="assets:bank:NHCSXH", name="Ngân hàng CSXH tỉnh", kind="bank", opened_on=date(2018, 1, 1)
    )

    assert (till.code, till.guard) == ("assets:bank:nhcsxh", 1)
    assert till in tills_open(session, ["bank"], date(2018, 1, 1))
    assert till not in tills_open(session, ["bank"], date(2017, 12, 31))


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("assets:bank", "bank"),
        ("assets:bank:", "bank"),
        ("assets:cash:x", "bank"),
        ("income:gifts", "income"),
        ("assets:bank:a b", "bank"),
        ("assets:bank:ví", "bank"),
        ("assets:bank:" + "a" * 60, "bank"),
        ("assets:cash", "cash"),
    ],
)
def test_a_wrong_or_taken_path_is_refused(steps, code, kind):
    refused = steps.refused(open_till, code=code, name="Ngân hàng", kind=kind, opened_on=DAY)

    assert refused.field == "code"


def test_a_till_with_money_stays_open_and_says_whose_it_holds(steps, make):
    campaign = make.campaign(code="CLYT")
    steps.gift(campaign, steps.cash, 1_200_000)

    refused = steps.refused(close_till, till=steps.cash, closed_on=DAY)

    assert "CLYT 1.200.000 đ" in str(refused)


def test_an_emptied_till_is_closed_and_takes_nothing_any_more(session, steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, bank, 500_000)
    run(move_money, from_till=bank, to_till=steps.cash, happened_on=DAY, parts=[(campaign, 500_000)])

    run(close_till, till=bank, closed_on=DAY)
    refused = steps.refused(
        move_money, from_till=steps.cash, to_till=bank, happened_on=DAY, parts=[(campaign, 500_000)]
    )

    assert refused.field == "to_till"
    assert [change.field for change in history_of(session, "accounts", bank.id)] == ["closed_on"]


def test_a_till_is_not_closed_before_its_last_entry(steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, bank, 500_000)
    run(move_money, from_till=bank, to_till=steps.cash, happened_on=DAY, parts=[(campaign, 500_000)])

    refused = steps.refused(close_till, till=bank, closed_on=date(2018, 2, 28))

    assert refused.field == "closed_on"


def test_one_slip_moves_many_campaigns_on_one_voucher_per_till(session, steps, make, run):
    first, second, bank = make.campaign(code="A"), make.campaign(code="B"), steps.bank()
    steps.gift(first, steps.cash, 3_000_000)
    steps.gift(second, steps.cash, 5_000_000)

    entry = run(
        move_money,
        from_till=steps.cash,
        to_till=bank,
        happened_on=DAY,
        parts=[(first, 1_000_000), (second, 5_000_000)],
        memo="Nộp tiền vào ngân hàng",
    )

    assert entry.kind == EntryKind.TILL_MOVE
    assert {voucher.series for voucher in steps.vouchers(entry)} == {"PC", "BC"}
    assert len(steps.vouchers(entry)) == 2
    assert (balance(session, steps.cash, first), balance(session, bank, second)) == (2_000_000, 5_000_000)
    assert balance(session, steps.cash, second) == 0
    assert without_voucher(session) == []


def test_money_that_is_not_there_is_refused_with_every_till_and_the_move_is_offered(steps, make):
    campaign, other, bank = make.campaign(code="A"), make.campaign(code="B"), steps.bank()
    steps.gift(campaign, steps.cash, 1_000_000)
    steps.gift(campaign, bank, 4_000_000)
    steps.gift(other, steps.cash, 9_000_000)

    refused = steps.refused(
        move_money, from_till=steps.cash, to_till=bank, happened_on=DAY, parts=[(campaign, 1_000_001)]
    )

    said = str(refused)
    assert "1.000.001 đ" in said and "Tiền mặt 1.000.000 đ" in said and "Ngân hàng CSXH 4.000.000 đ" in said
    assert refused.offer == ("move_money", {"campaign_id": campaign.id, "to_id": steps.cash.id})


def test_a_refused_move_leaves_nothing(session, steps, make):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, steps.cash, 1_000_000)
    before = balances_of(session)

    steps.refused(move_money, from_till=steps.cash, to_till=bank, happened_on=DAY, parts=[(campaign, 2_000_000)])

    assert balances_of(session) == before


def test_a_move_dated_before_the_money_came_is_refused_with_the_day(steps, make):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, steps.cash, 1_000_000, on=date(2018, 3, 10))

    refused = steps.refused(
        move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 9), parts=[(campaign, 1_000_000)]
    )

    assert refused.field == "happened_on"
    assert "09/03/2018" in str(refused)


def test_a_move_dated_back_into_a_thin_day_is_refused(steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, steps.cash, 1_000_000, on=date(2018, 3, 1))
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 5), parts=[(campaign, 1_000_000)])
    steps.gift(campaign, steps.cash, 1_000_000, on=date(2018, 3, 9))

    refused = steps.refused(
        move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 2), parts=[(campaign, 1)]
    )

    assert refused.field == "happened_on"
    assert "05/03/2018" in str(refused)


def test_two_parts_of_one_campaign_are_taken_together(steps, make):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, steps.cash, 1_000_000)

    refused = steps.refused(
        move_money,
        from_till=steps.cash,
        to_till=bank,
        happened_on=DAY,
        parts=[(campaign, 600_000), (campaign, 600_000)],
    )

    assert "1.200.000 đ" in str(refused)


def test_senseless_moves_are_refused_at_their_field(session, steps, make):
    campaign, bank = make.campaign(), steps.bank()
    common = {"happened_on": DAY, "parts": [(campaign, 1)]}

    same = steps.refused(move_money, from_till=bank, to_till=bank, **common)
    into_store = steps.refused(move_money, from_till=bank, to_till=steps.store, **common)
    no_till = steps.refused(move_money, from_till=account(session, "income:gifts"), to_till=bank, **common)
    too_early = steps.refused(
        move_money, from_till=bank, to_till=steps.cash, happened_on=date(2017, 1, 1), parts=[(campaign, 1)]
    )
    nothing = steps.refused(move_money, from_till=bank, to_till=steps.cash, happened_on=DAY, parts=[])
    negative = steps.refused(move_money, from_till=bank, to_till=steps.cash, happened_on=DAY, parts=[(campaign, -1)])

    fields = [refused.field for refused in (same, into_store, no_till, too_early, nothing, negative)]
    assert fields == ["to_till", "to_till", "from_till", "from_till", "parts", "parts"]
