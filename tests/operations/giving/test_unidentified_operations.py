"""Bank money without a name: kept as owed in the general fund, named to the đồng, never spent."""

from datetime import date

import pytest
from make import DAY
from sqlalchemy import select

from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation, Source, UnidentifiedTransfer
from tracker.models.proving.vouchers import Voucher
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.unidentified import name_unidentified, receive_unidentified
from tracker.operations.proving.campaign_moves import move_between
from tracker.queries.giving.donations import unidentified
from tracker.queries.giving.pledges import outstanding
from tracker.queries.journal import balance
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.vouchers import without_voucher


def gift(make, amount, **facts):
    campaign = facts.pop("campaign", None) or make.campaign()
    parts = [Part(facts.pop("till", None) or make.bank(), "VND", amount)]
    donor = facts.pop("donor", None) or make.donor()
    return Gift(donor, campaign, parts, Source.DOMESTIC, facts.pop("received_on", DAY), **facts)


def name(make, run, transfer, *gifts, named_on=date(2018, 3, 20)):
    accountant = make.user("accountant")
    return run(name_unidentified, by=accountant, transfer=transfer, named_on=named_on, gifts=gifts)


def test_a_nameless_transfer_waits_in_the_general_fund_as_money_owed(session, make):
    transfer = make.transfer(amount=5_000_000)

    stand = position(session, make.fund())
    assert (stand.unidentified, stand.in_hand, stand.received) == (5_000_000, 5_000_000, 0)
    assert session.scalars(unidentified()).all() == [transfer]


def test_three_and_three_are_not_five(session, make, run):
    transfer = make.transfer(amount=5_000_000)

    with pytest.raises(Refused) as refused:
        name(make, run, transfer, gift(make, 3_000_000), gift(make, 3_000_000))

    assert refused.value.field == "amount"
    assert refused.value.values == {"amount": "5.000.000 đ", "named": "6.000.000 đ", "difference": "1.000.000 đ"}
    assert session.scalars(select(Donation)).all() == []
    assert session.scalars(unidentified()).all() == [transfer]


def test_a_transfer_named_as_two_gifts_leaves_the_general_fund_whole(session, make, run):
    transfer = make.transfer(amount=5_000_000)
    campaigns = [make.campaign(), make.campaign()]

    name(
        make, run, transfer, gift(make, 3_000_000, campaign=campaigns[0]), gift(make, 2_000_000, campaign=campaigns[1])
    )

    assert [position(session, campaign).received for campaign in campaigns] == [3_000_000, 2_000_000]
    stand = position(session, make.fund())
    assert (stand.unidentified, stand.in_hand, stand.received) == (0, 0, 0)
    assert session.scalars(unidentified()).all() == []


def test_the_namings_stand_on_correction_vouchers(session, make, run):
    name(make, run, make.transfer(amount=5_000_000), gift(make, 5_000_000))

    codes = [voucher.code for voucher in session.scalars(select(Voucher).order_by(Voucher.id))]
    assert codes == ["BC-2018-0001", "DC-2018-0001"]
    assert without_voucher(session) == []


def test_a_named_transfer_fulfils_a_pledge(session, make, run):
    pledge = make.pledge(amount=5_000_000)
    promised = gift(make, 5_000_000, donor=pledge.donor, campaign=pledge.campaign, pledge=pledge)

    name(make, run, make.transfer(amount=5_000_000), promised)

    assert outstanding(session, pledge) == 0


def test_a_transfer_for_the_general_fund_itself_can_be_named(session, make, run):
    name(make, run, make.transfer(amount=5_000_000), gift(make, 5_000_000, campaign=make.fund()))

    stand = position(session, make.fund())
    assert (stand.unidentified, stand.in_hand, stand.received) == (0, 5_000_000, 5_000_000)


def test_a_transfer_is_named_once(make, run):
    transfer = make.transfer(amount=5_000_000)
    name(make, run, transfer, gift(make, 5_000_000))

    with pytest.raises(Refused, match="already named"):
        name(make, run, transfer, gift(make, 5_000_000))


def test_a_transfer_is_not_named_before_it_came(make, run):
    with pytest.raises(Refused) as refused:
        name(make, run, make.transfer(), gift(make, 5_000_000), named_on=date(2018, 3, 14))

    assert refused.value.field == "named_on"


def test_the_money_is_named_where_it_lies(make, run):
    with pytest.raises(Refused) as refused:
        name(make, run, make.transfer(), gift(make, 5_000_000, till=make.account()))

    assert refused.value.field == "till"


def test_the_named_gift_has_no_day_in_the_future(make, run):
    with pytest.raises(Refused) as refused:
        name(make, run, make.transfer(), gift(make, 5_000_000, received_on=date(2099, 1, 1)))

    assert refused.value.field == "received_on"


def test_only_a_bank_account_receives_nameless_money(session, make, run):
    facts = {"amount": 5_000_000, "received_on": DAY, "bank_text": "UNG HO"}

    with pytest.raises(Refused) as refused:
        run(receive_unidentified, by=make.user("accountant"), till=make.account(), **facts)

    assert refused.value.field == "till"
    assert session.scalars(select(UnidentifiedTransfer)).all() == []


def test_nameless_money_is_not_moved_away(session, make, run):
    make.transfer(amount=5_000_000)
    make.donation(amount=1_000_000, campaign=make.fund(), till=make.bank())
    moving = {"till": make.bank(), "moved_on": DAY, "reason": "Cho mượn", "consent": "Có"}
    way = {"from_campaign": make.fund(), "to_campaign": make.campaign()}

    with pytest.raises(Refused) as refused:
        run(move_between, by=make.user("approver"), quantity=1_000_001, **way, **moving)
    run(move_between, by=make.user("approver"), quantity=1_000_000, **way, **moving)

    assert refused.value.values["own"] == "1.000.000 đ"
    assert balance(session, make.bank(), make.fund()) == 5_000_000
