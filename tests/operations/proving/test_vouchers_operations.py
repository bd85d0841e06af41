"""Every till and store line stands on one numbered voucher; numbers run per series and year without a gap."""

from datetime import UTC, date, datetime, timedelta

import pytest
from make import DAY
from money_steps import Steps
from sqlalchemy import func, select

from tracker.ground.dates import set_clock, today
from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Source
from tracker.models.journal import Entry
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.models.settings import SeriesCode, SeriesCount
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.proving.corrections import approve_correction, propose_correction
from tracker.operations.proving.tills import move_money, open_till
from tracker.operations.series import take_number
from tracker.operations.writing import writing
from tracker.queries.checks import run_checks
from tracker.queries.proving.vouchers import without_voucher


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def entry_of(session, donation):
    return session.get_one(Entry, donation.entry_id)


def codes(session, series=None):
    asked = select(Voucher).order_by(Voucher.series, Voucher.year, Voucher.number)
    return [each.code for each in session.scalars(asked) if series in (None, each.series)]


def test_each_kind_of_till_has_its_paper_in_and_out(session, steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, bank, 900_000)
    steps.gift(campaign, steps.store, 5, item="MILK")

    run(move_money, from_till=bank, to_till=steps.cash, happened_on=DAY, parts=[(campaign, 400_000)])
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=DAY, parts=[(campaign, 100_000)])

    assert codes(session) == [
        "BC-2018-0001", "BC-2018-0002", "NK-2018-0001", "PC-2018-0001", "PT-2018-0001", "UNC-2018-0001",
    ]  # fmt: skip
    assert without_voucher(session) == []


def test_a_gift_of_money_and_goods_stands_on_one_paper_for_each(session, steps, make):
    gift = make.donation(amount=1_000_000, goods=[("MILK", 5, None), ("PARCEL", 2, None)])

    papers = steps.vouchers(entry_of(session, gift))

    assert [paper.code for paper in papers] == ["PT-2018-0001", "NK-2018-0001"]
    assert session.scalar(select(func.count(VoucherLine.id)).where(VoucherLine.voucher_id == papers[1].id)) == 2


def test_one_receipt_voucher_a_day_covers_all_cash_gifts_of_that_day(session, steps, make):
    first, second = make.donation(amount=1_000_000), make.donation(amount=2_000_000)
    other_day = make.donation(amount=3_000_000, received_on=DAY + timedelta(days=1))

    papers = [steps.vouchers(entry_of(session, gift)) for gift in (first, second, other_day)]

    assert papers[0] == papers[1] != papers[2]
    assert codes(session) == ["PT-2018-0001", "PT-2018-0002"]
    assert (papers[0][0].party, papers[0][0].happened_on) == ("", DAY)


def test_a_gift_remembered_later_joins_the_paper_of_its_day(session, steps, make):
    first = make.donation(amount=1_000_000)
    make.donation(amount=3_000_000, received_on=DAY + timedelta(days=1))

    late = make.donation(amount=2_000_000)

    assert steps.vouchers(entry_of(session, late)) == steps.vouchers(entry_of(session, first))
    assert codes(session) == ["PT-2018-0001", "PT-2018-0002"]


def test_cash_that_comes_from_the_bank_stands_on_a_paper_of_its_own(session, steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, bank, 900_000, on=DAY)
    steps.gift(campaign, steps.cash, 100_000, on=DAY)

    run(move_money, from_till=bank, to_till=steps.cash, happened_on=DAY, parts=[(campaign, 400_000)])

    assert codes(session, "PT") == ["PT-2018-0001", "PT-2018-0002"]


def test_two_cash_boxes_have_a_daily_paper_each(session, make, run):
    facts = {"code": "assets:cash:huyen", "name": "Hộp tiền huyện", "kind": "cash", "opened_on": date(2018, 1, 1)}
    other = run(open_till, by=make.user("accountant"), **facts)

    for till in (other, make.account(), other):
        make.donation(till=till)

    assert codes(session) == ["PT-2018-0001", "PT-2018-0002"]


def test_a_correction_stands_whole_on_one_paper(session, steps, make, run):
    gift = make.donation(amount=5_000_000, goods=[("MILK", 5, None)])
    parts = [Part(make.bank(), "VND", 500_000), Part(make.account("assets:goods"), "MILK", 4)]
    right = Gift(gift.donor, gift.campaign, parts, Source.DOMESTIC, DAY)
    asked = run(propose_correction, by=make.user("accountant"), donation=gift, right=right, reason="Ghi nhầm")
    values = {"correction": asked, "public_url": "https://quy.example", "approved_on": DAY}

    run(approve_correction, by=make.user("approver"), **values)

    assert codes(session, "DC") == ["DC-2018-0001"]
    assert without_voucher(session) == []


def test_numbers_run_per_series_and_year(session, make):
    for day in (date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31), date(2019, 1, 1)):
        make.donation(received_on=day, amount=1_000_000, goods=[("MILK", 1, None)])

    assert codes(session, "PT") == ["PT-2017-0001", "PT-2018-0001", "PT-2018-0002", "PT-2019-0001"]
    assert codes(session, "NK") == ["NK-2017-0001", "NK-2018-0001", "NK-2018-0002", "NK-2019-0001"]


def test_the_new_year_of_a_series_begins_at_midnight_in_ho_chi_minh(session, make):
    set_clock(lambda: datetime(2018, 12, 31, 16, 59, 59, tzinfo=UTC))
    make.donation(received_on=today())
    set_clock(lambda: datetime(2018, 12, 31, 17, 0, 0, tzinfo=UTC))
    make.donation(received_on=today())

    assert codes(session) == ["PT-2018-0001", "PT-2019-0001"]


def test_before_midnight_the_new_years_day_has_not_come_yet(session, make):
    set_clock(lambda: datetime(2018, 12, 31, 16, 59, 59, tzinfo=UTC))

    with pytest.raises(Refused, match="01/01/2019 has not come yet"):
        make.donation(received_on=date(2019, 1, 1))

    assert codes(session) == []


def test_a_number_taken_for_nothing_is_taken_again(session, make, steps):
    make.user("cashier")

    with pytest.raises(ZeroDivisionError), writing(session):
        take_number(session, SeriesCode.PT, 2018)
        raise ZeroDivisionError
    make.donation()

    assert codes(session) == ["PT-2018-0001"]
    assert session.get_one(SeriesCount, ("PT", 2018)).last_number == 1


def test_a_refused_move_takes_no_number(session, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 5)

    steps.refused(move_money, from_till=steps.cash, to_till=steps.bank(), happened_on=DAY, parts=[(campaign, 6)])

    assert codes(session) == ["PT-2018-0001"]
    assert [finding.breaches for finding in run_checks(session) if finding.breaches] == []


def test_the_clock_set_back_numbers_on(session, make):
    set_clock(lambda: datetime(2026, 5, 2, 8, 0, tzinfo=UTC))
    make.donation(received_on=date(2026, 5, 2))
    set_clock(lambda: datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    make.donation(received_on=date(2026, 5, 1))

    made = session.scalars(select(Voucher).order_by(Voucher.number)).all()

    assert [paper.code for paper in made] == ["PT-2026-0001", "PT-2026-0002"]
    assert made[0].made_at > made[1].made_at
