"""What is kept of each month equals the lines, whatever came since, and is never told to who sees older books."""

import pytest
from ledger_office import small_office
from make import DAY
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from tracker.operations.giving.donations import Part, receive_donation
from tracker.operations.writing import writing
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_journal import journal_totals
from tracker.queries.proving.turnovers import monthly_turnovers, totals_of, turnovers


def all_of_them(_turnover):
    return True


def equal_lines(session):
    """Tell whether the sums equal those of the lines."""
    return totals_of(turnovers(session, all_of_them)) == journal_totals(session, LedgerFilter())


def test_sums_equal_the_lines_before_and_after_more_came(session, make):
    small_office(make)
    first = equal_lines(session)

    make.donation(amount=7_000_000)

    assert first and equal_lines(session)
    months = monthly_turnovers(session, all_of_them)
    assert totals_of(months) == totals_of(turnovers(session, all_of_them))
    assert {(one.account, one.month) for one in months} >= {("assets:cash", "2018-03"), ("assets:cash", "2018-06")}


def test_only_lines_that_came_since_are_read(session, make):
    make.donation(amount=1_000_000)
    turnovers(session, all_of_them)
    asked = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *told: asked.append(told[2]))

    turnovers(session, all_of_them)
    unchanged, asked[:] = [sql for sql in asked if "FROM lines" in sql], []
    make.donation(amount=2_000_000)
    asked.clear()
    turnovers(session, all_of_them)

    assert unchanged == []
    assert len([sql for sql in asked if "FROM lines" in sql and "lines.id >" in sql]) == 1


def test_what_is_not_committed_is_seen_by_who_writes_it_and_kept_for_nobody(session, make):
    donor, campaign, by, till = make.donor(), make.campaign(), make.user("cashier"), make.account()
    gift = {"donor": donor, "campaign": campaign, "source": "domestic", "received_on": DAY}
    make.donation(amount=1_000_000)

    with pytest.raises(ZeroDivisionError), writing(session):
        receive_donation(session, by=by, parts=[Part(till, "VND", 5_000_000)], **gift)
        seen = equal_lines(session), totals_of(turnovers(session, all_of_them)).rows
        raise ZeroDivisionError
    make.donation(amount=3_000_000)

    assert seen == (True, 4)
    assert equal_lines(session) and totals_of(turnovers(session, all_of_them)).rows == 4


def test_who_sees_older_books_adds_up_for_himself(engine, session, make):
    make.donation(amount=1_000_000)
    with Session(
        engine.execution_options(isolation_level="REPEATABLE READ") if is_postgresql(engine) else engine
    ) as old:
        before = totals_of(turnovers(old, all_of_them))
        make.donation(amount=2_000_000)
        turnovers(session, all_of_them)

        assert totals_of(turnovers(old, all_of_them)) == before
    assert totals_of(turnovers(session, all_of_them)).rows == 4


def is_postgresql(engine):
    return engine.dialect.name == "postgresql"


@pytest.mark.one_engine
def test_other_books_under_the_same_address_are_added_up_anew(engine, session, make):
    make.donation(amount=1_000_000)
    turnovers(session, all_of_them)

    with engine.begin() as connection:
        for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE leaves SET hash = 'of other books'"))
        connection.execute(text("UPDATE lines SET quantity = 3 * quantity"))

    assert equal_lines(session)
