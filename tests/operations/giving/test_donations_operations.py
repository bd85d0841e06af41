"""Gifts: received into till and store, credited to two and counted once, fulfilling pledges, on vouchers."""

from datetime import date, timedelta

import pytest
from make import DAY, PUBLIC_URL
from sqlalchemy import func, select

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation, Source
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import PledgeMatch
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Balance, Entry, Line
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donations import Part
from tracker.operations.giving.receipts import void_receipt
from tracker.operations.giving.taking import NewDonor, take_gift
from tracker.operations.proving.campaigns import close_campaign
from tracker.operations.proving.tills import close_till, open_till
from tracker.queries.giving.donations import parts_of, unreceipted
from tracker.queries.giving.donor_totals import totals_of
from tracker.queries.giving.pledges import outstanding
from tracker.queries.giving.receipts import copies_of, receipts_of
from tracker.queries.journal import balance, lines_of
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.vouchers import vouchers_of, without_voucher


def take(make, run, **values):
    make.letterhead()
    facts = {"campaign": make.campaign(), "source": Source.DOMESTIC, "received_on": today(), "public_url": PUBLIC_URL}
    return run(take_gift, by=make.user("cashier"), **(facts | values))


def test_a_gift_in_cash_raises_its_campaigns_own_money_in_the_till(session, make):
    campaign, other = make.campaign(), make.campaign()

    make.donation(amount=1_200_000, campaign=campaign)

    assert balance(session, make.account(), campaign) == 1_200_000
    assert balance(session, make.account(), other) == 0
    assert position(session, campaign).received == 1_200_000


def test_every_line_of_a_gift_names_its_part_and_the_entry_sums_to_zero(session, make):
    donation = make.donation(amount=1_000_000, goods=[("BICYCLE", 3, None)])

    lines = lines_of(session, session.get_one(Entry, donation.entry_id))

    parts = {part.id: (part.item, part.quantity) for part in parts_of(session, donation)}
    assert [(line.item, abs(line.quantity)) for line in lines] == [parts[line.donation_part_id] for line in lines]
    assert sum(line.quantity for line in lines if line.item == "VND") == 0
    assert sum(line.quantity for line in lines if line.item == "BICYCLE") == 0


def test_ninety_bicycles_and_no_cash_are_0_dong_and_90_in_the_store(session, make):
    campaign = make.campaign()

    make.donation(goods=[("BICYCLE", 90, None)], campaign=campaign)

    stand = position(session, campaign)
    assert (stand.received, stand.in_hand) == (0, 0)
    assert (stand.goods["BICYCLE"].received, stand.goods["BICYCLE"].in_store) == (90, 90)


def test_the_worth_of_goods_never_joins_a_sum_of_money(session, make):
    campaign = make.campaign()

    make.donation(amount=1_000_000, goods=[("BICYCLE", 2, 3_000_000)], campaign=campaign)

    stand = position(session, campaign)
    assert (stand.received, stand.goods["BICYCLE"].value) == (1_000_000, 3_000_000)


def test_a_gift_credited_to_two_is_counted_once_in_every_sum(session, make):
    giver, via, campaign = make.donor(), make.donor(kind="organisation"), make.campaign()

    make.donation(amount=9_000_000, donor=giver, via=via, campaign=campaign)

    assert position(session, campaign).received == 9_000_000
    assert balance(session, make.account("income:gifts")) == -9_000_000
    assert session.scalar(select(func.count(Donation.id))) == 1
    assert (totals_of(session, giver).own.amount, totals_of(session, giver).through.amount) == (9_000_000, 0)
    assert (totals_of(session, via).own.amount, totals_of(session, via).through.amount) == (0, 9_000_000)


def test_budget_money_is_no_gift_of_donors(session, make):
    campaign = make.campaign()

    make.donation(amount=7_000_000, source=Source.BUDGET, campaign=campaign)

    stand = position(session, campaign)
    assert (stand.received, stand.budget, stand.in_hand) == (0, 7_000_000, 7_000_000)


def test_a_gift_fulfils_its_pledge_and_lowers_what_is_outstanding(session, make):
    pledge = make.pledge(amount=10_000_000)

    make.donation(pledge=pledge, amount=4_000_000)

    assert outstanding(session, pledge) == 6_000_000
    assert position(session, pledge.campaign).pledged == 6_000_000


def test_a_gift_never_fulfils_more_than_itself_or_its_instalment(session, make):
    pledge = make.pledge(amount=2_000_000, count=2)

    gifts = [make.donation(pledge=pledge, amount=amount) for amount in (1_500_000, 900_000)]

    matches = session.scalars(select(PledgeMatch).order_by(PledgeMatch.id)).all()
    by_gift = [sum(match.amount for match in matches if match.donation_id == gift.id) for gift in gifts]
    assert by_gift == [1_500_000, 500_000]
    assert outstanding(session, pledge) == 0


def test_the_days_cash_stands_on_one_receipt_voucher(session, make):
    gifts = [make.donation(amount=amount) for amount in (1, 2, 3)]
    later = make.donation(amount=4, received_on=date(2018, 3, 16))

    vouchers = vouchers_of(session, [gift.entry_id for gift in (*gifts, later)])

    assert [vouchers[gift.entry_id][0].code for gift in gifts] == ["PT-2018-0001"] * 3
    assert vouchers[later.entry_id][0].code == "PT-2018-0002"
    assert without_voucher(session) == []


