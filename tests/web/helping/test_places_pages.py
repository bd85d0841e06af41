"""Test the pages of places: the tree of a day, what became of each, decided and recorded by who may."""

from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.models.helping.places import Place, Succession
from tracker.queries.helping.places import Gazetteer

pytestmark = pytest.mark.one_engine

#: Xã Tân Phú of 2018, which became Xã Tân Châu or Xã Tân Phú of today; sources disagree.
TORN = "25546-2018"


@pytest.fixture
def clerk(browser, make):
    """Give the clerk's browser, with the places loaded."""
    make.place()
    return browser("clerk")


@pytest.mark.parametrize(
    ("day", "count", "there", "gone"),
    [
        ("26/12/2018", 95, "Thị trấn Trảng Bàng", "Thị xã Trảng Bàng"),
        ("01/01/2022", 94, "Thị xã Trảng Bàng", "Xã Phước Lưu"),
        ("31/12/2025", 96, "Phường Trảng Bàng", "Huyện Tân Biên"),
    ],
)
def test_the_tree_shows_the_places_of_the_day(clerk, day, count, there, gone):
    page = unescape(clerk.get("/places", query_string={"day": day}).text)

    tree = page.split('class="tree"')[1]
    assert tree.count("<li>") == count
    assert there in tree and gone not in tree


def test_today_is_the_day_where_none_is_said_or_none_is_meant(clerk):
    plain, wrong = clerk.get("/places").text, clerk.get("/places?day=31/02/2018").text

    assert plain.split('class="tree"')[1].count("<li>") == 96
    assert wrong.split('class="tree"')[1].count("<li>") == 96 and 'id="day-error"' in wrong


def test_the_undecided_are_named_as_such(clerk):
    now, then = clerk.get("/places").text, clerk.get("/places?day=26/12/2018").text

    assert now.split('class="warn')[1].split("</details>")[0].count("<li>") == 11
    assert then.split('class="tree"')[1].count('class="badge wait"') == 11


def test_a_place_is_searched_without_accents_on_its_day(clerk):
    found = clerk.get("/places?q=tan+binh&day=26/12/2018").text
    none = clerk.get("/places?q=khong+co").text

    first = [row.split("</a>")[0].split(">")[-1] for row in found.split('class="lead"')[1:]]
    assert first == ["Xã Tân Bình", "Xã Tân Bình", "Xã Thạnh Bình"]
    assert 'class="empty"' in none


def test_a_place_tells_what_it_was_and_what_it_became(clerk):
    page = unescape(clerk.get("/places/25729-2020").text)

    assert "Xã Phước Bình" in page
    for link in ("25729-2018", "25726-2018", "25729-2025"):
        assert f'href="/places/{link}"' in page


def test_every_place_has_a_page(clerk, session):
    for key in session.scalars(select(Place.key)):
        assert clerk.get(f"/places/{key}").status_code == 200, key


@pytest.mark.parametrize("key", ["x", "25729", "25729-2018'--", "…"])
def test_no_other_place_has_one(clerk, key):
    assert clerk.get(f"/places/{key}").status_code == 404


def test_a_pick_list_finds_the_communes_of_the_day_with_their_district(clerk):
    then = clerk.get("/places/find.json?q=tan+binh&day=26/12/2018").json
    now = clerk.get("/places/find.json?q=tan+lap&day=").json

    assert [row["text"] for row in then][:2] == ["Xã Tân Bình, Thành phố Tây Ninh", "Xã Tân Bình, Huyện Tân Biên"]
    assert [(row["id"], row["text"]) for row in now][0] == ("25489-2025", "Xã Tân Lập, Tỉnh Tây Ninh")
    assert clerk.get("/places/find.json?q=&day=x").json == []


