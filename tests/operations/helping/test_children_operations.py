"""Test that children are registered and corrected with care, and what belongs to them is kept."""

import unicodedata
from datetime import date, timedelta

import pytest
from make_help import DAY
from sqlalchemy import select

from tracker.ground.codes import read_child_code
from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.helping.children import Child
from tracker.operations.helping.children import ChildFacts, correct_child, register_child, register_children
from tracker.queries.helping.children import guardians_of
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
