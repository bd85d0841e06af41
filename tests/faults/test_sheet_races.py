"""Race and kill real processes on lists and sheets: one approval, the last money once, a sheet whole or not at all."""

import pytest
from faults import help_acts as acts
from faults.acts import DAY
from faults.processes import all_at_once
from faults.test_kills import broken, rows
from faults.test_races import MILLION, drop_guard, kinds
from faults.worker import AT_COMMIT, Job
from sqlalchemy import func, select

from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import HandoutStep, HandoutStepKind
from tracker.operations.helping.approvals import submit
from tracker.operations.helping.children import ChildFacts, register_children
from tracker.queries.journal import account, balance

CROWD = 20


@pytest.fixture
def campaign(make):
    """Give a campaign that has its last 3.000.000 đ in the cash box."""
    campaign = make.campaign("NGUON")
    make.donation(campaign=campaign, amount=3 * MILLION)
    return campaign


def submitted(make, campaign):
    handout = make.handout(campaign=campaign)
    make.run(submit, handout=handout)
    return handout


def approvals(make, handout, act):
    people = [make.user("approver", login=f"duyet-{number}") for number in range(4)]
    return [Job(act, {"by": person.id, "key": make.key(), "handout": handout.id}) for person in people]


def many(make, count):
    facts = [ChildFacts(f"Nguyễn Văn {chr(65 + n % 26)}", make.place(), birth_year=2010) for n in range(count)]
    return make.run(register_children, many=facts, registered_on=DAY)


def settlements(make, campaign, /, act=acts.settle, *, unguarded=False, **more):
    """Have 20 sheets of one child and 1.000.000 đ each come back at once."""
    by, jobs = make.user("cashier").id, []
    for child in many(make, CROWD):
        sheet = make.sheet(make.approved(campaign=campaign, children=[child]))
        jobs.append(Job(act, {"by": by, "key": make.key(), "sheet": sheet.id, **more}, unguarded=unguarded))
    return jobs


def committed(session, campaign):
    session.rollback()
    return balance(session, account(session, "memo:committed"), campaign)


def test_four_who_approve_one_list_commit_it_once(session, make, campaign, database_url):
    handout = submitted(make, campaign)

    outcomes = all_at_once(database_url, approvals(make, handout, acts.agree))

    assert kinds(outcomes) == {"done": 1, "refused": 3}
    assert committed(session, campaign) == 3 * MILLION
    assert broken(session) == []


def test_four_who_looked_before_the_lock_commit_it_four_times(session, make, campaign, database_url):
    handout = submitted(make, campaign)

    outcomes = all_at_once(database_url, approvals(make, handout, acts.agree_as_seen_before))

    asked = select(func.count(HandoutStep.id)).where(HandoutStep.kind == HandoutStepKind.APPROVED)
    session.rollback()
    assert kinds(outcomes) == {"done": 4}
    assert session.scalar(asked) == 4
    assert committed(session, campaign) == 12 * MILLION
    assert "committed_is_open" in broken(session)


def test_twenty_sheets_on_the_last_three_million_settle_exactly_three(session, make, campaign, database_url):
    jobs = settlements(make, campaign)

    outcomes = all_at_once(database_url, jobs)

    session.rollback()
    assert kinds(outcomes) == {"done": 3, "refused": 17}
    assert balance(session, make.account(), campaign) == 0
    assert committed(session, campaign) == 17 * MILLION
    assert broken(session) == []


def test_twenty_sheets_decided_before_the_lock_overspend(session, engine, make, campaign, database_url):
    place = {"campaign": campaign.id, "till": make.account().id, "amount": MILLION}
    jobs = settlements(make, campaign, acts.settle_as_decided_before, unguarded=True, **place)
    drop_guard(session, engine)

    outcomes = all_at_once(database_url, jobs)

    session.rollback()
    assert kinds(outcomes) == {"done": CROWD}
    assert balance(session, make.account(), campaign) == -17 * MILLION
    assert "never_negative" in broken(session)


def test_a_sheet_of_1337_lines_that_is_killed_leaves_nothing_and_is_settled_once_after(
    session, make, campaign, database_url
):
    make.donation(campaign=campaign, amount=1337 * MILLION)
    sheet = make.sheet(make.approved(campaign=campaign, children=many(make, 1337)))
    values = {"by": make.user("cashier").id, "key": make.key(), "sheet": sheet.id}
    before = rows(session)

    killed = [all_at_once(database_url, [Job(acts.settle, values, dies_at=place)]) for place in (9, 15, AT_COMMIT)]
    after_kills = rows(session)
    settled = all_at_once(database_url, [Job(acts.settle, values)] * 3)

    assert [kind for ((kind, _value),) in killed] == ["killed"] * 3
    assert after_kills == before
    assert settled == [("done", sheet.id)] * 3
    assert session.scalar(select(func.count(Disbursement.id))) == 1337
    assert rows(session)["entries"] == before["entries"] + 1
    assert broken(session) == []
