"""Send what no browser sends, over a real socket to a running server and through the program itself."""

import re
import socket
import threading
import unicodedata
from urllib.parse import urlencode

import pytest
import waitress
from sqlalchemy import func, select

from tracker.ground.passwords import hash_password
from tracker.models.base import db
from tracker.models.users import FailedTry
from tracker.operations.writing import writing

pytestmark = pytest.mark.one_engine
PASSWORD = "Mật khẩu của Thu, đủ dài"
HASH = hash_password(PASSWORD)
MB = 1_000_000
#: As `tracker serve` does (tracker/cli/serving.py).
SETTINGS = {"threads": 4, "ident": None, "max_request_body_size": 20 * 2**20}


class Server:
    """A running server, spoken to byte by byte."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def say(self, *parts: bytes) -> bytes:
        """Send bytes as they are; give all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            try:
                for part in parts:
                    connection.sendall(part)
            except (BrokenPipeError, ConnectionResetError):
                pass
            heard = b""
            try:
                while piece := connection.recv(65536):
                    heard += piece
            except (ConnectionResetError, TimeoutError):
                pass
            return heard

    def ask(self, method: str, target: bytes | str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        """Ask once; give the status and all that was said."""
        line = method.encode() + b" " + (target if isinstance(target, bytes) else target.encode()) + b" HTTP/1.1\r\n"
        facts = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", "Cookie": self.cookie}
        facts |= {"Content-Length": str(len(body))} if body else {}
        facts |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in facts.items() if value)
        return _read(self.say(line + head.encode() + b"\r\n", body))

    def token(self, page: str = "/login") -> str:
        """Open a page; keep its cookie and give its token."""
        _status, said = self.ask("GET", page)
        self._keep(said)
        return re.search(r'name="csrf_token" value="([^"]+)"', said)[1]

    def _keep(self, said: str) -> None:
        found = re.search(r"Set-Cookie: (tracker=[^;]+)", said)
        self.cookie = found[1] if found else self.cookie

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form with its token, and keep the cookie that comes back."""
        body = urlencode({"csrf_token": self.token(), **fields}).encode()
        status, said = self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")
        self._keep(said)
        return status, said


def _read(heard: bytes) -> tuple[int, str]:
    found = re.match(rb"HTTP/1\.[01] ([0-9]{3}) ", heard)
    return (int(found[1]) if found else 0), heard.decode("utf-8", "replace")


@pytest.fixture
def server(app):
    """Run the program behind waitress on a free port of this machine."""
    app.testing = False
    running = waitress.create_server(app, host="127.0.0.1", port=0, **SETTINGS)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    yield Server(running.effective_port)
    running.close()
    thread.join(10)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def thu(make, session):
    """Give a cashier with a password."""
    user = make.user("cashier", login="thu")
    with writing(session):
        user.password_hash = HASH
    return user


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


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:5000", "127.0.0.1@evil", "[::1", ""]
)
def test_a_foreign_host_is_refused(server, host):
    said = server.say(f"GET /login HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())

    assert _read(said)[0] == 400
    assert b"<form" not in said


def test_a_foreign_host_in_the_target_or_in_what_proxies_add_changes_no_address(server):
    head = f"Host: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n"

    absolute = server.say(f"GET http://evil.example/donations HTTP/1.1\r\n{head}".encode())
    forwarded = server.ask(
        "GET", "/donations", X_Forwarded_Host="evil.example", X_Forwarded_Proto="https", Forwarded="host=evil.example"
    )

    assert "Location: http" not in absolute.decode() and b"//evil" not in absolute.split(b"\r\n\r\n")[0]
    assert forwarded[0] == 302 and "evil" not in forwarded[1]


@pytest.mark.parametrize(
    "target",
    [
        b"/%00",
        b"/donors/%00",
        b"/%ff%fe",
        b"/\xff\xfe",
        b"/login?next=%00",
        b"/login?next=%ff",
        b"/login?\xff=\xff",
        b"/r/%00",
        b"/r/%ff",
        b"/static/..%2f..%2fsetup.cfg",
        b"/static/../../../etc/passwd",
        b"/static/%2e%2e/%2e%2e/app.py",
        b"/fonts/..%2f..%2fx.ttf",
        b"//evil.example/%2f..",
        b"/" + b"a" * 7000,
        b"/donors/" + b"9" * 400,
        b"/donors/-1",
        b"/donors/1e3",
        b"/.git/config",
        b"/instance/secret_key",
        b"/healthz?%",
    ],
)
def test_no_target_is_a_fault(server, target):
    status, said = server.ask("GET", target)

    assert 200 <= status < 500
    assert "root:" not in said and "install_requires" not in said


@pytest.mark.parametrize(
    "raw",
    [
        b"\0\0\0\0",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 300_000 + b"\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1e3\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n X: y\r\n\r\n",
    ],
)
def test_broken_http_is_refused_and_the_server_lives(server, raw):
    status, said = _read(server.say(raw + b"Connection: close\r\n\r\n"))

    assert status in (0, 302, 400, 405, 411, 413, 431, 501, 505), said[:200]
    assert server.ask("GET", "/healthz")[0] == 200


@pytest.mark.parametrize("size", [20 * MB, 25 * MB])
def test_a_body_of_20_mb_is_refused(server, size):
    head = f"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n".encode()

    heard = server.say(head, *[b"x" * MB] * (size // MB))

    assert _read(heard)[0] in (0, 413)
    assert server.ask("GET", "/healthz")[0] == 200


def test_a_body_of_20_mb_in_chunks_without_a_length_is_refused(server):
    head = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
    chunk = b"f4240\r\n" + b"x" * MB + b"\r\n"

    heard = server.say(head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n", *[chunk] * 20, b"0\r\n\r\n")

    assert _read(heard)[0] in (0, 400, 413)
    assert server.ask("GET", "/healthz")[0] == 200


def test_a_hundred_thousand_fields_are_refused(server, thu):
    fields = {f"f{number}": "1" for number in range(100_000)}

    status, _said = server.post("/login", login="thu", password=PASSWORD, **fields)

    assert status == 413


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=B", "text/plain"])
@pytest.mark.parametrize(
    "body",
    [b"login=%ff&password=x", b"\xff\xfe\0", b"--B\r\n\r\n", b"--B\r\nX: \xff\r\n\r\n\xff\r\n--B--", b"&" * 4000],
)
def test_a_body_that_is_no_form_is_refused(server, kind, body):
    token = server.token()

    status, _said = server.ask("POST", "/login", body, Content_Type=kind, X_CSRFToken=token)

    assert status in (400, 413, 422)
    assert server.ask("GET", "/")[0] == 302


@pytest.mark.parametrize("language", ["", "\0", "../../etc", "xx", "x" * 5000, "vi\r\nSet-Cookie: a=b"])
def test_languages_that_no_page_has_are_refused(server, language):
    status, said = server.post("/language", language=language)

    assert status == 400
    assert "a=b" not in said.split("\r\n\r\n")[0]


@pytest.mark.parametrize("wanted", ["x" * 7000, "vi;q=nan", "\xff", "*", "zh-Hant-TW;q=1.5,,,;;"])
def test_nonsense_in_headers_is_no_fault(server, wanted):
    status, _said = server.ask("GET", "/public", Accept_Language=wanted, Range="bytes=-1", If_None_Match=wanted)

    assert status in (200, 400, 431)


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
