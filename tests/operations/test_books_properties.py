"""Whatever an office does, in whatever order, the books stay whole and the tills hold what they must."""

from functools import cache

import pytest
from full_books import copy_of, fresh_copy, open_engine
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from office_acts import Act, furnish
from office_spending import SpendingOffice as Office
from sqlalchemy.orm import Session

from tracker.operations import journal
from tracker.queries.checks import run_checks

#: Each verb as often as it needs to be, so that what undoes finds something to undo.
VERBS = (
    *("donate", "donate", "donate", "pledge", "pledge", "change", "write_off", "give_back", "transfer", "name"),
    *("move_tills", "move_campaigns", "propose", "propose", "approve", "approve", "reject", "issue", "void", "print"),
    *("buy", "advance", "advance", "settle", "settle", "cost", "interest", "lend", "allow", "reverse", "reverse"),
)
ACTS = st.builds(
    Act,
    verb=st.sampled_from(VERBS),
    which=st.integers(0, 5),
    other=st.integers(0, 5),
    amount=st.integers(1, 12),
    later=st.integers(0, 60),
)
#: Engine → examples, acts in each.
SIZE = {"sqlite": (30, 15), "postgresql": (5, 10)}


@cache
def furnished(template: str) -> str:
    """Give the URL of an office that is furnished and has done nothing yet."""
    url = copy_of(template, "furnished_office")
    with Session(open_engine(url)) as session:
        furnish(session)
    return url


@pytest.fixture
def office_url(engine_name: str, template: str) -> str:
    return furnished(template)


def test_the_books_stay_whole_whatever_is_done(office_url, engine_name):
    examples, length = SIZE[engine_name]

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ACTS, min_size=length // 2, max_size=length))
    def whatever_is_done(acts):
        with fresh_copy(office_url, "office_at_work") as engine, Session(engine) as session:
            office = Office(session)

            for act in acts:
                office.do(act)

            for verb in office.done:
                event(verb)
            assert {each.check.code: each.breaches for each in run_checks(session) if each.breaches} == {}
            assert office.holds() == office.expected()

    whatever_is_done()


@pytest.mark.one_engine
def test_the_same_acts_without_a_guard_break_the_books(office_url, monkeypatch):
    monkeypatch.setattr(journal, "_refuse_negative_past", lambda *parts: None)
    came_late, moved_before = Act("donate", 0, 0, 5, later=20), Act("move_tills", 0, 1, 5, later=9)
    with fresh_copy(office_url, "office_at_work") as engine, Session(engine) as session:
        office = Office(session)

        for act in (came_late, moved_before):
            office.do(act)

        assert office.done == ["donate", "move_tills"]
        assert [each.check.code for each in run_checks(session) if each.breaches] == ["no_day_negative"]


@pytest.mark.one_engine
def test_every_verb_can_be_done(office_url):
    story = [
        *(Act("pledge", 0, 1, 9, 0), Act("donate", 0, 1, 5, 1), Act("issue", 0, 0, 2, 2), Act("print", 0, 0, 1, 3)),
        *(Act("void", 0, 0, 1, 4), Act("propose", 0, 3, 7, 0), Act("reject", 0, 0, 1, 5), Act("propose", 0, 3, 8, 0)),
        *(Act("approve", 1, 1, 1, 6), Act("transfer", 0, 1, 8, 7), Act("name", 0, 1, 3, 9), Act("change", 0, 0, 12, 9)),
        *(Act("move_tills", 0, 2, 2, 9), Act("move_campaigns", 0, 2, 1, 10), Act("write_off", 0, 0, 1, 10)),
        *(Act("donate", 0, 1, 5, 11), Act("give_back", 4, 1, 2, 13), Act("donate", 0, 0, 12, 13)),
        *(Act("allow", 0, 0, 1, 13), Act("advance", 0, 0, 2, 14), Act("settle", 0, 2, 1, 14), Act("buy", 0, 0, 1, 15)),
        *(Act("interest", 0, 1, 3, 15), Act("cost", 0, 0, 1, 17), Act("lend", 0, 2, 1, 17)),
        *(Act("reverse", 4, 0, 1, 18), Act("reverse", 3, 0, 1, 18)),
    ]
    with fresh_copy(office_url, "office_at_work") as engine, Session(engine) as session:
        office = Office(session)

        for act in story:
            office.do(act)

        assert office.done == [act.verb for act in story]
        assert set(office.done) == set(VERBS)
