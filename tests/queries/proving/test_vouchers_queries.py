"""Vouchers are asked for with what they are about."""

from datetime import date

import pytest
from money_steps import DAY, Steps
from sqlalchemy import text

from tracker.models.proving.vouchers import Voucher
from tracker.operations.giving.receipts import void_receipt
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.tills import move_money
from tracker.queries.proving.vouchers import (
    lines_on,
    receipts_on,
    register,
    standings,
    voucher_by_code,
    vouchers_of,
    without_voucher,
    years_of_vouchers,
)


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def test_a_register_is_of_one_series_and_year(session, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 1, on=date(2018, 12, 31))
    steps.gift(campaign, steps.cash, 1, on=date(2019, 1, 1))
    steps.gift(campaign, steps.bank(), 1, on=date(2018, 12, 31))

    found = session.scalars(register(series="PT", year=2018)).all()

    assert [voucher.code for voucher in found] == ["PT-2018-0001"]
    assert list(years_of_vouchers(session)) == [2019, 2018]
    assert voucher_by_code(session, "PT", 2019, 1) is not None


def test_a_days_voucher_counts_its_gifts_and_sums_them(session, steps, make):
    campaign = make.campaign()
    for amount in (1_000_000, 200_000):
        steps.gift(campaign, steps.cash, amount)
    voucher = session.query(Voucher).one()

    standing = standings(session, [voucher])[voucher.id]

    assert (standing.amounts, standing.line_count) == ({"VND": 1_200_000}, 2)


def test_a_move_between_campaigns_counts_once_though_its_lines_go_both_ways(session, steps, make, run):
    giving, taking = make.campaign(), make.campaign()
    steps.gift(giving, steps.cash, 900_000)
    terms = {"quantity": 400_000, "moved_on": DAY, "reason": "Lý do", "consent": "Thư"}
    move = run(move_between, from_campaign=giving, to_campaign=taking, till=steps.cash, **terms)

    voucher = vouchers_of(session, [move.entry_id])[move.entry_id][0]

    assert standings(session, [voucher])[voucher.id].amounts == {"VND": 400_000}
    assert [row.line.quantity for row in lines_on(session, voucher)] == [-400_000, 400_000]


def test_the_receipts_of_a_voucher_are_those_of_its_gifts(session, steps, make, run):
    kept, crossed_out = make.receipt(make.donation()), make.receipt(make.donation())
    make.receipt(make.donation(till=steps.bank()))
    run(void_receipt, receipt=crossed_out, voided_on=crossed_out.issued_on, reason="Sai tên", by=make.user("approver"))
    voucher = session.query(Voucher).filter_by(series="PT").one()

    found = receipts_on(session, voucher)

    assert [(row.receipt.id, row.voided) for row in found] == [(kept.id, False), (crossed_out.id, True)]


def test_a_line_without_voucher_is_found(session, steps, make, run):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 900_000)
    run(move_money, from_till=steps.cash, to_till=steps.bank(), happened_on=DAY, parts=[(campaign, 1)])
    assert without_voucher(session) == []

    break_open(session, "voucher_lines")
    session.execute(text("DELETE FROM voucher_lines WHERE id = (SELECT max(id) FROM voucher_lines)"))

    assert [line.quantity for line in without_voucher(session)] == [1]


def break_open(session, table):
    """Take the guard off a frozen table, as nobody can from the program."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"DROP TRIGGER frozen_{table}_delete"))
    else:
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
