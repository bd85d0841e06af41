"""Kill -9 processes in the middle of their transactions: all of an act is there or nothing, and no number is lost."""

import pytest
from faults import acts
from faults.processes import all_at_once
from faults.worker import AT_COMMIT, Job
from sqlalchemy import MetaData, func, select

from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Request
from tracker.queries.checks import run_checks

CROWD = 20
#: Places in the transaction of a receipt at which a process dies: early, between its statements, at the end.
DEATHS = (1, 2, 4, 6, 9, 12, AT_COMMIT)


@pytest.fixture
def gifts(make):
    """Give 20 gifts of an office that may issue receipts."""
    make.letterhead()
    return [make.donation() for _ in range(CROWD)]


def issuing(make, gifts, act=acts.issue, deaths=()):
    """Have one person issue the receipt of each gift; the first few die on the way."""
    by = make.user("cashier").id
    places = [*deaths, *[None] * (len(gifts) - len(deaths))]
    keys = [make.key() for _ in gifts]
    return [
        Job(act, {"by": by, "key": key, "donation": gift.id}, dies_at=place)
        for gift, key, place in zip(gifts, keys, places, strict=True)
    ]


def numbers(session):
    """List the numbers of all receipts."""
    session.rollback()
    return sorted(session.scalars(select(Receipt.number)))


def broken(session):
    """List the codes of the checks that find something."""
    session.rollback()
    return [finding.check.code for finding in run_checks(session) if finding.breaches]


def rows(session):
    """Count the rows of every table."""
    session.rollback()
    there = MetaData()
    there.reflect(session.connection())
    counts = {name: session.scalar(select(func.count()).select_from(table)) for name, table in there.tables.items()}
    session.rollback()
    return counts


def test_twenty_issue_receipts_and_seven_are_killed_without_a_gap(session, make, gifts, database_url):
    jobs = issuing(make, gifts, deaths=DEATHS)

    outcomes = all_at_once(database_url, jobs)

    assert [kind for kind, _value in outcomes] == ["killed"] * 7 + ["done"] * 13
    assert sorted(code for _kind, code in outcomes[7:]) == [f"BL-2018-{number:04d}" for number in range(1, 14)]
    assert numbers(session) == list(range(1, 14))
    assert broken(session) == []


def test_who_was_killed_issues_again_under_the_same_key_and_takes_the_next_number(session, make, gifts, database_url):
    jobs = issuing(make, gifts, deaths=DEATHS)
    all_at_once(database_url, jobs)

    again = all_at_once(database_url, [Job(job.act, job.values) for job in jobs])

    assert {kind for kind, _value in again} == {"done"}
    assert numbers(session) == list(range(1, 21))
    assert broken(session) == []


def test_numbers_looked_up_before_the_lock_are_the_same_for_all(session, make, gifts, database_url):
    jobs = issuing(make, gifts, acts.issue_as_numbered_before)

    outcomes = all_at_once(database_url, jobs)

    said = [kind for kind, _value in outcomes]
    assert (said.count("done"), said.count("failed")) == (1, 19)
    assert numbers(session) == [1]


def test_numbers_taken_apart_from_their_receipts_leave_gaps_when_somebody_is_killed(session, make, gifts, database_url):
    jobs = issuing(make, gifts, acts.issue_with_its_number_taken_apart, deaths=(9,) * 7)

    outcomes = all_at_once(database_url, jobs)

    assert [kind for kind, _value in outcomes].count("done") == 13
    assert len(numbers(session)) < 20
    assert "no_hole_in_receipts" in broken(session)


@pytest.mark.parametrize("place", [1, 3, 8, 15, 25, AT_COMMIT])
def test_who_is_killed_while_a_gift_is_received_leaves_nothing_and_the_same_key_enters_it_once(
    session, make, database_url, place
):
    values = {
        "by": make.user("cashier").id,
        "key": make.key(),
        "donor": make.donor().id,
        "campaign": make.campaign().id,
        "till": make.account().id,
    }
    before = rows(session)

    [(kind, _statements)] = all_at_once(database_url, [Job(acts.receive, values, dies_at=place)])
    after = rows(session)
    again = [all_at_once(database_url, [Job(acts.receive, values)])[0] for _ in range(2)]

    assert kind == "killed"
    assert after == before
    assert again[0][0] == "done" and again[0] == again[1]
    assert session.scalar(select(func.count(Donation.id))) == 1
    assert session.scalar(select(func.count(Request.id)).where(Request.key == values["key"])) == 1
    assert broken(session) == []
