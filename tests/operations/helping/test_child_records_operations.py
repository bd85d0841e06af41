"""Test what is kept beside a child: who stands by it, its groups, its household's class, its payee, its numbers."""

from datetime import date, timedelta

import pytest
from make_help import DAY
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.helping.children import Guardian
from tracker.operations.helping.child_records import (
    add_guardian,
    add_outside_id,
    add_to_group,
    correct_guardian,
    end_group,
    set_household,
    set_payee,
)
from tracker.queries.helping.children import groups_of, households_of, payee_on
from tracker.queries.journal import history_of


def test_a_guardian_is_corrected_with_a_trace(session, make):
    child = make.child(birth_year=2010)
    guardian = make.run(add_guardian, child=child, full_name="Lê Thị Mẹ", relation="mẹ", phone="0912345678")

    make.run(correct_guardian, guardian=guardian, full_name="Lê Thị Mẹ", relation="mẹ", phone="0987654321")

    (change,) = history_of(session, "guardians", guardian.id)
    assert (change.field, change.old, change.new) == ("phone", "0912345678", "0987654321")


@pytest.mark.parametrize(
    ("said", "field"),
    [({"full_name": " "}, "guardian_name"), ({"phone": "0912"}, "phone"), ({"relation": "m\u200bẹ"}, "relation")],
)
def test_a_guardian_is_refused_at_the_field(session, make, said, field):
    child = make.child(birth_year=2010)

    with pytest.raises(Refused) as refusal:
        make.run(add_guardian, child=child, **{"full_name": "Lan", "relation": "mẹ", "phone": "", **said})

    assert refusal.value.field == field
    assert session.scalars(select(Guardian)).all() == []


def test_a_child_belongs_to_a_group_from_a_day_to_a_day(session, make):
    child = make.child(birth_year=2010)
    row = make.run(add_to_group, child=child, group="đ", since=date(2018, 1, 1))

    make.run(end_group, row=row, until=date(2018, 6, 30))

    assert [each.group_code for each in groups_of(session, child, date(2018, 6, 30))] == ["đ"]
    assert groups_of(session, child, date(2018, 7, 1)) == []


def test_a_child_may_come_back_to_a_group_but_never_be_in_it_twice(session, make):
    child = make.child(birth_year=2010)
    row = make.run(add_to_group, child=child, group="a", since=date(2018, 1, 1))
    with pytest.raises(Refused, match="already"):
        make.run(add_to_group, child=child, group="a", since=date(2018, 2, 1))
    make.run(end_group, row=row, until=date(2018, 6, 30))
    with pytest.raises(Refused) as overlapping:
        make.run(add_to_group, child=child, group="a", since=date(2018, 1, 1))

    make.run(add_to_group, child=child, group="a", since=date(2018, 7, 1))

    assert overlapping.value.field == "since"
    assert len(groups_of(session, child, date(2018, 8, 1))) == 1


@pytest.mark.parametrize("since", [date(2009, 12, 31), today() + timedelta(days=2)])
def test_nobody_is_in_a_group_before_birth_or_from_a_day_to_come(make, since):
    child = make.child(birth_year=2010)

    with pytest.raises(Refused) as refusal:
        make.run(add_to_group, child=child, group="a", since=since)

    assert refusal.value.field == "since"


def test_a_group_ends_once_and_not_before_it_began(make):
    child = make.child(birth_year=2010)
    row = make.run(add_to_group, child=child, group="a", since=date(2018, 2, 1))

    for until in (date(2018, 1, 31), today() + timedelta(days=1)):
        with pytest.raises(Refused):
            make.run(end_group, row=row, until=until)
    make.run(end_group, row=row, until=date(2018, 3, 1))
    with pytest.raises(Refused, match="already"):
        make.run(end_group, row=row, until=date(2018, 4, 1))


def test_a_household_has_one_class_a_year_and_its_correction_leaves_a_trace(session, make):
    child = make.child(birth_year=2010)
    row = make.run(set_household, child=child, year=2018, household="poor", certificate="HN-118")

    make.run(set_household, child=child, year=2018, household="near_poor", certificate="HN-118")

    assert [(each.year, each.household) for each in households_of(session, child)] == [(2018, "near_poor")]
    assert [change.field for change in history_of(session, "child_households", row.id)] == ["household"]


@pytest.mark.parametrize("year", [2009, today().year + 2, 0])
def test_a_household_has_no_class_before_the_birth_or_far_ahead(make, year):
    child = make.child(birth_year=2010)

    with pytest.raises(Refused) as refusal:
        make.run(set_household, child=child, year=year, household="poor")

    assert refusal.value.field == "year"


def test_the_money_goes_to_the_account_of_the_day_and_who_named_it_is_kept(session, make):
    child = make.child(birth_year=2010)
    first = make.run(
        set_payee, child=child, holder="Lê Thị Mẹ", bank="NHCSXH", account_number="6000 1234.567", valid_from=DAY
    )

    make.run(
        set_payee, child=child, holder="Lê Thị Mẹ", bank="NHCSXH", account_number="6000999", valid_from=date(2018, 9, 1)
    )

    assert payee_on(session, child, date(2018, 8, 31)).account_number == "60001234567"
    assert payee_on(session, child, date(2018, 9, 1)).account_number == "6000999"
    assert payee_on(session, child, date(2018, 1, 1)) is None
    assert [change.new for change in history_of(session, "payees", first.id)] == ["60001234567"]


@pytest.mark.parametrize("number", ["", "123", "12a4", "１２３４５", "1" * 20, "-5"])
def test_what_is_no_account_number_is_refused(make, number):
    child = make.child(birth_year=2010)

    with pytest.raises(Refused) as refusal:
        make.run(set_payee, child=child, holder="Lan", bank="NHCSXH", account_number=number, valid_from=DAY)

    assert refusal.value.field == "account_number"


def test_a_number_elsewhere_belongs_to_one_child(make):
    child, other = make.child(birth_year=2010), make.child("Lê Thị Lan", birth_year=2010)
    make.run(add_outside_id, child=child, system="Phần mềm TE", value="72-000123")

    with pytest.raises(Refused, match="another child's"):
        make.run(add_outside_id, child=other, system="Phần mềm TE", value="72-000123")
    with pytest.raises(Refused, match="already"):
        make.run(add_outside_id, child=child, system="Phần mềm TE", value="72-000123")
    again = make.run(add_outside_id, child=other, system="Trường", value="72-000123")

    assert again.child_id == other.id
