"""Test whose word it takes to use a child's data, and that it can be taken back."""

from datetime import date

import pytest

from tracker.ground.refusals import Refused
from tracker.models.helping.child_rights import Purpose
from tracker.operations.helping.consents import give_consent, withdraw_consent
from tracker.operations.merges import merge_children
from tracker.queries.helping.consents import agreements, consents_of, may_publish

pytestmark = pytest.mark.one_engine

DAY = date(2018, 6, 1)
MOTHER = {"giver": "guardian", "giver_name": "Trần Thị Mẹ", "relation": "mẹ"}
CHILD = {"giver": "child"}


@pytest.fixture
def agree(make):
    def agree(child, *, given_on=date(2018, 3, 1), purpose="publish", **who):
        return make.run(give_consent, child=child, purpose=purpose, method="written", given_on=given_on, **who)

    return agree


def test_a_child_of_seven_and_its_guardian_must_both_agree(session, make, agree):
    child = make.child(birth_on=date(2011, 6, 1), birth_year=2011)

    agree(child, **MOTHER)

    assert may_publish(session, child, Purpose.PUBLISH, date(2018, 5, 31))
    assert not may_publish(session, child, Purpose.PUBLISH, DAY)
    agree(child, **CHILD, given_on=DAY)
    assert may_publish(session, child, Purpose.PUBLISH, DAY)
    assert not may_publish(session, child, Purpose.DONORS, DAY)


def test_a_child_of_which_only_the_year_is_known_counts_as_older(session, make, agree):
    child = make.child(birth_year=2011)

    agree(child, **MOTHER)

    assert not may_publish(session, child, Purpose.PUBLISH, date(2018, 2, 1))
    assert not may_publish(session, child, Purpose.PUBLISH, date(2018, 3, 2))


def test_a_consent_taken_back_ends_on_that_day_and_can_be_given_anew(session, make, agree):
    child = make.child(birth_year=2008)
    agree(child, **CHILD)
    given = agree(child, **MOTHER)

    make.run(withdraw_consent, consent=given, withdrawn_on=DAY)

    assert may_publish(session, child, Purpose.PUBLISH, date(2018, 5, 31))
    assert not may_publish(session, child, Purpose.PUBLISH, DAY)
    (state,) = (each for each in agreements(child, consents_of(session, child), DAY) if each.purpose == "publish")
    assert (state.missing, state.withdrawn) == ((), ("guardian",))
    agree(child, **MOTHER, given_on=date(2018, 6, 2))
    assert may_publish(session, child, Purpose.PUBLISH, date(2018, 6, 2))


def test_one_parents_no_outweighs_the_others_earlier_yes(session, make, agree):
    child = make.child(birth_year=2008)
    agree(child, **CHILD)
    agree(child, **MOTHER)
    father = agree(child, giver="guardian", giver_name="Lê Văn Cha", relation="cha")

    make.run(withdraw_consent, consent=father, withdrawn_on=date(2018, 4, 1))

    assert not may_publish(session, child, Purpose.PUBLISH, DAY)


def test_what_was_agreed_for_a_merged_record_holds_for_the_child(session, make, agree):
    kept, gone = make.child(birth_year=2008), make.child(birth_year=2008)
    agree(gone, **MOTHER)
    agree(kept, **CHILD)

    make.run(merge_children, gone=gone, kept=kept, reason="Một em")

    assert may_publish(session, kept, Purpose.PUBLISH, DAY)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (CHILD | {"given_on": date(2014, 1, 1)}, "giver"),
        (MOTHER | {"given_on": date(2099, 1, 1)}, "given_on"),
        (MOTHER | {"given_on": date(2009, 1, 1)}, "given_on"),
        (MOTHER | {"giver_name": " "}, "giver_name"),
        (MOTHER | {"relation": ""}, "relation"),
        (MOTHER | {"giver_name": "Mẹ\u202e"}, "giver_name"),
    ],
)
def test_a_senseless_consent_is_refused(make, agree, said, field):
    child = make.child(birth_on=date(2010, 3, 1), birth_year=2010)

    with pytest.raises(Refused) as refused:
        agree(child, **said)

    assert refused.value.field == field


def test_a_consent_is_taken_back_once_and_not_before_it_was_given(make, agree):
    given = agree(make.child(), **MOTHER)

    with pytest.raises(Refused):
        make.run(withdraw_consent, consent=given, withdrawn_on=date(2018, 2, 1))
    make.run(withdraw_consent, consent=given, withdrawn_on=DAY)
    with pytest.raises(Refused):
        make.run(withdraw_consent, consent=given, withdrawn_on=DAY)
