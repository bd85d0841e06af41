"""Test that children are registered and corrected with care, and what belongs to them is kept."""

import unicodedata
from datetime import date, timedelta

import pytest
from make_help import DAY
from sqlalchemy import select

from tracker.ground.codes import read_child_code
from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.children import Child, Guardian
from tracker.operations.child_records import (
    add_guardian,
    add_outside_id,
    add_to_group,
    correct_guardian,
    end_group,
    set_household,
    set_payee,
)
from tracker.operations.children import ChildFacts, correct_child, register_child, register_children
from tracker.queries.children import groups_of, guardians_of, households_of, payee_on
from tracker.queries.journal import history_of


def registering(make, name="Nguyễn Thị Ngọc Hân", *, day=DAY, place=None, **facts):
    said = {"birth_year": 2010} | facts
    return make.run(register_child, facts=ChildFacts(name, place or make.place(), **said), registered_on=day)


def test_a_child_is_kept_in_one_spelling_under_a_code_that_tells_nothing(make):
    child = registering(make, unicodedata.normalize("NFD", "  Đặng\u00a0 Thị\tHòa "), birth_on=date(2010, 5, 3))

    assert child.full_name == unicodedata.normalize("NFC", "Đặng Thị Hòa")
    assert (child.name_folded, child.birth_year, child.registered_on) == ("dang thi hoa", 2010, DAY)
    assert read_child_code(child.code) == child.code
    assert "2010" not in child.code


@pytest.mark.parametrize(
    "name", ["O'Brien-Nguyễn", "H’Bia Niê", "Y Thơ̆m Êban", "<script>alert(1)</script>", "A & B <b>"]
)
def test_a_name_with_signs_of_its_own_is_kept_as_typed(make, name):
    child = registering(make, name)

    assert child.full_name == name


@pytest.mark.parametrize("name", ["", " ", "Lan\u200b", "\u202eLan", "L\0an", "Nguуen", "Ðức", "N" * 121, "\ud800"])
def test_a_name_with_hidden_or_foreign_signs_is_refused_at_its_field(session, make, name):
    with pytest.raises(Refused) as refusal:
        registering(make, name)

    assert refusal.value.field == "full_name"
    assert session.scalars(select(Child)).all() == []


@pytest.mark.parametrize("field", ["hamlet", "school", "school_class", "note"])
def test_no_text_of_a_child_hides_a_sign(make, field):
    with pytest.raises(Refused) as refusal:
        registering(make, **{field: "ấp\u200b 3"})

    assert refusal.value.field == field


@pytest.mark.parametrize(
    "birth",
    [
        {"birth_on": DAY + timedelta(days=1)},
        {"birth_year": 2019},
        {"birth_year": 1999},
        {"birth_on": date(1993, 3, 15)},
        {"birth_year": None},
        {"birth_year": 8},
    ],
)
def test_who_is_not_born_yet_or_no_child_any_more_is_refused(make, birth):
    with pytest.raises(Refused) as refusal:
        registering(make, **birth)

    assert refusal.value.field == "birth"


@pytest.mark.parametrize("birth", [{"birth_on": DAY}, {"birth_year": 2000}, {"birth_year": 2018}])
def test_a_newborn_and_a_pupil_of_eighteen_are_registered(make, birth):
    child = registering(make, **birth)

    assert child.id


@pytest.mark.parametrize("key", ["25489-2025", "705-2018", "72"])
def test_a_place_of_another_time_and_a_district_are_refused(make, key):
    place = make.place(key)

    with pytest.raises(Refused) as refusal:
        registering(make, place=place)

    assert refusal.value.field == "place"


def test_nobody_is_registered_ahead(make):
    with pytest.raises(Refused) as refusal:
        registering(make, day=today() + timedelta(days=1))

    assert refusal.value.field == "registered_on"


