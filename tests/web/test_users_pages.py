"""Test that only the administrator keeps accounts, and that everybody changes his own password only by knowing it."""

import re
from datetime import date
from html import unescape

import pytest

from tracker.ground.dates import today
from tracker.ground.passwords import hash_password, password_matches
from tracker.models.journal import Request
from tracker.models.users import RoleGrant, User
from tracker.operations.users import add_user, change_password
from tracker.queries.users import roles_of

pytestmark = pytest.mark.one_engine

ACTS = ("name", "grant", "end", "close", "reopen", "password")


def test_the_administrator_adds_a_user_with_a_password_typed_twice(browser, session):
    answer = browser("admin").post(
        "/users/new",
        full_name="Trần Thu Hà",
        login="thu.ha",
        language="vi",
        password="mưa rào tháng bảy",
        password_again="mưa rào tháng bảy",
    )

    user = session.query(User).filter_by(login="thu.ha").one()
    assert answer.location == f"/users/{user.id}"
    assert password_matches(user.password_hash, "mưa rào tháng bảy")
    assert roles_of(session, user, today()) == frozenset()


def test_an_empty_password_takes_the_made_one_that_was_shown(browser, session):
    admin = browser("admin")
    page = admin.get("/users/new").text
    shown = re.search(r'name="generated" value="([^"]+)"', page)[1]

    admin.post("/users/new", full_name="Trần Thu Hà", login="ha", language="vi", generated=shown)

    assert f'<b class="num">{shown}</b>' in page
    assert password_matches(session.query(User).filter_by(login="ha").one().password_hash, shown)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("login", "thu hà"),
        ("login", "the-admin"),
        ("full_name", ""),
        ("full_name", "A\u200bB"),
        ("valid_from", "32/01/2018"),
        ("password", "short"),
        ("password_again", "another sentence"),
    ],
)
def test_a_refusal_stands_at_its_field_and_what_was_typed_is_kept(browser, session, field, typed):
    fields = {
        "full_name": "Trần Thu Hà",
        "login": "ha",
        "language": "vi",
        "valid_to": "31/12/2099",
        "password": "mưa rào tháng bảy",
        "password_again": "mưa rào tháng bảy",
        field: typed,
    }

    answer = browser("admin").post("/users/new", **fields)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="31/12/2099"' in answer.text and "mưa rào" not in unescape(answer.text)
    assert session.query(User).filter_by(login="ha").count() == 0


def test_a_password_leaves_no_trace_with_the_key(browser, session, make):
    admin = browser("admin")
    fields = {**admin.hidden("/users/new"), "full_name": "Hà", "login": "ha", "language": "vi"}
    first = {**fields, "password": "mưa rào tháng bảy", "password_again": "mưa rào tháng bảy"}
    other = {**fields, "password": "nắng hạ tháng tám", "password_again": "nắng hạ tháng tám"}

    answers = [admin.client.post("/users/new", data=data) for data in (first, other)]

    assert answers[0].location == answers[1].location
    assert session.query(Request).filter_by(operation="add_user").filter(Request.content_hash != "").count() == 1


def test_extra_fields_give_no_role(browser, session):
    browser("admin").post(
        "/users/new", full_name="Hà", login="ha", language="vi", generated="abcd-efgh-jkmn", role="admin", sample="1"
    )

    user = session.query(User).filter_by(login="ha").one()
    assert not user.sample
    assert session.query(RoleGrant).filter_by(user_id=user.id).count() == 0


@pytest.mark.parametrize("role", ["clerk", "accountant", "cashier", "approver", "auditor"])
def test_another_role_neither_sees_nor_changes_accounts(browser, make, session, role):
    target, visitor = make.user("clerk", login="target"), browser(role)

    got = [visitor.get(path).status_code for path in ("/users", "/users/new", f"/users/{target.id}")]
    sent = [visitor.post(f"/users/{target.id}/{act}", page="/", role="admin").status_code for act in ACTS]

    assert set(got + sent) == {403}


def test_the_administrator_gives_a_role_for_a_time(browser, session, make):
    user = make.user("clerk", login="target")

    browser("admin").post(
        f"/users/{user.id}/grant",
        page=f"/users/{user.id}",
        role="approver",
        valid_from="01/03/2018",
        valid_to="31/03/2018",
    )

    session.rollback()
    assert "approver" in roles_of(session, user, date(2018, 3, 31))
    assert "approver" not in roles_of(session, user, date(2018, 4, 1))


def test_accountant_beside_cashier_is_refused_on_the_page(browser, session, make):
    user = make.user("cashier", login="target")

    answer = browser("admin").post(
        f"/users/{user.id}/grant", page=f"/users/{user.id}", role="accountant", valid_from="01/03/2018"
    )

    assert answer.status_code == 422
    assert 'id="grant-role-error"' in answer.text and 'value="01/03/2018"' in answer.text
    assert session.query(RoleGrant).filter_by(user_id=user.id).count() == 1


