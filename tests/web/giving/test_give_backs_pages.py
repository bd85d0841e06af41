"""Test the page on which a gift goes back to its donor."""

import pytest

from tracker.models.giving.donations import GiveBack
from tracker.operations.proving.tills import move_money
from tracker.queries.giving.donations import parts_of
from tracker.queries.journal import balance

pytestmark = pytest.mark.one_engine


def fields(session, gift, amount, till, **more):
    """Give the fields for the first part of a gift; the session then sees what the page writes."""
    part = parts_of(session, gift)[0]
    said = {f"quantity_{part.id}": amount, f"till_{part.id}": till.id}
    session.rollback()
    return {**said, "given_back_on": "20/03/2018", "reason": "Người nộp yêu cầu", **more}


def test_an_approver_gives_a_part_back(browser, session, make):
    gift = make.donation(amount=2_000_000)

    answer = browser("approver").post(
        f"/donations/{gift.id}/give-back", **fields(session, gift, "500.000", make.account())
    )

    assert answer.location == f"/donations/{gift.id}"
    assert session.query(GiveBack).one().reason == "Người nộp yêu cầu"
    assert balance(session, make.account(), gift.campaign) == 1_500_000


def test_more_than_is_left_is_refused_at_the_amount(browser, session, make):
    gift = make.donation(amount=2_000_000)
    part = parts_of(session, gift)[0]

    answer = browser("approver").post(
        f"/donations/{gift.id}/give-back", **fields(session, gift, "3.000.000", make.account())
    )

    assert answer.status_code == 422
    assert f'id="quantity_{part.id}-error"' in answer.text
    assert 'value="3.000.000"' in answer.text
    assert session.query(GiveBack).count() == 0


def test_money_that_lies_elsewhere_is_named_with_its_till(browser, session, make, run):
    gift = make.donation(amount=2_000_000)
    moved = {"from_till": make.account(), "to_till": make.bank(), "parts": [(gift.campaign, 2_000_000)]}
    run(move_money, by=make.user("accountant"), happened_on=gift.received_on, **moved)
    boss = make.granted(make.user("approver", login="boss"), "accountant")
    values = fields(session, gift, "2.000.000", make.account())

    answer = browser(user=boss).post(f"/donations/{gift.id}/give-back", **values)

    assert answer.status_code == 422
    assert make.bank().name in answer.text
    assert f"/tills/move?to_till={make.account().id}" in answer.text


@pytest.mark.parametrize(("name", "value"), [("reason", ""), ("given_back_on", "1/1/2018"), ("given_back_on", "x")])
def test_a_reason_and_a_day_after_the_gift_are_needed(browser, session, make, name, value):
    gift = make.donation()

    answer = browser("approver").post(
        f"/donations/{gift.id}/give-back", **fields(session, gift, "1.000.000", make.account(), **{name: value})
    )

    assert f'id="{name}-error"' in answer.text
    assert session.query(GiveBack).count() == 0


def test_nothing_can_go_back_twice(browser, session, make):
    gift = make.donation(amount=1_000_000)
    approver, path = browser("approver"), f"/donations/{gift.id}/give-back"
    sent = {**approver.hidden(path), **fields(session, gift, "1.000.000", make.account())}

    answers = [approver.client.post(path, data=sent) for _ in range(2)]

    assert session.query(GiveBack).count() == 1
    assert {answer.location for answer in answers} == {path.removesuffix("/give-back")}
    assert "<form" not in approver.get(path).text.split('<main id="content"')[1]


def test_only_an_approver_gives_back(browser, make):
    gift = make.donation()
    roles = ("clerk", "accountant", "cashier", "auditor", "admin")

    assert [browser(role).get(f"/donations/{gift.id}/give-back").status_code for role in roles] == [403] * 5