def test_a_child_comes_with_who_stands_by_it(session, make):
    facts = ChildFacts("Lê Thị Lan", make.place(), birth_year=2010)

    child = make.run(
        register_child,
        facts=facts,
        registered_on=DAY,
        guardian_name="Lê Văn Cha",
        relation="cha",
        phone="0168 234 5678",
    )

    (guardian,) = guardians_of(session, child)
    assert (guardian.full_name, guardian.relation, guardian.phone) == ("Lê Văn Cha", "cha", "0382345678")


@pytest.mark.parametrize("said", [{"phone": "0912345678"}, {"relation": "mẹ"}])
def test_a_phone_or_relation_of_nobody_is_refused(session, make, said):
    facts = ChildFacts("Lê Thị Lan", make.place(), birth_year=2010)

    with pytest.raises(Refused) as refusal:
        make.run(register_child, facts=facts, registered_on=DAY, **said)

    assert refusal.value.field == "guardian_name"
    assert session.scalars(select(Child)).all() == []


def test_many_are_registered_in_their_order_each_under_a_code_of_its_own(make):
    many = [ChildFacts(f"Em {chr(65 + at % 26)}", make.place(), birth_year=2010) for at in range(600)]

    children = make.run(register_children, many=many, registered_on=DAY)

    assert [child.full_name for child in children] == [facts.full_name for facts in many]
    assert len({child.code for child in children}) == 600


def test_one_bad_child_among_many_registers_none(session, make):
    many = [ChildFacts("Em A", make.place(), birth_year=2010), ChildFacts("Em B", make.place(), birth_year=2050)]

    with pytest.raises(Refused):
        make.run(register_children, many=many, registered_on=DAY)

    assert session.scalars(select(Child)).all() == []


def test_a_correction_keeps_who_old_and_new(session, make):
    child = registering(make, "Trần Văn Ấn")

    make.run(correct_child, child=child, facts=ChildFacts("Trần Văn Ân", child.place, birth_year=2011, sex="male"))

    changes = {change.field: (change.old, change.new) for change in history_of(session, "children", child.id)}
    assert changes == {
        "full_name": ("Trần Văn Ấn", "Trần Văn Ân"),
        "birth_year": ("2010", "2011"),
        "sex": (None, "male"),
    }
    assert child.name_folded == "tran van an"


def test_a_child_of_old_may_stay_in_its_place_of_then(make):
    child = registering(make)

    make.run(correct_child, child=child, facts=ChildFacts("Tên Mới", child.place, birth_year=2010))

    assert child.full_name == "Tên Mới"


def test_who_grew_up_since_may_still_move(make):
    child = registering(make, birth_year=2001)

    make.run(correct_child, child=child, facts=ChildFacts(child.full_name, make.place("25489-2025"), birth_year=2001))

    assert child.place_key == "25489-2025"


def test_who_moves_moves_to_a_place_of_today(make):
    child = registering(make)

    with pytest.raises(Refused) as refusal:
        make.run(correct_child, child=child, facts=ChildFacts("Lan", make.place("25492-2018"), birth_year=2010))

    assert refusal.value.field == "place"


def test_a_guardian_is_corrected_with_a_trace(session, make):
    child = registering(make)
    guardian = make.run(add_guardian, child=child, full_name="Lê Thị Mẹ", relation="mẹ", phone="0912345678")

    make.run(correct_guardian, guardian=guardian, full_name="Lê Thị Mẹ", relation="mẹ", phone="0987654321")

    (change,) = history_of(session, "guardians", guardian.id)
    assert (change.field, change.old, change.new) == ("phone", "0912345678", "0987654321")


@pytest.mark.parametrize(
    ("said", "field"),
    [({"full_name": " "}, "guardian_name"), ({"phone": "0912"}, "phone"), ({"relation": "m\u200bẹ"}, "relation")],
)
def test_a_guardian_is_refused_at_the_field(session, make, said, field):
    child = registering(make)

    with pytest.raises(Refused) as refusal:
        make.run(add_guardian, child=child, **{"full_name": "Lan", "relation": "mẹ", "phone": "", **said})

    assert refusal.value.field == field
    assert session.scalars(select(Guardian)).all() == []


