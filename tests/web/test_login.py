"""Test signing in and out."""

import unicodedata
from datetime import date, timedelta

import pytest

from tracker.ground.dates import now, set_clock
from tracker.ground.passwords import hash_password
from tracker.operations.writing import writing

PASSWORD = "Mật khẩu dài"
HASH = hash_password(PASSWORD)
pytestmark = pytest.mark.one_engine


@pytest.fixture
def clerk(make, session):
    """Give a clerk with a password."""
    user = make.user("clerk", login="thu")
    with writing(session):
        user.password_hash = HASH
    return user


def try_in(stranger, login="thu", password=PASSWORD, **more):
    return stranger.post("/login", login=login, password=password, **more)


def test_the_right_password_leads_to_the_page_that_was_asked_for(browser, clerk):
    stranger = browser()
    asked = stranger.get("/search?q=lan")

    answer = try_in(stranger, next="/search?q=lan")

    assert asked.location == "/login?next=/search?q%3Dlan"
    assert answer.location == "/search?q=lan"
    assert stranger.get("/").status_code == 200


def test_a_wrong_password_an_unknown_login_and_a_closed_account_look_alike(browser, clerk, session):
    wrong = try_in(browser(), password="something else")
    unknown = try_in(browser(), login="nobody")
    with writing(session):
        clerk.valid_to = date(2018, 1, 1)
    closed = try_in(browser())

    sentences = {_alert(answer.text) for answer in (wrong, unknown, closed)}

    assert len(sentences) == 1
    assert {answer.status_code for answer in (wrong, unknown, closed)} == {422}


def _alert(page):
    return page.split('role="alert"')[1].split("</ul>")[0]


@pytest.mark.parametrize(
    "outside", ["//evil.example", "https://evil.example/x", "/\\evil.example", "javascript:alert(1)", "\\/evil", "/\tx"]
)
def test_next_never_leads_outside(browser, clerk, outside):
    answer = try_in(browser(), next=outside)

    assert answer.location == "/"


def test_an_old_cookie_is_refused_after_sign_out(browser, clerk, app):
    somebody = browser()
    try_in(somebody)
    copied = somebody.client.get_cookie("tracker").value

    somebody.post("/logout", page="/")
    thief = app.test_client()
    thief.set_cookie("tracker", copied)

    assert thief.get("/").location == "/login?next=/"


def test_signing_in_gives_a_new_cookie_that_scripts_and_other_sites_cannot_use(browser, clerk):
    stranger = browser()
    before = stranger.get("/login").headers["Set-Cookie"]

    answer = try_in(stranger)

    cookie = answer.headers["Set-Cookie"]
    assert cookie.split(";")[0] != before.split(";")[0]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_a_password_typed_on_another_keyboard_is_accepted(browser, clerk):
    answer = try_in(browser(), password=unicodedata.normalize("NFD", PASSWORD))

    assert answer.status_code == 302


def test_a_password_of_a_megabyte_is_refused_before_it_is_hashed(browser, clerk):
    answer = try_in(browser(), password="x" * 1_000_000)

    assert answer.status_code == 422


def test_after_five_failed_tries_the_account_waits_and_says_how_long(browser, clerk):
    for _ in range(5):
        try_in(browser(), password="something else")

    sixth = try_in(browser())

    assert sixth.status_code == 422
    assert "15" in _alert(sixth.text)


def test_the_account_opens_again_when_the_wait_is_over(browser, clerk):
    for _ in range(5):
        try_in(browser(), password="something else")
    later = now() + timedelta(minutes=15, seconds=1)
    set_clock(lambda: later)

    answer = try_in(browser())

    assert answer.status_code == 302


def test_an_address_waits_after_twenty_failed_tries_whatever_the_account(browser, clerk):
    for number in range(20):
        try_in(browser(), login=f"nobody{number}")

    next_try = try_in(browser())

    assert next_try.status_code == 422


def test_success_forgets_the_failed_tries(browser, clerk):
    for _ in range(4):
        try_in(browser(), password="something else")
    try_in(browser())
    for _ in range(4):
        try_in(browser(), password="something else")

    answer = try_in(browser())

    assert answer.status_code == 302


def test_a_sign_in_ends_by_itself_after_a_long_day(browser, clerk):
    somebody = browser("clerk")
    later = now() + timedelta(hours=15)
    set_clock(lambda: later)

    assert somebody.get("/").location == "/login?next=/"


def test_an_account_that_is_closed_meanwhile_is_out_at_once(browser, make, session):
    user = make.user("clerk")
    somebody = browser("clerk")
    with writing(session):
        user.valid_to = date(2018, 1, 1)

    assert somebody.get("/").status_code == 302


def test_sample_accounts_are_served_on_this_machine_only(browser, clerk, session):
    with writing(session):
        clerk.sample = True
    there = browser()
    there.client.environ_base["REMOTE_ADDR"] = "192.168.1.7"

    elsewhere, here = try_in(there), try_in(browser())

    assert elsewhere.status_code == 422
    assert here.status_code == 302


@pytest.mark.parametrize("login", ["\0", "thu\0", "x" * 5000, "'; --", "\u202ethu"])
def test_any_text_may_be_tried_as_a_login(browser, clerk, login):
    assert try_in(browser(), login=login, password="x").status_code == 422
