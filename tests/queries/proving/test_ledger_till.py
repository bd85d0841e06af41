"""The book of a till: what came in, went out, and was there after each line; on both engines."""

from datetime import date

from ledger_office import DAY, LATER, TRICKY, small_office
from sqlalchemy import select

from tracker.models.journal import Line
from tracker.models.proving.campaigns import Campaign
from tracker.queries.journal import balance
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_till import CARRIED_FORWARD, balance_after, till_rows


def rows(session, till, **wanted):
    return list(till_rows(session, LedgerFilter(till_id=till.id, **wanted)))


def test_the_balance_runs_by_day_and_within_a_day_by_seq(session, make):
    make.donation(amount=100, received_on=date(2018, 3, 2))
    make.donation(amount=40, received_on=date(2018, 3, 1))
    make.donation(amount=5, received_on=date(2018, 3, 1))

    found = rows(session, make.account())

    assert [(row.seq, row.into, row.out, row.balance) for row in found] == [
        (2, 40, 0, 40),
        (3, 5, 0, 45),
        (1, 100, 0, 145),
    ]


def test_the_last_balance_is_what_the_till_holds(session, make):
    small_office(make)

    found = rows(session, make.account())

    assert found[-1].balance == balance(session, make.account())
    assert [row.into - row.out for row in found] == [2_000_000, 300_000, -300_000, -500_000]


def test_a_period_begins_with_what_was_there(session, make):
    small_office(make)

    carried, *found = rows(session, make.account(), since=LATER)

    assert (carried.seq, carried.memo, carried.happened_on, carried.balance) == (
        None,
        CARRIED_FORWARD,
        LATER,
        2_300_000,
    )
    assert [row.balance for row in found] == [2_000_000, 1_500_000]


def test_a_period_in_which_nothing_happened_still_says_what_was_there(session, make):
    small_office(make)

    found = rows(session, make.account(), since=date(2018, 7, 1))

    assert [(row.seq, row.balance) for row in found] == [(None, 1_500_000)]


def test_a_store_is_counted_item_by_item(session, make):
    small_office(make)

    found = rows(session, make.account("assets:goods"))

    assert [(row.item, row.into, row.balance) for row in found] == [("BICYCLE", 90, 90), ("PARCEL", 2, 2)]
    assert {row.document for row in found} == {"NK-2018-0001"}


def test_one_item_and_one_campaign_can_be_chosen(session, make):
    small_office(make)
    clyt = session.scalars(select(Campaign).where(Campaign.code == "CLYT")).one()

    parcels = rows(session, make.account("assets:goods"), item="PARCEL")
    money = rows(session, make.bank(), campaign_id=clyt.id)

    assert [(row.item, row.balance) for row in parcels] == [("PARCEL", 2)]
    assert [(row.into, row.balance) for row in money] == [(4_000_000, 4_000_000), (500_000, 4_500_000)]


def test_cash_on_the_day_s_one_voucher_names_each_donor(session, make):
    office = small_office(make)

    found = rows(session, make.account(), until=DAY)

    assert {row.document for row in found} == {"PT-2018-0001"}
    assert found[0].party == "Nguyễn Thị Đào"
    assert found[0].donor_id == office.pledged_gift.donor_id


def test_without_names_no_party_is_named(session, make):
    small_office(make)

    found = list(till_rows(session, LedgerFilter(till_id=make.account("assets:goods").id), names=False))

    assert {(row.party, row.donor_id) for row in found} == {(None, None)}
    assert {row.party for row in rows(session, make.account("assets:goods"))} == {TRICKY}


def test_the_balance_after_a_line_is_the_same_from_the_other_end(session, make):
    small_office(make)
    till = make.account()
    lines = session.scalars(select(Line.id).where(Line.account_id == till.id).order_by(Line.id)).all()

    for row, line_id in zip(rows(session, till), lines, strict=True):
        wanted = LedgerFilter(till_id=till.id, item="VND", since=LATER)

        assert balance_after(session, wanted, row.happened_on, line_id) == row.balance


def test_a_till_without_a_line_has_an_empty_book(session, make):
    assert rows(session, make.account(), since=DAY) == []
