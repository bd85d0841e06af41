"""Each check of the books finds what was broken on purpose, names it, and no other check cries with it."""

from collections.abc import Iterator

import pytest
import ways_to_break_people
import ways_to_break_savings
import ways_to_break_scholarships
import ways_to_break_sponsors
import ways_to_break_store
from broken_books import Books, broken_books
from ways_to_break import CASES

from tracker.queries.checks import CHECKS

#: What is imported here has put its cases into the one list.
assert ways_to_break_people.CASES is ways_to_break_savings.CASES is CASES
assert ways_to_break_scholarships.CASES is ways_to_break_store.CASES is CASES
assert ways_to_break_sponsors.CASES is CASES
#: Code of a check → one way to break it.
ONE_OF_EACH = dict(reversed(CASES))


@pytest.fixture
def books(engine_name: str, template: str) -> Iterator[Books]:
    with broken_books(template) as books:
        yield books


@pytest.mark.one_engine
@pytest.mark.parametrize(("code", "case"), CASES, ids=[case.__name__ for _, case in CASES])
def test_a_check_names_what_was_broken_and_no_other_fires(books, code, case):
    expected = case(books)

    found = books.found()

    assert found == expected
    assert code in found


@pytest.mark.parametrize("code", ONE_OF_EACH)
def test_each_check_names_what_was_broken_on_either_engine(books, code):
    expected = ONE_OF_EACH[code](books)

    found = books.found()

    assert found == expected


def test_whole_books_are_clean(books):
    found = books.found()

    assert found == {}


def test_a_forged_proof_alone_breaks_no_check(books):
    books.seal_again()

    found = books.found()

    assert found == {}


def test_every_check_has_books_that_break_it():
    broken = {code for code, _ in CASES}

    assert broken == {check.code for check in CHECKS}