def test_bank_money_and_goods_stand_on_papers_of_their_own(session, make):
    first = make.donation(amount=1_000_000, till=make.bank(), goods=[("BICYCLE", 1, None)])
    second = make.donation(amount=1_000_000, till=make.bank())

    vouchers = vouchers_of(session, [first.entry_id, second.entry_id])

    assert [voucher.code for voucher in vouchers[first.entry_id]] == ["BC-2018-0001", "NK-2018-0001"]
    assert [voucher.code for voucher in vouchers[second.entry_id]] == ["BC-2018-0002"]


def test_a_gift_of_nothing_is_refused(make, run):
    with pytest.raises(Refused) as refused:
        take(make, run, donor=make.donor(), parts=[])

    assert refused.value.field == "amount"


def test_a_gift_into_a_closed_campaign_is_refused(make, run):
    campaign = make.campaign()
    run(close_campaign, by=make.user("approver"), campaign=campaign, closed_on=date(2018, 2, 1))

    with pytest.raises(Refused) as refused:
        make.donation(campaign=campaign)

    assert refused.value.field == "campaign"


def test_cash_after_the_announced_end_is_refused_but_a_transfer_under_way_is_taken(session, make):
    campaign = make.campaign(receives_until=date(2018, 3, 14))

    with pytest.raises(Refused) as refused:
        make.donation(campaign=campaign)
    make.donation(campaign=campaign, till=make.bank())

    assert refused.value.field == "received_on"
    assert position(session, campaign).received == 1_000_000


@pytest.mark.parametrize("day", [date(1989, 12, 31), None])
def test_an_unlikely_day_is_refused_at_the_day(make, day):
    with pytest.raises(Refused) as refused:
        make.donation(received_on=day or today() + timedelta(days=1))

    assert refused.value.field == "received_on"


def test_goods_in_the_cash_box_and_cash_in_the_store_are_refused(make, run):
    for part in (Part(make.account(), "BICYCLE", 1), Part(make.account("assets:goods"), "VND", 1)):
        with pytest.raises(Refused) as refused:
            take(make, run, donor=make.donor(), parts=[part])

        assert refused.value.field == "till"


def test_an_account_that_is_no_till_takes_no_gift(make, run):
    with pytest.raises(Refused) as refused:
        take(make, run, donor=make.donor(), parts=[Part(make.account("income:gifts"), "VND", 1)])

    assert refused.value.field == "till"


def test_a_closed_till_takes_no_gift(make, run):
    accountant = make.user("accountant")
    facts = {"code": "assets:bank:cu", "name": "Ngân hàng cũ", "kind": "bank", "opened_on": date(2018, 1, 1)}
    till = run(open_till, by=accountant, **facts)
    run(close_till, by=accountant, till=till, closed_on=date(2018, 2, 1))

    with pytest.raises(Refused) as refused:
        make.donation(till=till)

    assert refused.value.field == "till"


def test_who_gave_and_who_passed_on_are_two(make):
    donor = make.donor()

    with pytest.raises(Refused) as refused:
        make.donation(donor=donor, via=donor)

    assert refused.value.field == "via"


def test_anothers_pledge_is_not_fulfilled(make):
    pledge = make.pledge()

    with pytest.raises(Refused) as of_another_donor:
        make.donation(pledge=pledge, donor=make.donor())
    with pytest.raises(Refused) as of_another_campaign:
        make.donation(pledge=pledge, campaign=make.campaign())

    assert {of_another_donor.value.field, of_another_campaign.value.field} == {"pledge"}


@pytest.mark.parametrize("name", ["O'Brien-Nguyễn", "H’Bia Niê", "Công ty A & B <HCM>", "<script>alert(1)</script>"])
def test_a_new_donors_name_is_kept_as_typed_on_gift_and_receipt(session, make, run, name):
    donation = take(make, run, donor=NewDonor("person", name), parts=[Part(make.account(), "VND", 50_000)])

    (row,) = receipts_of(session, donation)
    assert donation.donor.full_name == name
    assert f'"donor_name": "{name}"' in row.receipt.said


def test_taking_a_gift_issues_and_prints_its_papers_at_once(session, make, run):
    parts = [Part(make.account(), "VND", 50_000), Part(make.account("assets:goods"), "MILK", 12)]

    donation = take(make, run, donor=NewDonor("person", "Nguyễn Thị Lan"), parts=parts)

    rows = receipts_of(session, donation)
    assert [row.receipt.series for row in rows] == [SeriesCode.BL, SeriesCode.TN]
    assert [len(copies_of(session, row.receipt)) for row in rows] == [1, 1]


def test_taking_a_gift_leaves_nothing_where_its_receipt_is_refused(session, make, run):
    facts = {"campaign": make.campaign(), "source": Source.DOMESTIC, "received_on": today(), "public_url": PUBLIC_URL}
    parts = [Part(make.account(), "VND", 50_000)]

    with pytest.raises(Refused, match="letterhead"):
        run(take_gift, by=make.user("cashier"), donor=NewDonor("person", "Nguyễn Thị Lan"), parts=parts, **facts)

    for table in (Donor, Donation, Receipt, Line, Voucher, Balance):
        assert session.scalar(select(func.count()).select_from(table)) == 0, table


def test_a_transfer_waits_for_no_receipt_but_cash_and_goods_do(session, make):
    make.donation(till=make.bank())
    cash, goods = make.donation(), make.donation(goods=[("MILK", 1, None)])

    waiting = session.scalars(unreceipted().order_by(Donation.id)).all()

    assert waiting == [cash, goods]


def test_a_gift_with_a_standing_receipt_waits_no_longer(session, make, run):
    donation = make.donation()
    receipt = make.receipt(donation)

    assert session.scalars(unreceipted()).all() == []
    run(void_receipt, receipt=receipt, reason="Sai", voided_on=DAY)
    assert session.scalars(unreceipted()).all() == [donation]
