"""Test the children's pages: registered, doubted, corrected, and what belongs to each added."""

from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.models.helping.children import Child, ChildGroup, ChildHousehold, Guardian, OutsideId, Payee
from tracker.operations.helping.child_records import add_guardian, add_to_group
from tracker.queries.journal import history_of

pytestmark = pytest.mark.one_engine

NAME = "Nguyễn Thị Ngọc Hân"
#: Xã Tân Lập of today.
NOW = "25489-2025"
YEAR = today().year - 8
FACTS = {"full_name": "Trần Thị Bé", "birth": str(YEAR), "place": NOW}


@pytest.fixture
def clerk(browser, make):
    """Give the clerk's browser, with the places loaded."""
    make.place()
    return browser("clerk")


@pytest.fixture
def child(make):
    """Register a child of 2018 with a guardian."""
    known = {"birth_on": date(2010, 5, 3), "hamlet": "ấp Tân Hòa", "school": "TH Tân Lập A"}
    child = make.child(NAME, place=make.place("25489-2018"), birth_year=2010, **known)
    make.run(add_guardian, child=child, full_name="Lê Thị Mẹ", relation="mẹ", phone="0912345678")
    return child


def test_a_clerk_registers_a_child_with_who_stands_by_it(clerk, session):
    more = {"guardian_name": "Trần Văn Cha", "relation": "cha", "phone": "0912 345 678", "hamlet": "ấp 3"}

    answer = clerk.post("/children/new", **FACTS | {"birth": f"05/03/{YEAR}", "sex": "female"}, **more)

    child = session.scalars(select(Child)).one()
    assert answer.location == f"/children/{child.id}"
    assert (child.full_name, child.birth_on, child.sex) == ("Trần Thị Bé", date(YEAR, 3, 5), "female")
    assert (child.place_key, child.hamlet, child.registered_on) == (NOW, "ấp 3", today())
    assert session.scalars(select(Guardian)).one().phone == "0912345678"


def test_a_year_alone_is_enough(clerk, session):
    clerk.post("/children/new", **FACTS)

    child = session.scalars(select(Child)).one()
    assert (child.birth_on, child.birth_year) == (None, YEAR)


def test_save_and_next_leads_to_an_empty_form(clerk):
    answer = clerk.post("/children/new", **FACTS, again="1")

    assert answer.location == "/children/new"


def test_ten_presses_register_one_child(clerk, session):
    fields = {**clerk.hidden("/children/new"), **FACTS}

    answers = [clerk.client.post("/children/new", data=fields) for _ in range(10)]

    assert {answer.location for answer in answers} == {f"/children/{session.scalars(select(Child)).one().id}"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("full_name", ""),
        ("full_name", "Nguyễn\u200bLan"),
        ("full_name", "Nguуen"),
        ("birth", ""),
        ("birth", "31/02/2015"),
        ("birth", "01/01/2099"),
        ("birth", "1990"),
        ("birth", "15"),
        ("phone", "09123"),
        ("hamlet", "ấp\u202e3"),
        ("registered_on", "01/01/2099"),
    ],
)
def test_a_refusal_stands_at_its_field_and_what_was_typed_is_kept(clerk, session, field, typed):
    fields = FACTS | {"school": "TH A & B", "guardian_name": "Mẹ", field: typed}

    answer = clerk.post("/children/new", **fields)

    text = unescape(answer.text)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in text and f'href="#{field}"' in text
    assert 'value="TH A & B"' in text and (not typed or f'value="{typed}"' in text)
    assert session.scalars(select(Child)).all() == []


def test_extra_fields_do_nothing(clerk, session):
    clerk.post("/children/new", **FACTS, id="77", code="TE-000000", name_sort="x", by="1")

    child = session.scalars(select(Child)).one()
    assert (child.id, child.name_folded) == (1, "tran thi be")


def test_the_communes_of_the_form_are_those_of_today_by_province(clerk):
    page = clerk.get("/children/new").text

    assert page.count('<optgroup label="') == 1
    assert 'value="25489-2025"' in page and 'value="25489-2018"' not in page


