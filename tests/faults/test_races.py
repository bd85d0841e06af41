"""Race real processes for the last money and for one receipt; each race is lost with its guard off."""

import secrets

import pytest
from faults import acts
from faults.processes import all_at_once
from faults.worker import Job
from sqlalchemy import func, select, text

from tracker.models.giving.donations import Donation, GiveBackPart
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Request
from tracker.queries.checks import run_checks
from tracker.queries.journal import balance

MILLION = 1_000_000
CROWD = 20


@pytest.fixture
def last_money(make, session):
    """Give a campaign that has its last 3.000.000 đ in the cash box."""
    campaign = make.campaign("NGUON")
    make.donation(campaign=campaign, amount=3 * MILLION)
    return campaign


def moves(make, campaign, act=acts.move, **job):
    """Have 20 people each move 1.000.000 đ out of a campaign."""
    values = {
        "by": make.user("approver").id,
        "giving": campaign.id,
        "taking": make.campaign("DICH").id,
        "till": make.account().id,
        "amount": MILLION,
    }
    return [Job(act, {**values, "key": make.key()}, **job) for _ in range(CROWD)]


def give_backs(make, donations, act=acts.give_back):
    """Have people each give 1.000.000 đ of a gift back."""
    values = {"by": make.user("approver").id, "till": make.account().id, "amount": MILLION}
    return [Job(act, {**values, "key": make.key(), "donation": donation.id}) for donation in donations]


def kinds(outcomes):
    """Count the outcomes by kind."""
    said = [kind for kind, _value in outcomes]
    return {kind: said.count(kind) for kind in set(said)}


def broken(session):
    """List the codes of the checks that find something."""
    session.rollback()
    return [finding.check.code for finding in run_checks(session) if finding.breaches]


def test_twenty_who_move_the_last_three_million_move_exactly_three(session, make, last_money, database_url):
    jobs = moves(make, last_money)

    outcomes = all_at_once(database_url, jobs)

    assert kinds(outcomes) == {"done": 3, "refused": 17}
    assert broken(session) == []
    assert balance(session, make.account(), last_money) == 0


def test_twenty_who_decided_before_the_lock_overspend(session, engine, make, last_money, database_url):
    jobs = moves(make, last_money, acts.move_as_decided_before, unguarded=True)
    drop_guard(session, engine)

    outcomes = all_at_once(database_url, jobs)

    assert kinds(outcomes) == {"done": CROWD}
    assert "never_negative" in broken(session)
    assert balance(session, make.account(), last_money) == -17 * MILLION


def drop_guard(session, engine):
    """Let PostgreSQL no longer refuse a negative balance; on SQLite each connection of the worker does."""
    session.rollback()
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE balances DROP CONSTRAINT ck_balances_guarded"))


def test_twenty_who_decided_before_the_lock_are_still_stopped_by_the_database(session, make, last_money, database_url):
    jobs = moves(make, last_money, acts.move_as_decided_before)

    outcomes = all_at_once(database_url, jobs)

    assert kinds(outcomes) == {"done": 3, "failed": 17}
    assert broken(session) == []


def test_moves_and_give_backs_share_the_last_money(session, make, database_url):
    campaign = make.campaign("NGUON")
    gifts = [make.donation(campaign=campaign, amount=MILLION) for _ in range(10)]
    out = moves(make, campaign)
    first = all_at_once(database_url, out[:7])

    outcomes = all_at_once(database_url, [*out[7:17], *give_backs(make, gifts)])

    assert kinds(first) == {"done": 7}
    assert kinds(outcomes) == {"done": 3, "refused": 17}
    assert broken(session) == []
    assert balance(session, make.account(), campaign) == 0


def test_twenty_who_give_one_gift_back_give_no_more_than_it_was(session, make, database_url):
    campaign = make.campaign()
    gift = make.donation(campaign=campaign, amount=3 * MILLION)
    make.donation(campaign=campaign, amount=50 * MILLION)

    outcomes = all_at_once(database_url, give_backs(make, [gift] * CROWD))

    assert kinds(outcomes) == {"done": 3, "refused": 17}
    assert broken(session) == []
    assert given_back_in_all(session) == 3 * MILLION


def given_back_in_all(session):
    session.rollback()
    return session.scalar(select(func.sum(GiveBackPart.quantity)))


def test_twenty_who_looked_at_the_gift_before_the_lock_give_back_more_than_it_was(session, make, database_url):
    campaign = make.campaign()
    gift = make.donation(campaign=campaign, amount=3 * MILLION)
    make.donation(campaign=campaign, amount=50 * MILLION)

    outcomes = all_at_once(database_url, give_backs(make, [gift] * CROWD, acts.give_back_as_decided_before))

    assert kinds(outcomes) == {"done": CROWD}
    assert given_back_in_all(session) == CROWD * MILLION


def test_four_who_issue_the_receipt_of_one_gift_at_once_all_get_the_same(session, make, database_url):
    make.letterhead()
    gift, by = make.donation(), make.user("cashier").id
    jobs = [Job(acts.issue, {"by": by, "key": make.key(), "donation": gift.id}) for _ in range(4)]

    outcomes = all_at_once(database_url, jobs)

    session.rollback()
    assert outcomes == [("done", "BL-2018-0001")] * 4
    assert session.scalar(select(func.count(Receipt.id))) == 1
    assert broken(session) == []


def receiving(make, keys):
    """Have people each receive 1.000.000 đ."""
    values = {
        "by": make.user("cashier").id,
        "donor": make.donor().id,
        "campaign": make.campaign().id,
        "till": make.account().id,
    }
    return [Job(acts.receive, {**values, "key": key}) for key in keys]


def test_one_form_sent_ten_times_at_once_is_one_gift(session, make, database_url):
    key = make.key()

    outcomes = all_at_once(database_url, receiving(make, [key] * 10))

    session.rollback()
    gifts = list(session.scalars(select(Donation.id)))
    assert len(gifts) == 1
    assert outcomes == [("done", gifts[0])] * 10
    assert session.scalar(select(func.count(Request.id)).where(Request.key == key)) == 1
    assert broken(session) == []


def test_ten_forms_of_the_same_content_are_ten_gifts(session, make, database_url):
    keys = [secrets.token_hex(16) for _ in range(10)]

    outcomes = all_at_once(database_url, receiving(make, keys))

    assert kinds(outcomes) == {"done": 10}
    assert len({gift for _kind, gift in outcomes}) == 10