def test_the_administrator_gives_himself_nothing(browser, session):
    admin = browser("admin")

    answer = admin.post(
        f"/users/{admin.user.id}/grant", page=f"/users/{admin.user.id}", role="accountant", valid_from="01/03/2018"
    )

    assert answer.status_code == 422
    assert session.query(RoleGrant).filter_by(role="accountant").count() == 0


def test_a_role_ends_on_a_day(browser, session, make):
    user = make.user("clerk", login="target")
    grant = session.query(RoleGrant).filter_by(user_id=user.id).one()

    browser("admin").post(f"/users/{user.id}/end", page=f"/users/{user.id}", grant=str(grant.id), valid_to="31/05/2018")

    session.rollback()
    assert grant.valid_to == date(2018, 5, 31)


def test_a_role_of_another_user_is_not_ended_from_here(browser, session, make):
    user, other = make.user("clerk", login="target"), make.user("clerk", login="other")
    foreign = session.query(RoleGrant).filter_by(user_id=other.id).one()

    answer = browser("admin").post(
        f"/users/{user.id}/end", page=f"/users/{user.id}", grant=str(foreign.id), valid_to="31/05/2018"
    )

    session.rollback()
    assert answer.status_code == 422
    assert foreign.valid_to is None


def test_a_closed_account_gets_in_no_more_and_can_be_opened_again(browser, make):
    user = make.user("clerk", login="target")
    page, admin, theirs = f"/users/{user.id}", browser("admin"), browser(user=user)
    admin.post(f"{page}/close", page=page, valid_to="31/05/2018")
    closed = theirs.get("/").status_code

    answer = admin.post(f"{page}/reopen", page=page)

    assert closed == 302
    assert answer.status_code == 302
    assert browser(user=user).get("/").status_code == 200


def test_a_reset_password_signs_its_owner_out(browser, session, make):
    user = make.user("clerk", login="target")
    page, theirs = f"/users/{user.id}", browser(user=user)

    browser("admin").post(
        f"{page}/password", page=page, password="mưa rào tháng bảy", password_again="mưa rào tháng bảy"
    )

    session.rollback()
    assert password_matches(user.password_hash, "mưa rào tháng bảy")
    assert theirs.get("/").status_code == 302


def test_a_hostile_name_is_inert(browser, make):
    make.run(add_user, by=make.user("admin"), login="x", full_name="<script>alert(1)</script>", password_hash="")
    admin = browser("admin")

    pages = [admin.get("/users").text, admin.get("/users/2").text]

    assert all("<script>alert" not in page for page in pages)
    assert "&lt;script&gt;alert(1)" in pages[0] + pages[1]


def test_somebody_changes_his_own_password_and_stays_signed_in(browser, session, make):
    mine = with_password(browser, make, "trời xanh mây trắng")
    other = browser(user=mine.user)

    answer = mine.post(
        "/users/password", old="trời xanh mây trắng", password="mưa rào tháng bảy", password_again="mưa rào tháng bảy"
    )

    session.rollback()
    assert answer.location == "/users/password"
    assert password_matches(mine.user.password_hash, "mưa rào tháng bảy")
    assert mine.get("/").status_code == 200
    assert other.get("/").status_code == 302


def test_a_wrong_old_password_changes_nothing_and_too_many_must_wait(browser, session, make):
    mine = with_password(browser, make, "trời xanh mây trắng")
    fields = {"password": "mưa rào tháng bảy", "password_again": "mưa rào tháng bảy"}

    answers = [mine.post("/users/password", old=f"sai lần {number}", **fields) for number in range(6)]
    at_last = mine.post("/users/password", old="trời xanh mây trắng", **fields)

    session.rollback()
    assert 'id="old-error"' in answers[0].text
    assert {answer.status_code for answer in [*answers, at_last]} == {422}
    assert password_matches(mine.user.password_hash, "trời xanh mây trắng")


def test_an_empty_new_password_is_refused(browser, make):
    mine = with_password(browser, make, "trời xanh mây trắng")

    answer = mine.post("/users/password", old="trời xanh mây trắng", password="", password_again="")

    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text


def test_the_page_of_ones_own_password_offers_the_language(browser):
    page = browser("auditor").get("/users/password")

    assert page.status_code == 200
    assert 'action="/language"' in page.text


def with_password(browser, make, password):
    user = make.user("clerk")
    make.run(change_password, by=make.user("admin"), user=user, password_hash=hash_password(password))
    return browser(user=user)