def test_the_communes_are_those_of_the_day_of_registration_by_district(clerk, session):
    old = FACTS | {"birth": "2012", "registered_on": "15/03/2018"}

    refused = clerk.post("/children/new", **old)
    clerk.post("/children/new", **old | {"place": "25489-2018"})

    assert 'id="place-error"' in refused.text
    assert '<optgroup label="Huyện Tân Biên">' in refused.text and 'value="25489-2018"' in refused.text
    assert session.scalars(select(Child)).one().registered_on == date(2018, 3, 15)


def test_a_commune_may_be_typed(clerk, session):
    clerk.post("/children/new", **FACTS | {"place": "", "place-text": "xa tan lap"})

    assert session.scalars(select(Child)).one().place_key == NOW


@pytest.mark.parametrize(
    ("typed", "said"), [("Tân Bình", "Huyện Tân Biên"), ("Sài Gòn", "Sài Gòn"), ("", "place-error")]
)
def test_a_commune_that_is_called_as_two_or_as_none_is_asked_about(clerk, session, typed, said):
    old = FACTS | {"birth": "2012", "registered_on": "15/03/2018", "place": "", "place-text": typed}

    answer = clerk.post("/children/new", **old)

    error = unescape(answer.text).split('id="place-error"')[1].split("</p>")[0]
    assert said in error or said == "place-error"
    assert session.scalars(select(Child)).all() == []


def test_a_likely_double_is_shown_beside_what_was_typed(clerk, session, child):
    old = {"registered_on": "15/03/2018", "place": child.place_key, "birth": "2010", "full_name": "nguyen thi ngoc han"}

    answer = clerk.post("/children/new", **old)

    assert answer.status_code == 422
    assert f'href="/children/{child.id}"' in answer.text and "0912345678" in answer.text
    assert '<table class="doubles">' in answer.text and 'value="nguyen thi ngoc han"' in answer.text
    assert len(session.scalars(select(Child)).all()) == 1


def test_a_likely_double_is_recorded_all_the_same_once_somebody_says_so(clerk, session, child):
    old = {"registered_on": "15/03/2018", "place": child.place_key, "birth": "2010", "full_name": NAME}

    answer = clerk.post("/children/new", **old, confirmed="y")

    session.rollback()
    assert answer.status_code == 302
    assert len(session.scalars(select(Child)).all()) == 2


def test_a_child_is_corrected_and_the_history_says_how(clerk, session, child):
    path = f"/children/{child.id}/edit"

    answer = clerk.post(path, full_name="Nguyễn Thị Ngọc Hậu", birth="03/05/2010", place=child.place_key, sex="female")

    assert answer.location == f"/children/{child.id}"
    session.rollback()
    session.refresh(child)
    assert (child.full_name, child.hamlet) == ("Nguyễn Thị Ngọc Hậu", "")
    page = unescape(clerk.get(f"/children/{child.id}").text)
    assert f"{NAME} → Nguyễn Thị Ngọc Hậu" in page


def test_the_form_of_a_correction_holds_what_is_known_and_the_place_of_then(clerk, child):
    page = unescape(clerk.get(f"/children/{child.id}/edit").text)

    assert f'value="{NAME}"' in page and 'value="03/05/2010"' in page
    assert f'<option selected value="{child.place_key}">' in page
    assert f'value="{NOW}"' in page


def test_a_move_is_told_by_the_names_of_the_places(clerk, make, session, child):
    clerk.post(f"/children/{child.id}/edit", full_name=NAME, birth="03/05/2010", place=NOW)

    page = unescape(clerk.get(f"/children/{child.id}").text)
    session.rollback()
    assert "→ Xã Tân Lập, Tỉnh Tây Ninh" in page
    assert [change.field for change in history_of(session, "children", child.id)].count("place_key") == 1


