"""Sign in and guess as no honest person does, over a real socket to a running server."""

import re
import unicodedata

import pytest
from sqlalchemy import func, select
from web.wire import MB, PASSWORD, cashier_with_password, served

from tracker.models.users import FailedTry

pytestmark = pytest.mark.one_engine


@pytest.fixture
def server(app):
    """Run the program behind waitress."""
    with served(app) as server:
        yield server


@pytest.fixture
def thu(make, session):
    """Give a cashier with a password."""
    return cashier_with_password(make, session)


def test_somebody_signs_in_and_out_over_the_wire_and_the_old_cookie_is_worthless(server, thu):
    status, said = server.post("/login", login="thu", password=PASSWORD)
    inside, cookie = server.ask("GET", "/")[0], server.cookie
    token = server.token("/")
    server.ask("POST", "/logout", f"csrf_token={token}".encode(), Content_Type="application/x-www-form-urlencoded")
    server.cookie = cookie
    old, where = server.ask("GET", "/donations")

    assert (status, inside) == (302, 200)
    assert "HttpOnly" in said and "SameSite=Lax" in said
    assert old == 302 and "/login?next=" in where


def test_the_cookie_of_before_the_sign_in_is_not_the_one_of_after(server, thu):
    server.token()
    before = server.cookie

    server.post("/login", login="thu", password=PASSWORD)

    assert server.cookie != before
    server.cookie = before
    assert server.ask("GET", "/")[0] == 302


def test_a_cookie_that_was_changed_signs_nobody_in(server, thu):
    server.post("/login", login="thu", password=PASSWORD)
    good = server.cookie
    answers = set()

    for forged in (
        good[:-1],
        good + "x",
        good.replace(".", "", 1),
        "tracker=" + "x" * 4000,
        "tracker=",
        "tracker=e30.x.y",
    ):
        server.cookie = forged
        answers.add(server.ask("GET", "/")[0])

    assert answers == {302}


def test_a_password_in_nfd_from_another_keyboard_is_the_same(server, thu):
    typed = unicodedata.normalize("NFD", PASSWORD)

    status, _said = server.post("/login", login="thu", password=typed)

    assert typed != PASSWORD
    assert status == 302


def test_a_password_of_1_mb_is_refused_at_once(server, thu):
    status, _said = server.post("/login", login="thu", password="x" * MB)

    assert status in (400, 413, 422)
    assert server.ask("GET", "/")[0] == 302


@pytest.mark.parametrize(
    "outside",
    [
        "//evil.example",
        "///evil.example",
        "https://evil.example",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        " //evil.example",
        "/\r\nSet-Cookie: a=b",
        "/x\r\nLocation: https://evil.example",
        "http://127.0.0.1@evil.example/",
        ".evil.example",
        "@evil.example",
        "/" * 3000 + "evil.example",
    ],
)
def test_nobody_is_led_outside_after_signing_in(server, thu, outside):
    status, said = server.post("/login", login="thu", password=PASSWORD, next=outside)
    head = said.split("\r\n\r\n")[0]

    where = re.findall(r"(?mi)^Location: (.*?)\r?$", head)
    assert status == 302
    assert len(where) == 1
    assert re.match(r"/(?![/\\])", where[0]) and "\\" not in where[0] and "\t" not in where[0]
    assert "a=b" not in re.findall(r"(?mi)^Set-Cookie: (.*)$", head)


def test_a_thousand_guesses_at_a_receipt_end_in_429_whatever_address_they_claim(server, make):
    right = make.receipt().token
    pages = []

    for number in range(1000):
        claimed = f"10.0.{number // 250}.{number % 250 + 1}"
        token = f"{number:016d}"
        pages.append(server.ask("GET", f"/r/{token}", X_Forwarded_For=claimed, X_Real_IP=claimed))

    statuses = [status for status, _said in pages]
    assert set(statuses) == {404, 429}
    assert statuses.count(404) <= 60
    assert server.ask("GET", f"/r/{right}")[0] == 429


def test_a_wrong_token_looks_like_no_token_at_all(client, make):
    right = make.receipt().token
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")

    pages = [client.get(f"/r/{token}") for token in (wrong, "A" * 16, "x", "1", "A" * 200, "%F0%9F%98%80")]

    assert {page.status_code for page in pages} == {404}
    said = [re.sub(r'value="[^"]*"|<b[^>]*>[^<]*</b>|/r/[^"]*', "", page.text) for page in pages]
    assert {re.search(r"<h1[^>]*>(.*?)</h1>", text, re.S)[1] for text in said} == {
        re.search(r"<h1[^>]*>(.*?)</h1>", said[0], re.S)[1]
    }


def test_guesses_at_a_password_are_held_up_per_account_and_from_anywhere(server, thu, session):
    answers = [server.post("/login", login="thu", password=f"wrong {number}") for number in range(7)]

    right = server.post("/login", login="thu", password=PASSWORD)

    assert [status for status, _said in answers] == [422] * 7
    assert right[0] == 422
    session.rollback()
    assert session.scalar(select(func.count(FailedTry.id))) <= 7
