"""A made-up office is as large as asked, whole, and the same for the same seed."""

import uuid

import pytest
from conftest import copy_of, drop, engine_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import Refused
from tracker.models.giving.donors import Donor
from tracker.models.giving.receipts import Receipt
from tracker.models.helping.children import Child
from tracker.models.journal import Line
from tracker.operations.generating import Plan, generate
from tracker.queries.checks import run_checks
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_journal import journal_rows

pytestmark = pytest.mark.one_engine
SMALL = Plan.of_lines(300)


@pytest.mark.parametrize("lines", [100, 1_000, 10_000, 100_000, 1_000_000])
def test_a_plan_makes_about_as_many_lines_as_asked(lines):
    plan = Plan.of_lines(lines)

    planned = plan.days * (2 * plan.gifts + 4) + plan.sheets * (plan.a_sheet + 5)
    assert abs(planned - lines) < 0.05 * lines + 20
    assert plan.days <= 1500 and plan.a_sheet <= 1337


def test_the_office_has_all_that_an_office_has_and_passes_every_check(session):
    told = []

    lines = generate(session, plan=SMALL, seed=3, password_hash="", progress=lambda *done: told.append(done))

    counts = {table: session.scalar(select(func.count(table.id))) for table in (Line, Donor, Child, Receipt)}
    assert counts[Line] == lines and 270 < lines < 400
    assert all(counts.values())
    assert told == [(1, SMALL.days), (2, SMALL.days)]
    assert [finding.breaches for finding in run_checks(session) if finding.breaches] == []


def test_the_same_seed_makes_the_same_office_and_another_seed_another(template, scratch):
    offices = [rows_of(template, scratch, seed) for seed in (7, 7, 8)]

    assert offices[0] == offices[1] != offices[2]


def rows_of(template, scratch, seed):
    """Make an office of a seed in a database of its own; give what its journal says, but for codes and moments."""
    url = copy_of(template, f"seed{uuid.uuid4().hex[:8]}", scratch)
    engine = engine_for(url)
    with Session(engine) as session:
        generate(session, plan=SMALL, seed=seed, password_hash="")
        said = [(row.happened_on, row.account, row.campaign, row.quantity, row.donor) for row in all_rows(session)]
    engine.dispose()
    drop(url, scratch)
    return said


def all_rows(session):
    return journal_rows(session, LedgerFilter())


def test_an_office_that_has_begun_is_left_alone(session, make):
    make.donation()

    with pytest.raises(Refused):
        generate(session, plan=SMALL, seed=1, password_hash="")
