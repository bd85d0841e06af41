"""What anybody may know, on both engines."""

from datetime import date

import pytest
from help_steps import help_given
from make import DAY
from sqlalchemy import select

from tracker.models.giving.donations import Source
from tracker.models.helping.disbursements import DisbursementPart
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.proving.campaign_moves import move_between
from tracker.queries.proving.campaigns import positions
from tracker.queries.proving.public import campaign_sums, check
from tracker.queries.proving.public_help import NOBODY, PublicReach, communes_at_once


def test_public_sums_are_the_campaigns_positions(session, make, run):
    first, second = make.campaign(), make.campaign()
    make.donation(amount=9_000_000, campaign=first)
    make.donation(amount=1_000_000, campaign=first, source=Source.BUDGET)
    make.donation(goods=[("MILK", 120_330, None)], campaign=second)
    make.transfer(amount=5_000_000)
    moving = {"till": make.account(), "quantity": 2_000_000, "moved_on": DAY, "reason": "Cho mượn", "consent": "Có"}
    run(move_between, by=make.user("approver"), from_campaign=first, to_campaign=second, **moving)

    public, inside = campaign_sums(session), positions(session)

    for row in public:
        stand = inside[row.campaign.id]
        names = ("received", "budget", "paid", "in_hand", "unidentified", "advanced")
        assert [getattr(row.position, name) for name in names] == [getattr(stand, name) for name in names]
        assert row.moved == stand.moved_in - stand.moved_out
        assert {item: each.in_store for item, each in row.position.goods.items()} == {
            item: each.in_store for item, each in stand.goods.items()
        }
    assert len(public) == 3


def test_an_empty_general_fund_is_not_published(session, make):
    campaign = make.campaign()

    assert [row.campaign for row in campaign_sums(session)] == [campaign]


def test_no_code_and_an_unknown_code_find_nothing(session, make):
    make.receipt()

    assert check(session, "") is None
    assert check(session, "7K4M2QX9T1PB3NDA") is None


def reached(session, campaign):
    (row,) = campaign_sums(session, campaign)
    return row.reach


def test_children_reached_and_their_communes_are_counted_from_five_children_on(session, make):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000)
    first, second = (make.place(key) for key in ("25489-2018", "25456-2018"))
    children = [make.child(place=place) for place in (first, first, second, second)]
    help_given(make, make.approved(campaign=campaign, children=children))
    few = reached(session, campaign)

    help_given(make, make.approved(campaign=campaign, children=[*children[:2], make.child(place=first)]))

    assert few == PublicReach(few=True)
    assert reached(session, campaign) == PublicReach(children=5, communes=2)
    assert {row.campaign.id: row.reach.children for row in campaign_sums(session)} == {campaign.id: 5}


def test_a_child_from_whom_all_came_back_was_not_reached(session, make):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000)
    help_given(make, make.approved(campaign=campaign, children=[make.child() for _ in range(5)]))
    part = session.scalars(select(DisbursementPart)).first()
    more = {"place": make.account(), "taken_back_on": DAY, "reason": "Trả lại quỹ", "open_again": False}

    make.run(take_back_help, by=make.user("cashier"), parts=[part], **more)

    assert reached(session, campaign) == PublicReach(few=True)


def test_whom_no_campaign_helped_is_nobody(session, make):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000)
    help_given(make, make.approved(campaign=campaign))

    assert reached(session, make.campaign()) == NOBODY


REFORM = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("places", "count"),
    [
        ([], 0),
        ([(None, None)], 1),
        ([(None, REFORM), (None, REFORM), (REFORM, None)], 2),
        ([(None, REFORM), (REFORM, None), (REFORM, None), (None, None)], 3),
    ],
)
def test_a_commune_before_and_after_the_reform_is_not_two(places, count):
    assert communes_at_once(places) == count
