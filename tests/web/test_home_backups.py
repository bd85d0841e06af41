"""The first page says when the books were backed up and proven, and warns after seven days without."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.ground.backup_history import Did, Kept, remember
from tracker.ground.dates import now, set_clock

pytestmark = pytest.mark.one_engine
DAY = datetime(2026, 12, 24, 23, 0, tzinfo=UTC)


def keep(app, did, at):
    folder = app.config["TRACKER_INSTALLATION"].folder / "backups"
    remember(folder, Kept(did.value, at.isoformat(), "quy.zip", "ab" * 32, 7, 0, 3, "cd" * 32))


def card(browser):
    """Give the last card beside the tasks."""
    return browser("clerk").get("/").text.rpartition("<section")[2]


def test_the_last_backup_and_the_last_trial_are_told(app, browser):
    keep(app, Did.TRIED, DAY - timedelta(days=1))
    keep(app, Did.BACKED_UP, DAY)
    set_clock(lambda: DAY + timedelta(hours=3))

    shown = card(browser)

    assert "06:00" in shown and "24/12/2026" in shown
    assert 'class="warn"' not in shown
    assert "111" in shown


def test_books_without_a_backup_for_seven_days_warn(app, browser, make):
    make.donation()
    keep(app, Did.BACKED_UP, now() - timedelta(days=7, minutes=1))

    assert 'class="warn"' in card(browser)


def test_books_that_were_never_backed_up_warn(browser, make):
    make.donation()

    assert 'class="warn"' in card(browser)


def test_empty_books_have_nothing_to_lose_yet(browser):
    assert 'class="warn"' not in card(browser)
