"""Test that places are loaded once, and that what became of one is recorded or decided with a trace."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.helping.places import Level, Place, Succession, SuccessionPart
from tracker.operations.helping.places import decide_succession, load_places, refuse_other_time, succeed_place
from tracker.queries.helping.places import Fate, Gazetteer, places_on
from tracker.queries.journal import history_of

#: Xã Tân Lập and Xã Tân Biên of 2025, side by side.
TAN_LAP, TAN_BIEN, PROVINCE = "25489-2025", "25486-2025", "80"
#: Xã Tân Phú of 2018, of which two places of today are named.
TORN = "25546-2018"
NEXT_YEAR = date(today().year + 1, 1, 1)


@pytest.fixture
def place(make):
    """Load the places and give one by its key."""
    return make.place


def becoming(make, old, **facts):
    parent = make.session.get(Place, PROVINCE)
    values = {"on": today(), "code": "25489", "name": "Tân Lập Mới", "kind": "Xã", "parent": parent} | facts
    return make.run(succeed_place, old=old, **values)


def test_the_places_are_loaded_once(session, make):
    first, again = make.run(load_places), make.run(load_places)

    assert (first, again) == (222, 0)
    assert session.scalar(select(func.count(Succession.id))) == 119


@pytest.mark.parametrize(
    ("day", "communes", "districts"),
    [
        (date(2018, 12, 26), 95, 9),
        (date(2020, 1, 31), 95, 9),
        (date(2020, 2, 1), 94, 9),
        (date(2025, 6, 30), 94, 9),
        (date(2025, 7, 1), 96, 0),
    ],
)
def test_the_province_has_the_communes_and_districts_of_the_day(session, place, day, communes, districts):
    place(TAN_LAP)

    assert len(places_on(session, day)) == communes
    assert len(places_on(session, day, Level.DISTRICT)) == districts


def test_a_commune_becomes_another_and_its_end_is_kept(session, make, place):
    old = place(TAN_LAP)

    new = becoming(make, old)

    assert (new.name, new.kind, new.parent_key, new.valid_from) == ("Xã Tân Lập Mới", "Xã", PROVINCE, today())
    assert old.valid_to == today()
    assert Gazetteer(session).today(TAN_LAP, today()) == new
    assert [change.field for change in history_of(session, "places", TAN_LAP)] == ["valid_to"]


def test_two_communes_become_one(session, make, place):
    first = becoming(make, place(TAN_LAP), name="Xã Tân Lập Biên")

    second = becoming(make, place(TAN_BIEN), name="xã tân lập biên")

    assert second == first
    assert {row.old_key for row in Gazetteer(session).came_from(first.key)} == {TAN_LAP, TAN_BIEN}


def test_a_second_change_in_one_year_keeps_the_first(session, make, place):
    first = becoming(make, place(TAN_LAP), on=today() - timedelta(days=1))

    second = becoming(make, first, name="Xã Tân Lập Cũ")

    assert second.key != first.key
    assert Gazetteer(session).today(TAN_LAP, today()) == second


def test_a_commune_that_is_divided_has_no_single_successor(session, make, place):
    old = place(TAN_LAP)
    becoming(make, old, part="part")

    becoming(make, old, part="part", code="99001", name="Xã Tân Lập Đông")

    gazetteer = Gazetteer(session)
    assert gazetteer.fate(TAN_LAP) == Fate.DIVIDED
    assert gazetteer.today(TAN_LAP, today()) is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": date(2025, 7, 1)}, "on"),
        ({"on": NEXT_YEAR + timedelta(days=400)}, "on"),
        ({"code": "123"}, "code"),
        ({"code": "25486"}, "code"),
        ({"kind": "Huyện"}, "kind"),
        ({"name": " "}, "name"),
        ({"name": "Tân\u200bLập"}, "name"),
        ({"parent": None}, "parent"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(session, make, place, facts, field):
    old = place(TAN_LAP)

    with pytest.raises(Refused) as refusal:
        becoming(make, old, **facts)

    assert refusal.value.field == field
    assert session.get(Place, TAN_LAP).valid_to is None


def test_a_district_of_another_time_is_no_parent(make, place):
    old = place(TAN_LAP)

    with pytest.raises(Refused) as refusal:
        becoming(make, old, parent=place("705-2018"))

    assert refusal.value.field == "parent"


def test_what_became_of_a_commune_is_recorded_once(make, place):
    old = place(TAN_LAP)
    becoming(make, old)

    with pytest.raises(Refused, match="already"):
        becoming(make, old, code="99001", name="Xã Khác")


def test_only_communes_are_succeeded(make, place):
    with pytest.raises(Refused, match="commune"):
        becoming(make, place("80"))


def test_a_person_decides_where_sources_disagree(session, make, place):
    old, new = place(TORN), place("25549-2025")
    before = Gazetteer(session).today(TORN, today())

    make.run(decide_succession, old=old, new=new)

    gazetteer = Gazetteer(session)
    assert before is None
    assert gazetteer.today(TORN, today()) == new
    assert gazetteer.fate(TORN) == Fate.WHOLE
    row = next(row for row in gazetteer.became(TORN) if row.new_key == new.key)
    assert {change.field for change in history_of(session, "successions", row.id)} == {"part", "checked"}


def test_a_decision_may_be_taken_anew(session, make, place):
    make.run(decide_succession, old=place(TORN), new=place("25549-2025"))

    make.run(decide_succession, old=place(TORN), new=place("25516-2025"))

    assert Gazetteer(session).today(TORN, today()).key == "25516-2025"


def test_a_commune_that_no_source_names_may_be_chosen(session, make, place):
    make.run(decide_succession, old=place(TORN), new=place("25525-2025"))

    assert Gazetteer(session).today(TORN, today()).key == "25525-2025"


def test_a_commune_may_be_said_to_be_divided(session, make, place):
    make.run(decide_succession, old=place(TORN), new=None)

    rows = session.scalars(select(Succession).where(Succession.old_key == TORN)).all()
    assert Gazetteer(session).fate(TORN) == Fate.DIVIDED
    assert {(row.part, row.checked) for row in rows} == {(SuccessionPart.PART, True)}


def test_a_division_needs_two_places(make, place):
    with pytest.raises(Refused) as refusal:
        make.run(decide_succession, old=place("25462-2018"), new=None)

    assert refusal.value.field == "new"


@pytest.mark.parametrize("new", ["25489-2018", "80", "705-2018"])
def test_what_was_not_there_then_is_not_chosen(make, place, new):
    with pytest.raises(Refused) as refusal:
        make.run(decide_succession, old=place(TORN), new=place(new))

    assert refusal.value.field == "new"


def test_a_place_of_another_time_is_refused_with_place_and_day(place):
    with pytest.raises(Refused, match=r"Xã Tân Lập was not there on 26/12/2018"):
        refuse_other_time(place(TAN_LAP), date(2018, 12, 26))
