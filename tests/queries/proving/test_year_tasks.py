"""The publication of a year is asked for until it was printed."""

from datetime import date

import pytest
from conftest import engine_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.users import User
from tracker.operations.proving.publications import print_publication
from tracker.operations.writing import writing
from tracker.queries.proving.publication import publication_of
from tracker.queries.proving.year_tasks import publication_due

pytestmark = pytest.mark.one_engine


def test_last_years_publication_waits_from_january_and_is_overdue_in_april(year):
    waiting, late = (publication_due(year, day) for day in (date(2019, 1, 1), date(2019, 4, 1)))

    assert (waiting.count, waiting.due, waiting.path) == (1, date(2019, 3, 31), "/year/2018/publication")
    assert waiting.title != late.title and "overdue" in late.title


def test_a_year_in_which_nothing_was_posted_is_not_asked_for(year):
    assert publication_due(year, date(2021, 1, 5)).count == 0


def test_a_printed_publication_is_not_asked_for_any_more(year_url):
    engine = engine_for(year_url)
    with Session(engine) as session:
        approver = session.scalars(select(User).where(User.login == "approver")).one()
        with writing(session):
            print_publication(session, by=approver, year=2018)
        count = publication_due(session, date(2019, 2, 1)).count
    engine.dispose()

    assert count == 0


def test_a_house_for_one_child_is_published_with_the_scholarships(year):
    told = publication_of(year, 2018)

    clyt = next(row for row in told.campaigns if row.names == ["Cặp lá yêu thương"])
    assert [(set(used.kinds), used.children, used.amount) for used in clyt.used] == [
        ({"scholarship", "house"}, 41, 130_000_000),
        ({"savings_book"}, 6, 0),
    ]
    assert told.children == 2_400 and all(count is None or count >= 5 for _, count in told.districts)
