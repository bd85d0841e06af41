"""Test that staff see what holds on a day, and that only the administrator decides it."""

from datetime import date
from html import unescape

import pytest

from tracker.models.settings import Item, Letterhead, OccasionDay, Series, Signatory
from tracker.operations.settings import set_letterhead
from tracker.queries.settings import letterhead_on, series_on
from tracker.web.views.settings import ACTS

pytestmark = pytest.mark.one_engine

FIRST = "01/01/2018"
HEAD = {
    "fund_name": "Quỹ Bảo trợ trẻ em tỉnh Tây Ninh",
    "address": "Số 1, đường A & B",
    "fund_code": "Mã QHNS: 1012345",
    "phone": "0276 3822 322",
    "hotline": "111",
}


@pytest.mark.parametrize("role", ["clerk", "accountant", "cashier", "approver", "auditor"])
def test_staff_read_but_change_nothing(browser, role):
    visitor = browser(role)

    page = visitor.get("/settings")
    sent = [visitor.post(f"/settings/{name}", page="/").status_code for name in ACTS]

    assert page.status_code == 200
    assert 'action="/settings/' not in page.text
    assert set(sent) == {403}


def test_the_administrator_sets_the_letterhead_from_a_day_on(browser, session):
    answer = browser("admin").post(
        "/settings/letterhead", page="/settings", valid_from="01/01/2018", southern_words="y", **HEAD
    )

    head = session.query(Letterhead).one()
    assert answer.location == "/settings#letterhead"
    assert (head.valid_from, head.fund_name, head.address) == (date(2018, 1, 1), HEAD["fund_name"], HEAD["address"])
    assert (bool(head.southern_words), bool(head.even_words)) == (True, False)


def test_another_day_shows_what_held_then(browser, make):
    admin = make.user("admin")
    for day, name in ((date(2018, 1, 1), "Quỹ của năm 2018"), (date(2020, 1, 1), "Quỹ của năm 2020")):
        make.run(set_letterhead, by=admin, valid_from=day, **{**HEAD, "fund_name": name})
    clerk = browser("clerk")

    then = clerk.get("/settings?day=31/12/2019").text
    later = clerk.get("/settings?day=01/01/2020").text

    assert "<dd>Quỹ của năm 2018</dd>" in then and "<dd>Quỹ của năm 2020</dd>" not in then
    assert "<dd>Quỹ của năm 2020</dd>" in later


def test_a_day_that_is_none_shows_today(browser):
    assert browser("clerk").get("/settings?day=31/02/2019").status_code == 200


@pytest.mark.parametrize(
    ("name", "fields", "wrong"),
    [
        ("letterhead", {"valid_from": "1.1", "fund_name": "Quỹ"}, "valid_from"),
        ("letterhead", {"valid_from": "01/01/2018", "fund_name": "Q\u200bũy"}, "fund_name"),
        ("signatory", {"position": "head", "title": "GĐ", "full_name": "", "valid_from": "01/01/2018"}, "full_name"),
        ("signatory", {"position": "king", "title": "GĐ", "full_name": "A", "valid_from": "01/01/2018"}, "position"),
        ("series", {"code": "BL", "title": "B", "valid_from": FIRST, "page_size": "a4", "book_size": "0"}, "book_size"),
        ("series", {"code": "BL", "title": "B", "valid_from": FIRST, "page_size": "a3", "book_size": "1"}, "page_size"),
        ("item", {"code": "A B", "name": "A", "unit": "kg", "valid_from": "01/01/2018"}, "code"),
        ("item", {"code": "MILK", "name": "A", "unit": "kg", "valid_from": "01/01/2018"}, "code"),
        ("end-item", {"item": "VND", "valid_to": "01/01/2018"}, "item"),
        ("end-item", {"item": "MILK", "valid_to": "01/01/1980"}, "valid_to"),
        ("occasion-day", {"occasion": "TET", "falls_on": "30/02/2018"}, "falls_on"),
        ("occasion-day", {"occasion": "EASTER", "falls_on": "01/04/2018"}, "occasion"),
    ],
)  # fmt: skip
def test_a_refusal_stands_at_its_field_in_its_open_form(browser, name, fields, wrong):
    answer = browser("admin").post(f"/settings/{name}", page="/settings", **fields)

    text = unescape(answer.text)
    assert answer.status_code == 422
    assert f'id="{name}-{wrong}-error"' in text and f'href="#{name}-{wrong}"' in text
    assert text.count("<details open>") == 1