def test_a_clerk_decides_what_an_old_commune_became(clerk, session):
    answer = clerk.post(f"/places/{TORN}/decide", page=f"/places/{TORN}", new="25549-2025")

    page = unescape(clerk.get(f"/places/{TORN}").text)
    assert answer.location == f"/places/{TORN}"
    assert Gazetteer(session).today(TORN, today()).key == "25549-2025"
    assert "Người clerk" in page.split('class="task"')[1]
    assert clerk.get("/places").text.split('class="warn')[1].split("</details>")[0].count("<li>") == 10


def test_another_commune_of_that_day_may_be_named(clerk, session):
    fields = {"new": "other", "other": "", "other-text": "xã tân hội"}

    clerk.post(f"/places/{TORN}/decide", page=f"/places/{TORN}", **fields)

    assert Gazetteer(session).today(TORN, today()).name == "Xã Tân Hội"


def test_a_commune_may_be_said_to_be_divided(clerk, session):
    clerk.post(f"/places/{TORN}/decide", page=f"/places/{TORN}", new="divided")

    assert Gazetteer(session).fate(TORN).value == "divided"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({}, "new"), ({"new": "80"}, "new"), ({"new": "other"}, "other"), ({"new": "other", "other": TORN}, "other")],
)
def test_a_decision_that_says_nothing_is_refused_at_its_field(clerk, session, fields, wrong):
    answer = clerk.post(f"/places/{TORN}/decide", page=f"/places/{TORN}", **fields)

    assert answer.status_code == 422
    assert f'id="decide-{wrong}-error"' in answer.text
    assert Gazetteer(session).today(TORN, today()) is None


def test_a_clerk_records_what_a_commune_becomes(clerk, session):
    path = "/places/25489-2025"
    day = f"{today():%d/%m/%Y}"
    fields = {"on": day, "part": "whole", "code": "25489", "kind": "Phường", "name": "Tân Lập Mới", "parent": "80"}
    sent = {**clerk.hidden(path), **fields}

    answers = [clerk.client.post(f"{path}/succeed", data=sent) for _ in range(3)]

    new = session.scalars(select(Place).where(Place.name == "Phường Tân Lập Mới")).one()
    assert {answer.location for answer in answers} == {path}
    assert (new.valid_from, new.parent_key) == (today(), "80")
    assert len(session.scalars(select(Succession).where(Succession.new_key == new.key)).all()) == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [("on", "31/02/2026"), ("on", "01/07/2025"), ("code", "12"), ("code", "25486"), ("name", "Tân\u200bLập")],
)
def test_a_succession_is_refused_at_its_field(clerk, session, field, typed):
    fields = {
        "on": f"{today():%d/%m/%Y}",
        "part": "whole",
        "code": "99001",
        "kind": "Xã",
        "name": "Mới",
        "parent": "80",
    }

    answer = clerk.post("/places/25489-2025/succeed", page="/places/25489-2025", **fields | {field: typed})

    assert answer.status_code == 422
    assert f'id="succeed-{field}-error"' in answer.text
    assert session.get(Place, "25489-2025").valid_to is None


@pytest.mark.parametrize("role", ["cashier", "accountant", "approver", "auditor"])
def test_others_read_places_and_change_none(browser, make, role):
    make.place()
    somebody = browser(role)

    page = somebody.get(f"/places/{TORN}")

    assert page.status_code == 200 and f"/places/{TORN}/decide" not in page.text
    assert somebody.post(f"/places/{TORN}/decide", page="/places", new="25549-2025").status_code == 403


def test_the_administrator_opens_no_places(browser, make):
    make.place()

    assert browser("admin").get("/places").status_code == 403


def test_the_menu_leads_to_children_and_places(clerk):
    menu = clerk.get("/places").text.split("</nav>")[0]

    assert 'href="/children"' in menu
    assert 'href="/places" aria-current="page"' in menu


def test_a_day_of_long_ago_has_the_places_that_nobody_asked_when_they_began(clerk):
    assert clerk.get(f"/places?day={date(1990, 1, 1):%d/%m/%Y}").text.split('class="tree"')[1].count("<li>") == 95
