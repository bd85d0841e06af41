"""Pages of spending ask few questions of the database, whatever is in the books."""

import pytest
from spending_steps import spending_office
from sqlalchemy import event

from tracker.models.base import db

pytestmark = pytest.mark.one_engine
OF_FRAME = ("FROM users", "FROM role_grants", "FROM sign_ins", "FROM letterheads")
PAGES = (
    *("/purchases", "/purchases/1", "/advances?state=all", "/advances/1", "/costs", "/costs/1", "/costs/interest/1"),
    *("/costs/budget", "/overrides", "/overrides/1", "/campaigns/moves", "/campaigns/moves/1"),
)


def test_no_page_asks_more_than_15_questions(app, browser, make):
    spending_office(make)
    auditor = browser("auditor")

    counts = {address: questions_of(app, auditor, address) for address in PAGES}

    assert {address: count for address, count in counts.items() if not 0 < count <= 15} == {}


def questions_of(app, person, address) -> int:
    """Count what a page asks, but for what the frame asks on every page."""
    asked: list[str] = []

    def hear(*told) -> None:
        asked.append(told[2])

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
        page = person.get(address)
        event.remove(db.engine, "before_cursor_execute", hear)
    assert page.status_code == 200, address
    return len([one for one in asked if one.startswith(("SELECT", "WITH")) and not any(row in one for row in OF_FRAME)])