@pytest.mark.parametrize(
    ("name", "fields", "model"),
    [
        ("guardians", {"guardian_name": "Trần Thị Bà", "relation": "bà ngoại", "phone": "0987654321"}, Guardian),
        ("groups", {"group": "a", "since": "01/02/2018"}, ChildGroup),
        ("households", {"year": "2018", "household": "poor", "certificate": "HN-118"}, ChildHousehold),
        (
            "payees",
            {"holder": "Trần Thị Bà", "bank": "NHCSXH", "account_number": "6000 99", "valid_from": "01/02/2018"},
            Payee,
        ),
        ("outside-ids", {"system": "Phần mềm TE", "value": "72-1"}, OutsideId),
    ],
)
def test_each_small_form_adds_one_row_however_often_it_is_pressed(clerk, session, child, name, fields, model):
    path = f"/children/{child.id}"
    before = len(session.scalars(select(model)).all())
    sent = {**clerk.hidden(path), **fields}

    answers = [clerk.client.post(f"{path}/{name}", data=sent) for _ in range(3)]

    session.rollback()
    assert {answer.location for answer in answers} == {f"{path}#{name}"}
    assert len(session.scalars(select(model)).all()) == before + 1


@pytest.mark.parametrize(
    ("name", "fields", "wrong"),
    [
        ("guardians", {"guardian_name": "L\u200ban", "relation": "mẹ"}, "guardian_name"),
        ("guardians", {"guardian_name": "Lan", "relation": "mẹ", "phone": "12"}, "phone"),
        ("groups", {"group": "z", "since": "01/02/2018"}, "group"),
        ("groups", {"group": "a", "since": "01/02/2099"}, "since"),
        ("households", {"year": "18", "household": "poor"}, "year"),
        ("households", {"year": "1990", "household": "poor"}, "year"),
        (
            "payees",
            {"holder": "Lan", "bank": "NH", "account_number": "12a", "valid_from": "01/02/2018"},
            "account_number",
        ),
        ("outside-ids", {"system": "TE", "value": " "}, "value"),
    ],
)
def test_a_small_form_is_refused_at_its_field_and_stays_open(clerk, child, name, fields, wrong):
    answer = clerk.post(f"/children/{child.id}/{name}", page=f"/children/{child.id}", **fields)

    assert answer.status_code == 422
    assert f'id="{name}-{wrong}-error"' in answer.text and f'href="#{name}-{wrong}"' in answer.text
    assert '<details class="add" open>' in answer.text


def test_a_group_ends_on_the_page(clerk, make, session, child):
    row = make.run(add_to_group, child=child, group="a", since=date(2018, 1, 1))

    answer = clerk.post(f"/children/{child.id}/groups/{row.id}/end", page=f"/children/{child.id}", until="30/06/2018")

    session.rollback()
    session.refresh(row)
    assert (answer.status_code, row.until) == (302, date(2018, 6, 30))


def test_a_guardian_is_corrected_on_a_page_of_its_own(clerk, session, child):
    guardian = session.scalars(select(Guardian)).one()
    path = f"/children/{child.id}/guardians/{guardian.id}"

    answer = clerk.post(path, guardian_name="Lê Thị Mẹ", relation="mẹ", phone="0987654321")

    session.rollback()
    session.refresh(guardian)
    assert answer.location == f"/children/{child.id}#guardians"
    assert guardian.phone == "0987654321"


def test_what_belongs_to_another_child_is_not_found(clerk, make, session, child):
    other, guardian = make.child(), session.scalars(select(Guardian)).one()
    row = make.run(add_to_group, child=child, group="a", since=date(2018, 1, 1))

    paths = [f"/children/{other.id}/guardians/{guardian.id}", "/children/999", "/children/999/edit"]

    assert [clerk.get(path).status_code for path in paths] == [404, 404, 404]
    ending = clerk.post(f"/children/{other.id}/groups/{row.id}/end", page=f"/children/{other.id}", until="30/06/2018")
    assert ending.status_code == 404
