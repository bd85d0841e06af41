"""What a campaign did for children, on both engines: it equals the position and the books."""

from datetime import date

import pytest
from help_steps import help_given, settled
from sqlalchemy import select

from tracker.models.helping.disbursements import DisbursementPart
from tracker.models.helping.handouts import HelpKind, OutcomeKind
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.settlements import Outcome
from tracker.operations.helping.sheets import approve_replacement, replace_line
from tracker.queries.helping.handouts import line_states
from tracker.queries.proving.campaign_help import (
    HelpOfCampaign,
    help_dressed,
    help_listed,
    help_of_campaign,
    open_of_lists,
)
from tracker.queries.proving.campaigns import position


@pytest.fixture
def campaign(make):
    """Give a campaign with 10.000.000 đ and 10 parcels of 200.000 đ."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000, goods=[("PARCEL", 10, 2_000_000)], received_on=date(2018, 1, 5))
    return campaign


def take_back(make, item, *, open_again):
    part = make.session.scalars(select(DisbursementPart).where(DisbursementPart.item == item)).first()
    place = make.account("assets:cash" if item == "VND" else "assets:goods")
    more = {"taken_back_on": date(2018, 4, 1), "reason": "Trả lại quỹ", "open_again": open_again}
    make.run(take_back_help, by=make.user("cashier"), parts=[part], place=place, **more)


def listed(session, campaign):
    return help_dressed(session, session.execute(help_listed(campaign)).all())


def test_a_campaign_that_helped_nobody_says_so(session, campaign):
    assert help_of_campaign(session, campaign) == HelpOfCampaign()


def test_kinds_are_told_apart_and_goods_stand_beside_the_money(session, make, campaign):
    child = make.child()
    help_given(make, make.approved(campaign=campaign, children=[child], shares={"VND": 500_000, "PARCEL": 2}))
    bicycle = {"children": [child, make.child()], "shares": {"VND": 300_000}, "kind": HelpKind.BICYCLE}
    help_given(make, make.approved(campaign=campaign, **bicycle))

    told = help_of_campaign(session, campaign)

    gift, other = told.by_kind[HelpKind.GIFT], told.by_kind[HelpKind.BICYCLE]
    assert (gift.children, gift.amount, gift.goods, gift.values) == (1, 500_000, {"PARCEL": 2}, {"PARCEL": 400_000})
    assert (other.children, other.amount, other.goods) == (2, 600_000, {})
    assert told.children == 2


def test_goods_of_which_one_has_no_worth_have_no_worth_together(session, make, campaign):
    make.donation(campaign=campaign, goods=[("PARCEL", 1, None)])
    help_given(make, make.approved(campaign=campaign, shares={"PARCEL": 1}))

    told = help_of_campaign(session, campaign)

    assert (told.by_kind[HelpKind.GIFT].goods, told.by_kind[HelpKind.GIFT].values) == ({"PARCEL": 3}, {})


def test_what_came_back_is_not_with_the_child(session, make, campaign):
    help_given(make, make.approved(campaign=campaign, children=[make.child()], shares={"VND": 500_000}))
    before = help_of_campaign(session, campaign)

    take_back(make, "VND", open_again=False)

    assert before.children == 1
    assert help_of_campaign(session, campaign) == HelpOfCampaign()
    assert [row.parts for row in listed(session, campaign)] == [[("VND", 500_000, True)]]


def test_help_of_0_đ_reaches_a_child(session, make, campaign):
    card = {"shares": {}, "provider": "Bảo hiểm xã hội", "kind": HelpKind.INSURANCE_CARD}
    help_given(make, make.handout(campaign=campaign, **card))

    told = help_of_campaign(session, campaign)

    card = told.by_kind[HelpKind.INSURANCE_CARD]
    assert (card.children, card.amount, card.goods, told.children) == (3, 0, {}, 3)
    assert [row.parts for row in listed(session, campaign)] == [[], [], []]


def test_another_campaigns_help_is_not_this_ones(session, make, campaign):
    other = make.campaign()
    make.donation(campaign=other, amount=5_000_000)

    help_given(make, make.approved(campaign=other))

    assert (help_of_campaign(session, campaign).children, listed(session, campaign)) == (0, [])


def test_the_list_names_hand_out_sheet_and_place_of_each_help(session, make, campaign):
    child = make.child(place=make.place("25489-2018"))
    handout = make.approved(campaign=campaign, children=[child], shares={"PARCEL": 1, "VND": 500_000})

    help_given(make, handout)

    (row,) = listed(session, campaign)
    assert (row.given.child.code, row.handout.code, row.sheet.number) == (child.code, handout.code, 1)
    assert (row.place, row.within) == ("Xã Tân Lập", "Huyện Tân Biên")
    assert row.parts == [("VND", 500_000, False), ("PARCEL", 1, False)]


@pytest.mark.parametrize("kind", [OutcomeKind.LATER, OutcomeKind.GIVEN_UP, OutcomeKind.REPLACED])
def test_what_is_open_of_the_lists_is_what_the_campaign_holds_as_committed(session, make, campaign, kind):
    handout = make.approved(campaign=campaign)
    sheet = make.sheet(handout)
    other = make.approved(campaign=campaign, shares={"VND": 200_000, "PARCEL": 1})
    line = line_states(session, handout, sheet)[0].line
    if kind == OutcomeKind.REPLACED:
        stand_in = make.run(replace_line, by=make.user("cashier"), line=line, child=make.child())
        make.run(approve_replacement, by=make.user("approver"), line=stand_in)
    waiting = open_of_lists(session, [handout.id])

    settled(make, sheet, {line.id: Outcome(kind)})

    left = open_of_lists(session, [handout.id, other.id])
    assert waiting == {handout.id: {"VND": 3_000_000}}
    assert left[handout.id] == ({"VND": 1_000_000} if kind == OutcomeKind.LATER else {})
    assert left[other.id] == {"VND": 600_000, "PARCEL": 3}
    assert sum(each.get("VND", 0) for each in left.values()) == position(session, campaign).committed


@pytest.mark.parametrize(("open_again", "left"), [(True, {"VND": 1_000_000}), (False, {})])
def test_help_that_came_back_is_open_only_where_it_may_be_given_again(session, make, campaign, open_again, left):
    handout = make.approved(campaign=campaign)
    help_given(make, handout)

    take_back(make, "VND", open_again=open_again)

    assert open_of_lists(session, [handout.id]) == {handout.id: left}
    assert position(session, campaign).committed == left.get("VND", 0)
