"""Test that places are found by day and by name, and followed to what they are today."""

from datetime import date

import pytest
from sqlalchemy import event

from tracker.queries.helping.places import Fate, Gazetteer, bare

pytestmark = pytest.mark.one_engine
THEN, LATER, NOW = date(2018, 12, 26), date(2022, 1, 1), date(2026, 1, 1)


@pytest.fixture
def gazetteer(session, make):
    """Give the places of the province."""
    make.place()
    return Gazetteer(session)


def names(gazetteer, places):
    return [gazetteer.short_name(place.key) for place in places]


def test_a_place_is_named_with_what_it_lies_in(gazetteer):
    assert gazetteer.full_name("25489-2018") == "Xã Tân Lập, Huyện Tân Biên, Tỉnh Tây Ninh"
    assert gazetteer.short_name("25489-2025") == "Xã Tân Lập, Tỉnh Tây Ninh"
    assert gazetteer.district("25489-2025") is None


@pytest.mark.parametrize(
    "typed", ["Xã Tân Bình, Huyện Tân Biên", "xa tan binh, tan bien", "X. Tân Bình, H. Tân Biên", "Tân Bình, Tân Biên"]
)
def test_two_communes_of_one_name_are_told_apart_by_their_district(gazetteer, typed):
    both = gazetteer.find("Xã Tân Bình", THEN)

    found = gazetteer.find(typed, THEN)

    assert len(both) == 2
    assert names(gazetteer, found) == ["Xã Tân Bình, Huyện Tân Biên"]


def test_the_city_is_meant_before_the_province_of_its_name(gazetteer):
    within_city = gazetteer.find("Xã Tân Bình", THEN, "Thành phố Tây Ninh")
    within_province = gazetteer.find("Xã Tân Lập", THEN, "Tây Ninh")

    assert names(gazetteer, within_city) == ["Xã Tân Bình, Thành phố Tây Ninh"]
    assert names(gazetteer, within_province) == ["Xã Tân Lập, Huyện Tân Biên"]


def test_accents_choose_where_they_are_written(gazetteer):
    assert {place.name for place in gazetteer.find("Tan Thanh", NOW)} == {"Xã Tân Thành", "Xã Tân Thạnh"}
    assert {place.name for place in gazetteer.find("Xã Tân Thạnh", NOW)} >= {"Xã Tân Thạnh"}


@pytest.mark.parametrize(("name", "left"), [("TX. Trảng Bàng", "trang bang"), ("Phường 1", "1"), ("P.1", "1")])
def test_the_kind_is_left_away(name, left):
    assert bare(name) == left


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tan la", "Xã Tân Lập, Huyện Tân Biên"),
        ("binh tan bien", "Xã Tân Bình, Huyện Tân Biên"),
        ("x. tân lập", "Xã Tân Lập, Huyện Tân Biên"),
        ("tt tan bien", "Thị trấn Tân Biên, Huyện Tân Biên"),
    ],
)
def test_a_place_is_found_while_one_types(gazetteer, typed, first):
    found = gazetteer.search(typed, THEN)

    assert gazetteer.short_name(found[0].key) == first


def test_a_district_finds_all_its_communes(gazetteer):
    found = gazetteer.search("huyện tân biên", THEN)

    assert len(found) == 10
    assert {gazetteer.district(place.key).key for place in found} == {"705-2018"}


@pytest.mark.parametrize("typed", ["", "   ", "%", "không đâu cả", "…"])
def test_nothing_is_found_where_nothing_is_called_so(gazetteer, typed):
    assert gazetteer.search(typed, THEN) == []


def test_a_commune_is_followed_over_two_reforms(gazetteer):
    assert gazetteer.today("25726-2018", LATER).name == "Xã Phước Bình"
    assert gazetteer.today("25726-2018", NOW).name == "Xã Phước Chỉ"
    assert gazetteer.today("25726-2018", THEN).key == "25726-2018"


def test_eleven_communes_are_undecided_and_have_no_place_of_today(gazetteer):
    undecided = gazetteer.undecided()

    assert len(undecided) == 11
    assert all(gazetteer.today(place.key, NOW) is None for place in undecided)
    assert {gazetteer.fate(place.key) for place in undecided} == {Fate.UNDECIDED}


def test_who_lives_in_a_place_of_today_lived_in_those_that_became_it(gazetteer):
    keys = gazetteer.lineage("25729-2025")

    assert {"25729-2025", "25729-2020", "25729-2018", "25726-2018", "25738-2020", "25738-2018"} == keys
    assert len(gazetteer.lineage("705-2018")) == 11
    assert "25555-2018" not in gazetteer.lineage("25552-2025")


@pytest.mark.parametrize(("day", "count", "branches"), [(THEN, 95, 9), (LATER, 94, 9), (NOW, 96, 1)])
def test_the_tree_holds_every_commune_of_the_day_once(gazetteer, day, count, branches):
    tree = gazetteer.tree(day)

    keys = [place.key for branch in tree for place in branch.communes]
    assert (len(keys), len(set(keys)), len(tree)) == (count, count, branches)
    assert all((branch.district is None) == (day == NOW) for branch in tree)


def test_all_places_are_read_in_two_questions(session, make, gazetteer):
    asked = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))

    again = Gazetteer(session)
    again.tree(THEN), again.undecided(), again.full_name("25489-2018")

    assert len([each for each in asked if each.startswith("SELECT")]) == 2
