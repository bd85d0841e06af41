"""Send what no browser sends, over a real socket to a running server."""

import pytest
from web.wire import MB, PASSWORD, cashier_with_password, read, served

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


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:5000", "127.0.0.1@evil", "[::1", ""]
)
def test_a_foreign_host_is_refused(server, host):
    said = server.say(f"GET /login HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())

    assert read(said)[0] == 400
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
    status, said = read(server.say(raw + b"Connection: close\r\n\r\n"))

    assert status in (0, 302, 400, 405, 411, 413, 431, 501, 505), said[:200]
    assert server.ask("GET", "/healthz")[0] == 200


@pytest.mark.parametrize("size", [20 * MB, 25 * MB])
def test_a_body_of_20_mb_is_refused(server, size):
    head = f"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n".encode()

    heard = server.say(head, *[b"x" * MB] * (size // MB))

    assert read(heard)[0] in (0, 413)
    assert server.ask("GET", "/healthz")[0] == 200


def test_a_body_of_20_mb_in_chunks_without_a_length_is_refused(server):
    head = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
    chunk = b"f4240\r\n" + b"x" * MB + b"\r\n"

    heard = server.say(head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n", *[chunk] * 20, b"0\r\n\r\n")

    assert read(heard)[0] in (0, 400, 413)
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