def test_what_was_typed_is_kept_in_the_refused_form(browser):
    answer = browser("admin").post(
        "/settings/signatory",
        page="/settings",
        position="head",
        title="Giám đốc Sở",
        full_name="",
        valid_from="1/1/2018",
    )

    assert 'value="Giám đốc Sở"' in unescape(answer.text)


def test_signatories_follow_each_other(browser, session):
    admin = browser("admin")
    for name, day in (("Nguyễn Văn Cũ", "01/01/2018"), ("Lê Thị Mới", "01/07/2018")):
        admin.post(
            "/settings/signatory", page="/settings", position="head", title="Giám đốc", full_name=name, valid_from=day
        )

    held = {each.full_name: each.valid_to for each in session.query(Signatory)}
    assert held == {"Nguyễn Văn Cũ": date(2018, 6, 30), "Lê Thị Mới": None}


def test_a_signatory_ends(browser, session, make):
    admin = browser("admin")
    fields = {"position": "head", "title": "Giám đốc", "full_name": "A", "valid_from": "01/01/2018"}
    admin.post("/settings/signatory", page="/settings", **fields)

    admin.post("/settings/end-signatory", page="/settings", signatory="1", valid_to="31/12/2018")

    assert session.query(Signatory).one().valid_to == date(2018, 12, 31)


def test_a_paper_is_named_anew_and_the_history_tells_it(browser, session):
    admin = browser("admin")
    fields = {"code": "BL", "title": "BIÊN LAI <b>", "valid_from": "01/01/2018", "page_size": "a5", "book_size": "50"}

    admin.post("/settings/series", page="/settings", **fields)

    page = admin.get("/settings").text
    named = series_on(session, "BL", date(2018, 1, 1))
    assert (named.title, named.page_size, named.book_size) == ("BIÊN LAI <b>", "a5", 50)
    assert "BIÊN LAI THU TIỀN" in page and "BIÊN LAI &lt;b&gt;" in page and "BIÊN LAI <b>" not in page


def test_goods_and_occasions_are_added_and_ended(browser, session):
    admin = browser("admin")

    admin.post("/settings/item", page="/settings", code="rice", name="Gạo", unit="kg", valid_from="01/01/2018")
    admin.post("/settings/end-item", page="/settings", item="RICE", valid_to="31/12/2019")
    admin.post("/settings/occasion", page="/settings", code="X", name="Ngày X", valid_from="01/01/2018")
    admin.post("/settings/occasion-day", page="/settings", occasion="X", falls_on="02/03/2018")
    admin.post("/settings/end-occasion", page="/settings", occasion="X", valid_to="31/12/2019")

    assert session.get_one(Item, "RICE").valid_to == date(2019, 12, 31)
    assert session.get_one(OccasionDay, ("X", 2018)).falls_on == date(2018, 3, 2)


def test_an_unknown_form_is_404(browser):
    assert browser("admin").post("/settings/crown", page="/settings").status_code == 404


def test_extra_fields_do_nothing(browser, session):
    browser("admin").post("/settings/letterhead", page="/settings", valid_from="01/01/2018", id="9", by="5", **HEAD)

    assert letterhead_on(session, date(2018, 1, 1)).id == 1
    assert session.query(Series).filter_by(code="BL").count() == 2
