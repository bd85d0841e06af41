"""What anybody may know, on both engines."""

from make import DAY

from tracker.models.donations import Source
from tracker.operations.campaign_moves import move_between
from tracker.queries.campaigns import positions
from tracker.queries.public import campaign_sums, check


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