def test_a_child_belongs_to_a_group_from_a_day_to_a_day(session, make):
    child = registering(make)
    row = make.run(add_to_group, child=child, group="đ", since=date(2018, 1, 1))

    make.run(end_group, row=row, until=date(2018, 6, 30))

    assert [each.group_code for each in groups_of(session, child, date(2018, 6, 30))] == ["đ"]
    assert groups_of(session, child, date(2018, 7, 1)) == []


def test_a_child_may_come_back_to_a_group_but_never_be_in_it_twice(session, make):
    child = registering(make)
    row = make.run(add_to_group, child=child, group="a", since=date(2018, 1, 1))
    with pytest.raises(Refused, match="already"):
        make.run(add_to_group, child=child, group="a", since=date(2018, 2, 1))
    make.run(end_group, row=row, until=date(2018, 6, 30))
    with pytest.raises(Refused) as overlapping:
        make.run(add_to_group, child=child, group="a", since=date(2018, 1, 1))

    make.run(add_to_group, child=child, group="a", since=date(2018, 7, 1))

    assert overlapping.value.field == "since"
    assert len(groups_of(session, child, date(2018, 8, 1))) == 1


@pytest.mark.parametrize("since", [date(2009, 12, 31), today() + timedelta(days=1)])
def test_nobody_is_in_a_group_before_birth_or_from_a_day_to_come(make, since):
    child = registering(make)

    with pytest.raises(Refused) as refusal:
        make.run(add_to_group, child=child, group="a", since=since)

    assert refusal.value.field == "since"


def test_a_group_ends_once_and_not_before_it_began(make):
    child = registering(make)
    row = make.run(add_to_group, child=child, group="a", since=date(2018, 2, 1))

    for until in (date(2018, 1, 31), today() + timedelta(days=1)):
        with pytest.raises(Refused):
            make.run(end_group, row=row, until=until)
    make.run(end_group, row=row, until=date(2018, 3, 1))
    with pytest.raises(Refused, match="already"):
        make.run(end_group, row=row, until=date(2018, 4, 1))


def test_a_household_has_one_class_a_year_and_its_correction_leaves_a_trace(session, make):
    child = registering(make)
    row = make.run(set_household, child=child, year=2018, household="poor", certificate="HN-118")

    make.run(set_household, child=child, year=2018, household="near_poor", certificate="HN-118")

    assert [(each.year, each.household) for each in households_of(session, child)] == [(2018, "near_poor")]
    assert [change.field for change in history_of(session, "child_households", row.id)] == ["household"]


@pytest.mark.parametrize("year", [2009, today().year + 2, 0])
def test_a_household_has_no_class_before_the_birth_or_far_ahead(make, year):
    child = registering(make)

    with pytest.raises(Refused) as refusal:
        make.run(set_household, child=child, year=year, household="poor")

    assert refusal.value.field == "year"


def test_the_money_goes_to_the_account_of_the_day_and_who_named_it_is_kept(session, make):
    child = registering(make)
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
    child = registering(make)

    with pytest.raises(Refused) as refusal:
        make.run(set_payee, child=child, holder="Lan", bank="NHCSXH", account_number=number, valid_from=DAY)

    assert refusal.value.field == "account_number"


def test_a_number_elsewhere_belongs_to_one_child(make):
    child, other = registering(make), registering(make, "Lê Thị Lan")
    make.run(add_outside_id, child=child, system="Phần mềm TE", value="72-000123")

    with pytest.raises(Refused, match="another child's"):
        make.run(add_outside_id, child=other, system="Phần mềm TE", value="72-000123")
    with pytest.raises(Refused, match="already"):
        make.run(add_outside_id, child=child, system="Phần mềm TE", value="72-000123")
    again = make.run(add_outside_id, child=other, system="Trường", value="72-000123")

    assert again.child_id == other.id
