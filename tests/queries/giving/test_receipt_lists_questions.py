"""The register of receipts as questions, on both engines."""

import pytest
from make import DAY

from tracker.models.giving.receipts import Receipt
from tracker.models.settings import SeriesCode
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.receipts import record_copy, void_receipt
from tracker.queries.giving.donations import parts_of
from tracker.queries.giving.receipt_lists import (
    ReceiptState,
    RegisterSum,
    Wanted,
    given_back_of_all,
    receipts_listed,
    rows_of,
    sums_of_receipts,
    years_of_receipts,
)


def numbers(session, **wanted) -> list[int]:
    return list(
        session.scalars(receipts_listed(Wanted(**wanted)).with_only_columns(Receipt.number).order_by(Receipt.id))
    )


@pytest.mark.parametrize("state", list(ReceiptState))
def test_each_state_lists_its_own_and_sums_without_the_voided(session, make, run, state):
    money = make.donation(amount=10, goods=[("BICYCLE", 3, None)])
    printed, voided, unprinted = make.receipt(money), make.receipt(make.donation(amount=5)), make.receipt()
    make.receipt(money, series=SeriesCode.TN)
    run(record_copy, receipt=printed)
    run(record_copy, receipt=voided)
    run(void_receipt, receipt=voided, reason="Sai", voided_on=DAY)
    part = (parts_of(session, money)[0], 1, make.account())
    run(give_back, by=make.user("approver"), donation=money, given_back_on=DAY, reason="Đề nghị", parts=[part])

    found = numbers(session, series="BL", state=state)
    sums = sums_of_receipts(session, Wanted(series="BL", state=state))

    expected = {
        ReceiptState.ALL: ([1, 2, 3], RegisterSum(2, 1, 1_000_010, {})),
        ReceiptState.STANDING: ([1, 3], RegisterSum(2, 0, 1_000_010, {})),
        ReceiptState.VOID: ([2], RegisterSum(0, 1, 0, {})),
        ReceiptState.GIVEN_BACK: ([1], RegisterSum(1, 0, 10, {})),
        ReceiptState.UNPRINTED: ([3], RegisterSum(1, 0, 1_000_000, {})),
    }
    assert (found, sums) == expected[state]
    assert unprinted.number == 3


def test_goods_given_back_mark_the_goods_receipt_only(session, make, run):
    donation = make.donation(amount=10, goods=[("BICYCLE", 3, None)])
    papers = [make.receipt(donation), make.receipt(donation, series=SeriesCode.TN)]
    part = (parts_of(session, donation)[1], 1, make.account("assets:goods"))
    run(give_back, by=make.user("approver"), donation=donation, given_back_on=DAY, reason="Hỏng", parts=[part])

    assert given_back_of_all(session, papers) == {papers[1].id}


def test_goods_sum_by_kind_without_the_voided_ones(session, make, run):
    for goods in ([("BICYCLE", 90, None)], [("BICYCLE", 10, None), ("MILK", 5, None)]):
        make.receipt(make.donation(goods=goods), series=SeriesCode.TN)
    gone = make.receipt(make.donation(goods=[("MILK", 100, None)]), series=SeriesCode.TN)
    run(void_receipt, receipt=gone, reason="Sai", voided_on=DAY)

    sums = sums_of_receipts(session, Wanted(series="TN", year=2018))

    assert sums == RegisterSum(2, 1, 0, {"BICYCLE": 100, "MILK": 5})


def test_rows_know_void_replacement_and_prints(session, make, run):
    donation = make.donation()
    first = make.receipt(donation)
    for _ in range(2):
        run(record_copy, receipt=first)
    run(void_receipt, receipt=first, reason="Sai", voided_on=DAY)
    second = make.receipt(donation)

    rows = rows_of(session, [first, second])

    assert [(row.void is not None, row.replaced_by, row.copies) for row in rows] == [
        (True, second, 2),
        (False, None, 0),
    ]


def test_years_come_latest_first(session, make):
    for year in (2018, 2019):
        make.receipt(issued_on=DAY.replace(year=year))

    assert years_of_receipts(session) == [2019, 2018]
